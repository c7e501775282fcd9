"""Appointments (นัดหมาย): when a supervisor can be met, and who meets whom.

Appointments stand on a grid of half hours. One live appointment per supervisor and slot is a partial unique index:
however many ask at the same moment, the database lets one in.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, false, or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import absences
from models.clock import BANGKOK, local, today
from models.consultations import Consultation
from models.db import Base, OfficeOwned, insert_once, row_id
from models.people import Person
from models.working_days import OfficeCalendar

SLOT = timedelta(minutes=30)
"""The grid. It is a constant, not a setting: the unique index can only compare starts, so all slots must be alike."""

LEAD = timedelta(hours=1)
"""Between now and the first time that is offered unasked, and between two of one half day."""

HORIZON_DAYS = 60
"""How far ahead free times are looked for and wishes are taken."""


class AppointmentState(StrEnum):
    """Whether the appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    HELD = "held"


_LIVE = text("state = 'booked'")


class Appointment(OfficeOwned, Base):
    """Who meets whom when. Moving keeps the row (and the calendar entry's UID) and raises `sequence` (RFC 5545)."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index(
            "one_live_appointment_per_slot",
            "supervisor_id",
            "starts_at",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "one_live_appointment_per_teacher_and_slot",
            "teacher_id",
            "starts_at",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "one_live_appointment_per_consultation",
            "consultation_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str | None] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(16), default=AppointmentState.BOOKED)
    uid: Mapped[str] = mapped_column(String(36))
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]

    consultation: Mapped[Consultation] = relationship(lazy="joined")
    supervisor: Mapped[Person] = relationship(foreign_keys=supervisor_id, lazy="joined")
    teacher: Mapped[Person] = relationship(foreign_keys=teacher_id, lazy="joined")


class Taken(StrEnum):
    """Why a slot can't be booked."""

    PAST = "past"
    CLOSED = "closed"
    ABSENT = "absent"
    BUSY = "busy"
    TEACHER_BUSY = "teacher_busy"
    TOO_FAR = "too_far"


def why_not(
    session: Session,
    calendar: OfficeCalendar,
    supervisor: Person,
    start: datetime,
    now: datetime,
    teacher: Person | None = None,
) -> Taken | None:
    """Why this start can't be had, None when it is free. Asking is not booking: the index decides in the end."""
    if start <= now:
        return Taken.PAST
    if start > now + timedelta(days=HORIZON_DAYS):
        return Taken.TOO_FAR
    if local(start) not in calendar.slots_of(today(start)):
        return Taken.CLOSED
    if absences.between(session, today(start), today(start), supervisor):
        return Taken.ABSENT
    live = select(Appointment.id).where(Appointment.state == AppointmentState.BOOKED, Appointment.starts_at == start)
    if session.scalar(live.where(Appointment.supervisor_id == supervisor.id)):
        return Taken.BUSY
    if teacher is not None and session.scalar(live.where(Appointment.teacher_id == teacher.id)):
        return Taken.TEACHER_BUSY
    return None


def book(
    session: Session, consultation: Consultation, supervisor: Person, start: datetime, place: str | None, now: datetime
) -> Appointment | None:
    """Book the slot; None when somebody was first (see the index `one_live_appointment_per_slot`)."""
    appointment_id = insert_once(
        session,
        Appointment,
        office_id=consultation.office_id,
        consultation_id=consultation.id,
        supervisor_id=supervisor.id,
        teacher_id=consultation.teacher_id,
        starts_at=start,
        ends_at=start + SLOT,
        place=place,
        state=AppointmentState.BOOKED,
        uid=str(uuid4()),
        sequence=0,
        changed_at=now,
    )
    return None if appointment_id is None else session.get(Appointment, appointment_id)


def move(session: Session, appointment: Appointment, start: datetime, seen_sequence: int, now: datetime) -> bool:
    """Move a live appointment to another slot; False when the slot is taken or somebody changed it since `seen_sequence`."""
    try:
        with session.begin_nested():
            return _change(session, appointment, seen_sequence, now, starts_at=start, ends_at=start + SLOT)
    except IntegrityError:
        session.refresh(appointment)
        return False


def set_place(session: Session, appointment: Appointment, place: str, seen_sequence: int, now: datetime) -> bool:
    """Say where a live appointment is; False when somebody changed it since `seen_sequence`."""
    return _change(session, appointment, seen_sequence, now, place=place)


def _change(session: Session, appointment: Appointment, seen_sequence: int, now: datetime, **values: object) -> bool:
    changed = session.execute(
        update(Appointment)
        .where(
            Appointment.id == appointment.id,
            Appointment.state == AppointmentState.BOOKED,
            Appointment.sequence == seen_sequence,
        )
        .values(**values, sequence=seen_sequence + 1, changed_at=now)
        .returning(Appointment.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(appointment)
    return changed is not None


def close(session: Session, consultation: Consultation, state: AppointmentState, now: datetime) -> Appointment | None:
    """End the consultation's live appointment (cancelled or held) and free its slot; None when there is none."""
    # Counted up by the database: a move that commits meanwhile must not share its SEQUENCE with us.
    ended = session.execute(
        update(Appointment)
        .where(Appointment.consultation_id == consultation.id, Appointment.state == AppointmentState.BOOKED)
        .values(state=state, changed_at=now, sequence=Appointment.sequence + 1)
        .returning(Appointment.id)
        .execution_options(synchronize_session=False)
    ).first()
    return None if ended is None else session.get(Appointment, ended.id, populate_existing=True)


def find(session: Session, appointment_id: str) -> Appointment | None:
    """The appointment with that id as it stands in a button; None when it is of another office or nonsense."""
    return session.scalar(select(Appointment).where(Appointment.id == row_id(appointment_id)))


def live_of(session: Session, consultation: Consultation) -> Appointment | None:
    """The appointment that stands for a consultation."""
    return session.scalar(
        select(Appointment).where(
            Appointment.consultation_id == consultation.id, Appointment.state == AppointmentState.BOOKED
        )
    )


def between(session: Session, since: datetime, until: datetime, person: Person | None = None) -> list[Appointment]:
    """Live appointments that start in the span, of one person when given."""
    query = select(Appointment).where(
        Appointment.state == AppointmentState.BOOKED, Appointment.starts_at >= since, Appointment.starts_at < until
    )
    if person is not None:
        query = query.where((Appointment.supervisor_id == person.id) | (Appointment.teacher_id == person.id))
    return list(session.scalars(query.order_by(Appointment.starts_at)))


def free_slots(
    session: Session,
    calendar: OfficeCalendar,
    supervisor: Person,
    now: datetime,
    *,
    near: datetime | None = None,
    days: tuple[date, date] | None = None,
    hours: tuple[time, time] | None = None,
    most: int = 3,
    teacher: Person | None = None,
) -> list[datetime]:
    """Up to `most` free starts after `now`, in order of time: nearest to `near`, within `days` and `hours`, where given.

    With nothing given they are spread: not within the next hour, and two for each half day, so that there is a choice.
    """
    first = max(days[0], today(now)) if days else today(now)
    last = (
        min(days[1], today(now) + timedelta(days=HORIZON_DAYS)) if days else today(now) + timedelta(days=HORIZON_DAYS)
    )
    if near is not None:
        first, last = max(first, today(near) - timedelta(days=4)), min(last, today(near) + timedelta(days=14))
    free = _free(session, calendar, supervisor, now, first, last, teacher)
    if hours is not None:
        free = (start for start in free if hours[0] <= local(start).time() < hours[1])
    if near is None and days is None and hours is None:
        free = _spread(start for start in free if start >= now + LEAD)
    if near is None:
        return [start for start, _ in zip(free, range(most), strict=False)]
    return sorted(sorted(free, key=lambda start: abs(start - near))[:most])


def _spread(starts: Iterator[datetime]) -> Iterator[datetime]:
    """The first two of each half day that are an hour apart."""
    taken: list[datetime] = []
    for start in starts:
        here = local(start)
        same = [one for one in taken if (one.date(), one.hour < 12) == (here.date(), here.hour < 12)]
        if len(same) < 2 and all(here - one >= LEAD for one in same):
            taken = [*same, here]
            yield start


def _free(
    session: Session,
    calendar: OfficeCalendar,
    supervisor: Person,
    now: datetime,
    first: date,
    last: date,
    teacher: Person | None,
) -> Iterator[datetime]:
    since, until = _midnight(first), _midnight(last) + timedelta(days=1)
    taken = {appointment.starts_at for appointment in between(session, since, until, supervisor)}
    if teacher is not None:
        taken |= {appointment.starts_at for appointment in between(session, since, until, teacher)}
    away = absences.between(session, first, last, supervisor)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if any(absence.first_day <= day <= absence.last_day for absence in away):
            continue
        for slot in calendar.slots_of(day):
            start = slot.astimezone(UTC)
            if start > now and start not in taken:
                yield start


def add_absence(
    session: Session, person: Person, first: date, last: date, kind: str, now: datetime
) -> list[Appointment]:
    """Keep the absence (once) and return the live appointments it touches."""
    absences.add(session, person, first, last, kind, now)
    touched = between(session, max(_midnight(first), now), _midnight(last) + timedelta(days=1), person)
    return [appointment for appointment in touched if appointment.supervisor_id == person.id]


def in_absences(session: Session, now: datetime, person: Person | None = None, most: int = 50) -> list[Appointment]:
    """Live appointments to come on a day when their supervisor is away, the next first."""
    away = [
        (Appointment.supervisor_id == one.person_id)
        & (Appointment.starts_at >= max(_midnight(one.first_day), now))
        & (Appointment.starts_at < _midnight(one.last_day) + timedelta(days=1))
        for one in absences.between(session, today(now), date.max, person)
    ]
    query = select(Appointment).where(Appointment.state == AppointmentState.BOOKED, or_(false(), *away))
    return list(session.scalars(query.order_by(Appointment.starts_at).limit(most)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), BANGKOK)
