"""Words that go: a person's, and those that have lain too long."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox.tables import PENDING, OutboxMessage, Priority

BUTTONS_DAYS = 14
"""So long the word of a button on a card that came unasked is known."""

KEEP_DAYS = 30
"""So long a dead letter can be sent again; then its words go (`wipe_old`)."""

NOT_SENT = (*PENDING, "dead", "held")
"""States in which a message still has its words."""

UNCUT = 40
"""So many letters of somebody's words stand on any card that cuts them short."""


def forget_chat(session: Session, line_chat_id: str) -> None:
    """Drop what was not sent yet to one chat, and forget whose chat it was."""
    mine = update(OutboxMessage).where(OutboxMessage.line_chat_id == line_chat_id)
    unsent = mine.where(OutboxMessage.state != "sent")
    session.execute(unsent.values(state="dropped", error="the person asked to be forgotten", messages=[]))
    session.execute(mine.values(line_chat_id="", messages=[]))


def forget_mentions(session: Session, names: Collection[str]) -> None:
    """Take the messages that say one of the names out of all that was not sent yet, to whomever."""
    for row in session.scalars(select(OutboxMessage).where(OutboxMessage.state.in_(NOT_SENT))):
        kept = [message for message in row.messages if not _says_one_of(message, names)]
        if not kept:
            row.drop("about somebody who asked to be forgotten")
        elif len(kept) < len(row.messages):
            row.messages = kept


def _says_one_of(message: dict[str, Any], names: Collection[str]) -> bool:
    words = json.dumps(message, ensure_ascii=False)
    return any(name in words for name in names)


def forget_about(session: Session, about: str | None) -> None:
    """Drop what was not sent yet about a matter, to whomever."""
    mine = update(OutboxMessage).where(OutboxMessage.about == about, OutboxMessage.state.in_(NOT_SENT))
    session.execute(mine.values(state="dropped", error="its words were taken back", messages=[]))


def forget_answers(session: Session, line_chat_id: str) -> None:
    """Drop the answers to one chat that were not sent yet, but for news."""
    chatter = OutboxMessage.line_chat_id == line_chat_id, OutboxMessage.must_arrive.is_(False)
    mine = update(OutboxMessage).where(*chatter, OutboxMessage.state.in_(NOT_SENT))
    session.execute(mine.values(state="dropped", error="it answered what was taken back", messages=[]))


def reword(session: Session, naming: str, changes: Mapping[str, str]) -> None:
    """In what was not sent yet and says `naming`, put {old words: new words}, where the old stand in full or cut short."""
    patterns = [(_in_full_or_cut(" ".join(old.split())), " ".join(new.split())) for old, new in changes.items()]
    ours = OutboxMessage.state.in_(NOT_SENT), OutboxMessage.priority < Priority.BROADCAST
    for row in session.scalars(select(OutboxMessage).where(*ours)):
        row.messages = [
            _reworded(message, patterns) if _says_one_of(message, [naming]) else message for message in row.messages
        ]


def _in_full_or_cut(words: str) -> re.Pattern[str]:
    cut = f"|{re.escape(words[:UNCUT])}[^…]*…" if len(words) > UNCUT else ""
    return re.compile(re.escape(words) + cut)


def _reworded(part: Any, patterns: Collection[tuple[re.Pattern[str], str]]) -> Any:
    if isinstance(part, dict):
        return {key: _reworded(value, patterns) for key, value in part.items()}
    if isinstance(part, list):
        return [_reworded(value, patterns) for value in part]
    if isinstance(part, str):
        for pattern, new in patterns:
            part = new.join(pattern.split(part))
    return part


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
