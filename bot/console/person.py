"""One member of staff: post, roles and duties, LINE and consent, handing everything over."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from bot.console.desk import Desk, back_to
from bot.console.forms import SECOND_EDITOR, Checks, Form, at_most, chosen_from, mark
from bot.console.people import INVITED
from handlers.cards.consultation import number
from handlers.enrolment import ROLE_NAMES
from handlers.hand_over import hand_all_over
from models import hand_over as handing_over
from models import people, roster_edits
from models.people import CONSENT_VERSION, Person, Role
from models.roster_edits import DutyWish

GIVEN = (Role.DIRECTOR, Role.SUPERVISOR, Role.CLERK)
"""The roles that are given here; an acting director has a form of its own, teachers register themselves."""
KINDS = {"learning_areas": "learning_area", "functions": "function", "areas": "area"}


class PersonForm(Form):
    """A post with its roles and duties; projects as lines of NAME: WORD, WORD."""

    title = StringField("ตำแหน่ง", [at_most(200)])
    place = IntegerField("ลำดับในรายชื่อ", [InputRequired("กรอกตัวเลข"), NumberRange(0, 999, "กรอกตัวเลข 0 ถึง 999")])
    roles = Checks("บทบาทในระบบ")
    learning_areas = Checks("วิชาที่ดูแล")
    functions = Checks("งานที่ดูแล")
    areas = Checks("พื้นที่ที่ดูแล")
    projects = TextAreaField("โครงการ", [at_most(4000)])


def page(desk: Desk, person_id: int) -> str:
    """Everything about one member of staff."""
    person = _person(desk, person_id)
    values = _values(desk, person)
    return _render(desk, person, _form(desk, **values, seen=mark(**values)))


def _person(desk: Desk, person_id: int | None) -> Person:
    found = people.find(desk.session, person_id)
    if found is None or not (found.is_staff or found.staff_code):
        abort(404)
    return found


def _render(desk: Desk, person: Person, form: PersonForm, changed: str | None = None) -> str:
    living = handing_over.open_ones(desk.session, person)
    return desk.render(
        "person.html",
        person=person,
        form=form,
        changed=changed,
        present=_values(desk, person),
        person_duties=len(roster_edits.duties_of(desk.session, person)),
        living=living,
        hand_over_mark=_mark_of_work(desk, person),
        others=[one for one in people.with_role(desk.session, Role.SUPERVISOR) if one.id != person.id],
        invited_as=next((role for role in INVITED if person.may(role)), None) if person.staff_code else None,
        CONSENT_VERSION=CONSENT_VERSION,
    )


def _form(desk: Desk, **values: Any) -> PersonForm:
    form: PersonForm = PersonForm.of_request(**values)
    pack = desk.facts.pack
    form.roles.choices = chosen_from((role.value, ROLE_NAMES[role]) for role in GIVEN)
    for field, kind, entries in (
        (form.learning_areas, "learning_area", pack.learning_areas),
        (form.functions, "function", pack.functions),
        (form.areas, "area", pack.areas),
    ):
        field.choices = chosen_from((one.code, desk.facts.name_of(kind, one.code) or one.code) for one in entries)
    return form


def _values(desk: Desk, person: Person) -> dict[str, Any]:
    duties = roster_edits.duties_of(desk.session, person)
    return {
        "title": person.title or "",
        "place": person.place,
        "roles": sorted(role.value for role in person.roles if role in GIVEN),
        **{name: sorted(one.code for one in duties if one.kind == kind) for name, kind in KINDS.items()},
        "projects": "\n".join(_line(one) for one in duties if one.kind == "project"),
    }


def _line(project: DutyWish) -> str:
    return f"{project.code}: {', '.join(project.topics)}" if project.topics else project.code


def save(desk: Desk, person_id: int) -> ResponseReturnValue:
    """Keeps what was filled in; who comes second is told what the first one made of it."""
    person, form = _person(desk, person_id), _form(desk)
    right = form.validate()
    if person.id == desk.me.id and not {Role.CLERK, Role.DIRECTOR} & set(form.roles.data or ()):
        form.roles.errors = ["นี่คือบัญชีของคุณเอง ถ้าถอดบทบาทนี้จะเข้าหน้านี้ไม่ได้อีก ให้ผู้อื่นถอดแทน"]
        right = False
    if form.was_changed_since(**_values(desk, person)):
        return _render(desk, person, form, SECOND_EDITOR), 409
    if not right:
        return _render(desk, person, form), 422
    if _change(desk, person, form):
        desk.note(f"แก้ตำแหน่งและหน้าที่ของ{person.short_title}")
    return back_to("person-page", "บันทึกแล้ว มีผลตั้งแต่คำขอถัดไป", person_id=person_id)


def _change(desk: Desk, person: Person, form: PersonForm) -> bool:
    roles = {Role(value) for value in form.roles.data or ()}
    title = " ".join(str(form.title.data or "").split()) or None
    return any(
        [
            roster_edits.set_post(desk.office, person, title, form.place.data or 0),
            roster_edits.set_roles(desk.session, desk.office, person, roles, set(GIVEN)),
            roster_edits.set_duties(desk.session, desk.office, person, _duties(form)),
        ]
    )


def _duties(form: PersonForm) -> list[DutyWish]:
    wishes = [DutyWish(kind, code) for name, kind in KINDS.items() for code in form[name].data or ()]
    for line in str(form.projects.data or "").splitlines():
        name, _, words = line.partition(":")
        if name.strip():
            topics = tuple(" ".join(word.split()) for word in words.split(",") if word.strip())
            wishes.append(DutyWish("project", " ".join(name.split())[:200], topics))
    return wishes


def hand_over(desk: Desk, person_id: int) -> ResponseReturnValue:
    """Hands everything over; what clashes in the successor's calendar stays and is named."""
    old = _person(desk, person_id)
    new = people.find(desk.session, request.form.get("to", type=int))
    if new is None or old.id == new.id or not new.may(Role.SUPERVISOR):
        return back_to("person-page", "เลือกผู้รับช่วงต่อก่อน แล้วกดส่งมอบอีกครั้ง", person_id=person_id)
    if request.form.get("seen") != _mark_of_work(desk, old):
        return back_to("person-page", "งานของท่านนี้เปลี่ยนไปจากที่คุณเห็น ตรวจรายการใหม่แล้วกดส่งมอบอีกครั้ง", person_id=person_id)
    done, told = hand_all_over(desk, old, new, desk.me)
    desk.tell(told)
    desk.note(f"ส่งมอบงานของ{old.short_title}ให้{new.short_title}")
    words = f"ส่งมอบให้{new.short_title}แล้ว หน้าที่ {done.duties} รายการ คำขอ {len(done.consultations)} เรื่อง"
    if done.clashing:
        words += " ยังค้างเพราะเวลานัดชนกัน: " + ", ".join(number(desk.facts, one) for one in done.clashing)
    return back_to("people-listing", words)


def _mark_of_work(desk: Desk, person: Person) -> str:
    living = [one.id for one in handing_over.open_ones(desk.session, person)]
    return mark(duties=roster_edits.duties_of(desk.session, person), living=living)
