"""Who is away when: entering what came as an order or a leave form, and taking it back."""

from datetime import date, timedelta

from flask import abort
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField

from bot.console.desk import Desk, back_to
from bot.console.forms import Form, chosen_from, required
from handlers import absence as absence_steps
from models import absences, appointments, people
from models.absences import Absence
from models.clock import today
from models.people import Person, Role
from nlp.thai_calendar import say_range

A_YEAR = timedelta(days=366)


class AwayForm(Form):
    """Who is away, why, and on which days."""

    person = SelectField("ใคร", coerce=int)
    kind = SelectField("เรื่อง", choices=chosen_from((kind, kind) for kind in absence_steps.KINDS))
    first = DateField("ตั้งแต่", [required("เลือกวันแรก")])
    last = DateField("ถึง", [required("เลือกวันสุดท้าย")])


def listing(desk: Desk) -> str:
    """Absences of today and later, and the form for another one."""
    return _page(desk, _form(desk, first=today(desk.now), last=today(desk.now)))


def _page(desk: Desk, form: AwayForm, refused: str = "") -> str:
    return desk.render(
        "away.html",
        form=form,
        refused=refused,
        found=absences.between(desk.session, today(desk.now), date.max),
        clashes=appointments.in_absences(desk.session, desk.now),
        mine_to_change=lambda row: _may_enter(desk, row.person),
        say_range=lambda row: say_range(row.first_day, row.last_day, today(desk.now)),
    )


def _form(desk: Desk, **values: object) -> AwayForm:
    form: AwayForm = AwayForm.of_request(**values)
    form.person.choices = chosen_from((one.id, one.short_title) for one in _people(desk))
    return form


def _people(desk: Desk) -> list[Person]:
    return [one for one in people.with_role(desk.session, Role.SUPERVISOR) if _may_enter(desk, one)]


def _may_enter(desk: Desk, person: Person) -> bool:
    """Clerk and director for everybody, a supervisor for themselves."""
    return person.id == desk.me.id or desk.me.may(Role.CLERK, Role.DIRECTOR)


def enter(desk: Desk) -> ResponseReturnValue:
    """Keeps the absence; the supervisor hears of it, with the appointments it touches."""
    form = _form(desk)
    if not (form.validate() and _is_a_span(form)):
        return _page(desk, form), 422
    person = next(one for one in _people(desk) if one.id == form.person.data)
    first, last = form.first.data, form.last.data
    assert first is not None
    assert last is not None
    if absences.known(desk.session, person, first, last):
        return _page(desk, form, "วันเหล่านี้ของท่านนี้บันทึกไว้แล้ว ดูได้ในรายการด้านล่าง"), 409
    touched, told = absence_steps.enter(desk, person, first, last, form.kind.data, desk.me)
    desk.tell(told)
    days = say_range(first, last, today(desk.now))
    desk.note(f"บันทึก{form.kind.data} {days} ของ {person.short_title}")
    clash = f" มีนัดชนกัน {len(touched)} นัด เลื่อนหรือเปลี่ยนผู้ดูแลได้จากรายการด้านล่าง" if touched else ""
    return back_to("away-listing", f"บันทึก{form.kind.data} {days} ของ{person.short_title}แล้ว{clash}")


def _is_a_span(form: AwayForm) -> bool:
    first, last = form.first.data, form.last.data
    if first is not None and last is not None and not first <= last <= first + A_YEAR:
        form.last.errors = ["วันสุดท้ายต้องไม่ก่อนวันแรก และไม่เกินหนึ่งปี"]
        return False
    return True


def take_back(desk: Desk, absence_id: int) -> ResponseReturnValue:
    """The supervisor can be met after all."""
    found = absences.find(desk.session, absence_id)
    if found is not None and not _may_enter(desk, found.person):
        abort(403)
    did = _described(desk, found) if found is not None else ""
    told = absence_steps.take_back(desk, found, desk.me) if found is not None else None
    if told is None:
        return back_to("away-listing", "รายการนี้มีคนลบไปก่อนแล้ว")
    desk.tell(told)
    desk.note(f"ลบ{did}")
    return back_to("away-listing", f"ลบ{did}แล้ว วันนั้นรับนัดได้ตามปกติ")


def _described(desk: Desk, row: Absence) -> str:
    return f"{row.kind} {say_range(row.first_day, row.last_day, today(desk.now))} ของ{row.person.short_title}"
