"""The outbox: messages to be sent, written in the same commit as what they tell about.

waiting ──claim──▶ sending ──▶ sent
   ▲                  ├─ try again later ─▶ waiting
   │                  ├─ month used up ──▶ held ──a new month, its time has come──▶ waiting
   └──── replay ──────┴─ refused, too old ─▶ dead
held ──another message goes to the same chat──▶ sent (it rides along, free)      held ──pointless by now──▶ dropped
Words that nobody has to send any more are not kept: a row loses them when it is sent or dropped, and among the dead letters
after `KEEP_DAYS`. (A stopped broadcast may go on, so its rows keep theirs.)
A sender that dies leaves its row in `sending`; when the lease (`next_attempt_at`) has passed, the next one takes it up
with the same retry key, so that LINE shows the message once.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models import quota
from models.db import Base, OfficeOwned, UtcDateTime

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

KEEP_DAYS = 30
"""So long a dead letter can be sent again; then its words go (`wipe_old`)."""

LOOK_BACK = 200
"""So many messages of a chat, the newest, are known again when somebody quotes one."""

PUSHED_LATELY = 20
"""So many messages of a chat, the newest, are looked through for the word of a button."""

PENDING = ("waiting", "sending")

NO_RIDE = "no free ride came in time"

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

    def is_too_old(self, now: datetime) -> bool:
        """LINE may have forgotten its retry key, and what it says is of yesterday."""
        return now - self.created_at > TOO_OLD

    def reply_is_fresh(self, now: datetime) -> bool:
        """Whether the reply token may be tried: for the first time only early, again as long as LINE takes it."""
        if self.reply_token is None or self.reply_until is None:
            return False
        return now < (self.reply_until if self.reply_unsure else self.reply_until - REPLY_FRESH + REPLY_BEGUN)


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


def pending(model: type[OutboxMessage]) -> ColumnElement[bool]:
    """Waiting or being sent."""
    # Literals, not parameters: SQLite takes the partial index only when it can read in the statement that it fits.
    return model.state.in_(bindparam(None, PENDING, expanding=True, literal_execute=True))


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
        _drop(row, row.error or "")
        row.line_chat_id = ""


def _drop(row: OutboxMessage, why: str) -> None:
    row.state, row.error, row.messages = "dropped", why, []


def held_for(session: Session, line_chat_id: str) -> list[OutboxMessage]:
    """What is held for a chat, what goes first in front."""
    held = select(OutboxMessage).where(OutboxMessage.line_chat_id == line_chat_id, OutboxMessage.state == "held")
    return list(session.scalars(held.order_by(OutboxMessage.priority, OutboxMessage.id)))


def held_until(session: Session, now: datetime) -> list[OutboxMessage]:
    """What has waited long enough, oldest first."""
    held = select(OutboxMessage).where(OutboxMessage.state == "held", OutboxMessage.next_attempt_at <= now)
    return list(session.scalars(held.order_by(OutboxMessage.id)))


def release_held(session: Session, now: datetime, *, only_urgent: bool = False) -> int:
    """Let go of an office's messages that have waited long enough, or of appointments' matters only; how many calls go out.

    All that is held for one chat goes together, up to five messages in one counted push; what may be dropped is dropped.
    """
    released = 0
    for row in held_until(session, now):
        if row.state != "held":
            continue  # it went along with one before it
        if row.priority == Priority.DROPPABLE:
            _drop(row, NO_RIDE)
            continue
        if row.priority != Priority.URGENT and only_urgent:
            continue
        row.state, row.next_attempt_at, row.created_at = "waiting", now, now
        released += 1
        if row.priority == Priority.BROADCAST:
            continue
        rides = ride_along(session, row.line_chat_id, 5 - len(row.messages), now)
        row.messages = [*row.messages, *rides]
    return released


def ride_along(session: Session, line_chat_id: str, room: int, now: datetime) -> list[dict[str, Any]]:
    """Messages held for this chat that fit into a call of its own with `room` to spare; they count as sent with it."""
    found: list[dict[str, Any]] = []
    session.flush()
    for row in held_for(session, line_chat_id):
        if _is_pointless(row, now):
            _drop(row, NO_RIDE)
        elif len(found) + len(row.messages) <= room:
            found += row.messages
            mark_sent(session, row, "ride", now)
    return found


def stuck(session: Session, most: int) -> list[OutboxMessage]:
    """Messages that were given up or wait for a new month, newest first."""
    query = select(OutboxMessage).where(OutboxMessage.state.in_(("dead", "held")))
    return list(session.scalars(query.order_by(OutboxMessage.id.desc()).limit(most)))


def _is_pointless(row: OutboxMessage, now: datetime) -> bool:
    return row.priority == Priority.DROPPABLE and row.next_attempt_at <= now


def withdraw(session: Session, office_id: int, about: str) -> None:
    """The matter is settled: what still waits to be said about it is not sent."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.office_id == office_id, OutboxMessage.about == about, OutboxMessage.state == "held")
        .values(state="dropped", error="settled before it was sent", messages=[])
    )


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


def dead_one(session: Session, message_id: int) -> OutboxMessage | None:
    """A message of the dead letters."""
    query = select(OutboxMessage).where(OutboxMessage.id == message_id, OutboxMessage.state == "dead")
    return session.scalar(query)


def mark_dropped(row: OutboxMessage) -> None:
    """Somebody decided that it need not be sent any more."""
    _drop(row, f"dropped at the desk: {row.error}")


def oldest_unsent(session: Session) -> datetime | None:
    """Since when the oldest message waits to be sent; None when none does."""
    return session.scalar(select(func.min(OutboxMessage.created_at)).where(pending(OutboxMessage)))


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
            _drop(row, "about somebody who asked to be forgotten")
        elif len(kept) < len(row.messages):
            row.messages = kept


def _says_one_of(message: dict[str, Any], names: Collection[str]) -> bool:
    words = json.dumps(message, ensure_ascii=False)
    return any(name in words for name in names)


def wipe_old(session: Session, now: datetime) -> None:
    """Wipe the dead letters older than `KEEP_DAYS`: they can't be sent again."""
    old = update(OutboxMessage).where(
        OutboxMessage.state == "dead",
        OutboxMessage.priority < Priority.BROADCAST,
        OutboxMessage.created_at < now - timedelta(days=KEEP_DAYS),
    )
    session.execute(old.values(state="dropped", error=f"dead for {KEEP_DAYS} days", messages=[]))
