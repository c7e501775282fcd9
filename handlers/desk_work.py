"""What only the desk does with a consultation: book what was agreed by telephone, give it to somebody else, merge two.

Each step takes a `Talk` like a button's, and asks the same: is it there, may this person, is it too late?
"""

from collections.abc import Callable

from handlers import approval, notices, says
from handlers import desk_says as words
from handlers.appointment import acts_as_supervisor, book
from handlers.cards.appointment import from_stamp
from handlers.cards.base import say
from handlers.cards.consultation import number, shortened, state_card
from handlers.turn import Notice, Talk, Turn
from models import appointments, consultations, merging
from models.appointments import AppointmentState
from models.consultations import LIVING, ON_A_DESK, Consultation, State
from models.people import Person, Role

Step = Callable[[Talk, Consultation], Turn]


def may_book(person: Person, consultation: Consultation) -> bool:
    """Whether this person may write down a time that was agreed upon."""
    return consultation.state in ON_A_DESK and (
        acts_as_supervisor(person, consultation) or person.may(Role.CLERK, Role.DIRECTOR)
    )


def may_give(person: Person, consultation: Consultation) -> bool:
    """Whether this person may give it to another supervisor now."""
    return consultation.state in (*ON_A_DESK, State.BOOKED) and approval.may_decide(person)


def may_merge(person: Person, consultation: Consultation) -> bool:
    """Whether this person may merge it with another one now."""
    return consultation.state in LIVING and approval.may_decide(person)


def _when(allowed: Callable[[Person, Consultation], bool]) -> Callable[[Step], Callable[[Talk], Turn]]:
    def decorate(step: Step) -> Callable[[Talk], Turn]:
        def checked(talk: Talk) -> Turn:
            consultation = consultations.find(talk.session, talk.said.args[0])
            if consultation is None:
                return Turn([say(says.not_found(talk.voice))])
            if not allowed(talk.me, consultation):
                return approval.present(talk, consultation)
            return step(talk, consultation)

        return checked

    return decorate


@_when(may_book)
def book_for(talk: Talk, consultation: Consultation) -> Turn:
    """`id:stamp`: the time that teacher and supervisor agreed on; both are told."""
    return book(talk, consultation, from_stamp(talk.said.args[1]))


@_when(may_give)
def give_to(talk: Talk, consultation: Consultation) -> Turn:
    """`id:person`: another supervisor from now on; an appointment with the one before is called off."""
    supervisor = approval.colleague(talk, talk.said.args[1])
    if supervisor is None or supervisor.id == consultation.supervisor_id:
        return Turn([say(says.not_found(talk.voice))])
    before, was_booked = consultation.supervisor, consultation.state == State.BOOKED
    if not consultations.reassign(talk.session, consultation, supervisor, talk.me, talk.now):
        return approval.present(talk, consultation)
    appointments.close(talk.session, consultation, AppointmentState.CANCELLED, talk.now)
    name = number(talk.facts, consultation)
    told = notices.of_assignment(talk, consultation)
    if before is not None and before.reachable:
        told.append(Notice(before, [say(words.reassigned_for_old(talk.voice, name, supervisor.short_title))]))
    if was_booked:
        sentence = words.reassigned_for_teacher(talk.voice, name, supervisor.short_title)
        told += notices.to_teacher(consultation, say(sentence))
    return Turn([say(words.reassigned(talk.voice, name, supervisor.short_title))], notices=told)


@_when(may_merge)
def merge(talk: Talk, consultation: Consultation) -> Turn:
    """`id:other`: this one ends, the other goes on for both; whoever had to do with this one is told."""
    other = consultations.find(talk.session, talk.said.args[1])
    if other is None:
        return Turn([say(says.not_found(talk.voice))])
    teacher = consultation.teacher
    if not merging.merge(talk.session, consultation, other, talk.me, talk.now):
        return Turn([say(words.cannot_merge(talk.voice))])
    appointments.close(talk.session, consultation, AppointmentState.CANCELLED, talk.now)
    ended, goes_on = number(talk.facts, consultation), number(talk.facts, other)
    consultation.reason = words.merged_reason(goes_on)
    told = []
    if teacher.reachable:
        card = state_card(talk.facts, other, talk.now)
        told.append(Notice(teacher, [say(words.merged_for_teacher(talk.voice, ended, goes_on)), card]))
    if consultation.supervisor_id != other.supervisor_id:
        told += notices.to_supervisor(consultation, say(words.merged_for_old(talk.voice, ended, goes_on)))
    question = shortened(consultation.question, 200)
    told += notices.to_supervisor(other, say(words.merged_for_supervisor(talk.voice, ended, goes_on, question)))
    return Turn([say(words.merged(talk.voice, ended, goes_on))], notices=told)
