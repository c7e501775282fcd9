"""What is due in the annual calendar, as one digest per person or group and morning; and the draft of the next year."""

import datetime as dt
from collections.abc import Iterator

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
from models.reminders import first_time, first_time_in_group, told, told_in_group
from nlp.thai_calendar import fiscal_year_of

DRAFTING_MONTH = 9


def digests(context: Context) -> Iterator[Notice]:
    """One message for each person who has something to hear of today, in the office's sending hours."""
    if not context.is_sending_time:
        return
    day = today(context.now)
    for person, phases in _by_person(context):
        heard = told(context.session, person.id)
        if f"digest:{day}" in heard:
            continue
        lines = [line for line in _lines(context, person, phases, day) if line[1].name(line[0].run) not in heard]
        if lines and _first(context, person, f"digest:{day}"):
            for phase, rung in lines:
                _first(context, person, rung.name(phase.run))
            yield Notice(person, [cards.digest(lines, _appointments_on(context, person, day), day)])


def group_digests(context: Context) -> Iterator[Notice]:
    """The same for LINE groups: of a work group its phases, of the whole office those that no other group hears of.

    A push to a group counts its members: what is kept for appointments stays.
    """
    if not context.facts.settings.remind_groups or not context.is_sending_time:
        return
    day = today(context.now)
    for group, phases in _by_group(context):
        heard = told_in_group(context.session, group)
        lines = [line for line in _rungs(context, phases, day, {}) if line[1].name(line[0].run) not in heard]
        if lines and affords(context, group) and _first_in_group(context, group, f"digest:{day}"):
            for phase, rung in lines:
                _first_in_group(context, group, rung.name(phase.run))
            chat = context.links.chat(context.office, "เดือนนี้มีอะไรต้องส่งบ้าง")
            yield Notice(group, [cards.group_digest(lines, day, chat)], Priority.MAY_WAIT)


def _by_group(context: Context) -> list[tuple[Group, list[Phase]]]:
    bound = groups.bound(context.session)
    of_function = {group.code for group in bound if group.kind == "function"}
    phases = annual_plan.in_order(
        annual_plan.described(context.facts.pack, annual_plan.open_runs(context.session, *LIVING))
    )
    found = []
    for group in bound:
        if group.kind == "function":
            found.append((group, [phase for phase in phases if phase.process.function == group.code]))
        elif group.kind == "office":
            found.append((group, [phase for phase in phases if phase.process.function not in of_function]))
    return found


def _first_in_group(context: Context, group: Group, occasion: str) -> bool:
    return first_time_in_group(context.session, group, occasion, context.now)


def _by_person(context: Context) -> list[tuple[Person, list[Phase]]]:
    """Who looks after which living phases; in the order of ids, so that two workers never wait for each other."""
    runs = annual_plan.open_runs(context.session, *LIVING)
    caretakers = Caretakers(context.session, context.facts.pack)
    people: dict[int, tuple[Person, list[Phase]]] = {}
    for phase in annual_plan.in_order(annual_plan.described(context.facts.pack, runs)):
        for person in caretakers.of(phase):
            people.setdefault(person.id, (person, []))[1].append(phase)
    return [people[person_id] for person_id in sorted(people)]


def _lines(context: Context, person: Person, phases: list[Phase], day: dt.date) -> list[cards.Line]:
    return _rungs(context, phases, day, phase_reminders.snoozes_of(context.session, person))


def _rungs(context: Context, phases: list[Phase], day: dt.date, quiet: dict[int, dt.date]) -> list[cards.Line]:
    days_before, calendar = context.facts.settings.reminder_days_before, context.facts.calendar
    rungs = (
        (phase, phase_reminders.rung_on(phase.run, day, calendar, days_before, quiet.get(phase.run.id)))
        for phase in phases
    )
    return [(phase, rung) for phase, rung in rungs if rung is not None]


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
