"""The worker's heartbeat: when the scheduler last did its round for an office."""

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, keep_latest

EVERY = timedelta(seconds=20)
MISSED_AFTER = timedelta(minutes=2)
"""Older than this, and nothing is reminded of any more: somebody must look after the worker."""


class Heartbeat(OfficeOwned, Base):
    """One row for each office."""

    __tablename__ = "heartbeats"
    __table_args__ = (UniqueConstraint("office_id", name="one_heartbeat_per_office"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(session: Session, office_id: int, now: datetime) -> None:
    """The worker is at work."""
    keep_latest(session, Heartbeat, {"office_id": office_id}, at=now)


def last(session: Session) -> datetime | None:
    """When the worker was last at work for the office of this session."""
    return session.scalar(select(Heartbeat.at))
