"""Cards that were held (for the morning, for a free ride) are written anew when they go out: what was true then may not be."""

from collections.abc import Sequence

from handlers import notices, quota
from handlers.turn import Context, Message
from models import consultations, outbox
from models.clock import local
from models.consultations import ON_A_DESK, State
from models.outbox import OutboxMessage
from models.people import Person


def bring_up_to_date(context: Context, rows: Sequence[OutboxMessage]) -> None:
    """Write the held cards that ask for a decision as they are now; those about which nothing is to be decided are dropped, and
    warnings of a month that is over.
    """
    for row in rows:
        kind, _, which = (row.about or "").partition(":")
        if kind == quota.OF_MONTH and which != f"{local(context.now):%Y-%m}":
            outbox.withdraw(context.session, context.office.id, row.about or "")
        if kind in (notices.DECIDE, notices.ACCEPT):
            card = _card(context, kind, which, context.session.get(Person, row.person_id))
            if card is None:
                outbox.withdraw(context.session, context.office.id, f"{kind}:{which}")
            else:
                row.messages = [card]


def _card(context: Context, kind: str, consultation_id: str, reader: Person | None) -> Message | None:
    consultation = consultations.find(context.session, consultation_id)
    if consultation is None or reader is None:
        return None
    if kind == notices.DECIDE and consultation.state == State.WAITING:
        return notices.approval(context, consultation, reader)
    if kind == notices.ACCEPT and consultation.state in ON_A_DESK and consultation.supervisor_id == reader.id:
        return notices.assignment(context, consultation)
    return None
