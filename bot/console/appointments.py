"""The calendar of appointments: a week at a glance, for one supervisor or for all, with who is away."""

from datetime import date, datetime, time, timedelta

from flask import request
from sqlalchemy import select

from bot.console.desk import Desk
from models import appointments, people
from models.appointments import Absence, Appointment
from models.clock import BANGKOK, local, today
from models.people import Role


def week(desk: Desk) -> str:
    """Monday to Friday (and what stands on a weekend), hour by hour."""
    monday = _monday(desk)
    supervisors = people.with_role(desk.session, Role.SUPERVISOR)
    chosen = next((one for one in supervisors if one.id == request.args.get("person", type=int)), None)
    since = datetime.combine(monday, time(0), BANGKOK)
    found = appointments.between(desk.session, since, since + timedelta(days=7), chosen)
    days = [monday + timedelta(days=offset) for offset in range(7)]
    busy = {local(one.starts_at).date() for one in found}
    days = [day for day in days if day.weekday() < 5 or day in busy or desk.facts.calendar.is_working_day(day)]
    return desk.render(
        "week.html",
        days=days,
        monday=monday,
        times=_times(desk, days, found),
        cells=_cells(found),
        open_slots={slot for day in days for slot in desk.facts.calendar.slots_of(day)},
        away=_away(desk, days, chosen.id if chosen else None),
        supervisors=supervisors,
        chosen=chosen,
        at=lambda day, clock: datetime.combine(day, clock, BANGKOK),
        is_today=today(desk.now),
        week_long=timedelta(days=7),
    )


def _monday(desk: Desk) -> date:
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        day = today(desk.now)
    return day - timedelta(days=day.weekday())


def _times(desk: Desk, days: list[date], found: list[Appointment]) -> list[time]:
    """The rows: the office's slots of this week, and whatever was booked besides."""
    open_at = {slot.time() for day in days for slot in desk.facts.calendar.slots_of(day)}
    return sorted(open_at | {local(one.starts_at).time() for one in found})


def _cells(found: list[Appointment]) -> dict[datetime, list[Appointment]]:
    cells: dict[datetime, list[Appointment]] = {}
    for one in found:
        cells.setdefault(local(one.starts_at), []).append(one)
    return cells


def _away(desk: Desk, days: list[date], person_id: int | None) -> dict[date, list[str]]:
    query = select(Absence).where(Absence.first_day <= days[-1], Absence.last_day >= days[0])
    if person_id is not None:
        query = query.where(Absence.person_id == person_id)
    rows = desk.session.scalars(query).all()
    names = {one.id: one.short_title for one in people.with_role(desk.session, Role.SUPERVISOR, Role.DIRECTOR)}
    return {
        day: [f"{names.get(row.person_id, '')} {row.kind}" for row in rows if row.first_day <= day <= row.last_day]
        for day in days
    }
