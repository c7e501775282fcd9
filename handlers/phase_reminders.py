"""What is due in the annual calendar, as one digest per person or group and morning; and the draft of the next year."""

import datetime as dt
from collections.abc import Iterator, Sequence

from handlers import calendar_says as says
from handlers.cards import annual_plan as cards
from handlers.cards.base import ask, postback
from handlers.quota import affords
from handlers.turn import Context, Notice
from models import annual_plan, appointments, groups, phase_reminders
from models.annual_plan import LIVING, Caretakers, Phase, RunState
from models.clock import BANGKOK, today
from models.groups import Group
from models.outbox import Priority
from models.people import Person, Role, with_role
from models.phase_reminders import Rung
from models.reminders import first_time, first_time_in_group, told, told_in_groups
from nlp.thai_calendar import fiscal_year_of

DRAFTING_MONTH = 9


def digests(context: Context) -> Iterator[Notice]:
    """One message for each person who has something to hear of today, in the office's sending hours."""
    if not context.is_sending_time:
        return
    day = today(context.now)
    found, of_today = _by_person(context, day), f"digest:{day}"
    heard = told(context.session, [person.id for person, _ in found], {of_today, *_occasions(found)})
    for person, reached in found:
        lines = [line for line in reached if (person.id, _occasion(line)) not in heard]
        if lines and (person.id, of_today) not in heard and _first(context, person, of_today):
            for line in lines:
                _first(context, person, _occasion(line))
            yield Notice(person, [cards.digest(lines, _appointments_on(context, person, day), day)])


def group_digests(context: Context) -> Iterator[Notice]:
    """The same for LINE groups: of a work group its phases, of the whole office those that no other group hears of.

    A push to a group counts its members: what is kept for appointments stays.
    """
    if not context.facts.settings.remind_groups or not context.is_sending_time:
        return
    day = today(context.now)
    found, of_today = _by_group(context, day), f"digest:{day}"
    heard = told_in_groups(context.session, [group for group, _ in found], {of_today, *_occasions(found)})
    for group, reached in found:
        lines = [line for line in reached if (group.id, _occasion(line)) not in heard]
        may = lines and (group.id, of_today) not in heard and affords(context, group)
        if may and _first_in_group(context, group, of_today):
            for line in lines:
                _first_in_group(context, group, _occasion(line))
            chat = context.links.chat(context.office, "เดือนนี้มีอะไรต้องส่งบ้าง")
            yield Notice(group, [cards.group_digest(lines, day, chat)], Priority.MAY_WAIT)


def _occasion(line: cards.Line) -> str:
    phase, rung = line
    return rung.name(phase.run)


def _occasions(found: Sequence[tuple[Person | Group, list[cards.Line]]]) -> set[str]:
    return {_occasion(line) for _, lines in found for line in lines}


def _by_group(context: Context, day: dt.date) -> list[tuple[Group, list[cards.Line]]]:
    """What each bound group may hear of that day."""
    bound = groups.bound(context.session)
    if not bound:
        return []
    of_function = {group.code for group in bound if group.kind == "function"}
    lines = [(phase, rung) for phase in _living(context) if (rung := _rung(context, phase, day, None)) is not None]
    found = []
    for group in bound:
        if group.kind == "function":
            found.append((group, [line for line in lines if line[0].process.function == group.code]))
        elif group.kind == "office":
            found.append((group, [line for line in lines if line[0].process.function not in of_function]))
    return found


def _first_in_group(context: Context, group: Group, occasion: str) -> bool:
    return first_time_in_group(context.session, group, occasion, context.now)


def _by_person(context: Context, day: dt.date) -> list[tuple[Person, list[cards.Line]]]:
    """What each caretaker may hear of that day; in the order of ids, so that two workers never wait for each other."""
    caretakers = Caretakers(context.session, context.facts.pack)
    later = phase_reminders.snoozes(context.session)
    found: dict[int, tuple[Person, list[cards.Line]]] = {}
    for phase in _living(context):
        usual = _rung(context, phase, day, None)
        for person in caretakers.of(phase):
            quiet_until = later.get((person.id, phase.run.id))
            rung = usual if quiet_until is None else _rung(context, phase, day, quiet_until)
            if rung is not None:
                found.setdefault(person.id, (person, []))[1].append((phase, rung))
    return [found[person_id] for person_id in sorted(found)]


def _living(context: Context) -> list[Phase]:
    """The phases that are not done, in the order of the manual."""
    runs = annual_plan.open_runs(context.session, *LIVING)
    return annual_plan.in_order(annual_plan.described(context.facts.pack, runs))


def _rung(context: Context, phase: Phase, day: dt.date, quiet_until: dt.date | None) -> Rung | None:
    days_before = context.facts.settings.reminder_days_before
    return phase_reminders.rung_on(phase.run, day, context.facts.calendar, days_before, quiet_until)


def _first(context: Context, person: Person, occasion: str) -> bool:
    return first_time(context.session, person.office_id, person.id, occasion, context.now)


def _appointments_on(context: Context, person: Person, day: dt.date) -> int:
    midnight = dt.datetime.combine(day, dt.time(), BANGKOK)
    return len(appointments.between(context.session, midnight, midnight + dt.timedelta(days=1), person))


def draft_next_year(context: Context) -> Iterator[Notice]:
    """In September, or later when the worker slept: the next year's draft, shown once to director and clerks."""
    day = today(context.now)
    fiscal_year = fiscal_year_of(day) + (day.month == DRAFTING_MONTH)
    due = day.month == DRAFTING_MONTH or annual_plan.plan_of(context.session, fiscal_year - 1) is not None
    if not due or not context.facts.pack.processes or annual_plan.plan_of(context.session, fiscal_year) is not None:
        return
    annual_plan.draft_year(context.session, context.office.id, context.facts, fiscal_year, context.now)
    runs = annual_plan.runs_of_year(context.session, fiscal_year)
    undated = sum(run.state in (RunState.UNDATED, RunState.WAITING) for run in runs)
    words = says.year_drafted(context.voice, fiscal_year, len(runs) - undated, undated)
    for person in with_role(context.session, Role.DIRECTOR, Role.CLERK):
        if _first(context, person, f"year:{fiscal_year}:drafted"):
            buttons = postback("เปิดใช้", f"year_open:{fiscal_year}"), postback("ขั้นที่ยังไม่มีวัน", f"undated:{fiscal_year}")
            yield Notice(person, [ask(words, *buttons)])
