"""From the outbox to LINE: reply while the token is fresh, push otherwise, each message shown once."""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from bot.channels import ChannelError
from bot.line import Fate, Line, Outcome
from bot.services import Services
from models import line_rates, outbox, quota
from models.clock import first_of_next_month
from models.offices import Office
from models.outbox import OutboxMessage

log = logging.getLogger(__name__)

LONGEST_PAUSE = 300.0
"""Seconds between two tries, at most."""


def deliver_one(services: Services) -> bool:
    """Send the next message that is due; False when there is none."""
    now = services.clock()
    with services.database.reading() as session:
        seen = outbox.due(session, now)
    if not seen:
        return False
    with services.database.begin() as session:
        row = outbox.claim(session, seen, now)
        if row is None:
            return False
        if not line_rates.take(session, row.office_id, _endpoint(row, now), 1, now):
            outbox.mark_later(row, "as fast as LINE allows", now, 0.1)
            return True
        office = session.get_one(Office, row.office_id)
    try:
        by_reply, outcome = _send(services.line_of(office), row, now)
    except ChannelError as error:
        by_reply, outcome = False, Outcome(Fate.UNAUTHORIZED, error=str(error))
    log.info(
        "outbox %s of %s: %s by %s, attempt %s, request %s",
        row.id,
        office.slug,
        outcome.fate.value,
        "reply" if by_reply else "push",
        row.attempts,
        outcome.request_id or "-",
    )
    with services.database.begin() as session:
        fresh = session.get(OutboxMessage, row.id)
        if fresh is not None and fresh.attempts == row.attempts:
            _write_down(session, fresh, outcome, by_reply=by_reply, now=services.clock())
    return True


def _endpoint(row: OutboxMessage, now: datetime) -> str:
    return "reply" if row.reply_is_fresh(now) else "push"


def _send(line: Line, row: OutboxMessage, now: datetime) -> tuple[bool, Outcome]:
    """(whether it went by reply, what became of it): one call to LINE, or none."""
    if row.is_too_old(now):
        return False, Outcome(Fate.REFUSED, error=f"older than 24 h: {row.error or 'never tried'}")
    if row.reply_is_fresh(now):
        outcome = line.reply(row.reply_token or "", row.messages)
        if outcome.fate is Fate.REPLY_USED_UP and row.reply_unsure:
            # The token works once and only we had it: the try whose answer we missed has used it.
            return True, Outcome(Fate.ACCEPTED, outcome.request_id)
        return True, outcome
    if row.reply_unsure and not row.must_arrive:
        return True, Outcome(Fate.ACCEPTED, error="fate of the reply unknown; chatter is not pushed")
    return False, line.push(row.line_chat_id, row.messages, row.retry_key)


def _write_down(session: Session, row: OutboxMessage, outcome: Outcome, *, by_reply: bool, now: datetime) -> None:
    match outcome.fate:
        case Fate.ACCEPTED:
            outbox.mark_sent(session, row, "reply" if by_reply else "push", now, outcome.message_ids)
        case Fate.UNKNOWN | Fate.TRY_LATER:
            row.reply_unsure = row.reply_unsure or (by_reply and outcome.fate is Fate.UNKNOWN)
            pause = 1.0 if by_reply else min(LONGEST_PAUSE, 2.0**row.attempts / 2)
            outbox.mark_later(row, outcome.error, now, pause)
            if outcome.fate is Fate.TRY_LATER:
                session.flush()  # the message before the bucket, as who claims one: crosswise they would lock each other out
                line_rates.empty(session, row.office_id, "reply" if by_reply else "push")
        case Fate.MONTH_USED_UP:
            log.error("office %s: LINE's messages of this month are used up; message %s is held", row.office_id, row.id)
            outbox.mark_held(row, outcome.error, first_of_next_month(now))
            quota.refused(session, row.office_id, row.recipients, now)
        case Fate.UNAUTHORIZED:
            log.error("office %s: LINE does not accept our access token: %s", row.office_id, outcome.error)
            outbox.mark_later(row, outcome.error, now, 60.0)
        case Fate.REPLY_USED_UP:
            # Written down before the push: a sender that dies while pushing must not be taken for one that replied.
            row.reply_token = row.reply_until = None
            outbox.mark_later(row, outcome.error, now, 0.0)
        case Fate.REFUSED:
            log.error("outbox %s: LINE refuses it: %s", row.id, outcome.error)
            outbox.mark_dead(row, outcome.error)
