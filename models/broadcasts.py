"""Broadcasts (ประกาศ) to LINE groups.

draft ──schedule──▶ scheduled ──its time has come──▶ sent        draft, scheduled ──stop──▶ stopped

Sending writes one outbox message per group in the commit that marks the broadcast sent: a crash before it sends nothing,
a crash after it loses nothing, and the outbox shows each message once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import outbox
from models.db import Base, OfficeOwned, insert_once
from models.groups import Group
from models.outbox import OutboxMessage, Priority
from models.people import Person

OPEN = ("draft", "scheduled")


class Broadcast(OfficeOwned, Base):
    """One announcement and the groups it goes to."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    send_at: Mapped[datetime | None]
    use_reserve: Mapped[bool] = mapped_column(default=False)
    """The director allowed it to use what is kept for appointments."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    made_by: Mapped[Person] = relationship(lazy="joined")
    recipients: Mapped[list["BroadcastRecipient"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def groups(self) -> list[Group]:
        """The groups it can still reach."""
        return [recipient.group for recipient in self.recipients if recipient.group.left_at is None]

    @property
    def cost(self) -> int:
        """Counted messages: the members of its groups."""
        return sum(group.member_count or 0 for group in self.groups)


class BroadcastRecipient(OfficeOwned, Base):
    """One group of a broadcast, and the outbox message that carries it."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (UniqueConstraint("broadcast_id", "group_id", name="one_row_per_broadcast_and_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id"))

    group: Mapped[Group] = relationship(lazy="joined")


class BroadcastRead(OfficeOwned, Base):
    """Somebody pressed รับทราบ."""

    __tablename__ = "broadcast_reads"
    __table_args__ = (UniqueConstraint("broadcast_id", "person_id", name="one_read_per_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


def draft(session: Session, by: Person, text: str, groups: Sequence[Group], now: datetime) -> Broadcast:
    """A new announcement, not sent yet."""
    made = Broadcast(office_id=by.office_id, text=text, made_by=by, state="draft", created_at=now)
    made.recipients = [BroadcastRecipient(office_id=by.office_id, group=group) for group in groups]
    session.add(made)
    session.flush()
    return made


def find(session: Session, broadcast_id: str) -> Broadcast | None:
    """The broadcast that a button means."""
    if not broadcast_id.isdigit():
        return None
    return session.scalar(select(Broadcast).where(Broadcast.id == int(broadcast_id)))


def latest(session: Session, most: int = 5) -> list[Broadcast]:
    """The newest ones."""
    return list(session.scalars(select(Broadcast).order_by(Broadcast.id.desc()).limit(most)))


def schedule(session: Session, broadcast: Broadcast, at: datetime) -> bool:
    """Let it go out at that moment; False when it was sent or stopped meanwhile."""
    return _move(session, broadcast, OPEN, state="scheduled", send_at=at)


def stop(session: Session, broadcast: Broadcast) -> bool:
    """It will not be sent; False when it was already."""
    return _move(session, broadcast, OPEN, state="stopped")


def due(session: Session, now: datetime) -> list[Broadcast]:
    """Those whose time has come."""
    query = select(Broadcast).where(Broadcast.state == "scheduled", Broadcast.send_at <= now)
    return list(session.scalars(query.order_by(Broadcast.send_at, Broadcast.id)))


def send(session: Session, broadcast: Broadcast, messages: list[dict[str, Any]], now: datetime) -> bool:
    """Hand it to the outbox, one message per group; False when somebody else did or it was stopped."""
    if not _move(session, broadcast, ("scheduled",), state="sent", sent_at=now):
        return False
    for recipient in broadcast.recipients:
        if recipient.group.left_at is None:
            row = outbox.put(
                session,
                broadcast.office_id,
                recipient.group.line_group_id,
                messages,
                now,
                priority=Priority.BROADCAST,
                recipients=recipient.group.member_count or 1,
            )
            session.flush()
            recipient.outbox_id = row.id
    return True


def _move(session: Session, broadcast: Broadcast, seen: tuple[str, ...], **values: Any) -> bool:
    statement = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.state.in_(seen)).values(**values)
    moved = session.execute(statement.returning(Broadcast.id).execution_options(synchronize_session=False)).first()
    session.refresh(broadcast)
    return moved is not None


def report(session: Session, broadcast: Broadcast) -> list[tuple[Group, OutboxMessage | None]]:
    """Each group with what became of its message."""
    return [
        (one.group, session.get(OutboxMessage, one.outbox_id) if one.outbox_id else None)
        for one in broadcast.recipients
    ]


def acknowledge(session: Session, broadcast: Broadcast, person: Person, now: datetime) -> None:
    """The person has read it; pressing again changes nothing."""
    insert_once(
        session, BroadcastRead, office_id=broadcast.office_id, broadcast_id=broadcast.id, person_id=person.id, at=now
    )


def readers(session: Session, broadcast: Broadcast) -> list[Person]:
    """Who pressed รับทราบ, in order."""
    query = select(Person).join(BroadcastRead, BroadcastRead.person_id == Person.id)
    return list(session.scalars(query.where(BroadcastRead.broadcast_id == broadcast.id).order_by(BroadcastRead.id)))
