"""Cards that were held (for the morning, for a free ride) are written anew when they go out: what was true then may not be."""

from collections.abc import Sequence

from handlers import group, notices, quota
from handlers.turn import Context, Message
from models import consultations, groups, outbox
from models.clock import local
from models.consultations import ON_A_DESK, State
from models.outbox import OutboxMessage
from models.people import Person

WRITTEN_ANEW = (notices.DECIDE, notices.ACCEPT, group.INVITED, quota.OF_MONTH)


def bring_up_to_date(context: Context, rows: Sequence[OutboxMessage]) -> None:
    """Write the held cards that ask for something as they are now; those that have become pointless are dropped."""
    for row in rows:
        kind, _, which = (row.about or "").partition(":")
        if kind in WRITTEN_ANEW:
            now = _now(context, kind, which, row)
            if now is None:
                outbox.withdraw(context.session, context.office.id, f"{kind}:{which}")
            else:
                row.messages = now


def _now(context: Context, kind: str, which: str, row: OutboxMessage) -> list[Message] | None:
    if kind == quota.OF_MONTH:
        return row.messages if which == f"{local(context.now):%Y-%m}" else None
    if kind == group.INVITED:
        new = groups.of_id(context.session, which)
        return [group.invited(context, new)] if new is not None and new.kind is None else None
    card = _card(context, kind, which, context.session.get(Person, row.person_id))
    return [card] if card is not None else None


def _card(context: Context, kind: str, consultation_id: str, reader: Person | None) -> Message | None:
    consultation = consultations.find(context.session, consultation_id)
    if consultation is None or reader is None:
        return None
    if kind == notices.DECIDE and consultation.state == State.WAITING:
        return notices.approval(context, consultation, reader)
    if kind == notices.ACCEPT and consultation.state in ON_A_DESK and consultation.supervisor_id == reader.id:
        return notices.assignment(context, consultation)
    return None
