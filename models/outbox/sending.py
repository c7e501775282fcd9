"""What goes out next, who sends it, and what became of it."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models import quota
from models.db import UtcDateTime
from models.outbox.tables import LEASE, REPLY_FRESH, OutboxMessage, Priority, pending


def put(
    session: Session,
    office_id: int,
    line_chat_id: str,
    messages: Sequence[dict[str, Any]],
    now: datetime,
    *,
    person_id: int | None = None,
    reply_token: str | None = None,
    received_at: datetime | None = None,
    must_arrive: bool = True,
    priority: Priority = Priority.URGENT,
    recipients: int = 1,
    hold_until: datetime | None = None,
    about: str | None = None,
) -> OutboxMessage:
    """Write down what is to be sent; it goes out after the commit. At most five messages, as LINE takes them.

    With `hold_until` it waits so long for a free ride, and is then pushed or, when droppable, dropped.
    """
    if not 1 <= len(messages) <= 5:
        raise ValueError(f"LINE takes 1 to 5 messages at once, not {len(messages)}")
    row = OutboxMessage(
        office_id=office_id,
        line_chat_id=line_chat_id,
        person_id=person_id,
        messages=list(messages),
        reply_token=reply_token,
        reply_until=(received_at or now) + REPLY_FRESH if reply_token else None,
        must_arrive=must_arrive,
        priority=priority,
        recipients=recipients,
        about=about,
        retry_key=str(uuid4()),
        state="waiting" if hold_until is None else "held",
        next_attempt_at=hold_until or now,
        created_at=now,
    )
    session.add(row)
    return row


def due(session: Session, now: datetime) -> Sequence[OutboxMessage]:
    """Messages to send now, broadcasts apart: the first of each office, then the second of each, so that none waits for another.

    Of each chat only the first, so that they arrive in order; replies go at once. A reply in doubt must not wait its turn
    either: only as long as LINE takes its token can a second try settle it.
    """
    return session.scalars(_due(), {"now": now}).all()


@cache
def _due() -> Select[OutboxMessage]:
    # Written once per process: senders ask many times a second, and writing it takes longer than the answer.
    earlier = aliased(OutboxMessage)
    firsts = (
        select(func.min(earlier.id))
        .where(pending(earlier), earlier.priority < Priority.BROADCAST)
        .group_by(earlier.office_id, earlier.line_chat_id)
    )
    in_office = func.row_number().over(
        partition_by=OutboxMessage.office_id, order_by=(OutboxMessage.priority, OutboxMessage.id)
    )
    now = bindparam("now", type_=UtcDateTime)
    return (
        select(OutboxMessage)
        .where(
            pending(OutboxMessage),
            OutboxMessage.priority < Priority.BROADCAST,
            OutboxMessage.next_attempt_at <= now,
            or_(OutboxMessage.id.in_(firsts), OutboxMessage.reply_until > now),
        )
        .order_by(in_office, OutboxMessage.id)
        .limit(20)
    )


def claim(session: Session, seen: Sequence[OutboxMessage], now: datetime) -> OutboxMessage | None:
    """Take one of the messages that were seen to be due; None when others were first. It is the taker's until the lease ends."""
    for one in seen:
        taken = session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == one.id,
                OutboxMessage.attempts == one.attempts,
                OutboxMessage.state == one.state,
            )
            .values(
                state="sending",
                attempts=one.attempts + 1,
                next_attempt_at=now + LEASE,
                reply_unsure=one.reply_unsure or one.died_replying,
            )
            .returning(OutboxMessage.id)
            .execution_options(synchronize_session=False)
        ).first()
        if taken is not None:
            return session.get(OutboxMessage, one.id, populate_existing=True)
    return None


def mark_sent(
    session: Session, row: OutboxMessage, sent_by: str, now: datetime, line_message_ids: Sequence[str] = ()
) -> None:
    """It arrived at LINE; a push is booked in the ledger in the same commit."""
    if row.about is not None and line_message_ids:
        row.line_message_ids = list(line_message_ids)
    if sent_by == "push":
        quota.count(session, row.office_id, row.id, row.retry_key, row.recipients, now)
    kept = _buttons_of(row.messages) if row.person_id is not None and row.reply_token is None else []
    row.state, row.sent_by, row.sent_at, row.error, row.messages = "sent", sent_by, now, None, kept
    if row.is_before_consent:
        row.line_chat_id = ""


def _buttons_of(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stays of cards that came unasked: their buttons, whose words may be typed, and the number of the matter."""
    kept = []
    for message in messages:
        number = re.search(r"\S+ \d+/\d{4}", str(message.get("altText", "")))
        buttons = [{"type": "postback", "label": label, "data": data} for label, data in postbacks(message)]
        if buttons:
            kept.append({"altText": number.group() if number else "", "buttons": buttons})
    return kept


def postbacks(part: Any) -> Iterator[tuple[str, str]]:
    """(label, data) of every postback button in a message."""
    if isinstance(part, dict):
        if part.get("type") == "postback":
            yield part["label"], part["data"]
        for value in part.values():
            yield from postbacks(value)
    elif isinstance(part, list):
        for value in part:
            yield from postbacks(value)


def mark_later(row: OutboxMessage, error: str, now: datetime, seconds: float) -> None:
    """Try again after `seconds`; too old ends in the dead letters."""
    row.state, row.error, row.next_attempt_at = "waiting", error, now + timedelta(seconds=seconds)
    if row.is_too_old(now):
        mark_dead(row, f"older than 24 h: {error}")


def mark_held(row: OutboxMessage, error: str, until: datetime) -> None:
    """The month's messages are used up: wait for the first of the month, or ride on a reply before."""
    row.state, row.error, row.next_attempt_at = "held", error, until
    _forget_before_consent(row)


def mark_dead(row: OutboxMessage, error: str) -> None:
    """LINE will never take it; the office sees it among the dead letters."""
    row.state, row.error = "dead", error
    _forget_before_consent(row)


def _forget_before_consent(row: OutboxMessage) -> None:
    """Whom the office may not keep does not stay because a greeting could not be delivered."""
    if row.is_before_consent:
        row.drop(row.error or "")
        row.line_chat_id = ""


def replay(session: Session, now: datetime) -> int:
    """Send again what was given up, under a new retry key; how many."""
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.state == "dead")).all()
    for row in rows:
        send_again(row, now)
    return len(rows)


def send_again(row: OutboxMessage, now: datetime) -> None:
    """Send it under a new retry key, as if it had just been written."""
    row.state, row.attempts, row.next_attempt_at, row.retry_key = "waiting", 0, now, str(uuid4())
    row.created_at, row.reply_token = now, None
