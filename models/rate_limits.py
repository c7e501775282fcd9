"""How often somebody asked within a span: counted in the database, so that all web processes count together."""

from datetime import datetime

from sqlalchemy import String, case, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, upsert


class AskedOften(Base):
    """One counter. It belongs to no office: who is not signed in yet has none."""

    __tablename__ = "asked_often"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    count: Mapped[int]
    until: Mapped[datetime]
    """When the counting begins anew."""


def raise_count(session: Session, key: str, more: int, until: datetime, now: datetime) -> int:
    """Count, in one statement; the sum since the span began."""
    over = AskedOften.until <= now
    statement = upsert(session, AskedOften).values(key=key, count=more, until=until)
    statement = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((over, more), else_=AskedOften.count + more),
            "until": case((over, until), else_=AskedOften.until),
        },
    )
    return int(session.execute(statement.returning(AskedOften.count)).scalar_one())


def count_of(session: Session, key: str, now: datetime) -> int:
    """The present count."""
    return session.scalar(select(AskedOften.count).where(AskedOften.key == key, AskedOften.until > now)) or 0


def until_of(session: Session, key: str) -> datetime | None:
    """When the span of a counter ends."""
    return session.scalar(select(AskedOften.until).where(AskedOften.key == key))


def forget(session: Session, key: str | None = None, before: datetime | None = None) -> int:
    """Drop one counter, those of spans that ended before a moment, or all; how many."""
    statement = delete(AskedOften)
    if key is not None:
        statement = statement.where(AskedOften.key == key)
    if before is not None:
        statement = statement.where(AskedOften.until <= before)
    return len(session.execute(statement.returning(AskedOften.key)).all())
