"""Who else hears of it: each piece of news goes to each person once, and to the clerk when the person is not on LINE."""

from dataclasses import replace

from handlers import quota, says
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import say
from handlers.proposals import CHOSEN, described
from handlers.turn import Context, Message, Notice, Talk
from models import appointments, consultations, outbox
from models.appointments import Appointment
from models.consultations import Consultation
from models.people import Person, Role, with_role

DECIDE, ACCEPT = "decide", "accept"
"""The matters of the cards on which somebody has to decide, each followed by the consultation's id."""


def deciders(talk: Context) -> list[Person]:
    """Who decides now: acting directors when there are any, else the director, else the clerks."""
    for role in (Role.ACTING_DIRECTOR, Role.DIRECTOR, Role.CLERK):
        reachable = [person for person in with_role(talk.session, role) if person.reachable]
        if reachable:
            return reachable
    return []


def of_new_consultation(talk: Context, made: Consultation) -> list[Notice]:
    """The director's card; with automatic assignment on and a clear case, the supervisor's card at once."""
    if talk.facts.settings.auto_assign and _is_clear(made):
        supervisor = talk.session.get(Person, made.proposed[0]["person_id"])
        if supervisor is not None and consultations.assign(talk.session, made, supervisor, None, talk.now):
            return of_assignment(talk, made)
    return of_waiting(talk, made)


def _is_clear(made: Consultation) -> bool:
    """Whether something speaks for the first proposal that does not speak for the second as well, and not the wish alone."""
    reasons = [stored["reasons"] for stored in made.proposed]
    if not reasons or reasons[0] in ([], [CHOSEN]):
        return False
    return len(reasons) == 1 or reasons[0] != reasons[1]


def of_waiting(talk: Context, consultation: Consultation) -> list[Notice]:
    """The card to decide on, for whoever decides."""
    about = f"{DECIDE}:{consultation.id}"
    opens = talk.facts.calendar.next_working_moment(talk.now)
    told = [
        quota.gathered(talk, Notice(person, [approval(talk, consultation, person)]), consultation, about)
        for person in deciders(talk)
    ]
    if opens <= talk.now:
        return told
    # Nobody decides at night: what came meanwhile goes out together when the office opens.
    return [replace(one, hold_until=max(opens, one.hold_until or opens), about=about) for one in told]


def approval(talk: Context, consultation: Consultation, reader: Person) -> Message:
    """The card to decide on as it is now, for one who decides."""
    proposals = described(talk.session, talk.facts, consultation, talk.now)
    may_delegate = reader.may(Role.DIRECTOR, Role.CLERK)
    return cards.approval_card(talk.facts, consultation, proposals, talk.now, may_delegate=may_delegate)


def split(talk: Talk, told: list[Notice]) -> tuple[list[Message], list[Notice]]:
    """(what the one who just acted reads in the answer, what is told to others)."""
    mine = [message for notice in told if notice.to.id == talk.me.id for message in notice.messages]
    return mine, [notice for notice in told if notice.to.id != talk.me.id]


def assignment(talk: Context, consultation: Consultation) -> Message:
    """The supervisor's card as it is now."""
    supervisor, wished = consultation.supervisor, consultation.wished_at
    free = (
        supervisor is not None
        and wished is not None
        and appointments.why_not(talk.session, talk.facts.calendar, supervisor, wished, talk.now) is None
    )
    phone = consultation.teacher.phone if consultation.call_back else None
    return cards.assignment_card(talk.facts, consultation, talk.now, free=free, phone=phone)


def of_assignment(talk: Context, consultation: Consultation) -> list[Notice]:
    """The supervisor's card; to the clerks when the supervisor is not on LINE."""
    supervisor = consultation.supervisor
    assert supervisor is not None
    outbox.withdraw(talk.session, talk.office.id, f"{DECIDE}:{consultation.id}")
    card = assignment(talk, consultation)
    if supervisor.reachable:
        notice = Notice(supervisor, [card])
        return [quota.gathered(talk, notice, consultation, f"{ACCEPT}:{consultation.id}")]
    number = cards.number(talk.facts, consultation)
    words = say(says.supervisor_unreachable(talk.voice, number, supervisor.short_title))
    clerks = [person for person in with_role(talk.session, Role.CLERK) if person.reachable]
    return [Notice(person, [words, card]) for person in clerks or deciders(talk)]


def of_appointment(talk: Talk, appointment: Appointment, title: str, words: str | None = None) -> list[Notice]:
    """The appointment's card for the two who meet, without the one who just acted."""
    told = []
    for person in (appointment.teacher, appointment.supervisor):
        if person.id != talk.me.id and person.reachable:
            messages = [say(words)] if words else []
            told.append(Notice(person, [*messages, appointment_card(talk, appointment, person, title)]))
    return told


def appointment_card(talk: Context, appointment: Appointment, reader: Person, title: str = "นัดแล้ว") -> Message:
    """The appointment's card for one reader, with the link to their calendar entry."""
    calendar_link = talk.links.ics(reader, appointment.id)
    return appointment_cards.appointment_card(talk.facts, appointment, reader, talk.now, calendar_link, title=title)


def to_teacher(consultation: Consultation, *messages: Message) -> list[Notice]:
    """Something for the teacher; nothing when the teacher is not on LINE or blocked the account."""
    return [Notice(consultation.teacher, list(messages))] if consultation.teacher.reachable else []


def to_supervisor(consultation: Consultation, *messages: Message) -> list[Notice]:
    """Something for the supervisor."""
    supervisor = consultation.supervisor
    return [Notice(supervisor, list(messages))] if supervisor is not None and supervisor.reachable else []
