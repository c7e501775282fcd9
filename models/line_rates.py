"""LINE's rate limits: one token bucket per office (channel) and endpoint, in the database, so that all processes share it.

Appointments before broadcasts: a broadcast leaves a part of the bucket untouched, which everything else may use.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Float, String, UniqueConstraint, case, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once

PER_SECOND = {"reply": 2000.0, "push": 2000.0, "multicast": 200.0}
"""Calls that LINE takes per channel and endpoint (Messaging API reference, Rate limits)."""

OURS = 0.9
"""Of it we use so much: clocks differ, and LINE does not say how large its bucket is."""

KEPT_FROM_BROADCASTS = 0.2
"""Part of a full bucket that broadcasts leave to appointments."""


class RateBucket(OfficeOwned, Base):
    """Calls that may be made at once on one endpoint, as of a moment (seconds since 1970)."""

    __tablename__ = "rate_buckets"
    __table_args__ = (UniqueConstraint("office_id", "endpoint", name="one_bucket_per_office_and_endpoint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(10))
    tokens: Mapped[float] = mapped_column(Float)
    at: Mapped[float] = mapped_column(Float)


def capacity(endpoint: str) -> float:
    """Calls of a full bucket: what LINE takes in half a second."""
    return PER_SECOND[endpoint] * OURS / 2


def take(
    session: Session, office_id: int, endpoint: str, wanted: int, now: datetime, *, for_broadcast: bool = False
) -> int:
    """How many of the `wanted` calls may be made now; they are taken from the bucket in this transaction."""
    full, moment = capacity(endpoint), now.timestamp()
    mine = RateBucket.office_id == office_id, RateBucket.endpoint == endpoint
    insert_once(session, RateBucket, office_id=office_id, endpoint=endpoint, tokens=full, at=moment)
    filled = _filled(moment, PER_SECOND[endpoint] * OURS, full)
    statement = update(RateBucket).where(*mine).values(tokens=filled, at=_later(moment)).returning(RateBucket.tokens)
    tokens = session.scalars(statement.execution_options(synchronize_session=False)).one()
    granted = max(0, min(wanted, int(tokens - (full * KEPT_FROM_BROADCASTS if for_broadcast else 0))))
    if granted:
        spent = update(RateBucket).where(*mine).values(tokens=RateBucket.tokens - granted)
        session.execute(spent.execution_options(synchronize_session=False))
    return granted


def _later(moment: float) -> ColumnElement[float]:
    # A process whose clock is behind must not fill the bucket twice for the same second.
    return case((RateBucket.at < moment, moment), else_=RateBucket.at)


def _filled(moment: float, per_second: float, full: float) -> ColumnElement[float]:
    grown = RateBucket.tokens + (_later(moment) - RateBucket.at) * per_second
    return case((grown < full, grown), else_=full)


def empty(session: Session, office_id: int, endpoint: str) -> None:
    """LINE says that we are too fast: every process waits until the bucket has filled again."""
    statement = update(RateBucket).where(RateBucket.office_id == office_id, RateBucket.endpoint == endpoint)
    session.execute(statement.values(tokens=0.0).execution_options(synchronize_session=False))
