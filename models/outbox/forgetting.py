"""Words that go: a person's, and those that have lain too long."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox.tables import PENDING, OutboxMessage, Priority

BUTTONS_DAYS = 14
"""So long the word of a button on a card that came unasked is known."""

KEEP_DAYS = 30
"""So long a dead letter can be sent again; then its words go (`wipe_old`)."""


def forget_chat(session: Session, line_chat_id: str) -> None:
    """Drop what was not sent yet to one chat, and forget whose chat it was."""
    mine = update(OutboxMessage).where(OutboxMessage.line_chat_id == line_chat_id)
    unsent = mine.where(OutboxMessage.state != "sent")
    session.execute(unsent.values(state="dropped", error="the person asked to be forgotten", messages=[]))
    session.execute(mine.values(line_chat_id="", messages=[]))


def forget_mentions(session: Session, names: Collection[str]) -> None:
    """Take the messages that say one of the names out of all that was not sent yet, to whomever."""
    for row in session.scalars(select(OutboxMessage).where(OutboxMessage.state.in_((*PENDING, "dead", "held")))):
        kept = [message for message in row.messages if not _says_one_of(message, names)]
        if not kept:
            row.drop("about somebody who asked to be forgotten")
        elif len(kept) < len(row.messages):
            row.messages = kept


def _says_one_of(message: dict[str, Any], names: Collection[str]) -> bool:
    words = json.dumps(message, ensure_ascii=False)
    return any(name in words for name in names)


def wipe_old(session: Session, now: datetime) -> None:
    """Wipe the dead letters older than `KEEP_DAYS`, which can't be sent again, and the buttons that nobody types any more."""
    old = update(OutboxMessage).where(
        OutboxMessage.state == "dead",
        OutboxMessage.priority < Priority.BROADCAST,
        OutboxMessage.created_at < now - timedelta(days=KEEP_DAYS),
    )
    session.execute(old.values(state="dropped", error=f"dead for {KEEP_DAYS} days", messages=[]))
    shown = update(OutboxMessage).where(
        OutboxMessage.state == "sent", OutboxMessage.sent_at < now - timedelta(days=BUTTONS_DAYS)
    )
    session.execute(shown.where(OutboxMessage.sent_at > now - timedelta(days=KEEP_DAYS)).values(messages=[]))
