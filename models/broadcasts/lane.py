"""The broadcasts' lane of the outbox: many messages are claimed and written down at once, apart from everything else."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import outbox, quota
from models.outbox import BROADCAST_LEASE, MULTICAST, OutboxMessage, Priority


def claim(session: Session, office_id: int, now: datetime, most: int, *, multicast: bool) -> Sequence[OutboxMessage]:
    """Take up to `most` of an office's broadcast messages; they are the taker's until BROADCAST_LEASE ends.

    Those tried before go first: were they left to the end, their pauses would be all that the end consists of.
    """
    waiting = (
        select(OutboxMessage.id)
        .where(*_due(now), OutboxMessage.office_id == office_id, _is_multicast(multicast=multicast))
        .order_by(OutboxMessage.attempts.desc(), OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    # In two statements: as a subquery PostgreSQL may run it more than once and take more than `most`.
    taken = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(session.scalars(waiting).all()))
        .values(state="sending", attempts=OutboxMessage.attempts + 1, next_attempt_at=now + BROADCAST_LEASE)
        .returning(OutboxMessage)
    )
    return session.scalars(taken.execution_options(synchronize_session=False, populate_existing=True)).all()


def lanes(session: Session, now: datetime) -> list[tuple[int, bool]]:
    """(office id, whether multicasts) for which broadcast messages can be sent now."""
    multicast = OutboxMessage.line_chat_id == MULTICAST
    query = select(OutboxMessage.office_id, multicast).where(*_due(now)).distinct()
    return [(office_id, bool(is_multicast)) for office_id, is_multicast in session.execute(query)]


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        outbox.pending(OutboxMessage),
        OutboxMessage.priority == Priority.BROADCAST,
        OutboxMessage.next_attempt_at <= now,
    )


def _is_multicast(*, multicast: bool) -> ColumnElement[bool]:
    to = OutboxMessage.line_chat_id
    return to == MULTICAST if multicast else to != MULTICAST


def hold(session: Session, office_id: int, error: str, until: datetime) -> None:
    """The month's messages are used up: what of broadcasts was not tried yet need not be refused one by one."""
    statement = update(OutboxMessage).where(
        OutboxMessage.office_id == office_id,
        OutboxMessage.priority == Priority.BROADCAST,
        OutboxMessage.state == "waiting",
        OutboxMessage.line_chat_id != MULTICAST,
    )
    session.execute(
        statement.values(state="held", error=error, next_attempt_at=until).execution_options(synchronize_session=False)
    )


def still_sending(session: Session, rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Those of the claimed messages that are still the claimer's: nobody else took them up when a lease ended."""
    query = select(OutboxMessage.id, OutboxMessage.attempts).where(OutboxMessage.id.in_([row.id for row in rows]))
    attempts = {row.id: row.attempts for row in session.execute(query.where(OutboxMessage.state == "sending"))}
    return [row for row in rows if attempts.get(row.id) == row.attempts]


def mark_pushed(session: Session, rows: Sequence[OutboxMessage], now: datetime) -> None:
    """Broadcast messages that arrived at LINE, all in two statements. The broadcast keeps its words; copies are no use."""
    if rows:
        quota.count_all(session, [(row.office_id, row.id, row.retry_key, row.recipients) for row in rows], now)
        sent = {"state": "sent", "sent_by": "push", "sent_at": now, "error": None, "messages": []}
        statement = update(OutboxMessage).where(OutboxMessage.id.in_([row.id for row in rows])).values(**sent)
        session.execute(statement.execution_options(synchronize_session=False))
