"""Reminders: which occasions a person or a group was told about.

The row is the truth; the clock only asks what is due and not done.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once
from models.groups import Group


class Reminder(OfficeOwned, Base):
    """One person was told about one occasion."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("person_id", "occasion", name="one_reminder_per_occasion_and_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    occasion: Mapped[str] = mapped_column(String(120))
    """Names the occasion, not the run, such as appointment:12:day-before:2026-11-26T14:00."""
    at: Mapped[datetime]


class GroupReminder(OfficeOwned, Base):
    """One LINE group was told about one occasion."""

    __tablename__ = "group_reminders"
    __table_args__ = (UniqueConstraint("group_id", "occasion", name="one_reminder_per_occasion_and_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    occasion: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


def first_time(session: Session, office_id: int, person_id: int, occasion: str, now: datetime) -> bool:
    """True for exactly one caller per person and occasion; send the message in the same commit."""
    return (
        insert_once(session, Reminder, office_id=office_id, person_id=person_id, occasion=occasion, at=now) is not None
    )


def first_time_in_group(session: Session, group: Group, occasion: str, now: datetime) -> bool:
    """True for exactly one caller per group and occasion; send the message in the same commit."""
    made = insert_once(session, GroupReminder, office_id=group.office_id, group_id=group.id, occasion=occasion, at=now)
    return made is not None


def told(session: Session, people: Iterable[int], occasions: Collection[str]) -> set[tuple[int, str]]:
    """Which of these people (by their ids) were told about which of these occasions."""
    query = select(Reminder.person_id, Reminder.occasion)
    rows = session.execute(query.where(Reminder.person_id.in_(people), Reminder.occasion.in_(occasions)))
    return {(row.person_id, row.occasion) for row in rows}


def told_in_groups(session: Session, groups: Iterable[Group], occasions: Collection[str]) -> set[tuple[int, str]]:
    """Which of these groups, by id, were told about which of these occasions."""
    asked = GroupReminder.group_id.in_([group.id for group in groups]), GroupReminder.occasion.in_(occasions)
    rows = session.execute(select(GroupReminder.group_id, GroupReminder.occasion).where(*asked))
    return {(row.group_id, row.occasion) for row in rows}
