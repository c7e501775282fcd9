"""From the assignment to the meeting: accept, offer other times, pick one, hand back."""

from collections.abc import Callable
from datetime import datetime

from handlers import approval, notices, says
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import ask, postback, say
from handlers.staff_only import not_allowed
from handlers.turn import Message, Talk, Turn
from models import appointments, consultations
from models.appointments import AppointmentState
from models.consultations import ON_A_DESK, Consultation, State
from models.people import Person, Role

HAND_BACK_REASONS = ("ติดราชการช่วงนี้", "ไม่ตรงกับงานที่ดูแล", "ควรเป็นศึกษานิเทศก์ท่านอื่น")
MOST_OFFERED = 5

Step = Callable[[Talk, Consultation], Turn]


def acts_as_supervisor(person: Person, consultation: Consultation) -> bool:
    """The supervisor it was given to; a clerk for one who is not on LINE."""
    if person.id == consultation.supervisor_id:
        return True
    supervisor = consultation.supervisor
    return supervisor is not None and not supervisor.reachable and person.may(Role.CLERK, Role.DIRECTOR)


def takes_part(person: Person, consultation: Consultation) -> bool:
    """The teacher, the supervisor (or who acts for one not on LINE), or a clerk."""
    return person.id == consultation.teacher_id or acts_as_supervisor(person, consultation) or person.may(Role.CLERK)


def is_teacher(person: Person, consultation: Consultation) -> bool:
    """The one who asked."""
    return person.id == consultation.teacher_id


def when(
    states: tuple[State, ...], allowed: Callable[[Person, Consultation], bool]
) -> Callable[[Step], Callable[[Talk], Turn]]:
    """Before a step: is it there, is it the reader's business, is it not too late, may this person?

    Strangers hear "not allowed" before they could learn a state; for those who take part, "too late" comes first.
    """

    def decorate(step: Step) -> Callable[[Talk], Turn]:
        def checked(talk: Talk) -> Turn:
            consultation = consultations.find(talk.session, talk.said.args[0])
            if consultation is None:
                return Turn([say(says.not_found(talk.voice))])
            if not (
                takes_part(talk.me, consultation) or approval.may_decide(talk.me) or _was_theirs(talk.me, consultation)
            ):
                return not_allowed(talk)
            if consultation.state not in states:
                return approval.present(talk, consultation)
            if not allowed(talk.me, consultation):
                return not_allowed(talk)
            return step(talk, consultation)

        return checked

    return decorate


def _was_theirs(person: Person, consultation: Consultation) -> bool:
    return any(stored["person_id"] == person.id for stored in consultation.proposed)


@when(ON_A_DESK, acts_as_supervisor)
def accept(talk: Talk, consultation: Consultation) -> Turn:
    """One tap takes the wished time; when it has gone meanwhile, the nearest are offered."""
    assert consultation.supervisor is not None
    if consultation.wished_at is None:
        return offer(talk)
    return book(talk, consultation, consultation.wished_at)


@when((State.OFFERED,), is_teacher)
def pick(talk: Talk, consultation: Consultation) -> Turn:
    """The teacher picks one of the offered times."""
    start = appointment_cards.from_stamp(talk.said.args[1])
    return book(talk, consultation, start)


def book(talk: Talk, consultation: Consultation, start: datetime) -> Turn:
    """Books the slot and tells both; instead of a time that has gone meanwhile, the nearest are offered."""
    supervisor = consultation.supervisor
    assert supervisor is not None
    why = appointments.why_not(talk.session, talk.facts.calendar, supervisor, start, talk.now, consultation.teacher)
    booked = None
    if why is None:
        booked = appointments.book(talk.session, consultation, supervisor, start, None, talk.now)
    if booked is None:
        return _instead(
            talk, consultation, start, says.not_free(talk.voice, why) if why else says.slot_just_taken(talk.voice)
        )
    if not consultations.mark_booked(talk.session, consultation, talk.me, talk.now):
        # Somebody changed the consultation between our look and now: the slot goes back with the transaction's savepoint.
        appointments.close(talk.session, consultation, AppointmentState.CANCELLED, talk.now)
        return approval.present(talk, consultation)
    return Turn(
        [notices.appointment_card(talk, booked, talk.me)],
        state=None,
        notices=notices.of_appointment(talk, booked, "นัดแล้ว"),
        must_arrive=True,
    )


def _instead(talk: Talk, consultation: Consultation, start: datetime, words: str) -> Turn:
    """The time can't be had: the nearest free ones, for a supervisor to offer or a teacher to pick."""
    supervisor = consultation.supervisor
    assert supervisor is not None
    free = appointments.free_slots(
        talk.session, talk.facts.calendar, supervisor, talk.now, near=start, teacher=consultation.teacher
    )
    title = cards.number(talk.facts, consultation)
    if is_teacher(talk.me, consultation):
        data = f"pick:{consultation.id}"
        return Turn([appointment_cards.slots_card(words, title, free, data, talk.now)])
    return Turn([appointment_cards.offer_card(words, title, consultation.id, free, [], talk.now)])


@when((State.ASSIGNED,), acts_as_supervisor)
def take(talk: Talk, consultation: Consultation) -> Turn:
    """Takes a question that wants an answer now; the teacher hears that somebody is there."""
    if not consultations.take_now(talk.session, consultation, talk.me, talk.now):
        return approval.present(talk, consultation)
    assert consultation.supervisor is not None
    words = says.taken_now_for_teacher(talk.voice, consultation.supervisor.short_title, consultation.call_back)
    told = notices.to_teacher(consultation, say(words), cards.state_card(talk.facts, consultation, talk.now))
    mine = say(says.taken_now(talk.voice, cards.number(talk.facts, consultation)))
    return Turn([mine, cards.outcome_card(talk.facts, consultation)], notices=told, must_arrive=True)


@when(ON_A_DESK, acts_as_supervisor)
def offer(talk: Talk, consultation: Consultation) -> Turn:
    """Gathers the times to offer: a press adds or removes one, the wheel adds any other."""
    chosen = _chosen(talk, consultation)
    note = says.offer_times(talk.voice)
    added = _added(talk)
    if added is not None and added not in chosen:
        assert consultation.supervisor is not None
        why = appointments.why_not(
            talk.session, talk.facts.calendar, consultation.supervisor, added, talk.now, consultation.teacher
        )
        if why is not None:
            note = f"{says.WHY_NOT[why]}{talk.voice.ka} เลือกเวลาอื่นได้"
        elif len(chosen) == MOST_OFFERED:
            note = says.enough_times(talk.voice, MOST_OFFERED)
        else:
            chosen = sorted([*chosen, added])
    elif added is not None:
        chosen = [slot for slot in chosen if slot != added]
    card = appointment_cards.offer_card(
        note, cards.number(talk.facts, consultation), consultation.id, _to_offer(talk, consultation), chosen, talk.now
    )
    data = {"consultation": str(consultation.id), "slots": [slot.isoformat() for slot in chosen]}
    return Turn([card], state="offering", data=data)


def _added(talk: Talk) -> datetime | None:
    if talk.said.picked:
        return talk.said.picked_moment
    return appointment_cards.from_stamp(talk.said.args[1]) if len(talk.said.args) > 1 else None


def _chosen(talk: Talk, consultation: Consultation) -> list[datetime]:
    if talk.chat.data.get("consultation") != str(consultation.id):
        return []
    return [datetime.fromisoformat(slot) for slot in talk.chat.data.get("slots", [])]


def _to_offer(talk: Talk, consultation: Consultation) -> list[datetime]:
    assert consultation.supervisor is not None
    return appointments.free_slots(
        talk.session,
        talk.facts.calendar,
        consultation.supervisor,
        talk.now,
        near=consultation.wished_at,
        most=MOST_OFFERED,
        teacher=consultation.teacher,
    )


@when(ON_A_DESK, acts_as_supervisor)
def offer_send(talk: Talk, consultation: Consultation) -> Turn:
    """Sends the gathered times (or the first three free ones) to the teacher."""
    chosen = _chosen(talk, consultation) or _to_offer(talk, consultation)[:3]
    if not chosen:
        return Turn([say(says.no_free_time(talk.voice))])
    if not consultations.offer(talk.session, consultation, talk.me, chosen, talk.now):
        return approval.present(talk, consultation)
    number = cards.number(talk.facts, consultation)
    told = notices.to_teacher(consultation, offered_card(talk, consultation))
    return Turn([say(says.offered(talk.voice, number))], state=None, notices=told, must_arrive=True)


def offered_card(talk: Talk, consultation: Consultation) -> Message:
    """The offered times, for the teacher."""
    assert consultation.supervisor is not None
    slots = [datetime.fromisoformat(slot) for slot in consultation.offered or []]
    return appointment_cards.slots_card(
        says.choose_time(talk.voice, consultation.supervisor.short_title),
        cards.number(talk.facts, consultation),
        slots,
        f"pick:{consultation.id}",
        talk.now,
        postback("ไม่สะดวกทุกเวลา", f"none_fits:{consultation.id}"),
        postback("ยกเลิกคำขอ", f"cancel:{consultation.id}"),
    )


@when((State.OFFERED,), is_teacher)
def none_fits(talk: Talk, consultation: Consultation) -> Turn:
    """None of the offered times: the supervisor's free times to choose from instead."""
    assert consultation.supervisor is not None
    offered = {datetime.fromisoformat(slot) for slot in consultation.offered or []}
    free = appointments.free_slots(
        talk.session, talk.facts.calendar, consultation.supervisor, talk.now, most=8, teacher=talk.me
    )
    slots = [slot for slot in free if slot not in offered][:5]
    words = says.which_hour(talk.voice, consultation.supervisor.short_title)
    other = appointment_cards.other_time("เวลาอื่น", f"pick_other:{consultation.id}", talk.now)
    title = cards.number(talk.facts, consultation)
    return Turn([appointment_cards.slots_card(words, title, slots, f"pick:{consultation.id}", talk.now, other)])


@when((State.OFFERED,), is_teacher)
def pick_other(talk: Talk, consultation: Consultation) -> Turn:
    """A time from the wheel."""
    start = talk.said.picked_moment
    return book(talk, consultation, start)


@when(ON_A_DESK, acts_as_supervisor)
def hand_back(talk: Talk, consultation: Consultation) -> Turn:
    """Asks why, before it goes back to the director."""
    actions = [postback(reason, f"handback_because:{consultation.id}:{reason}") for reason in HAND_BACK_REASONS]
    actions.append(postback("ไม่ส่งคืน", f"leave:{consultation.id}"))
    words = says.ask_hand_back_reason(talk.voice, cards.number(talk.facts, consultation))
    return Turn([ask(words, *actions)], state="handing_back", data={"consultation": str(consultation.id)})


@when(ON_A_DESK, acts_as_supervisor)
def hand_back_because(talk: Talk, consultation: Consultation) -> Turn:
    """Back to the director, with the reason."""
    given = cards.shortened(":".join(talk.said.args[1:]), cards.LONGEST_REASON)
    reason = f"{talk.me.short_title}: {given}"
    if not consultations.hand_back(talk.session, consultation, talk.me, reason, talk.now):
        return approval.present(talk, consultation)
    talk.wrote(consultation, "reason")
    number = cards.number(talk.facts, consultation)
    mine, told = notices.split(talk, notices.of_waiting(talk, consultation))
    return Turn([say(says.handed_back(talk.voice, number)), *mine], state=None, notices=told, must_arrive=True)
