"""Writing a broadcast into the outbox, some hundred recipients per transaction: memory stays flat, others get in between.

Each recipient is written once (unique per broadcast), with their outbox message, in one commit: after a crash the rest follows.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models import outbox
from models.broadcasts.audience import groups_of, people_after
from models.broadcasts.life import in_state
from models.broadcasts.tables import Broadcast, BroadcastRecipient, State
from models.broadcasts.wording import is_personal
from models.clock import first_of_next_month
from models.outbox import MULTICAST, OutboxMessage, Priority
from models.people import Person

AT_ONCE = 500
"""People per step, and per call where all get the same words: what LINE takes in one multicast."""

NOBODY_LEFT = "nobody left who can be reached"
"""Why a message ends among the dead: its readers went away meanwhile."""

Writer = Callable[[Broadcast, Person | None], list[dict[str, Any]]]
"""The LINE messages for one reader; None: the same for everybody."""


def spread(session: Session, broadcast: Broadcast, write: Writer, now: datetime) -> bool:
    """Write the next recipients and their messages; True while more are to come."""
    if broadcast.state != State.SENDING or broadcast.spread_at is not None:
        return False
    last = session.scalar(
        select(func.max(BroadcastRecipient.person_id)).where(BroadcastRecipient.broadcast_id == broadcast.id)
    )
    if last is None:
        _to_groups(session, broadcast, write, now)
    found = people_after(session, broadcast.audience, last or 0, AT_ONCE)
    if found and (is_personal(broadcast.text) or broadcast.with_replies):
        _to_each(session, broadcast, found, [write(broadcast, person) for person in found], now)
    elif found:
        _to_all(session, broadcast, found, write(broadcast, None), now)
    if len(found) < AT_ONCE:
        broadcast.spread_at = now
    return broadcast.spread_at is None


def _to_groups(session: Session, broadcast: Broadcast, write: Writer, now: datetime) -> None:
    written = select(BroadcastRecipient).where(BroadcastRecipient.broadcast_id == broadcast.id)
    known = {one.group_id: one for one in session.scalars(written)}
    for group in groups_of(session, broadcast.audience):
        recipient = known.get(group.id) or BroadcastRecipient(broadcast_id=broadcast.id, group_id=group.id)
        if recipient.outbox_id is None:
            row = _put(session, broadcast, group.line_group_id, write(broadcast, None), now, group.member_count or 1)
            recipient.office_id, recipient.outbox_id = broadcast.office_id, row.id
            session.add(recipient)


def _to_all(
    session: Session, broadcast: Broadcast, found: Sequence[Person], messages: list[dict[str, Any]], now: datetime
) -> None:
    row = _put(session, broadcast, MULTICAST, messages, now, len(found))
    session.execute(insert(BroadcastRecipient), [_recipient(broadcast, person, row.id) for person in found])


def _put(
    session: Session, broadcast: Broadcast, to: str, messages: list[dict[str, Any]], now: datetime, recipients: int
) -> OutboxMessage:
    row = outbox.put(
        session,
        broadcast.office_id,
        to,
        messages,
        now,
        priority=Priority.BROADCAST,
        recipients=recipients,
        hold_until=first_of_next_month(now) if broadcast.with_replies else None,
    )
    session.flush()
    return row


def _recipient(broadcast: Broadcast, person: Person, outbox_id: int) -> dict[str, int]:
    return {
        "office_id": broadcast.office_id,
        "broadcast_id": broadcast.id,
        "person_id": person.id,
        "outbox_id": outbox_id,
    }


def _to_each(
    session: Session,
    broadcast: Broadcast,
    found: Sequence[Person],
    messages: Sequence[list[dict[str, Any]]],
    now: datetime,
) -> None:
    common = {"office_id": broadcast.office_id, "priority": Priority.BROADCAST, "created_at": now}
    if broadcast.with_replies:
        common |= {"state": "held", "next_attempt_at": first_of_next_month(now)}
    else:
        common |= {"state": "waiting", "next_attempt_at": now}
    rows = [
        {
            **common,
            "line_chat_id": person.line_user_id,
            "person_id": person.id,
            "messages": words,
            "retry_key": str(uuid4()),
        }
        for person, words in zip(found, messages, strict=True)
    ]
    ids = session.scalars(insert(OutboxMessage).returning(OutboxMessage.id, sort_by_parameter_order=True), rows)
    session.execute(
        insert(BroadcastRecipient),
        [_recipient(broadcast, person, outbox_id) for person, outbox_id in zip(found, ids, strict=True)],
    )


def addresses(session: Session, row: OutboxMessage) -> list[str]:
    """LINE ids of those whom a multicast is for, as far as they can still be reached."""
    query = (
        select(Person.line_user_id)
        .join(BroadcastRecipient, BroadcastRecipient.person_id == Person.id)
        .where(BroadcastRecipient.outbox_id == row.id, Person.line_user_id.is_not(None), Person.blocked_at.is_(None))
    )
    return [line_id for line_id in session.scalars(query.order_by(Person.id)) if line_id is not None]


def split(session: Session, row: OutboxMessage, parts: int, now: datetime) -> list[OutboxMessage]:
    """A multicast as `parts` smaller ones (as pushes, where one person is left), each with its own retry key.

    For a call that LINE refuses because of one address, and for one that has to wait: a push can ride on a reply.
    """
    recipients = session.scalars(
        select(BroadcastRecipient).where(BroadcastRecipient.outbox_id == row.id).order_by(BroadcastRecipient.id)
    ).all()
    living = [one for one in recipients if one.person is not None and one.person.reachable]
    size = max(1, -(-len(living) // parts))
    made = []
    for start in range(0, len(living), size):
        made.append(_part(session, row, living[start : start + size], now))
    row.state, row.error, row.messages = "dropped", "sent in smaller parts", []
    if len(living) < len(recipients):
        row.state, row.error = "dead", NOBODY_LEFT  # those who went away meanwhile stay with it
    return made


def _part(session: Session, row: OutboxMessage, part: Sequence[BroadcastRecipient], now: datetime) -> OutboxMessage:
    only = part[0].person if len(part) == 1 else None
    made = outbox.put(
        session,
        row.office_id,
        (only.line_user_id if only is not None else None) or MULTICAST,
        row.messages,
        now,
        person_id=only.id if only is not None else None,
        priority=Priority.BROADCAST,
        recipients=len(part),
    )
    session.flush()
    for one in part:
        one.outbox_id = made.id
    return made


def finish(session: Session, now: datetime) -> list[Broadcast]:
    """Broadcasts of which nothing is under way any more become done; those that did so now."""
    finished = []
    for broadcast in in_state(session, State.SENDING):
        if broadcast.spread_at is None:
            continue
        under_way = (
            select(OutboxMessage.id)
            .join(BroadcastRecipient, BroadcastRecipient.outbox_id == OutboxMessage.id)
            .where(
                BroadcastRecipient.broadcast_id == broadcast.id,
                OutboxMessage.state.in_(("waiting", "sending", "held")),
            )
        )
        if session.scalar(under_way.limit(1)) is None:
            broadcast.state, broadcast.done_at = State.DONE, now
            finished.append(broadcast)
    return finished
