"""When a teacher would like to meet: the start that the words name, or the question with free times that finds one."""

from datetime import date, datetime, time, timedelta

from handlers import says
from handlers.cards import appointment as appointment_cards
from handlers.cards.base import Part, ask, postback
from handlers.proposals import Proposal
from handlers.turn import Message, Talk
from models import appointments
from models.clock import BANGKOK, today
from nlp.thai_dates import When


def question(talk: Talk, found: list[Proposal]) -> Message:
    """Asks when: the next free times of the one who would take it, where somebody is known."""
    more = _other_ways(talk)
    if talk.facts.calendar.next_working_moment(talk.now) <= talk.now:
        more.insert(0, postback("ปรึกษาตอนนี้เลย", "draft:mode:now"))
    if not found:
        return ask(says.ask_when_any(talk.voice), *more)
    person = found[0].person
    slots = appointments.free_slots(talk.session, talk.facts.calendar, person, talk.now, teacher=talk.me)
    words = says.ask_when(talk.voice, person.short_title)
    return appointment_cards.slots_card(words, "เลือกเวลา", slots, "draft:wished_at", talk.now, *more)


def start_or_question(
    talk: Talk, chosen: str | None, when: When | None, found: list[Proposal]
) -> tuple[datetime | None, Message | None]:
    """The start that is wished for, or the question that finds one. (None, None): nobody known yet whose calendar to look at.

    `chosen` is a start picked by button, in ISO 8601; it counts before `when`, what was said.
    """
    exact = datetime.fromisoformat(chosen) if chosen else _exact_start(talk, when)
    if not found:
        return exact, None
    person = found[0].person
    calendar = talk.facts.calendar
    if exact is not None:
        why = appointments.why_not(talk.session, calendar, person, exact, talk.now, talk.me)
        if why is None:
            return exact, None
        words = says.not_free(talk.voice, why)
        slots = appointments.free_slots(talk.session, calendar, person, talk.now, near=exact, teacher=talk.me)
    else:
        days, hours = span(when or When())
        slots = appointments.free_slots(
            talk.session, calendar, person, talk.now, days=days, hours=hours, most=5, teacher=talk.me
        )
        words = says.which_hour(talk.voice, person.short_title)
        if not slots:
            words = says.nothing_free_then(talk.voice, person.short_title)
            slots = appointments.free_slots(talk.session, calendar, person, talk.now, teacher=talk.me)
    if not slots:
        words = says.no_free_time(talk.voice)
    return None, appointment_cards.slots_card(words, "เลือกเวลา", slots, "draft:wished_at", talk.now, *_other_ways(talk))


def _other_ways(talk: Talk) -> list[Part]:
    return [
        appointment_cards.other_time("เวลาอื่น", "draft:wished_at", talk.now),
        postback("ให้ศึกษานิเทศก์เสนอเวลา", "draft:mode:any_time"),
    ]


def _exact_start(talk: Talk, when: When | None) -> datetime | None:
    """The one moment that a wish names, or None when it leaves a choice. A clock time alone means its next working day."""
    if when is None or when.time is None or when.date_to is not None or when.time_to is not None:
        return None
    if when.date is not None:
        return datetime.combine(when.date, when.time, BANGKOK)
    day = today(talk.now)
    while not talk.facts.calendar.is_working_day(day) or datetime.combine(day, when.time, BANGKOK) <= talk.now:
        day += timedelta(days=1)
    return datetime.combine(day, when.time, BANGKOK)


PARTS = {"morning": (time(0), time(12)), "afternoon": (time(12), time(23, 59))}


def span(when: When) -> tuple[tuple[date, date] | None, tuple[time, time] | None]:
    """Days and hours that a wish leaves open."""
    days = (when.date, when.date_to or when.date) if when.date else None
    if when.time or when.time_to:
        return days, (when.time or time(0), when.time_to or time(23, 59))
    return days, PARTS.get(when.part or "")
