"""Reminders: which occasions a person was told about. The row is the truth; the clock only asks what is due and not done."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once


class Reminder(OfficeOwned, Base):
    """One person was told about one occasion."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("person_id", "occasion", name="one_reminder_per_occasion_and_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    occasion: Mapped[str] = mapped_column(String(120))
    """Names the occasion, not the run, such as appointment:12:day-before:2026-11-26T14:00."""
    at: Mapped[datetime]


def first_time(session: Session, office_id: int, person_id: int, occasion: str, now: datetime) -> bool:
    """True for exactly one caller per person and occasion; send the message in the same commit."""
    return (
        insert_once(session, Reminder, office_id=office_id, person_id=person_id, occasion=occasion, at=now) is not None
    )


def told(session: Session, person_id: int) -> set[str]:
    """The occasions that the person was told about."""
    return set(session.scalars(select(Reminder.occasion).where(Reminder.person_id == person_id)))
