"""What is due, written as notices: reminders of appointments and decisions, and the question how it went.

"Due" is a state: due by now and not yet told. What has become pointless meanwhile is not sent.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import select

from handlers import notices, quota, says
from handlers.cards import consultation as cards
from handlers.cards.base import bubble, button, flex, postback, row, say
from handlers.turn import Context, Notice
from models import appointments, consultations, outbox
from models.appointments import Appointment
from models.clock import BANGKOK, today
from models.consultations import Consultation, State
from models.people import Person, Role, with_role
from models.reminders import first_time

DAY_BEFORE_AT = time(15, 0)
"""When the reminder of the working day before goes out."""
HOUR_BEFORE = timedelta(hours=1)
NEWS_FOR = timedelta(days=6)
"""Who heard of the appointment so recently still has it in mind: when messages run short, the reminder only rides along."""
ASK_OUTCOME_AFTER = timedelta(minutes=5)
OUTCOME_WAITS_DAYS = 5
"""When messages run short, the question how it went waits so many working days for the supervisor's next action."""
ASK_OUTCOME_WITHIN = timedelta(days=7)
ESCALATE_FACTOR = 15
"""Shown to the acting director or clerk after so many times the standard minutes (2 minutes: half an hour)."""


def of_appointments(context: Context) -> Iterator[Notice]:
    """The working day before, and one hour before, to both who meet."""
    horizon = context.now + timedelta(days=14)
    for appointment in appointments.between(context.session, context.now, horizon):
        for kind, due in _dues(context, appointment):
            # An appointment made or moved after the moment of its reminder is news already.
            if due <= context.now and appointment.changed_at < due:
                yield from _remind(context, appointment, kind)


def _dues(context: Context, appointment: Appointment) -> Iterator[tuple[str, datetime]]:
    start = appointment.starts_at
    hour_before = start - HOUR_BEFORE
    yield "hour-before", hour_before
    if context.now < hour_before:
        day = context.facts.calendar.working_day_before(today(start))
        yield "day-before", datetime.combine(day, DAY_BEFORE_AT, BANGKOK)


def _remind(context: Context, appointment: Appointment, kind: str) -> Iterator[Notice]:
    occasion = f"appointment:{appointment.id}:{kind}:{appointment.starts_at:%Y-%m-%dT%H:%M}"
    title = "อีก 1 ชั่วโมงถึงนัด" if kind == "hour-before" else "เตือนนัด"
    for person in (appointment.teacher, appointment.supervisor):
        if _told_first(context, person, occasion):
            notice = Notice(person, [notices.appointment_card(context, appointment, person, title)])
            if kind == "hour-before" or context.now - appointment.changed_at < NEWS_FOR:
                notice = quota.thrifty(context, notice, until=appointment.starts_at, droppable=True)
            elif person.id == appointment.supervisor_id:
                # Supervisors see their week in the menu; teachers have one appointment, and are told.
                notice = quota.thrifty(context, notice, until=appointment.starts_at, droppable=True)
            yield notice


def _told_first(context: Context, person: Person, occasion: str) -> bool:
    return person.reachable and first_time(context.session, person.office_id, person.id, occasion, context.now)


def of_decisions(context: Context) -> Iterator[Notice]:
    """Consultations that wait longer than the standard time: one list for who decides; later shown to the clerk too."""
    if context.facts.calendar.next_working_moment(context.now) > context.now:
        return
    standard = context.facts.standard_minutes(3)
    late, very_late = _late(context, standard)
    for person in notices.deciders(context):
        mine = [one for one in late if _told_first(context, person, _occasion("decide", one))]
        if mine:
            # When messages run short the first reminder only rides; who waits longer goes to the substitutes all the same.
            until = context.facts.calendar.add_office_minutes(context.now, ESCALATE_FACTOR * standard)
            yield quota.thrifty(context, Notice(person, [_waiting_card(context, mine)]), until=until, droppable=True)
    substitutes = with_role(context.session, Role.ACTING_DIRECTOR, Role.CLERK)
    for person in substitutes:
        for one in very_late:
            if _told_first(context, person, _occasion("escalate", one)):
                yield Notice(person, [say(says.waits_long(context.voice)), notices.approval(context, one, person)])


def _occasion(kind: str, consultation: Consultation) -> str:
    return f"consultation:{consultation.id}:{kind}:{consultation.waiting_since:%Y-%m-%dT%H:%M:%S}"


def _late(context: Context, standard: int) -> tuple[list[Consultation], list[Consultation]]:
    late, very_late = [], []
    for one in consultations.waiting(context.session, 50):
        if outbox.is_waiting(context.session, context.office.id, f"{notices.DECIDE}:{one.id}"):
            continue  # the card itself has not gone out yet
        waited = context.facts.calendar.office_minutes_between(_told_at(context, one), context.now)
        if waited >= standard * ESCALATE_FACTOR:
            very_late.append(one)
        if waited >= standard:
            late.append(one)
    return late, very_late


def _told_at(context: Context, consultation: Consultation) -> datetime:
    """When the director was told of it; the standard minutes begin there when the card had to wait."""
    sent = outbox.last_sent(context.session, context.office.id, f"{notices.DECIDE}:{consultation.id}")
    return max(sent or consultation.waiting_since, consultation.waiting_since)


def _waiting_card(context: Context, waiting: list[Consultation]) -> dict[str, object]:
    rows = [row(cards.number(context.facts, one), one.topic) for one in waiting[:8]]
    title = f"รอพิจารณา {len(waiting)} เรื่อง"
    return flex(title, bubble(title, body=rows, buttons=[button(postback("ดูและมอบหมาย", "mine"), primary=True)]))


def of_outcomes(context: Context) -> Iterator[Notice]:
    """After the meeting: the supervisor is asked once how it went."""
    ended = (
        select(Appointment)
        .where(
            Appointment.state == "booked",
            Appointment.ends_at <= context.now - ASK_OUTCOME_AFTER,
            Appointment.ends_at > context.now - ASK_OUTCOME_WITHIN,
        )
        .order_by(Appointment.id)
    )
    for appointment in context.session.scalars(ended):
        occasion = f"appointment:{appointment.id}:outcome"
        consultation = appointment.consultation
        if consultation.state == State.BOOKED and _told_first(context, appointment.supervisor, occasion):
            asked = Notice(appointment.supervisor, [cards.outcome_card(context.facts, consultation)])
            until = quota.some_mornings_on(context, OUTCOME_WAITS_DAYS)
            yield quota.thrifty(context, asked, until=until, about=f"outcome:{consultation.id}")
