"""Absence by chat ("ไปราชการ 3-5 ธ.ค."): supervisors only; touched appointments are listed with what can be done."""

from datetime import date

from handlers import desk_says, notices, says
from handlers.cards import appointment as appointment_cards
from handlers.cards.base import ask as ask_back
from handlers.cards.base import bubble, button, flex, postback, row, say
from handlers.cards.consultation import number
from handlers.staff_only import refused
from handlers.turn import Context, Notice, Talk, Turn
from models import absences, appointments, consultations
from models.absences import Absence
from models.appointments import Appointment, AppointmentState
from models.clock import today
from models.people import Person, Role
from models.roster import words_of
from nlp.thai_calendar import say_range
from nlp.thai_dates import read_when
from nlp.understand import understand

KINDS = ("ไปราชการ", "ลาป่วย", "ลากิจ", "ลาพักผ่อน", "อบรม", "ประชุม", "ลา")


def ask(talk: Talk) -> Turn:
    """The menu's "ไปราชการ / ลา"."""
    if not talk.me.may(Role.SUPERVISOR, Role.DIRECTOR):
        return refused(talk, says.absence_for_staff_only(talk.voice), "to be away")
    return Turn([say(says.absence_needs_days(talk.voice))], state="asking_absence", data={})


def away(talk: Talk) -> Turn:
    """Keeps the absence and lists the appointments that it touches."""
    if not talk.me.may(Role.SUPERVISOR, Role.DIRECTOR):
        return refused(talk, says.absence_for_staff_only(talk.voice), "to be away")
    # A bare span of days answers our question; a whole sentence says besides that the days are taken, which no wish does.
    understanding = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    when = understanding.when or read_when(talk.said.text, talk.now).when
    if when is None or when.date is None:
        return Turn([say(says.absence_needs_days(talk.voice))], state="asking_absence")
    first, last = when.date, when.date_to or when.date
    kind = next((word for word in KINDS if word in talk.said.text), "ไปราชการ")
    touched = appointments.add_absence(talk.session, talk.me, first, last, kind, talk.now)
    words = says.absence_kept(talk.voice, kind, say_range(first, last, today(talk.now)), len(touched))
    kept = ask_back(words, postback("ยกเลิกรายการนี้", f"away_back:{first}:{last}"))
    return Turn([kept, *(_touched_card(talk, one) for one in touched[:4])], state=None, must_arrive=True)


def not_away(talk: Talk) -> Turn:
    """`away_back:first:last`: the days that were just kept are taken back."""
    first, last = talk.said.args.day(0), talk.said.args.day(1)
    same = (
        one
        for one in absences.between(talk.session, first, last, talk.me)
        if (one.first_day, one.last_day) == (first, last)
    )
    found = next(same, None)
    if found is None or take_back(talk, found, talk.me) is None:
        return Turn([say(says.not_found(talk.voice))])
    days = say_range(first, last, today(talk.now))
    return Turn([say(desk_says.own_absence_taken_back(talk.voice, found.kind, days))], must_arrive=True)


def enter(
    context: Context, person: Person, first: date, last: date, kind: str, by: Person
) -> tuple[list[Appointment], list[Notice]]:
    """Somebody at the desk keeps the absence of a supervisor: the appointments it touches, and what the supervisor is told."""
    touched = appointments.add_absence(context.session, person, first, last, kind, context.now)
    if person.id == by.id or not person.reachable:
        return touched, []
    days = say_range(first, last, today(context.now))
    words = desk_says.absence_entered(context.voice, kind, days, len(touched))
    return touched, [Notice(person, [say(words), *(_touched_card(context, one) for one in touched[:4])])]


def take_back(context: Context, absence: Absence, by: Person) -> list[Notice] | None:
    """The supervisor can be met after all; what the supervisor is told. None when somebody took it back before."""
    person, days = absence.person, say_range(absence.first_day, absence.last_day, today(context.now))
    kind = absence.kind
    if not absences.take_back(context.session, absence):
        return None
    if person.id == by.id or not person.reachable:
        return []
    return [Notice(person, [say(desk_says.absence_taken_back(context.voice, kind, days))])]


def _touched_card(talk: Context, appointment: Appointment) -> dict[str, object]:
    consultation = appointment.consultation
    moment = says.when(appointment.starts_at, talk.now)
    return flex(
        f"นัดชนกัน {number(talk.facts, consultation)} {moment}",
        bubble(
            f"{number(talk.facts, consultation)} นัดชนกัน",
            body=[row("เวลา", moment), row("ครู", consultation.teacher.name or "คุณครู"), row("เรื่อง", consultation.topic)],
            buttons=[
                button(postback("เสนอเวลาใหม่ให้ครู", f"away_offer:{appointment.id}"), primary=True),
                button(postback("ให้คนอื่นแทน", f"away_pass:{appointment.id}")),
                button(postback("คงไว้", f"away_keep:{appointment.id}")),
            ],
        ),
    )


def _mine(talk: Talk) -> Appointment | None:
    appointment = appointments.find(talk.session, talk.said.args[0])
    if appointment is None or appointment.supervisor_id != talk.me.id:
        return None
    return appointment if appointment.state == AppointmentState.BOOKED else None


def offer_new_times(talk: Talk) -> Turn:
    """The teacher gets the next free times to move to."""
    appointment = _mine(talk)
    if appointment is None:
        return Turn([say(says.not_found(talk.voice))])
    free = appointments.free_slots(
        talk.session,
        talk.facts.calendar,
        talk.me,
        talk.now,
        near=appointment.starts_at,
        most=5,
        teacher=appointment.teacher,
    )
    moment = says.when(appointment.starts_at, talk.now)
    words = f"{talk.me.short_title} ไม่อยู่ในวันนัด {moment} {talk.voice.ka} ขอเลื่อนเป็นเวลาไหนดี{talk.voice.kha}"
    data = f"move_to:{appointment.id}:{appointment.sequence}"
    title = number(talk.facts, appointment.consultation)
    card = appointment_cards.slots_card(
        words, title, free, data, talk.now, postback("ยกเลิกนัด", f"cancel:{appointment.consultation_id}")
    )
    told = notices.to_teacher(appointment.consultation, card)
    return Turn([say(f"ส่งเวลาใหม่ให้คุณครูเลือกแล้ว{talk.voice.ka}")], notices=told, must_arrive=True)


def pass_on(talk: Talk) -> Turn:
    """Somebody else should meet the teacher: back to the director, the slot is freed."""
    appointment = _mine(talk)
    if appointment is None:
        return Turn([say(says.not_found(talk.voice))])
    consultation = appointment.consultation
    reason = f"{talk.me.short_title}: ไม่อยู่ในวันนัด"
    if not consultations.reopen(talk.session, consultation, talk.me, reason, talk.now):
        return Turn([say(says.not_found(talk.voice))])
    appointments.close(talk.session, consultation, AppointmentState.CANCELLED, talk.now)
    name = number(talk.facts, consultation)
    mine, told = notices.split(talk, notices.of_waiting(talk, consultation))
    words = f"{name} กำลังหาท่านอื่นมาดูแลแทน{talk.voice.ka} ได้เวลาแล้วจะแจ้งทันที"
    told += notices.to_teacher(consultation, say(words))
    return Turn([say(says.handed_back(talk.voice, name)), *mine], notices=told, must_arrive=True)


def keep(talk: Talk) -> Turn:
    """The appointment stays as it is."""
    return Turn([say(f"คงนัดไว้ตามเดิม{talk.voice.ka}")])
