"""From the draft to its time: every step is an update from the state that was seen, so that of two who decide one is first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, select, update
from sqlalchemy.orm import Session

from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast, BroadcastRecipient, State
from models.clock import first_of_next_month
from models.db import row_id
from models.outbox import OutboxMessage
from models.people import Person, Role

OPEN = (State.DRAFT, State.WAITING, State.SCHEDULED)
"""Nothing of it has been sent: it may be changed or stopped without a trace."""

STOPPED = "stopped"
"""Why the outbox dropped a message: its broadcast was stopped."""


def draft(
    session: Session,
    by: Person,
    text: str,
    audience: Audience,
    now: datetime,
    *,
    link: str | None = None,
    picture_id: int | None = None,
) -> Broadcast:
    """A new announcement; nothing is sent before `submit`. Raises ValueError for a link that is not https."""
    made = Broadcast(
        office_id=by.office_id,
        text=text.strip(),
        link=_https(link),
        picture_id=picture_id,
        wanted=audience.as_json(),
        made_by=by,
        state=State.DRAFT,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _https(link: str | None) -> str | None:
    if not link:
        return None
    if not link.startswith("https://") or len(link) > 1000 or " " in link:
        raise ValueError("a link begins with https:// and has at most 1,000 letters")
    return link


def change(session: Session, broadcast: Broadcast, **values: Any) -> bool:
    """Change `text`, `link`, `picture_id`, `audience`, `with_replies` or `mention_all` of a draft; False when it is none."""
    if "audience" in values:
        values["wanted"] = values.pop("audience").as_json()
    if "link" in values:
        values["link"] = _https(values["link"])
    return _move(session, broadcast, (State.DRAFT,), **values)


def submit(session: Session, broadcast: Broadcast, by: Person, at: datetime, *, needs_approval: bool) -> bool:
    """Let it go out at that moment; with `needs_approval` the director says yes first, unless `by` is the director.

    False when it was sent or stopped meanwhile. What it costs is for the caller to look at before (`models.forecast`).
    """
    if needs_approval and not by.may(Role.DIRECTOR, Role.ACTING_DIRECTOR):
        return _move(session, broadcast, OPEN, state=State.WAITING, send_at=at)
    approved_by = by.id if needs_approval else broadcast.approved_by_id
    return _move(session, broadcast, OPEN, state=State.SCHEDULED, send_at=at, approved_by_id=approved_by)


def approve(
    session: Session, broadcast: Broadcast, director: Person, at: datetime, *, use_reserve: bool = False
) -> bool:
    """The director says yes: it goes out `at`; with `use_reserve` it may use what is kept for appointments."""
    values = {"send_at": at, "approved_by_id": director.id, "use_reserve": use_reserve or broadcast.use_reserve}
    return _move(session, broadcast, OPEN, state=State.SCHEDULED, **values)


def back_to_draft(session: Session, broadcast: Broadcast) -> bool:
    """The director says no, or the writer wants to change it: a draft again."""
    return _move(session, broadcast, (State.WAITING, State.SCHEDULED), state=State.DRAFT, send_at=None)


def postpone(session: Session, broadcast: Broadcast, at: datetime) -> bool:
    """A scheduled one goes out at another time."""
    return _move(session, broadcast, (State.SCHEDULED,), send_at=at)


def stop(session: Session, broadcast: Broadcast, now: datetime) -> bool:
    """It goes to nobody any more: what of it still waits is dropped, what has arrived has arrived. False when it was over."""
    if not _move(session, broadcast, (*OPEN, State.SENDING), state=State.STOPPED, done_at=now):
        return False
    tries = case((OutboxMessage.state == "held", 0), else_=OutboxMessage.attempts)  # LINE did not take what is held
    waiting = OutboxMessage.state.in_(("waiting", "held"))
    _change_messages(session, broadcast, waiting, state="dropped", error=STOPPED, attempts=tries)
    return True


def resume(session: Session, broadcast: Broadcast, now: datetime) -> bool:
    """One that was stopped goes on with those whom it has not reached; False when it was not stopped.

    What was tried keeps its age: after a day LINE may have forgotten its retry key, and nobody is to get it twice.
    """
    seen = State.SENDING if broadcast.begun_at is not None else State.DRAFT
    if not _move(session, broadcast, (State.STOPPED,), state=seen, done_at=None):
        return False
    rest = OutboxMessage.state == "dropped", OutboxMessage.error == STOPPED
    state, at = ("held", first_of_next_month(now)) if broadcast.with_replies else ("waiting", now)
    age = case((OutboxMessage.attempts == 0, now), else_=OutboxMessage.created_at)
    _change_messages(session, broadcast, *rest, state=state, error=None, created_at=age, next_attempt_at=at)
    return True


def _change_messages(session: Session, broadcast: Broadcast, *which: ColumnElement[bool], **values: Any) -> None:
    mine = exists().where(
        BroadcastRecipient.outbox_id == OutboxMessage.id, BroadcastRecipient.broadcast_id == broadcast.id
    )
    statement = update(OutboxMessage).where(*which, mine).values(**values)
    session.execute(statement.execution_options(synchronize_session=False))


def _move(session: Session, broadcast: Broadcast, seen: Sequence[State], **values: Any) -> bool:
    statement = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.state.in_(seen)).values(**values)
    moved = session.execute(statement.returning(Broadcast.id).execution_options(synchronize_session=False)).first()
    session.refresh(broadcast)
    return moved is not None


def find(session: Session, broadcast_id: str) -> Broadcast | None:
    """The broadcast that a button or an address means."""
    number = row_id(broadcast_id)
    return None if number is None else session.scalar(select(Broadcast).where(Broadcast.id == number))


def is_stopped(session: Session, row: OutboxMessage) -> bool:
    """Whether the message belongs to a broadcast that was stopped."""
    carried = select(BroadcastRecipient.broadcast_id).where(BroadcastRecipient.outbox_id == row.id)
    stopped = select(Broadcast.id).where(Broadcast.id.in_(carried), Broadcast.state == State.STOPPED)
    return session.scalar(stopped) is not None


def latest(session: Session, most: int = 5, before: int | None = None) -> list[Broadcast]:
    """The newest ones; with `before` those older than that id."""
    query = select(Broadcast).order_by(Broadcast.id.desc()).limit(most)
    return list(session.scalars(query if before is None else query.where(Broadcast.id < before)))


def in_state(session: Session, *states: State) -> list[Broadcast]:
    """Those in one of the states, by the time they go out."""
    query = select(Broadcast).where(Broadcast.state.in_(states))
    return list(session.scalars(query.order_by(Broadcast.send_at, Broadcast.id)))


def due(session: Session, now: datetime) -> list[Broadcast]:
    """Scheduled ones whose time has come."""
    return [one for one in in_state(session, State.SCHEDULED) if one.send_at is not None and one.send_at <= now]


def begin(session: Session, broadcast: Broadcast, now: datetime) -> bool:
    """It goes out from now on (`spread` writes its messages); False when somebody else began it or it was stopped."""
    return _move(session, broadcast, (State.SCHEDULED,), state=State.SENDING, begun_at=now)
