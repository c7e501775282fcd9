"""Settings of the office: how the bot is called and speaks, when the office works, what a month's messages are for."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import NumberRange, Regexp

from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, DaysField, Form, at_most, chosen_from, mark, required
from models.packs import OfficeSettings

PARTICLES = (("ค่ะ", "ค่ะ / คะ"), ("ครับ", "ครับ"))
HOURS = ("start", "lunch_start", "lunch_end", "end")


class SettingsForm(Form):
    """What an office may change."""

    name = StringField("ชื่อสำนักงาน", [required("กรอกชื่อสำนักงาน"), at_most(200)])
    short_name = StringField("ชื่อย่อ", [required("กรอกชื่อย่อ"), at_most(60)])
    bot_name = StringField("ชื่อบอต", [required("ตั้งชื่อบอต"), at_most(20)])
    particle = SelectField("คำลงท้าย", choices=chosen_from(PARTICLES))
    start = TimeField("เปิดทำการ", [required("เลือกเวลา")])
    lunch_start = TimeField("พักกลางวันตั้งแต่", [required("เลือกเวลา")])
    lunch_end = TimeField("ถึง", [required("เลือกเวลา")])
    end = TimeField("ปิดทำการ", [required("เลือกเวลา")])
    extra_days_off = DaysField("วันหยุดเพิ่มของสำนักงาน")
    reminder_days_before = StringField(
        "เตือนงานตามปฏิทินล่วงหน้ากี่วัน",
        [Regexp(r"^ *\d{1,3}( *, *\d{1,3})* *$", message="พิมพ์จำนวนวันคั่นด้วยจุลภาค เช่น 14, 7, 3, 1, 0")],
    )
    welcome_th = TextAreaField("คำทักทายคนที่เพิ่มเพื่อน", [at_most(1000)])
    group_welcome_th = TextAreaField("คำทักทายในกลุ่ม", [at_most(1000)])
    meeting_place_th = StringField("สถานที่พบกันตามปกติ", [at_most(200)])
    auto_assign = BooleanField("มอบหมายอัตโนมัติเมื่อมีผู้ตรงเรื่องชัดเจน")
    monthly_messages = IntegerField("ข้อความที่ส่งได้ต่อเดือน", [NumberRange(1, 1_000_000, "กรอกจำนวนตั้งแต่ 1")])
    reserved_messages = IntegerField("กันไว้สำหรับนัดหมาย", [NumberRange(0, 1_000_000, "กรอกจำนวนตั้งแต่ 0")])


def form(desk: Desk) -> str:
    """The settings as they are."""
    values = _values(desk)
    return desk.render("settings.html", form=SettingsForm.of_request(**values, seen=mark(**values)), changed=False)


def _values(desk: Desk) -> dict[str, Any]:
    kept = desk.facts.settings
    return {
        "name": desk.office.name,
        "short_name": desk.office.short_name,
        "bot_name": kept.bot_name,
        "particle": kept.particle,
        "reminder_days_before": ", ".join(map(str, kept.reminder_days_before)),
        "welcome_th": kept.welcome_th,
        "group_welcome_th": kept.group_welcome_th,
        "meeting_place_th": kept.meeting_place_th,
        **{name: getattr(kept.working_hours, name) for name in HOURS},
        "extra_days_off": sorted(kept.extra_days_off),
        "auto_assign": kept.auto_assign,
        "monthly_messages": kept.monthly_messages,
        "reserved_messages": kept.reserved_messages,
    }


def save(desk: Desk) -> ResponseReturnValue:
    """Keeps the settings; every process uses them from the next message on. Who comes second is told first."""
    filled: SettingsForm = SettingsForm.of_request()
    if "add" in request.form or "remove" in request.form:
        return _with_other_rows(desk, filled)
    right = filled.validate() and _reads(desk, filled)
    changed = filled.was_changed_since(**_values(desk))
    if not right or changed:
        notice = SECOND_EDITOR if changed else None
        return desk.render("settings.html", form=filled, changed=notice, present=_values(desk)), 409 if changed else 422
    desk.office.name, desk.office.short_name = _one_line(filled.name.data), _one_line(filled.short_name.data)
    desk.office.settings = {**desk.office.settings, **_written(filled)}
    desk.office.words_changed()
    desk.note("แก้การตั้งค่าสำนักงาน")
    return back_to("settings-form", "บันทึกแล้ว มีผลตั้งแต่ข้อความถัดไป")


def _with_other_rows(desk: Desk, filled: SettingsForm) -> str:
    """The form as it was filled in, with an empty row more or one row less; nothing is kept yet."""
    rows = list(filled.extra_days_off.rows)
    gone = request.form.get("remove", type=int)
    if gone is not None and gone < len(rows):
        del rows[gone]
    filled.extra_days_off.rows = rows if gone is not None else [*rows, ""]
    return desk.render("settings.html", form=filled, changed=False)


def _reads(desk: Desk, filled: SettingsForm) -> bool:
    """Whether the office could work at these hours; says beside the field what to change when not."""
    try:
        OfficeSettings.model_validate({**desk.facts.settings.model_dump(), **_written(filled)})
    except ValidationError:
        filled.end.errors = ["เรียงเวลาเปิด พัก และปิดตามลำดับของวัน"]
        return False
    return True


def _written(filled: SettingsForm) -> dict[str, Any]:
    return {
        "bot_name": _one_line(filled.bot_name.data),
        "reminder_days_before": [int(days) for days in str(filled.reminder_days_before.data).split(",")],
        "welcome_th": str(filled.welcome_th.data or "").strip(),
        "group_welcome_th": str(filled.group_welcome_th.data or "").strip(),
        "meeting_place_th": _one_line(filled.meeting_place_th.data or ""),
        "particle": filled.particle.data,
        "working_hours": {name: filled[name].data.isoformat() for name in HOURS},
        "extra_days_off": [day.isoformat() for day in filled.extra_days_off.data],
        "auto_assign": bool(filled.auto_assign.data),
        "monthly_messages": filled.monthly_messages.data,
        "reserved_messages": filled.reserved_messages.data,
    }


def _one_line(words: object) -> str:
    return " ".join(str(words).split())
