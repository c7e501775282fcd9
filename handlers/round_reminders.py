"""What is due in report rounds: those that are over close themselves; of the open ones, who has not answered is reminded."""

from collections.abc import Iterator, Sequence

from handlers import round_course
from handlers.cards import rounds as cards
from handlers.quota import affords
from handlers.turn import Context, Notice
from models import group_members, rounds
from models.clock import today
from models.groups import Group
from models.offices import School
from models.outbox import Priority
from models.people import Person, Role, with_role
from models.reminders import first_time_in_group
from models.rounds import Round


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
    return list(round_course.tell_contacts(context, wanted, left, f"by hand {today(context.now)}"))


def _closed(context: Context, wanted: Round) -> Iterator[Notice]:
    if round_course.end(context, wanted):
        for clerk in with_role(context.session, Role.CLERK) or [wanted.opened_by]:
            yield Notice(clerk, [cards.overview(context, wanted)])


def _reminded(context: Context, wanted: Round) -> Iterator[Notice]:
    """In the groups where it was announced whoever is in them is mentioned; the others get a message of their own."""
    reached = round_course.reminder_reached(context, wanted)
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
    yield from round_course.tell_contacts(
        context, wanted, [one for one in contacts if one.id not in mentioned], reached
    )


def _in_group(
    context: Context, group: Group, here: Sequence[School], contacts: Sequence[Person]
) -> tuple[list[Person], list[School]]:
    """(contacts of these schools who are in the group, schools of which nobody is known)."""
    ids = {school.id for school in here}
    of_here = [person for person in contacts if person.school_id in ids]
    known = {person.school_id for person in of_here}
    members = group_members.members_among(context.session, group, of_here)
    return members, [school for school in here if school.id not in known]
