"""Handing over at the desk: the successor and the teachers concerned hear of it."""

from collections.abc import Iterator

from handlers import hand_over_says as says
from handlers.cards.base import say
from handlers.cards.consultation import number
from handlers.turn import Context, Notice
from models.consultations import Consultation
from models.hand_over import HandedOver, hand_over
from models.people import Person


def hand_all_over(context: Context, old: Person, new: Person, by: Person) -> tuple[HandedOver, list[Notice]]:
    """Everything of `old` goes to `new`; what was done, and who reads of it."""
    done = hand_over(context.session, context.office, old, new, by, context.now)
    return done, [*_to_successor(context, done, old, new), *_to_teachers(context, done, new)]


def _to_successor(context: Context, done: HandedOver, old: Person, new: Person) -> Iterator[Notice]:
    if new.reachable and (done.duties or done.consultations):
        numbers = [number(context.facts, one) for one in done.consultations]
        yield Notice(new, [say(says.you_took_over(context.voice, old.short_title, done.duties, numbers))])


def _to_teachers(context: Context, done: HandedOver, new: Person) -> Iterator[Notice]:
    for one in done.consultations:
        if one.teacher.reachable:
            yield Notice(one.teacher, [say(_words(context, one, new))])


def _words(context: Context, one: Consultation, new: Person) -> str:
    return says.your_supervisor_changed(context.voice, number(context.facts, one), new.short_title)
