"""The course of a report round: schools are told, its last day moves, it ends."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from handlers import round_says as words
from handlers.cards import rounds as cards
from handlers.quota import affords, without_reserve
from handlers.turn import Context, Notice
from models import annual_plan, group_members, outbox, phase_reminders, rounds
from models.clock import local, today
from models.groups import Group
from models.people import Person
from models.reminders import first_time, first_time_in_group
from models.rounds import Round

DAYS_BEFORE = (7, 3, 1, 0)


def tell_contacts(context: Context, wanted: Round, people: Iterable[Person], occasion: date | str) -> Iterator[Notice]:
    """The round's card for each of them, once per occasion: its announcement, or a day of its reminders."""
    for person in people:
        if first_time(context.session, person.office_id, person.id, f"{wanted.matter}:{occasion}", context.now):
            yield Notice(person, [cards.school_card(context, wanted)], about=wanted.matter)


def tell_groups(context: Context, wanted: Round, chosen: Iterable[Group]) -> list[Notice]:
    """The round's card for these groups."""
    return [Notice(group, [cards.group_card(context, wanted)], about=wanted.matter) for group in chosen]


def reminder_reached(context: Context, wanted: Round) -> date | None:
    """The last working day of those before the end that has come since the round was opened."""
    days = [
        phase_reminders.working_day_by(wanted.closes_on - timedelta(days=before), context.facts.calendar)
        for before in DAYS_BEFORE
    ]
    return max((one for one in days if local(wanted.opened_at).date() < one <= today(context.now)), default=None)


def change(context: Context, wanted: Round, title: str, closes_on: date, chosen: Sequence[Group]) -> list[Notice]:
    """Keep it as it is to be; a round that is over opens again.

    Of another last day hears whoever was told and has not answered; groups that come in get the announcement.
    """
    moved, before = closes_on != wanted.closes_on, rounds.groups_of(context.session, wanted)
    rounds.change(context.session, wanted, title, closes_on, chosen)
    told = tell_groups(context, wanted, [group for group in chosen if group not in before])
    if moved:
        outbox.withdraw(context.session, context.office.id, wanted.matter)
        told += _of_new_day(context, wanted, before)
    return [without_reserve(context, notice) for notice in told]


def hearing_of_new_day(context: Context, wanted: Round) -> tuple[list[Group], list[Person]]:
    """Who would hear of another last day: groups in which it was announced, and people who would not hear it there."""
    groups = [group for group in rounds.groups_of(context.session, wanted) if affords(context, group)]
    told = rounds.told(context.session, wanted)
    there = {one.id for group in groups for one in group_members.members_among(context.session, group, told)}
    return groups, [person for person in told if person.id not in there]


def price_of_new_day(context: Context, wanted: Round) -> int:
    """The messages that telling of another last day costs."""
    groups, people = hearing_of_new_day(context, wanted)
    return sum(group.member_count or 1 for group in groups) + len(people)


def _of_new_day(context: Context, wanted: Round, before: Sequence[Group]) -> list[Notice]:
    """The news; a reminder that would be due with the new day is not sent beside it."""
    groups, people = hearing_of_new_day(context, wanted)
    groups = [group for group in groups if group in before]
    occasion = f"{wanted.matter}:{reminder_reached(context, wanted)}"
    for group in groups:
        first_time_in_group(context.session, group, occasion, context.now)
    for person in people:
        first_time(context.session, person.office_id, person.id, occasion, context.now)
    in_groups = [Notice(one, [cards.group_card(context, wanted, is_moved=True)], about=wanted.matter) for one in groups]
    alone = [Notice(one, [cards.school_card(context, wanted, is_moved=True)], about=wanted.matter) for one in people]
    return in_groups + alone


def end(context: Context, wanted: Round) -> bool:
    """Close it, and keep the result with the phase that it was opened from; False when it was closed already."""
    if not rounds.close(context.session, wanted, context.now):
        return False
    outbox.withdraw(context.session, context.office.id, wanted.matter)
    run = annual_plan.find(context.session, str(wanted.phase_run_id))
    if run is not None:
        result = words.result(wanted.title, *rounds.count(context.session, wanted))
        annual_plan.add_evidence(context.session, run, wanted.opened_by, result, context.now)
    return True
