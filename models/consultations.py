"""Consultations (คำขอรับคำปรึกษา): the life of one, from the teacher's sentence to the rating.

    waiting ──assign──▶ assigned ──book──▶ booked ──conclude──▶ done | no_show
      ▲  │                │  │  ▲            │
      │  └─decline─▶ declined│  └─move───────┘ (booked again at another time)
      └──hand back────────┘  └─offer─▶ offered ──pick──▶ booked          cancel from any living state ─▶ cancelled
                          └─take now─▶ in_progress ──conclude──▶ done

Every move is a conditional update from the state that was seen, so of two that race one wins and the other hears so.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.clock import today
from models.db import Base, OfficeOwned, row_id, upsert
from models.offices import School
from models.people import Person
from nlp.thai_calendar import fiscal_year_of


class State(StrEnum):
    """Where a consultation stands."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    OFFERED = "offered"
    BOOKED = "booked"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NO_SHOW = "no_show"
    DECLINED = "declined"
    CANCELLED = "cancelled"


LIVING = (State.WAITING, State.ASSIGNED, State.OFFERED, State.BOOKED, State.IN_PROGRESS)
"""Somebody still has something to do."""

ON_A_DESK = (State.ASSIGNED, State.OFFERED)
"""With a supervisor, who has not agreed on a time yet."""


class Consultation(OfficeOwned, Base):
    """A teacher's question on its way to advice. The times of the five steps of the service are kept as they are reached."""

    __tablename__ = "consultations"
    __table_args__ = (
        UniqueConstraint("office_id", "fiscal_year", "number", name="one_consultation_per_number"),
        UniqueConstraint("office_id", "request_key", name="one_consultation_per_request"),
        # What the register is filtered by, each read in the order of the numbers.
        Index("ix_consultations_by_state", "office_id", "fiscal_year", "state", "number"),
        Index("ix_consultations_by_channel", "office_id", "fiscal_year", "channel", "number"),
        Index("ix_consultations_by_supervisor", "office_id", "fiscal_year", "supervisor_id", "number"),
        Index("ix_consultations_by_month", "office_id", "registered_at"),
        # What waits for somebody: few rows, whatever the register holds.
        Index("ix_consultations_of_office", "office_id", "state"),
        Index("ix_consultations_of_supervisor", "supervisor_id", "state"),
        Index(
            "ix_consultations_to_count",
            "office_id",
            sqlite_where=text("counted = 0"),
            postgresql_where=text("not counted"),
        ),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    """Without an index of its own, which SQLite would take for every list in order of the ids; those above begin with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    number: Mapped[int]
    request_key: Mapped[str | None] = mapped_column(String(64))
    """The draft that was confirmed: pressing "send" twice makes one consultation."""
    teacher_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    question: Mapped[str] = mapped_column(Text)
    line_message_id: Mapped[str | None] = mapped_column(String(40), index=True)
    """The LINE message that holds the question: when it is unsent, the words go."""
    topic: Mapped[str] = mapped_column(String(200))
    learning_area: Mapped[str | None] = mapped_column(String(64))
    function: Mapped[str | None] = mapped_column(String(64))
    area: Mapped[str | None] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(16))
    """now | appointment"""
    channel: Mapped[str] = mapped_column(String(16), default="line", server_default="line")
    """How it reached the office: line, or what a clerk entered (letter, e-office, phone, walk-in)."""
    reference: Mapped[str | None] = mapped_column(String(100))
    """Number of the letter."""
    wished_at: Mapped[datetime | None]
    call_back: Mapped[bool] = mapped_column(default=False)
    """The teacher agreed that the supervisor sees the phone number."""
    proposed: Mapped[list[Any]]
    """The ranking when it was asked: [{"person_id", "reasons": [...]}], best first."""
    state: Mapped[str] = mapped_column(String(16))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was declined, handed back or cancelled."""
    offered: Mapped[list[Any] | None]
    """The times the supervisor offers, ISO 8601 in UTC."""
    requested_at: Mapped[datetime]
    registered_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    """Since when it waits for a decision: registered, or handed back."""
    considered_at: Mapped[datetime | None]
    coordinated_at: Mapped[datetime | None]
    consulted_at: Mapped[datetime | None]
    outcome_note: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[datetime | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("consultations.id"))
    """The consultation of which this one is the follow-up."""
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the reports' figures (models/figures.py) know it as it is now."""

    teacher: Mapped[Person] = relationship(foreign_keys=teacher_id, lazy="joined")
    supervisor: Mapped[Person | None] = relationship(foreign_keys=supervisor_id, lazy="joined")
    school: Mapped[School | None] = relationship(lazy="joined")

    @property
    def is_living(self) -> bool:
        """Somebody still has something to do."""
        return self.state in LIVING


class ConsultationEvent(OfficeOwned, Base):
    """One thing that happened to a consultation, and who did it."""

    __tablename__ = "consultation_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(24))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str | None] = mapped_column(Text)


class Counter(OfficeOwned, Base):
    """The last consultation number given in a fiscal year."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("office_id", "fiscal_year", name="one_counter_per_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    last: Mapped[int]


def next_number(session: Session, office_id: int, year: int) -> int:
    """The next number of the fiscal year. Without gaps: it is taken back when the transaction fails."""
    statement = upsert(session, Counter).values(office_id=office_id, fiscal_year=year, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=["office_id", "fiscal_year"], set_={"last": Counter.last + 1}
    )
    return int(session.execute(statement.returning(Counter.last)).scalar_one())


def register(
    session: Session,
    *,
    teacher: Person,
    question: str,
    topic: str,
    mode: str,
    proposed: list[dict[str, Any]],
    requested_at: datetime,
    now: datetime,
    request_key: str | None = None,
    line_message_id: str | None = None,
    learning_area: str | None = None,
    function: str | None = None,
    area: str | None = None,
    wished_at: datetime | None = None,
    call_back: bool = False,
    follows_id: int | None = None,
    channel: str = "line",
    reference: str | None = None,
    by: Person | None = None,
) -> Consultation:
    """Write the request into the register and give it its number; the same `request_key` again returns the first one.

    `by` is the clerk who entered it; without one the teacher wrote it.
    """
    if request_key is not None:
        known = by_request_key(session, request_key)
        if known is not None:
            return known
    year = fiscal_year_of(today(now))
    consultation = Consultation(
        office_id=teacher.office_id,
        fiscal_year=year,
        number=next_number(session, teacher.office_id, year),
        request_key=request_key,
        teacher_id=teacher.id,
        school_id=teacher.school_id,
        question=question,
        line_message_id=line_message_id,
        topic=topic,
        learning_area=learning_area,
        function=function,
        area=area,
        mode=mode,
        wished_at=wished_at,
        call_back=call_back,
        proposed=proposed,
        state=State.WAITING,
        requested_at=requested_at,
        registered_at=now,
        waiting_since=now,
        follows_id=follows_id,
        channel=channel,
        reference=reference,
    )
    session.add(consultation)
    session.flush()
    record(session, consultation, "registered", by or teacher, now)
    return consultation


def record(
    session: Session,
    consultation: Consultation,
    kind: str,
    person: Person | None,
    now: datetime,
    note: str | None = None,
) -> None:
    """Add a line to the history; the reports count the consultation anew."""
    consultation.counted = False
    session.add(
        ConsultationEvent(
            office_id=consultation.office_id,
            consultation_id=consultation.id,
            at=now,
            kind=kind,
            person_id=person.id if person else None,
            note=note,
        )
    )


def _change(session: Session, consultation: Consultation, seen: Collection[State], **values: Any) -> bool:
    """Change the row if it is still in a state that was seen; False when somebody was first."""
    changed = session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id, Consultation.state.in_(seen))
        .values(**values)
        .returning(Consultation.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(consultation)
    return changed is not None


def assign(session: Session, consultation: Consultation, supervisor: Person, by: Person | None, now: datetime) -> bool:
    """The director (or the office's automatic rule, `by` None) gives it to a supervisor. False when it was decided already."""
    done = _change(
        session,
        consultation,
        [State.WAITING],
        state=State.ASSIGNED,
        supervisor_id=supervisor.id,
        decided_by_id=by.id if by else None,
        considered_at=now,
        reason=None,
    )
    if done:
        record(session, consultation, "assigned", by, now, supervisor.short_title)
    return done


def decline(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The director does not take it on; the teacher reads the reason. False when it was decided already."""
    done = _change(
        session,
        consultation,
        [State.WAITING],
        state=State.DECLINED,
        decided_by_id=by.id,
        considered_at=now,
        reason=reason,
    )
    if done:
        record(session, consultation, "declined", by, now, reason)
    return done


def hand_back(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The supervisor gives it back to the director. False when it is no longer theirs to give."""
    done = _change(
        session,
        consultation,
        ON_A_DESK,
        state=State.WAITING,
        supervisor_id=None,
        offered=None,
        reason=reason,
        waiting_since=now,
    )
    if done:
        record(session, consultation, "handed_back", by, now, reason)
    return done


def reopen(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The supervisor can't keep the appointment and somebody else should: back to the director."""
    done = _change(
        session,
        consultation,
        [State.BOOKED],
        state=State.WAITING,
        supervisor_id=None,
        coordinated_at=None,
        reason=reason,
        waiting_since=now,
    )
    if done:
        record(session, consultation, "reopened", by, now, reason)
    return done


def reassign(session: Session, consultation: Consultation, supervisor: Person, by: Person, now: datetime) -> bool:
    """Another supervisor looks after it from now on and finds a time. False when it is not on anybody's desk any more."""
    done = _change(
        session,
        consultation,
        [*ON_A_DESK, State.BOOKED],
        state=State.ASSIGNED,
        supervisor_id=supervisor.id,
        coordinated_at=None,
        offered=None,
    )
    if done:
        record(session, consultation, "reassigned", by, now, supervisor.short_title)
    return done


def offer(session: Session, consultation: Consultation, by: Person, starts: list[datetime], now: datetime) -> bool:
    """The supervisor offers up to five times instead of the wished one."""
    done = _change(
        session,
        consultation,
        ON_A_DESK,
        state=State.OFFERED,
        offered=[start.isoformat() for start in starts[:5]],
    )
    if done:
        record(session, consultation, "offered", by, now)
    return done


def take_now(session: Session, consultation: Consultation, by: Person, now: datetime) -> bool:
    """The supervisor takes a question that wants an answer at once."""
    done = _change(session, consultation, [State.ASSIGNED], state=State.IN_PROGRESS, coordinated_at=now)
    if done:
        record(session, consultation, "taken", by, now)
    return done


def mark_booked(session: Session, consultation: Consultation, by: Person, now: datetime) -> bool:
    """An appointment stands (see models/appointments.py, which books the slot in the same transaction)."""
    done = _change(session, consultation, ON_A_DESK, state=State.BOOKED, coordinated_at=now, offered=None)
    if done:
        record(session, consultation, "booked", by, now)
    return done


def conclude(session: Session, consultation: Consultation, by: Person, state: State, now: datetime) -> bool:
    """The supervisor records how it went: done or no_show. False when that was recorded already."""
    done = _change(session, consultation, [State.BOOKED, State.IN_PROGRESS], state=state, consulted_at=now)
    if done:
        record(session, consultation, state, by, now)
    return done


def cancel(session: Session, consultation: Consultation, by: Person, reason: str | None, now: datetime) -> bool:
    """Teacher, supervisor or clerk calls it off. False when it has ended already."""
    done = _change(session, consultation, LIVING, state=State.CANCELLED, reason=reason)
    if done:
        record(session, consultation, "cancelled", by, now, reason)
    return done


def rate(consultation: Consultation, rating: int, now: datetime) -> None:
    """The teacher's 1 to 5; a second press corrects it."""
    consultation.rating, consultation.rated_at, consultation.counted = max(1, min(5, rating)), now, False


def by_request_key(session: Session, key: str) -> Consultation | None:
    """The consultation that was made from this draft."""
    return session.scalar(select(Consultation).where(Consultation.request_key == key))


def find(session: Session, consultation_id: str) -> Consultation | None:
    """The consultation with that id as it stands in a button; None when it is of another office or nonsense."""
    return session.scalar(select(Consultation).where(Consultation.id == row_id(consultation_id)))


def of_teacher(session: Session, teacher: Person, most: int = 5) -> list[Consultation]:
    """The teacher's consultations, living ones first, newest first."""
    rows = session.scalars(
        select(Consultation)
        .where(Consultation.teacher_id == teacher.id)
        .order_by(Consultation.state.in_(LIVING).desc(), Consultation.id.desc())
        .limit(most)
    )
    return list(rows)


def of_supervisor(session: Session, supervisor: Person, most: int = 10) -> list[Consultation]:
    """What lies on the supervisor's desk, oldest first."""
    rows = session.scalars(
        select(Consultation)
        .where(Consultation.supervisor_id == supervisor.id, Consultation.state.in_(LIVING))
        .order_by(Consultation.id)
        .limit(most)
    )
    return list(rows)


def history(session: Session, consultation: Consultation) -> list[tuple[ConsultationEvent, Person | None]]:
    """What happened to it and who did it, oldest first."""
    rows = session.execute(
        select(ConsultationEvent, Person)
        .join(Person, Person.id == ConsultationEvent.person_id, isouter=True)
        .where(ConsultationEvent.consultation_id == consultation.id)
        .order_by(ConsultationEvent.id)
    )
    return [(event, person) for event, person in rows]


def waiting(session: Session, most: int = 10) -> list[Consultation]:
    """What waits for the director, oldest first."""
    query = select(Consultation).where(Consultation.state == State.WAITING).order_by(Consultation.id).limit(most)
    return list(session.scalars(query))


def to_arrange(session: Session, most: int = 10) -> list[Consultation]:
    """What was assigned and has no appointment yet, oldest first."""
    query = select(Consultation).where(Consultation.state.in_(ON_A_DESK)).order_by(Consultation.id).limit(most)
    return list(session.scalars(query))


def load_between(session: Session, since: datetime, until: datetime) -> dict[int, int]:
    """How many consultations each supervisor was given in that span: {person id: count}."""
    rows = session.execute(
        select(Consultation.supervisor_id, func.count())
        .where(
            Consultation.supervisor_id.is_not(None),
            Consultation.considered_at >= since,
            Consultation.considered_at < until,
            Consultation.state.not_in([State.CANCELLED, State.DECLINED]),
        )
        .group_by(Consultation.supervisor_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def hand_over(session: Session, old: Person, new: Person) -> None:
    """Everything that `old` asked was asked by `new`: one LINE user who turned out to be on the roster."""
    session.execute(update(Consultation).where(Consultation.teacher_id == old.id).values(teacher_id=new.id))
