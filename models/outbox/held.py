"""What waits: for a free ride, for the morning, for a new month."""

import math
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox.sending import mark_sent
from models.outbox.tables import OutboxMessage, Priority

NO_RIDE = "no free ride came in time"


def held_for(session: Session, line_chat_id: str) -> list[OutboxMessage]:
    """What is held for a chat, what goes first in front."""
    held = select(OutboxMessage).where(OutboxMessage.line_chat_id == line_chat_id, OutboxMessage.state == "held")
    return list(session.scalars(held.order_by(OutboxMessage.priority, OutboxMessage.id)))


def held_until(session: Session, now: datetime) -> list[OutboxMessage]:
    """What has waited long enough, oldest first."""
    held = select(OutboxMessage).where(OutboxMessage.state == "held", OutboxMessage.next_attempt_at <= now)
    return list(session.scalars(held.order_by(OutboxMessage.id)))


def release_held(
    session: Session, now: datetime, *, only_urgent: bool = False, for_broadcasts: int | None = None
) -> int:
    """Let go of an office's messages that have waited long enough, or of appointments' matters only; how many calls go out.

    Broadcasts may use `for_broadcasts` counted messages (None: what they need), the rest of them goes on waiting.
    All that is held for one chat goes together, up to five messages in one counted push; what may be dropped is dropped.
    """
    released = 0
    room = math.inf if for_broadcasts is None else for_broadcasts
    for row in held_until(session, now):
        if row.state != "held":
            continue  # it went along with one before it
        if row.priority == Priority.DROPPABLE:
            row.drop(NO_RIDE)
            continue
        if row.priority != Priority.URGENT and only_urgent:
            continue
        if row.priority == Priority.BROADCAST:
            if row.recipients > room:
                continue
            room -= row.recipients
        row.state, row.next_attempt_at, row.created_at = "waiting", now, now
        released += 1
        if row.priority == Priority.BROADCAST:
            continue
        rides = ride_along(session, row.line_chat_id, 5 - len(row.messages), now)
        row.messages = [*row.messages, *rides]
    return released


def try_again(session: Session, office_id: int, now: datetime) -> None:
    """LINE allows more messages than before: what it refused because the month was used up need not wait for the next."""
    refused = OutboxMessage.state == "held", OutboxMessage.error.contains("monthly limit")
    statement = update(OutboxMessage).where(OutboxMessage.office_id == office_id, *refused)
    session.execute(statement.values(next_attempt_at=now))


def ride_along(session: Session, line_chat_id: str, room: int, now: datetime) -> list[dict[str, Any]]:
    """Messages held for this chat that fit into a call of its own with `room` to spare; they count as sent with it."""
    found: list[dict[str, Any]] = []
    session.flush()
    for row in held_for(session, line_chat_id):
        if _is_pointless(row, now):
            row.drop(NO_RIDE)
        elif len(found) + len(row.messages) <= room:
            found += row.messages
            mark_sent(session, row, "ride", now)
    return found


def _is_pointless(row: OutboxMessage, now: datetime) -> bool:
    return row.priority == Priority.DROPPABLE and row.next_attempt_at <= now


def withdraw(session: Session, office_id: int, about: str) -> None:
    """The matter is settled: what still waits to be said about it is not sent."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.office_id == office_id, OutboxMessage.about == about, OutboxMessage.state == "held")
        .values(state="dropped", error="settled before it was sent", messages=[])
    )


def mark_dropped(row: OutboxMessage) -> None:
    """Somebody decided that it need not be sent any more."""
    row.drop(f"dropped at the desk: {row.error}")
