"""The rows of a broadcast: what it says, to whom it goes, who has read it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.broadcasts.audience import Audience
from models.db import Base, OfficeOwned
from models.groups import Group
from models.people import Person


class State(StrEnum):
    """The life of a broadcast; see the package for the arrows."""

    DRAFT = "draft"
    WAITING = "waiting"
    """For the director's approval."""
    SCHEDULED = "scheduled"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"


class Broadcast(OfficeOwned, Base):
    """One announcement (ประกาศ)."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    """May hold the variables of models/broadcasts/wording.py."""
    link: Mapped[str | None] = mapped_column(String(1000))
    """An https address behind the button เปิดลิงก์."""
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    wanted: Mapped[dict[str, Any]] = mapped_column("audience")
    """The audience as JSON; read `audience`."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT)
    send_at: Mapped[datetime | None]
    use_reserve: Mapped[bool] = mapped_column(default=False)
    """The director allowed it to use what is kept for appointments."""
    with_replies: Mapped[bool] = mapped_column(default=False)
    """Rides on the next free reply in each chat; who did not write by the 1st gets it pushed then."""
    mention_all: Mapped[bool] = mapped_column(default=False)
    """Calls everybody in its groups (@All), in place of messages to each."""
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    spread_at: Mapped[datetime | None]
    """All its recipients are written down, each with a message in the outbox."""
    done_at: Mapped[datetime | None]

    made_by: Mapped[Person] = relationship(lazy="joined", foreign_keys=[made_by_id])
    approved_by: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=[approved_by_id])

    @property
    def matter(self) -> str:
        """Its name for the outbox."""
        return f"broadcast:{self.id}"

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return Audience.from_json(self.wanted)


class BroadcastRecipient(OfficeOwned, Base):
    """One group or one person of a broadcast, and the outbox message that carries it (a multicast carries many)."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "group_id", name="one_row_per_broadcast_and_group"),
        UniqueConstraint("broadcast_id", "person_id", name="one_row_per_broadcast_and_person"),
        Index("ix_broadcast_recipients_outbox_id", "outbox_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id"))

    group: Mapped[Group | None] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")


class BroadcastRead(OfficeOwned, Base):
    """Somebody pressed รับทราบ."""

    __tablename__ = "broadcast_reads"
    __table_args__ = (UniqueConstraint("broadcast_id", "person_id", name="one_read_per_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
