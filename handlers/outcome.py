"""Afterwards: the supervisor records how it went, the teacher says how it was."""

from datetime import timedelta

from handlers import approval, notices, quota, says
from handlers import consultation as request
from handlers.appointment import acts_as_supervisor
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import ask, button, postback, say
from handlers.leaving import bare
from handlers.staff_only import not_allowed
from handlers.turn import Message, Notice, Talk, Turn
from models import appointments, consultations, outbox
from models.appointments import AppointmentState
from models.consultations import Consultation, State
from models.people import Role

RATING_WAITS = timedelta(days=14)
"""When messages run short, the question for a rating waits so long for the teacher's next message."""

NOTHING = frozenset({"ไม่", "ไม่มี", "ไม่มีแล้ว", "ไม่เป็นไร", "ไม่ต้อง"})
"""Answers to the offer of a note or a comment that are none."""


def record(talk: Talk) -> Turn:
    """`outcome:id:done|no_show|follow_up`: one tap, and a sentence if one likes."""
    consultation = consultations.find(talk.session, talk.said.args[0])
    if consultation is None:
        return Turn([say(says.not_found(talk.voice))])
    if not (acts_as_supervisor(talk.me, consultation) or talk.me.may(Role.CLERK)):
        return not_allowed(talk)
    kind = talk.said.args[1]
    state = State.NO_SHOW if kind == "no_show" else State.DONE
    if not consultations.conclude(talk.session, consultation, talk.me, state, talk.now):
        return approval.present(talk, consultation)
    appointments.close(talk.session, consultation, AppointmentState.HELD, talk.now)
    outbox.withdraw(talk.session, talk.office.id, f"outcome:{consultation.id}")
    actions = [postback("ไม่มี ปิดเรื่อง", f"no_note:{consultation.id}")]
    return Turn(
        [ask(says.ask_outcome_note(talk.voice), *actions)],
        state="noting_outcome",
        data={"consultation": str(consultation.id)},
        notices=_for_teacher(talk, consultation, kind),
        must_arrive=True,
    )


def _for_teacher(talk: Talk, consultation: Consultation, kind: str) -> list[Notice]:
    number = cards.number(talk.facts, consultation)
    assert consultation.supervisor is not None
    if kind == "no_show":
        again = button(postback("ขอนัดใหม่", f"again:{consultation.id}"), primary=True)
        card = cards.state_card(talk.facts, consultation, talk.now, buttons=[again])
        return notices.to_teacher(consultation, say(says.no_show_for_teacher(talk.voice, number)), card)
    if kind != "follow_up":
        return [] if consultation.rating is not None else _rating_asked(talk, consultation)
    slots = appointments.free_slots(
        talk.session, talk.facts.calendar, consultation.supervisor, talk.now, teacher=consultation.teacher
    )
    words = f"{consultation.supervisor.short_title}ชวนคุยต่อ{talk.voice.ka} เลือกเวลาที่สะดวก{talk.voice.kha}"
    times = appointment_cards.slots_card(words, f"นัดต่อจาก {number}", slots, f"again_at:{consultation.id}", talk.now)
    return notices.to_teacher(consultation, _rating(talk, consultation), times)


def _rating(talk: Talk, consultation: Consultation) -> Message:
    assert consultation.supervisor is not None
    question = says.ask_rating(talk.voice, consultation.supervisor.short_title)
    return cards.rating_card(talk.facts, consultation, question)


def _rating_asked(talk: Talk, consultation: Consultation) -> list[Notice]:
    """The question for a rating, which is the first to be left out when messages run short: the appointment's card asks too."""
    until, about = talk.now + RATING_WAITS, f"rating:{consultation.id}"
    asked = notices.to_teacher(consultation, _rating(talk, consultation))
    return [quota.thrifty(talk, notice, until=until, droppable=True, about=about) for notice in asked]


def note(talk: Talk) -> Turn:
    """The sentence of the outcome, for the register."""
    consultation = consultations.find(talk.session, talk.chat.data.get("consultation", ""))
    if consultation is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    if bare(talk.said.text) not in NOTHING:
        consultation.outcome_note = talk.said.text
        talk.wrote(consultation, "outcome_note")
    return Turn([say(says.outcome_kept(talk.voice, cards.number(talk.facts, consultation)))], state=None)


def nothing_to_add(talk: Talk) -> Turn:
    """A word such as ยกเลิก where a note was offered: the outcome stands without one."""
    return no_note(talk.with_args(str(talk.chat.data.get("consultation", ""))))


def no_note(talk: Talk) -> Turn:
    """Nothing to add."""
    consultation = consultations.find(talk.session, talk.said.args[0])
    number = cards.number(talk.facts, consultation) if consultation else ""
    return Turn([say(says.outcome_kept(talk.voice, number))], state=None)


def _mine(talk: Talk) -> tuple[Consultation | None, Turn | None]:
    consultation = consultations.find(talk.session, talk.said.args[0])
    if consultation is None:
        return None, Turn([say(says.not_found(talk.voice))])
    if consultation.teacher_id != talk.me.id:
        return None, not_allowed(talk)
    return consultation, None


def rate(talk: Talk) -> Turn:
    """`rate:id:1..5`; then a comment if one likes."""
    consultation, refusal = _mine(talk)
    if consultation is None:
        return refusal or Turn()
    consultations.rate(consultation, talk.said.args.number(1), talk.now)
    outbox.withdraw(talk.session, talk.office.id, f"rating:{consultation.id}")
    actions = [postback("ไม่มี ขอบคุณ", "no_comment")]
    return Turn(
        [ask(says.thanks_for_rating(talk.voice), *actions)],
        state="commenting",
        data={"consultation": str(consultation.id)},
    )


def comment(talk: Talk) -> Turn:
    """What the teacher wants to say besides the number."""
    consultation = consultations.find(talk.session, talk.chat.data.get("consultation", ""))
    is_mine = consultation is not None and consultation.teacher_id == talk.me.id
    if consultation is not None and is_mine and bare(talk.said.text) not in NOTHING:
        consultation.rating_comment = talk.said.text
        talk.wrote(consultation, "rating_comment")
    return Turn([say(says.thanks(talk.voice))], state=None)


def no_comment(talk: Talk) -> Turn:
    """Nothing to add."""
    return Turn([say(says.thanks(talk.voice))], state=None)


def again(talk: Talk) -> Turn:
    """A new request about the same matter with the same supervisor."""
    consultation, refusal = _mine(talk)
    if consultation is None:
        return refusal or Turn()
    return request.go_on(talk, request.follow_up(talk, consultation))


def again_at(talk: Talk) -> Turn:
    """The same, with the time chosen."""
    consultation, refusal = _mine(talk)
    if consultation is None:
        return refusal or Turn()
    draft = request.follow_up(talk, consultation)
    start = appointment_cards.from_stamp(talk.said.args[1])
    draft["chosen"] |= {"wished_at": start.isoformat(), "mode": "appointment"}
    return request.go_on(talk, draft)
