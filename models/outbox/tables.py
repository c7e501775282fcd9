"""The table of the outbox, and how long its rows are fresh."""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    bindparam,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.db import Base, OfficeOwned

REPLY_FRESH = timedelta(seconds=50)
"""LINE takes a reply token for a minute after delivery; ten seconds of it are ours for clocks and queues."""

REPLY_BEGUN = timedelta(seconds=15)
"""Later than this no reply is begun but a push. A sender that dies while it replies must leave time, after its lease,
for the second try: it alone tells whether the first went out."""

LEASE = timedelta(seconds=20)
"""Longer than the longest call to LINE (bot/line.py), so that no row is sent by two at once."""

BROADCAST_LEASE = timedelta(seconds=7)
"""Shorter: what is sent twice under one retry key shows once, so that nobody need wait long for a sender that died."""

TOO_OLD = timedelta(hours=24)
"""LINE forgets a retry key after 24 hours; a later attempt could show the message twice."""

PENDING = ("waiting", "sending")

MULTICAST = "multicast"
"""Stands for the chat where a message goes to many people (models/broadcasts knows whom)."""


class Priority(IntEnum):
    """What goes first, and what becomes of it when it has to wait."""

    URGENT = 0
    """Goes out at once, from the reserve if need be."""
    MAY_WAIT = 1
    """Waits for a free ride until its time has come, then it is pushed."""
    DROPPABLE = 2
    """Waits for a free ride until its time has come, then it is dropped."""
    BROADCAST = 3
    """Goes out after everything that concerns appointments."""


class OutboxMessage(OfficeOwned, Base):
    """One to five LINE message objects for one chat, sent in one call."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        Index(
            "ix_outbox_messages_pending",
            "priority",
            "next_attempt_at",
            sqlite_where=text("state in ('waiting', 'sending')"),
            postgresql_where=text("state in ('waiting', 'sending')"),
        ),
        Index(
            "ix_outbox_messages_stuck",
            "office_id",
            "state",
            sqlite_where=text("state in ('dead', 'held')"),
            postgresql_where=text("state in ('dead', 'held')"),
        ),
        Index("ix_outbox_messages_to_state", "line_chat_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_chat_id: Mapped[str] = mapped_column(String(33))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    messages: Mapped[list[Any]]
    reply_token: Mapped[str | None] = mapped_column(String(100))
    reply_until: Mapped[datetime | None]
    """After this the reply token is not worth trying."""
    reply_unsure: Mapped[bool] = mapped_column(default=False)
    """A reply was tried and its fate is not known (time-out, crash)."""
    must_arrive: Mapped[bool] = mapped_column(default=True)
    """News; the rest is chatter, which is not pushed when the fate of its reply stays unknown."""
    priority: Mapped[int] = mapped_column(default=Priority.URGENT)
    recipients: Mapped[int] = mapped_column(default=1)
    """What LINE counts for a push: people reached, of a group its members."""
    about: Mapped[str | None] = mapped_column(String(60))
    """The matter, so that what waits can be withdrawn when it is settled, and a quote of the message be understood."""
    line_message_ids: Mapped[list[Any] | None]
    """What LINE calls the messages that told of the matter."""
    retry_key: Mapped[str] = mapped_column(String(36))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(String(5))
    """reply (free), push (counted), or ride (with another message to the same chat, free)."""
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def is_before_consent(self) -> bool:
        """For a person whom the office may not keep: nothing of it stays once it is sent."""
        return self.person_id is None and self.line_chat_id.startswith("U")

    @property
    def died_replying(self) -> bool:
        """A sender took it to reply and never came back: whether the reply went out, nobody knows."""
        return self.state == "sending" and self.reply_is_fresh(self.next_attempt_at - LEASE)

    def drop(self, why: str) -> None:
        """It is not sent, and its words go."""
        self.state, self.error, self.messages = "dropped", why, []

    def is_too_old(self, now: datetime) -> bool:
        """LINE may have forgotten its retry key, and what it says is of yesterday."""
        return now - self.created_at > TOO_OLD

    def reply_is_fresh(self, now: datetime) -> bool:
        """Whether the reply token may be tried: for the first time only early, again as long as LINE takes it."""
        if self.reply_token is None or self.reply_until is None:
            return False
        return now < (self.reply_until if self.reply_unsure else self.reply_until - REPLY_FRESH + REPLY_BEGUN)


def pending(model: type[OutboxMessage]) -> ColumnElement[bool]:
    """Waiting or being sent."""
    # Literals, not parameters: SQLite takes the partial index only when it can read in the statement that it fits.
    return model.state.in_(bindparam(None, PENDING, expanding=True, literal_execute=True))
