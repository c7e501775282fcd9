"""What was sent and what still waits, for those who ask."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.outbox.tables import OutboxMessage, pending
from models.quota import CountedPush

LOOK_BACK = 200
"""So many messages of a chat, the newest, are known again when somebody quotes one."""

PUSHED_LATELY = 20
"""So many messages of a chat, the newest, are looked through for the word of a button."""


def stuck(session: Session, most: int) -> list[OutboxMessage]:
    """Messages that were given up or wait for a new month, newest first."""
    query = select(OutboxMessage).where(OutboxMessage.state.in_(("dead", "held")))
    return list(session.scalars(query.order_by(OutboxMessage.id.desc()).limit(most)))


def last_sent(session: Session, office_id: int, about: str) -> datetime | None:
    """When a message about the matter was last sent; None when none was, or none had to wait."""
    query = select(func.max(OutboxMessage.sent_at)).where(OutboxMessage.office_id == office_id)
    return session.scalar(query.where(OutboxMessage.about == about))


def matter_of(session: Session, line_chat_id: str, line_message_id: str) -> str | None:
    """What that message of ours in the chat was about; None for anybody else's message, or one that named no matter."""
    sent = select(OutboxMessage.about, OutboxMessage.line_message_ids).where(
        OutboxMessage.line_chat_id == line_chat_id, OutboxMessage.state == "sent", OutboxMessage.about.is_not(None)
    )
    rows = session.execute(sent.order_by(OutboxMessage.id.desc()).limit(LOOK_BACK))
    return next((row.about for row in rows if line_message_id in (row.line_message_ids or ())), None)


def pushed_lately(session: Session, line_chat_id: str, since: datetime) -> list[tuple[datetime, list[dict[str, Any]]]]:
    """(when it was written, its messages; of those sent only the buttons) of what the chat was sent unasked, newest first."""
    pushed = select(OutboxMessage.created_at, OutboxMessage.messages).where(
        OutboxMessage.line_chat_id == line_chat_id,
        OutboxMessage.state.in_(("sent", "sending")),  # it is read before we hear that it was sent
        OutboxMessage.reply_token.is_(None),
        OutboxMessage.created_at > since,
    )
    rows = session.execute(pushed.order_by(OutboxMessage.id.desc()).limit(PUSHED_LATELY))
    return [(created_at, messages) for created_at, messages in rows]


def is_waiting(session: Session, office_id: int, about: str) -> bool:
    """Whether a message about the matter still waits for its time or a free ride."""
    held = OutboxMessage.office_id == office_id, OutboxMessage.state == "held", OutboxMessage.about == about
    return session.scalar(select(OutboxMessage.id).where(*held).limit(1)) is not None


def waiting_counts(session: Session, office_id: int) -> dict[str, int]:
    """How many messages of an office are in each state but sent: {state: count}."""
    rows = session.execute(
        select(OutboxMessage.state, func.count().label("number"))
        .where(OutboxMessage.office_id == office_id, OutboxMessage.state != "sent")
        .group_by(OutboxMessage.state)
    )
    return {row.state: row.number for row in rows}


def counted_by_priority(session: Session, office_id: int, since: datetime) -> dict[int, int]:
    """What LINE counted of an office since a moment, by our ledger: {priority: counted messages}."""
    rows = session.execute(
        select(OutboxMessage.priority, func.sum(CountedPush.recipients).label("number"))
        .join(CountedPush, CountedPush.outbox_id == OutboxMessage.id)
        .where(CountedPush.office_id == office_id, CountedPush.at >= since)
        .group_by(OutboxMessage.priority)
    )
    return {row.priority: int(row.number) for row in rows}


def held_by_priority(session: Session, office_id: int) -> dict[int, int]:
    """What of an office waits for its time or a free ride: {priority: messages}."""
    rows = session.execute(
        select(OutboxMessage.priority, func.count().label("number"))
        .where(OutboxMessage.office_id == office_id, OutboxMessage.state == "held")
        .group_by(OutboxMessage.priority)
    )
    return {row.priority: row.number for row in rows}


def dead_one(session: Session, message_id: int) -> OutboxMessage | None:
    """A message of the dead letters."""
    query = select(OutboxMessage).where(OutboxMessage.id == message_id, OutboxMessage.state == "dead")
    return session.scalar(query)


def oldest_unsent(session: Session) -> datetime | None:
    """Since when the oldest message waits to be sent; None when none does."""
    return session.scalar(select(func.min(OutboxMessage.created_at)).where(pending(OutboxMessage)))
