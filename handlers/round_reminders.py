"""What is due in report rounds: those that are over close themselves; of the open ones, who has not answered is reminded."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from handlers.cards import rounds as cards
from handlers.quota import affords
from handlers.rounds import end
from handlers.turn import Context, Notice
from models import group_members, phase_reminders, rounds
from models.clock import local, today
from models.groups import Group
from models.offices import School
from models.outbox import Priority
from models.people import Person, Role, with_role
from models.reminders import first_time, first_time_in_group
from models.rounds import Round

DAYS_BEFORE = (7, 3, 1, 0)


def due(context: Context) -> Iterator[Notice]:
    """The result of each round that is over, to the clerks; the reminders of the others, in the office's sending hours."""
    for wanted in rounds.all_open(context.session):
        if wanted.closes_on < today(context.now):
            yield from _closed(context, wanted)
        elif context.is_sending_time:
            yield from _reminded(context, wanted)


def by_hand(context: Context, wanted: Round) -> list[Notice]:
    """The office reminds the contacts of schools that have not answered, each once a day whoever presses."""
    left = rounds.contacts(context.session, rounds.missing(context.session, wanted))
    return list(_to_people(context, wanted, left, f"by hand {today(context.now)}"))


def _closed(context: Context, wanted: Round) -> Iterator[Notice]:
    if end(context, wanted):
        for clerk in with_role(context.session, Role.CLERK) or [wanted.opened_by]:
            yield Notice(clerk, [cards.overview(context, wanted)])


def _reminded(context: Context, wanted: Round) -> Iterator[Notice]:
    """In the groups where it was announced whoever is in them is mentioned; the others get a message of their own."""
    reached = _rung(context, wanted)
    if reached is None:
        return
    left = rounds.missing(context.session, wanted)
    contacts = rounds.contacts(context.session, left)
    mentioned: set[int] = set()
    for group in rounds.groups_of(context.session, wanted):
        here = [school for school in left if group.kind != "area" or school.area == group.code]
        members, unknown = _in_group(context, group, here, contacts)
        if (members or unknown) and affords(context, group):
            mentioned |= {person.id for person in members}
            if first_time_in_group(context.session, group, f"{wanted.matter}:{reached}", context.now):
                messages = cards.mentions(context, wanted, len(here), members, unknown)
                yield Notice(group, messages, Priority.MAY_WAIT, about=wanted.matter)
    yield from _to_people(context, wanted, [one for one in contacts if one.id not in mentioned], reached)


def _in_group(
    context: Context, group: Group, here: Sequence[School], contacts: Sequence[Person]
) -> tuple[list[Person], list[School]]:
    """(contacts of these schools who are in the group, schools of which nobody is known)."""
    ids = {school.id for school in here}
    of_here = [person for person in contacts if person.school_id in ids]
    known = {person.school_id for person in of_here}
    members = group_members.members_among(context.session, group, of_here)
    return members, [school for school in here if school.id not in known]


def _to_people(context: Context, wanted: Round, people: Sequence[Person], reached: date | str) -> Iterator[Notice]:
    for person in people:
        if first_time(context.session, person.office_id, person.id, f"{wanted.matter}:{reached}", context.now):
            yield Notice(person, [cards.school_card(context, wanted)], about=wanted.matter)


def _rung(context: Context, wanted: Round) -> date | None:
    """The last working day of those before the end that has come since the round was opened."""
    days = [
        phase_reminders.working_day_by(wanted.closes_on - timedelta(days=before), context.facts.calendar)
        for before in DAYS_BEFORE
    ]
    return max((one for one in days if local(wanted.opened_at).date() < one <= today(context.now)), default=None)
