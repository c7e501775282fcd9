"""What a broadcast costs, how far it is, whom it reached and who has read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.attachments import Attachment
from models.broadcasts.audience import count_out_of_reach, count_people, groups_of
from models.broadcasts.life import STOPPED
from models.broadcasts.sending import AT_ONCE
from models.broadcasts.tables import Broadcast, BroadcastRead, BroadcastRecipient, State
from models.broadcasts.wording import is_personal
from models.db import insert_once
from models.groups import Group
from models.outbox import OutboxMessage
from models.people import Person

Outcome = Literal["arrived", "under way", "held", "failed", "stopped"]
"""What became of one recipient's message; `arrived` means that LINE took it."""

OUTCOMES: dict[str, Outcome] = {
    "sent": "arrived",
    "waiting": "under way",
    "sending": "under way",
    "held": "held",
    "dead": "failed",
    "dropped": "stopped",
}


@dataclass(frozen=True)
class Price:
    """What a broadcast counts at LINE, and how it goes out."""

    groups: int
    group_members: int
    uncounted_groups: int
    """Groups whose members LINE has not told us yet: the price is at least what it says."""
    people: int
    out_of_reach: int
    """People of the audience who are not on LINE or have blocked the account; they cost nothing and hear nothing."""
    calls: int
    """Calls to LINE: one for each group, one for 500 people where all get the same words."""

    @property
    def messages(self) -> int:
        """Counted messages."""
        return self.group_members + self.people


def price(session: Session, broadcast: Broadcast) -> Price:
    """What it costs if it is sent now, in counted messages."""
    groups = groups_of(session, broadcast.audience)
    people = count_people(session, broadcast.audience)
    return Price(
        groups=len(groups),
        group_members=sum(group.member_count or 0 for group in groups),
        uncounted_groups=sum(group.member_count is None for group in groups),
        people=people,
        out_of_reach=count_out_of_reach(session, broadcast.audience),
        calls=len(groups) + (people if is_personal(broadcast.text) else -(-people // AT_ONCE)),
    )


@dataclass(frozen=True)
class Progress:
    """How far a broadcast is, in recipients (a group is one)."""

    total: int
    arrived: int = 0
    under_way: int = 0
    held: int = 0
    failed: int = 0
    stopped: int = 0

    @property
    def percent(self) -> int:
        """How much has arrived."""
        return self.arrived * 100 // self.total if self.total else 100


def progress(session: Session, broadcast: Broadcast) -> Progress:
    """How far it is now; while it is still being written down, `total` is what the audience has."""
    query = (
        select(OutboxMessage.state, func.count().label("number"))
        .join(BroadcastRecipient, BroadcastRecipient.outbox_id == OutboxMessage.id)
        .where(BroadcastRecipient.broadcast_id == broadcast.id)
        .group_by(OutboxMessage.state)
    )
    counts = dict.fromkeys(OUTCOMES.values(), 0)
    for row in session.execute(query):
        counts[OUTCOMES[row.state]] += row.number
    total = sum(counts.values())
    if broadcast.spread_at is None:
        cost = price(session, broadcast)
        total = max(total, cost.groups + cost.people)
    return Progress(total, counts["arrived"], counts["under way"], counts["held"], counts["failed"], counts["stopped"])


def to_send(session: Session, broadcast: Broadcast) -> int:
    """Counted messages that it will still use: 0 once it is over, its price before it began."""
    if broadcast.state == State.SENDING and broadcast.spread_at is not None:
        return _counted(session, broadcast, OutboxMessage.state.in_(("waiting", "sending")))
    if broadcast.state in (State.WAITING, State.SCHEDULED, State.SENDING) and not broadcast.with_replies:
        return price(session, broadcast).messages
    return 0


def not_sent(session: Session, broadcast: Broadcast) -> int:
    """Counted messages that one which was stopped under way would use if it went on."""
    if broadcast.begun_at is None or broadcast.with_replies:
        return 0
    if broadcast.spread_at is not None:
        return _counted(session, broadcast, OutboxMessage.state == "dropped", OutboxMessage.error == STOPPED)
    return price(session, broadcast).messages - _counted(session, broadcast, OutboxMessage.state == "sent")


def _counted(session: Session, broadcast: Broadcast, *which: ColumnElement[bool]) -> int:
    rows = (
        select(OutboxMessage.id, OutboxMessage.recipients)
        .join(BroadcastRecipient, BroadcastRecipient.outbox_id == OutboxMessage.id)
        .where(BroadcastRecipient.broadcast_id == broadcast.id, *which)
        .distinct()
    )
    return sum(row.recipients for row in session.execute(rows))


@dataclass(frozen=True)
class Delivery:
    """What became of the message to one recipient."""

    to: Group | Person
    outcome: Outcome
    reason: str
    """In LINE's or our words, English, for those who mend; empty when it arrived."""
    at: datetime | None
    """When LINE took it."""


def deliveries(
    session: Session, broadcast: Broadcast, *outcomes: Outcome, most: int | None = None
) -> Iterator[Delivery]:
    """Recipients with what became of their message, groups first; only some outcomes when they are named."""
    query = (
        select(BroadcastRecipient, OutboxMessage.state, OutboxMessage.error, OutboxMessage.sent_at)
        .join(OutboxMessage, OutboxMessage.id == BroadcastRecipient.outbox_id)
        .where(BroadcastRecipient.broadcast_id == broadcast.id)
        .order_by(BroadcastRecipient.id)
    )
    if outcomes:
        wanted = [state for state, outcome in OUTCOMES.items() if outcome in outcomes]
        query = query.where(OutboxMessage.state.in_(wanted))
    for recipient, state, error, sent_at in session.execute(query.limit(most)):
        to = recipient.group or recipient.person
        assert to is not None
        yield Delivery(to, OUTCOMES[state], "" if state == "sent" else error or "", sent_at)


def went_to(session: Session, broadcast: Broadcast, to: Person | Group) -> bool:
    """Whether it was sent to that person's own chat, or to that group."""
    one = BroadcastRecipient.group_id if isinstance(to, Group) else BroadcastRecipient.person_id
    query = select(BroadcastRecipient.id).where(BroadcastRecipient.broadcast_id == broadcast.id, one == to.id)
    return session.scalar(query) is not None


def acknowledge(session: Session, broadcast: Broadcast, person: Person, now: datetime) -> bool:
    """The person has read it; False when they had said so before."""
    made = insert_once(
        session, BroadcastRead, office_id=broadcast.office_id, broadcast_id=broadcast.id, person_id=person.id, at=now
    )
    return made is not None


def readers(session: Session, broadcast: Broadcast) -> list[tuple[Person, datetime]]:
    """Who pressed รับทราบ and when, in order."""
    query = select(Person, BroadcastRead.at).join(BroadcastRead, BroadcastRead.person_id == Person.id)
    rows = session.execute(query.where(BroadcastRead.broadcast_id == broadcast.id).order_by(BroadcastRead.id))
    return [(person, at) for person, at in rows]


def not_read(session: Session, broadcast: Broadcast, most: int | None = None) -> list[Person]:
    """People whom it reached in their own chat and who have not pressed รับทราบ (who reads in a group, LINE doesn't say)."""
    read = select(BroadcastRead.person_id).where(BroadcastRead.broadcast_id == broadcast.id)
    query = (
        select(Person)
        .join(BroadcastRecipient, BroadcastRecipient.person_id == Person.id)
        .join(OutboxMessage, OutboxMessage.id == BroadcastRecipient.outbox_id)
        .where(BroadcastRecipient.broadcast_id == broadcast.id, OutboxMessage.state == "sent", Person.id.not_in(read))
    )
    return list(session.scalars(query.order_by(Person.id).limit(most)))


def picture(session: Session, office_id: int, attachment_id: int) -> Attachment | None:
    """The picture of a broadcast of that office; None for anything else, such as a teacher's file."""
    used = select(Broadcast.picture_id).where(Broadcast.picture_id == attachment_id, Broadcast.office_id == office_id)
    return session.scalar(select(Attachment).where(Attachment.id.in_(used)))
