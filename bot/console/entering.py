"""Requests that came by letter, e-office, telephone or at the counter."""

from datetime import UTC, datetime, time
from uuid import uuid4

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import DateField, DateTimeLocalField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, Regexp

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, at_most, chosen_from, required
from handlers import entering
from handlers.cards.consultation import number
from models import attachments
from models.clock import BANGKOK, local
from models.offices import School
from models.register import CHANNELS

SCANS = {"application/pdf": b"%PDF", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG"}
"""What a scanner makes, and how such files begin."""


class EnterForm(Form):
    """What a clerk writes down of a request."""

    key = HiddenField()
    channel = SelectField("มาทางไหน", choices=chosen_from(item for item in CHANNELS.items() if item[0] != "line"))
    reference = StringField("เลขที่หนังสือ (ถ้ามี)", [at_most(100)])
    name = StringField("ชื่อผู้ขอ", [required("กรอกชื่อผู้ขอ"), at_most(100)])
    school = SelectField("โรงเรียน", coerce=int)
    phone = StringField(
        "เบอร์โทรกลับ (ถ้ามี)", [Optional(), Regexp(r"^0[0-9 -]{8,12}$", message="เบอร์โทรขึ้นต้นด้วย 0 มี 9 หรือ 10 หลัก")]
    )
    question = TextAreaField("เรื่องที่ขอคำปรึกษา", [required("กรอกเรื่องที่ขอคำปรึกษา"), at_most(5000)])
    received = DateField("วันที่ได้รับ", [required("เลือกวันที่ได้รับเรื่อง")])
    wished = DateTimeLocalField("อยากนัดเมื่อไร (ถ้าระบุ)", [Optional()])


def form(desk: Desk) -> str:
    """An empty form."""
    return desk.render("enter.html", form=_form(desk, key=str(uuid4()), received=local(desk.now).date(), school=0))


def _form(desk: Desk, **values: object) -> EnterForm:
    filled: EnterForm = EnterForm.of_request(**values)
    schools = desk.session.execute(select(School.id, School.name).order_by(School.name))
    filled.school.choices = chosen_from([(0, "ไม่ระบุ"), *((row.id, row.name) for row in schools)])
    return filled


def enter(desk: Desk) -> ResponseReturnValue:
    """Puts the request into the register; whoever decides reads it on LINE."""
    filled, scan = _form(desk), request.files.get("scan")
    content = scan.read() if scan is not None else b""
    kind = next((kind for kind, begins in SCANS.items() if content.startswith(begins)), None)
    wrong_scan = bool(content) and (kind is None or len(content) > attachments.MOST_BYTES)
    if not filled.validate() or wrong_scan:
        return desk.render("enter.html", form=filled, wrong_scan=wrong_scan), 422
    entered = _entered(desk, filled)
    made, told = entering.enter(desk, entered, desk.me, str(filled.key.data))
    if kind is not None and scan is not None:
        attachments.keep(desk.session, made, scan.filename or "scan", kind, content, desk.now)
    desk.tell(told)
    desk.note(f"ลงทะเบียน {number(desk.facts, made)} จาก{CHANNELS[entered.channel]}")
    return back_to("consultations-one", f"ลงทะเบียนแล้ว เลขที่ {number(desk.facts, made)}", consultation_id=made.id)


def _entered(desk: Desk, filled: EnterForm) -> entering.Entered:
    received = filled.received.data
    assert received is not None
    same_day = received >= local(desk.now).date()
    wished = filled.wished.data
    return entering.Entered(
        channel=filled.channel.data,
        reference=filled.reference.data or None,
        name=" ".join(str(filled.name.data).split()),
        school=desk.session.scalar(select(School).where(School.id == filled.school.data)),
        phone=filled.phone.data or None,
        question=str(filled.question.data).strip(),
        requested_at=desk.now if same_day else datetime.combine(received, time(8, 30), BANGKOK).astimezone(UTC),
        wished_at=wished.replace(tzinfo=BANGKOK) if wished else None,
    )
