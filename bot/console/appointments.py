"""The calendar of appointments by week and by month, for one supervisor or for all, with who is away and what clashes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import abort, request
from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from handlers import table
from handlers.appointment import takes_part
from handlers.cards.consultation import number
from models import absences, appointments, people
from models.appointments import Appointment
from models.clock import BANGKOK, local, today
from models.people import Person, Role

ONE_DAY = timedelta(days=1)
MOVED_MEANWHILE = "มีคนเลื่อนนัดนี้ไปก่อนแล้ว ปฏิทินด้านล่างเป็นล่าสุด ดูแล้วเลื่อนอีกครั้งถ้ายังต้องการ"
IN_A_DAY = 5
"""Appointments that a day of the month shows; the week shows all."""


@dataclass(frozen=True)
class Span:
    """What is looked at: days, and of whom."""

    days: list[date]
    around: date
    """The day that was asked for."""
    chosen: Person | None
    supervisors: list[Person]
    view: str


def week(desk: Desk) -> str:
    """Monday to Friday (and what stands on a weekend), hour by hour."""
    return _week(desk)


def _week(desk: Desk, refused: str = "") -> str:
    around = _day_asked(desk)
    span = _span(desk, around, around - timedelta(days=around.weekday()), 7, "week")
    found = _between(desk, span)
    busy = {local(one.starts_at).date() for one in found}
    days = [day for day in span.days if day.weekday() < 5 or day in busy or desk.facts.calendar.is_working_day(day)]
    return _page(
        desk,
        "week.html",
        span,
        found,
        refused,
        shown=days,
        times=_times(desk, days, found),
        cells=_by_start(found),
        open_slots={slot for day in days for slot in desk.facts.calendar.slots_of(day)},
        earlier=span.days[0] - timedelta(days=7),
        later=span.days[0] + timedelta(days=7),
    )


def month(desk: Desk) -> str:
    """Whole weeks around a month."""
    return _month(desk)


def _month(desk: Desk, refused: str = "") -> str:
    around = _day_asked(desk)
    first = around.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    after = _next_month(first)
    span = _span(desk, around, monday, -(-(after - monday).days // 7) * 7, "month")
    return _page(
        desk,
        "month.html",
        span,
        _between(desk, span),
        refused,
        weeks=[span.days[at : at + 7] for at in range(0, len(span.days), 7)],
        first=first,
        IN_A_DAY=IN_A_DAY,
        earlier=(first - ONE_DAY).replace(day=1),
        later=after,
    )


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _page(desk: Desk, template: str, span: Span, found: list[Appointment], refused: str, **values: object) -> str:
    by_day: dict[date, list[Appointment]] = {day: [] for day in span.days}
    for one in found:
        by_day[local(one.starts_at).date()].append(one)
    return desk.render(
        template,
        span=span,
        refused=refused,
        by_day=by_day,
        away=_away(desk, span),
        clashes=_clashes(desk, span, found),
        movable={one.id for one in found if takes_part(desk.me, one.consultation)},
        works=desk.facts.calendar.is_working_day,
        hours=desk.facts.settings.working_hours,
        at=lambda day, clock: datetime.combine(day, clock, BANGKOK),
        today=today(desk.now),
        **values,
    )


def _span(desk: Desk, around: date, first: date, count: int, view: str) -> Span:
    supervisors = people.with_role(desk.session, Role.SUPERVISOR)
    asked = request.values.get("person", type=int)
    chosen = next((one for one in supervisors if one.id == asked), None)
    return Span([first + ONE_DAY * offset for offset in range(count)], around, chosen, supervisors, view)


def _day_asked(desk: Desk) -> date:
    try:
        return date.fromisoformat(request.values.get("day", ""))
    except ValueError:
        return today(desk.now)


def _between(desk: Desk, span: Span) -> list[Appointment]:
    since = datetime.combine(span.days[0], time(0), BANGKOK)
    return appointments.between(desk.session, since, since + ONE_DAY * len(span.days), span.chosen)


def _times(desk: Desk, days: list[date], found: list[Appointment]) -> list[time]:
    """The rows: the office's slots of this week, and whatever was booked besides."""
    open_at = {slot.time() for day in days for slot in desk.facts.calendar.slots_of(day)}
    return sorted(open_at | {local(one.starts_at).time() for one in found})


def _by_start(found: list[Appointment]) -> dict[datetime, list[Appointment]]:
    cells: dict[datetime, list[Appointment]] = {}
    for one in found:
        cells.setdefault(local(one.starts_at), []).append(one)
    return cells


def _away(desk: Desk, span: Span) -> dict[date, list[str]]:
    rows = absences.between(desk.session, span.days[0], span.days[-1], span.chosen)
    return {
        day: [f"{row.person.short_title} {row.kind}" for row in rows if row.first_day <= day <= row.last_day]
        for day in span.days
    }


def _clashes(desk: Desk, span: Span, found: list[Appointment]) -> list[tuple[Appointment, str]]:
    """Appointments to come that can't be kept as they stand, with the reason."""
    away = [(one, "ผู้ดูแลไปราชการหรือลา") for one in appointments.in_absences(desk.session, desk.now, span.chosen)]
    known = {one.id for one, _ in away}
    closed = [
        (one, "นอกเวลาทำการหรือวันหยุด")
        for one in found
        if one.id not in known
        and one.starts_at > desk.now
        and local(one.starts_at) not in desk.facts.calendar.slots_of(today(one.starts_at))
    ]
    return [*away, *closed]


def move(desk: Desk, appointment_id: int) -> ResponseReturnValue:
    """Moves an appointment to where it was dragged; the two who meet are told. The form says which version was seen."""
    found = appointments.find(desk.session, str(appointment_id))
    if found is None:
        abort(404)
    again = _month if request.form.get("view") == "month" else _week
    seen, start = request.form.get("sequence", type=int), request.form.get("start", "")
    try:
        datetime.strptime(start, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (a wall clock, as LINE's date picker gives it)
    except ValueError:
        return again(desk, "เลือกวันและเวลาใหม่ก่อนแล้วกดเลื่อน"), 422
    if seen != found.sequence:
        return again(desk, MOVED_MEANWHILE), 409
    words = desk.does(table.BUTTONS["move_to"], str(appointment_id), str(seen), picked=start)
    if found.sequence == seen:
        return again(desk, words), 409
    desk.note(f"เลื่อนนัดเป็น {local(found.starts_at):%Y-%m-%d %H:%M} {number(desk.facts, found.consultation)}")
    back = f"appointments-{'month' if again is _month else 'week'}"
    return back_to(back, words, day=local(found.starts_at).date(), person=request.form.get("person") or None)
