"""The tables of consultations: one row each, what happened to it, and the counter of its numbers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.db import Base, OfficeOwned
from models.offices import School
from models.people import Person


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
