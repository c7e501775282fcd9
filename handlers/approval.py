"""The director, between two meetings: assign, pick somebody else, decline, delegate."""

from collections.abc import Callable

from handlers import notices, says
from handlers.cards import consultation as cards
from handlers.cards.base import ask, postback, say
from handlers.staff_only import not_allowed
from handlers.turn import Notice, Talk, Turn
from models import consultations, people
from models.consultations import Consultation, State
from models.people import Person, Role

DECLINE_REASONS = ("อยู่นอกงานของกลุ่มนิเทศ", "ขอรายละเอียดเพิ่มแล้วส่งใหม่", "ซ้ำกับเรื่องที่ขอไว้แล้ว")


def may_decide(person: Person) -> bool:
    """Who may decide on a consultation: the director, the acting director, and the clerk on their word."""
    return person.may(Role.DIRECTOR, Role.ACTING_DIRECTOR, Role.CLERK)


def _deciding(step: Callable[[Talk, Consultation], Turn]) -> Callable[[Talk], Turn]:
    """Before a decision: is it there, may I, is it not too late? In this order: a stranger must not learn how it stands."""

    def checked(talk: Talk) -> Turn:
        consultation = consultations.find(talk.session, talk.said.args[0])
        if consultation is None:
            return Turn([say(says.not_found(talk.voice))])
        if not may_decide(talk.me):
            return not_allowed(talk)
        if consultation.state != State.WAITING:
            return present(talk, consultation)
        return step(talk, consultation)

    return checked


def present(talk: Talk, consultation: Consultation) -> Turn:
    """An old button was pressed: what happened, and the card as it is now."""
    happened = {
        State.ASSIGNED: "เรื่องนี้มอบหมายแล้ว",
        State.OFFERED: "เรื่องนี้มอบหมายแล้ว",
        State.BOOKED: "เรื่องนี้นัดแล้ว",
        State.IN_PROGRESS: "เรื่องนี้มีคนดูแลแล้ว",
        State.WAITING: "เรื่องนี้กลับไปรอพิจารณา",
        State.DECLINED: "เรื่องนี้ตอบไม่รับไปแล้ว",
        State.CANCELLED: "เรื่องนี้ยกเลิกแล้ว",
        State.DONE: "เรื่องนี้เสร็จแล้ว",
        State.NO_SHOW: "เรื่องนี้ปิดแล้ว",
    }[State(consultation.state)]
    decided = consultation.considered_at if consultation.state != State.WAITING else None
    at = (
        f" {says.when(decided, talk.now)}" if decided and consultation.state in (State.ASSIGNED, State.DECLINED) else ""
    )
    return Turn([say(says.too_late(talk.voice, happened + at)), cards.state_card(talk.facts, consultation, talk.now)])


@_deciding
def assign(talk: Talk, consultation: Consultation) -> Turn:
    """One tap gives it to a supervisor."""
    supervisor = colleague(talk, talk.said.args[1])
    if supervisor is None:
        return Turn([say(says.not_found(talk.voice))])
    if not consultations.assign(talk.session, consultation, supervisor, talk.me, talk.now):
        return present(talk, consultation)
    number = cards.number(talk.facts, consultation)
    words = says.assigned(talk.voice, number, supervisor.short_title)
    mine, told = notices.split(talk, notices.of_assignment(talk, consultation))
    return Turn([say(words), *mine], notices=told, must_arrive=True)


def colleague(talk: Talk, person_id: str) -> Person | None:
    """The supervisor with that id."""
    supervisors = people.with_role(talk.session, Role.SUPERVISOR)
    return next((person for person in supervisors if str(person.id) == person_id), None)


@_deciding
def others(talk: Talk, consultation: Consultation) -> Turn:
    """Everybody who could be picked instead."""
    supervisors = people.with_role(talk.session, Role.SUPERVISOR)
    actions = [
        postback(person.short_title[:40], f"assign:{consultation.id}:{person.id}") for person in supervisors[:20]
    ]
    return Turn([ask(says.choose_person(talk.voice), *actions)])


@_deciding
def decline(talk: Talk, consultation: Consultation) -> Turn:
    """Asks why, before the teacher is told."""
    actions = [postback(reason, f"decline_because:{consultation.id}:{reason}") for reason in DECLINE_REASONS]
    actions.append(postback("กลับไปพิจารณา", f"leave:{consultation.id}"))
    words = says.ask_decline_reason(talk.voice, cards.number(talk.facts, consultation))
    return Turn([ask(words, *actions)], state="declining", data={"consultation": str(consultation.id)})


@_deciding
def decline_because(talk: Talk, consultation: Consultation) -> Turn:
    """Declines with a reason that the teacher reads."""
    reason = cards.shortened(":".join(talk.said.args[1:]), cards.LONGEST_REASON)
    if not consultations.decline(talk.session, consultation, talk.me, reason, talk.now):
        return present(talk, consultation)
    talk.wrote(consultation, "reason")
    number = cards.number(talk.facts, consultation)
    words = says.declined_for_teacher(talk.voice, number, reason)
    told = notices.to_teacher(consultation, say(words), cards.state_card(talk.facts, consultation, talk.now))
    return Turn([say(says.declined(talk.voice, number))], state=None, notices=told, must_arrive=True)


def delegate(talk: Talk) -> Turn:
    """Who should decide instead?"""
    if not talk.me.may(Role.DIRECTOR, Role.CLERK):
        return not_allowed(talk)
    acting = people.with_role(talk.session, Role.ACTING_DIRECTOR)
    candidates = [person for person in people.with_role(talk.session, Role.SUPERVISOR, Role.CLERK) if person.reachable]
    actions = [
        postback(person.short_title[:40], f"delegate_to:{person.id}")
        for person in candidates[:12]
        if person.id != talk.me.id and person not in acting
    ]
    if acting:
        actions.insert(0, postback("เลิกรักษาการ", "delegate_end"))
    return Turn([ask(says.choose_person(talk.voice), *actions)])


def delegate_to(talk: Talk) -> Turn:
    """Makes a colleague acting director; what waits now is shown to them at once."""
    if not talk.me.may(Role.DIRECTOR, Role.CLERK):
        return not_allowed(talk)
    candidates = people.with_role(talk.session, Role.SUPERVISOR, Role.CLERK)
    person = next((one for one in candidates if str(one.id) == talk.said.args[0] and one.reachable), None)
    if person is None:
        return Turn([say(says.not_found(talk.voice))])
    people.give_role(talk.session, person, Role.ACTING_DIRECTOR)
    waiting = [notices.approval(talk, one, person) for one in consultations.waiting(talk.session, 4)]
    told = Notice(person, [say(says.you_act(talk.voice)), *waiting])
    return Turn([say(says.delegated(talk.voice, person.short_title))], notices=[told], must_arrive=True)


def delegate_end(talk: Talk) -> Turn:
    """The director decides again."""
    if not talk.me.may(Role.DIRECTOR, Role.CLERK):
        return not_allowed(talk)
    for person in people.with_role(talk.session, Role.ACTING_DIRECTOR):
        people.take_role(talk.session, person, Role.ACTING_DIRECTOR)
    return Turn([say(says.delegation_ended(talk.voice))])
