"""The quota: our own ledger of every counted message, and how far the month's messages will reach.

LINE counts a push once per person it reaches (a group: once per member); replies are free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.clock import first_of_next_month, local
from models.db import Base, OfficeOwned, keep_latest, upsert
from models.packs import OfficeSettings

WARN_AT = (50, 80, 95)
"""Percent of the month's messages at which clerk and director are warned."""


class CountedPush(OfficeOwned, Base):
    """One accepted push and how many messages LINE counts for it; written in the commit that marks it sent."""

    __tablename__ = "counted_pushes"
    __table_args__ = (UniqueConstraint("outbox_id", "retry_key", name="one_count_per_push"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox_messages.id", ondelete="CASCADE"))
    retry_key: Mapped[str] = mapped_column(String(36))
    recipients: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)


class LineFigures(OfficeOwned, Base):
    """What LINE itself said last about an office's month."""

    __tablename__ = "line_figures"
    __table_args__ = (UniqueConstraint("office_id", name="one_row_of_line_figures"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    allowed: Mapped[int | None]
    """Messages a month; None when the plan has no limit."""
    used: Mapped[int]
    """Approximate, late, and with what people sent from LINE's own manager."""
    at: Mapped[datetime]


@dataclass(frozen=True)
class Outlook:
    """How the month stands, in counted messages."""

    limit: int
    used: int
    reserve: int
    """Kept for appointments; broadcasts can't touch it."""
    forecast: int
    """What the month will have used at its end."""
    wanted: int = 0
    """What it would have used if nothing were saved."""
    promised: int = 0
    """What broadcasts that are scheduled or under way will still use of it."""

    @property
    def left(self) -> int:
        """What can still be sent."""
        return max(0, self.limit - self.used)

    @property
    def for_broadcasts(self) -> int:
        """What another broadcast may use: without the reserve, and without what is promised to others."""
        return max(0, self.left - self.reserve - self.promised)

    @property
    def is_tight(self) -> bool:
        """The month would not suffice: what can wait for a free reply does."""
        return max(self.wanted, self.forecast) > self.limit - self.reserve

    @property
    def percent(self) -> int:
        """How much of the month is used."""
        return 100 if self.limit == 0 else self.used * 100 // self.limit


def count(session: Session, office_id: int, outbox_id: int, retry_key: str, recipients: int, now: datetime) -> None:
    """Book an accepted push; the same push twice (LINE's 409) is booked once."""
    count_all(session, [(office_id, outbox_id, retry_key, recipients)], now)


def count_all(session: Session, pushes: Sequence[tuple[int, int, str, int]], now: datetime) -> None:
    """Book accepted pushes, each as (office id, outbox id, retry key, recipients)."""
    columns = "office_id", "outbox_id", "retry_key", "recipients"
    rows = [{**dict(zip(columns, push, strict=True)), "at": now} for push in pushes]
    session.execute(upsert(session, CountedPush).values(rows).on_conflict_do_nothing())


def begin_of_month(moment: datetime) -> datetime:
    """Midnight (Bangkok) at which the moment's month began."""
    return local(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def used_since(session: Session, office_id: int, since: datetime) -> int:
    """Counted messages of an office since a moment, by our own ledger."""
    query = select(func.coalesce(func.sum(CountedPush.recipients), 0))
    return int(session.scalar(query.where(CountedPush.office_id == office_id, CountedPush.at >= since)) or 0)


def outlook(session: Session, office_id: int, settings: OfficeSettings, now: datetime) -> Outlook:
    """How the month stands at the pace so far: the larger of our ledger and LINE's figure, against the smaller of plan and
    LINE's limit. `models.forecast.outlook` knows what is to come.
    """
    begin = begin_of_month(now)
    used = used_since(session, office_id, begin)
    limit = settings.monthly_messages
    theirs = figures_of(session, office_id)
    if theirs is not None and theirs.at >= begin:
        used = max(used, theirs.used)
        limit = limit if theirs.allowed is None else min(limit, theirs.allowed)
    elapsed = max((now - begin) / timedelta(days=1), 1.0)
    days = (first_of_next_month(now) - begin) / timedelta(days=1)
    return Outlook(limit, used, settings.reserved_messages, round(used * days / elapsed))


def figures_of(session: Session, office_id: int) -> LineFigures | None:
    """What LINE said last."""
    return session.scalar(select(LineFigures).where(LineFigures.office_id == office_id))


def keep_figures(session: Session, office_id: int, allowed: int | None, used: int, now: datetime) -> None:
    """Keep what LINE says now."""
    keep_latest(session, LineFigures, {"office_id": office_id}, allowed=allowed, used=used, at=now)


def refused(session: Session, office_id: int, recipients: int, now: datetime) -> None:
    """LINE says that the month has no messages for so many: until its next figures fewer than that are left."""
    theirs = figures_of(session, office_id)
    if theirs is not None and theirs.allowed is not None:
        used = max(theirs.used, theirs.allowed - recipients + 1)
        keep_figures(session, office_id, theirs.allowed, used, now)
