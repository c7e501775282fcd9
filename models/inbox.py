"""The inbox: every event as LINE sent it, kept before anybody thinks about it.

new ──handled──▶ done        new ──failed five times──▶ failed ──replay──▶ new
Of a handled event nothing is kept that a person said, nor who it was. What failed keeps it for `KEEP_DAYS`, for the replay.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once

ATTEMPTS = 5
DEEPEST = 50
"""Lists and objects in each other; LINE's own events have fewer than ten."""
KEEP_DAYS = 30
"""So long a failed event can be replayed; then its words go (`wipe_old`)."""


class InboxEvent(OfficeOwned, Base):
    """One event of a webhook call. Unique on LINE's `webhookEventId`, so that a redelivery is harmless."""

    __tablename__ = "inbox_events"
    __table_args__ = (
        UniqueConstraint("office_id", "webhook_event_id", name="one_row_per_webhook_event"),
        Index(
            "ix_inbox_events_new",
            "next_attempt_at",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "ix_inbox_events_failed",
            "office_id",
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(64))
    line_chat_id: Mapped[str] = mapped_column(String(33), index=True)
    """User, group or room; empty when the event names none."""
    event_at: Mapped[datetime]
    received_at: Mapped[datetime]
    event: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8), default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(String(8))
    """What the person was told ("รหัส 7F3K"), to be found again here and in the log."""


def store(session: Session, office_id: int, events: Iterable[Any], now: datetime) -> int:
    """Keep the events of one webhook call; the number of those that were new."""
    return sum(_store_one(session, office_id, event, now) for event in events)


def _store_one(session: Session, office_id: int, event: Any, now: datetime) -> bool:
    event = _storable(event if isinstance(event, dict) else {"type": "malformed", "value": event})
    source = event.get("source")
    source = source if isinstance(source, dict) else {}
    chat = next((source[key] for key in ("groupId", "roomId", "userId") if isinstance(source.get(key), str)), "")
    inserted = insert_once(
        session,
        InboxEvent,
        office_id=office_id,
        webhook_event_id=_event_id(event),
        line_chat_id=chat[:33],
        event_at=_event_time(event, now),
        received_at=now,
        event=event,
        state="new",
        attempts=0,
        next_attempt_at=now,
    )
    return inserted is not None


def _storable(value: Any, depth: int = 0) -> Any:
    """The value as both databases can keep it: no NUL, no half emoji, no NaN, not deeper than `DEEPEST`."""
    if depth > DEEPEST:
        return "(too deep)"
    if isinstance(value, dict):
        return {_storable(key): _storable(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner, depth + 1) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _event_id(event: dict[str, Any]) -> str:
    given = event.get("webhookEventId")
    if isinstance(given, str) and 0 < len(given) <= 64:
        return given
    return hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()


def _event_time(event: dict[str, Any], now: datetime) -> datetime:
    stamp = event.get("timestamp")
    try:
        return datetime.fromtimestamp(stamp / 1000, UTC) if isinstance(stamp, int) else now
    except (ValueError, OverflowError, OSError):
        return now


def chats_with_work(session: Session, now: datetime, most: int = 50) -> list[tuple[int, str]]:
    """(office id, chat) of chats that have events to handle, longest waiting first."""
    rows = session.execute(
        select(InboxEvent.office_id, InboxEvent.line_chat_id)
        .where(InboxEvent.state == "new", InboxEvent.next_attempt_at <= now)
        .group_by(InboxEvent.office_id, InboxEvent.line_chat_id)
        .order_by(func.min(InboxEvent.id))
        .limit(most)
    )
    return [(office_id, chat) for office_id, chat in rows]


def oldest(session: Session, office_id: int, line_chat_id: str) -> InboxEvent | None:
    """The chat's next event in order of occurrence; None when nothing is left."""
    return session.scalar(
        select(InboxEvent)
        .where(InboxEvent.office_id == office_id, InboxEvent.line_chat_id == line_chat_id, InboxEvent.state == "new")
        .order_by(InboxEvent.event_at, InboxEvent.id)
        .limit(1)
    )


def mark_done(event: InboxEvent, now: datetime) -> None:
    """The event was handled; its effects are in the same commit, and its words and its sender go."""
    event.state, event.done_at = "done", now
    forget(event)


def mark_failed(event: InboxEvent, error: str, code: str, now: datetime) -> bool:
    """Handling raised: try again soon, or give up after `ATTEMPTS`. True when given up."""
    event.attempts += 1
    event.error, event.error_code = error, code
    event.next_attempt_at = now + timedelta(seconds=2**event.attempts)
    if event.attempts >= ATTEMPTS:
        event.state = "failed"
    return event.state == "failed"


def failed_count(session: Session) -> int:
    """How many events were given up."""
    return session.scalar(select(func.count()).select_from(InboxEvent).where(InboxEvent.state == "failed")) or 0


def oldest_new(session: Session) -> datetime | None:
    """Since when the oldest event waits to be handled; None when none does."""
    return session.scalar(select(func.min(InboxEvent.received_at)).where(InboxEvent.state == "new"))


def failed_ones(session: Session, most: int = 20) -> list[InboxEvent]:
    """Events that were given up, newest first."""
    query = select(InboxEvent).where(InboxEvent.state == "failed").order_by(InboxEvent.id.desc()).limit(most)
    return list(session.scalars(query))


def replay(session: Session, now: datetime) -> int:
    """Hand the failed events to the dispatcher again; how many."""
    statement = update(InboxEvent).where(InboxEvent.state == "failed")
    changed = session.execute(
        statement.values(state="new", attempts=0, next_attempt_at=now).returning(InboxEvent.id)
    ).all()
    return len(changed)


def forget(event: InboxEvent) -> None:
    """Wipe what was said and who said it; what remains can be counted, and answered no more."""
    event.event, event.line_chat_id, event.error = _without_words(event.event), "", None


def _without_words(event: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        key: event[key] for key in ("type", "mode", "timestamp", "webhookEventId", "deliveryContext") if key in event
    }
    message = event.get("message")
    if isinstance(message, dict):
        kept["message"] = {key: message[key] for key in ("id", "type") if key in message}
    return kept


def _not_handled(session: Session, line_chat_id: str) -> Sequence[InboxEvent]:
    """The chat's events that still have their words: few, whatever the chat has seen."""
    return session.scalars(
        select(InboxEvent).where(InboxEvent.line_chat_id == line_chat_id, InboxEvent.state != "done")
    ).all()


def forget_message(session: Session, line_chat_id: str, message_id: str) -> None:
    """Wipe a message that failed and is unsent now."""
    for row in _not_handled(session, line_chat_id):
        message = row.event.get("message")
        if isinstance(message, dict) and message.get("id") == message_id:
            forget(row)


def forget_person(session: Session, line_user_id: str) -> None:
    """Wipe what the person said, alone or in a group, and could not be handled."""
    for row in session.scalars(select(InboxEvent).where(InboxEvent.state == "failed")):
        source = row.event.get("source")
        if isinstance(source, dict) and source.get("userId") == line_user_id:
            forget(row)


def wipe_old(session: Session, now: datetime) -> None:
    """Wipe failed events older than `KEEP_DAYS`: a replay finds nothing to answer in them."""
    query = select(InboxEvent).where(
        InboxEvent.state == "failed",
        InboxEvent.line_chat_id != "",
        InboxEvent.received_at < now - timedelta(days=KEEP_DAYS),
    )
    for row in session.scalars(query.limit(1000)):
        forget(row)
