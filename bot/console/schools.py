"""Schools: the list, what teachers typed in and nobody has checked, one school, and two that are the same."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField

from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, Form, at_most, chosen_from, mark, required
from models import schools
from models.offices import School

PAGE = 50


class SchoolForm(Form):
    """Name and area."""

    name = StringField("ชื่อโรงเรียน", [required("กรอกชื่อโรงเรียน"), at_most(200)])
    area = SelectField("พื้นที่")


def listing(desk: Desk) -> str:
    """The list by name, and on top what waits to be checked."""
    words = request.args.get("words", "").strip()[:100]
    found = schools.page(desk.session, words, request.args.get("after", ""), PAGE + 1)
    return desk.render(
        "schools.html",
        unchecked=schools.unchecked(desk.session),
        found=found[:PAGE],
        after=found[PAGE - 1].name if len(found) > PAGE else None,
        words=words,
    )


def new(desk: Desk) -> str:
    """An empty form."""
    return desk.render("school.html", school=None, form=_form(desk), changed=None, present={})


def add(desk: Desk) -> ResponseReturnValue:
    """A school that was missing."""
    form = _form(desk)
    if not form.validate() or _is_taken(desk, form, None):
        return desk.render("school.html", school=None, form=form, changed=None, present={}), 422
    school = School(office_id=desk.office.id, name=_name(form), checked=False, edited=True)
    desk.session.add(school)
    schools.change(desk.session, desk.office, school, _name(form), form.area.data or None)
    desk.note(f"เพิ่ม{school.name}")
    return back_to("schools-listing", f"เพิ่ม{school.name}แล้ว")


def page(desk: Desk, school_id: int) -> str:
    """One school, what it could be merged with, and who belongs to it."""
    school = _found(desk, school_id)
    values = _values(school)
    return _render(desk, school, _form(desk, **values, seen=mark(**values)))


def _render(desk: Desk, school: School, form: SchoolForm, changed: str | None = None) -> str:
    return desk.render(
        "school.html",
        school=school,
        form=form,
        changed=changed,
        present=_values(school),
        of_pack=_is_of_pack(desk, school),
        teachers=schools.teachers_of(desk.session, school),
        similar=schools.perhaps_the_same(desk.session, school),
    )


def _found(desk: Desk, school_id: int | None) -> School:
    school = schools.find(desk.session, school_id)
    if school is None:
        abort(404)
    return school


def _is_of_pack(desk: Desk, school: School) -> bool:
    """Whether loading the office's pack would bring it back under its name."""
    return any(entry.name_th == school.name for entry in desk.facts.pack.schools)


def _form(desk: Desk, **values: Any) -> SchoolForm:
    form: SchoolForm = SchoolForm.of_request(**values)
    areas = [(entry.code, entry.name_th) for entry in desk.facts.pack.areas]
    form.area.choices = chosen_from([("", "ไม่ระบุ"), *areas])
    return form


def _values(school: School) -> dict[str, Any]:
    return {"name": school.name, "area": school.area or ""}


def _name(form: SchoolForm) -> str:
    return " ".join(str(form.name.data).split())


def _is_taken(desk: Desk, form: SchoolForm, school: School | None) -> bool:
    """Whether the name can't be given; says beside the field why."""
    other = schools.named(desk.session, _name(form))
    if other is not None and other is not school:
        form.name.errors = ["มีโรงเรียนชื่อนี้อยู่แล้ว ถ้าเป็นโรงเรียนเดียวกันให้ใช้ “รวมเป็นโรงเรียนเดียวกัน”"]
        return True
    if school is not None and _is_of_pack(desk, school) and _name(form) != school.name:
        form.name.errors = ["ชื่อนี้มาจากทะเบียนตั้งต้นของสำนักงาน เปลี่ยนที่นี่ไม่ได้ ให้ผู้ดูแลระบบแก้ในไฟล์ตั้งต้น"]
        return True
    return False


def save(desk: Desk, school_id: int) -> ResponseReturnValue:
    """Keeps name and area; from here on it counts as checked."""
    school, form = _found(desk, school_id), _form(desk)
    right = form.validate() and not _is_taken(desk, form, school)
    if form.was_changed_since(**_values(school)):
        return _render(desk, school, form, SECOND_EDITOR), 409
    if not right:
        return _render(desk, school, form), 422
    if schools.change(desk.session, desk.office, school, _name(form), form.area.data or None):
        desk.note(f"ตรวจและบันทึก{school.name}")
    return back_to("schools-listing", f"บันทึก{school.name}แล้ว")


def merge(desk: Desk, school_id: int) -> ResponseReturnValue:
    """It is another school under a wrong name: everything of it goes there."""
    school = _found(desk, school_id)
    name = " ".join(request.form.get("into", "").split())
    into = schools.meant(desk.session, name)
    if into is None or into is school or _is_of_pack(desk, school):
        return back_to("schools-page", f"ไม่พบโรงเรียนชื่อ “{name}” พิมพ์ชื่อเต็ม หรือส่วนของชื่อที่มีโรงเรียนเดียว", school_id=school_id)
    words = f"รวม{school.name}เข้ากับ{into.name}"
    schools.merge(desk.session, desk.office, school, into)
    desk.note(words)
    return back_to("schools-listing", f"{words}แล้ว")
