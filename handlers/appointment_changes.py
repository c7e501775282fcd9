"""Moving and cancelling, from both sides; the other side is told once."""

from datetime import datetime

from handlers import approval, notices, says
from handlers.appointment import is_teacher, takes_part, when
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import ask, button, postback, say
from handlers.staff_only import not_allowed
from handlers.turn import Message, Talk, Turn
from models import appointments, consultations
from models.appointments import Appointment, AppointmentState
from models.consultations import Consultation

CANCEL_REASONS = ("ติดภารกิจด่วน", "ได้คำตอบแล้ว", "ขอนัดใหม่ภายหลัง")


def live(talk: Talk) -> tuple[Appointment | None, Turn | None]:
    """The appointment that a button means, or what to answer instead."""
    wanted = talk.said.args[0]
    appointment = appointments.find(talk.session, wanted)
    if appointment is None:
        return None, Turn([say(says.not_found(talk.voice))])
    if not takes_part(talk.me, appointment.consultation):
        return None, not_allowed(talk)
    if appointment.state != AppointmentState.BOOKED:
        return None, approval.present(talk, appointment.consultation)
    return appointment, None


def move(talk: Talk) -> Turn:
    """Free times to move to."""
    appointment, refusal = live(talk)
    if appointment is None:
        return refusal or Turn()
    return Turn([_new_times(talk, appointment, says.choose_new_time(talk.voice))])


def _new_times(talk: Talk, appointment: Appointment, words: str, near: datetime | None = None) -> Message:
    free = appointments.free_slots(
        talk.session,
        talk.facts.calendar,
        appointment.supervisor,
        talk.now,
        near=near or appointment.starts_at,
        most=5,
        teacher=appointment.teacher,
    )
    data = f"move_to:{appointment.id}:{appointment.sequence}"
    other = appointment_cards.other_time("เวลาอื่น", data, talk.now)
    return appointment_cards.slots_card(
        words, cards.number(talk.facts, appointment.consultation), free, data, talk.now, other
    )


def move_to(talk: Talk) -> Turn:
    """Moves it; the other side is told once."""
    appointment, refusal = live(talk)
    if appointment is None:
        return refusal or Turn()
    seen = talk.said.args.number(1)
    start = talk.said.picked_moment if talk.said.picked else appointment_cards.from_stamp(talk.said.args[2])
    if start == appointment.starts_at:
        return Turn([notices.appointment_card(talk, appointment, talk.me)])
    why = appointments.why_not(
        talk.session, talk.facts.calendar, appointment.supervisor, start, talk.now, appointment.teacher
    )
    if why is not None:
        return Turn([_new_times(talk, appointment, says.not_free(talk.voice, why), start)])
    if not appointments.move(talk.session, appointment, start, seen, talk.now):
        if appointment.sequence != seen:
            return approval.present(talk, appointment.consultation)
        return Turn([_new_times(talk, appointment, says.slot_just_taken(talk.voice), start)])
    consultations.record(talk.session, appointment.consultation, "moved", talk.me, talk.now)
    moment = says.when(start, talk.now)
    who = talk.me.short_title if talk.me.is_staff else (talk.me.name or "คุณครู")
    told = notices.of_appointment(talk, appointment, "เลื่อนนัด", says.moved_for_other(talk.voice, who, moment))
    mine = [say(says.moved(talk.voice, moment)), notices.appointment_card(talk, appointment, talk.me, "เลื่อนนัดแล้ว")]
    return Turn(mine, state=None, notices=told, must_arrive=True)


@when(consultations.LIVING, takes_part)
def cancel(talk: Talk, consultation: Consultation) -> Turn:
    """Asks why, before it is called off."""
    actions = [postback(reason, f"cancel_because:{consultation.id}:{reason}") for reason in CANCEL_REASONS]
    actions.append(postback("ไม่ยกเลิก", f"leave:{consultation.id}"))
    words = says.ask_cancel_reason(talk.voice, cards.number(talk.facts, consultation))
    return Turn([ask(words, *actions)], state="cancelling", data={"consultation": str(consultation.id)})


@when(consultations.LIVING, takes_part)
def cancel_because(talk: Talk, consultation: Consultation) -> Turn:
    """Calls it off; whoever else has it on the desk is told once."""
    reason = cards.shortened(":".join(talk.said.args[1:]), cards.LONGEST_REASON)
    if not consultations.cancel(talk.session, consultation, talk.me, reason, talk.now):
        return approval.present(talk, consultation)
    talk.wrote(consultation, "reason")
    appointments.close(talk.session, consultation, AppointmentState.CANCELLED, talk.now)
    number = cards.number(talk.facts, consultation)
    who = "คุณครู" if is_teacher(talk.me, consultation) else talk.me.short_title
    words = say(says.cancelled_for_other(talk.voice, number, who, reason))
    again = button(postback("ขอนัดใหม่", "ask"), primary=True)
    told = []
    if not is_teacher(talk.me, consultation):
        card = cards.state_card(talk.facts, consultation, talk.now, buttons=[again])
        told += notices.to_teacher(consultation, words, card)
    if talk.me.id != consultation.supervisor_id:
        told += notices.to_supervisor(consultation, words)
    mine = says.cancelled(talk.voice, number, is_told=bool(told))
    return Turn(
        [say(mine), cards.state_card(talk.facts, consultation, talk.now)], state=None, notices=told, must_arrive=True
    )
