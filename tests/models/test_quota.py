"""The ledger counts what LINE counts, and the month's outlook follows from it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import outbox, quota
from models.clock import BANGKOK
from models.db import Database
from models.outbox import OutboxMessage, Priority
from models.packs import OfficeSettings

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=BANGKOK)
CHAT = "U" + "0" * 32
HELLO = {"type": "text", "text": "สวัสดี"}


@pytest.fixture
def session(database: Database, office_id: int) -> Iterator[Session]:
    with database.begin(office_id) as session:
        yield session


def put(session: Session, words: str = "สวัสดี", **more: object) -> OutboxMessage:
    row = outbox.put(session, session.info["office_id"], CHAT, [{**HELLO, "text": words}], NOON, **more)  # type: ignore[arg-type]
    session.flush()
    return row


@pytest.mark.parametrize(("sent_by", "recipients", "counted"), [("push", 1, 1), ("push", 40, 40), ("reply", 1, 0)])
def test_a_push_counts_its_recipients_and_a_reply_is_free(
    session: Session, sent_by: str, recipients: int, counted: int
) -> None:
    row = put(session, recipients=recipients)
    for _ in range(2):
        outbox.mark_sent(session, row, sent_by, NOON)
    assert quota.used_since(session, row.office_id, quota.begin_of_month(NOON)) == counted


def test_a_new_month_begins_at_midnight_in_bangkok(session: Session) -> None:
    row = put(session)
    outbox.mark_sent(session, row, "push", datetime(2026, 10, 31, 23, 59, tzinfo=BANGKOK))
    assert quota.used_since(session, row.office_id, quota.begin_of_month(NOON)) == 0


SETTINGS = OfficeSettings(monthly_messages=300, reserved_messages=60)


@pytest.mark.parametrize(
    ("used", "left", "for_broadcasts", "is_tight"),
    [(0, 300, 240, False), (86, 214, 154, False), (130, 170, 110, True), (290, 10, 0, True), (310, 0, 0, True)],
)
def test_the_outlook_keeps_the_reserve_and_follows_the_pace(
    session: Session, used: int, left: int, for_broadcasts: int, is_tight: bool
) -> None:
    row = put(session, recipients=used)
    outbox.mark_sent(session, row, "push", NOON)
    month = quota.outlook(session, row.office_id, SETTINGS, NOON)
    assert (month.left, month.for_broadcasts, month.is_tight) == (left, for_broadcasts, is_tight)


@pytest.mark.parametrize(("allowed", "used", "left"), [(None, 50, 250), (200, 50, 150), (15000, 3, 260)])
def test_lines_own_figures_count_when_they_are_worse_than_ours(
    session: Session, allowed: int | None, used: int, left: int
) -> None:
    row = put(session, recipients=40)
    outbox.mark_sent(session, row, "push", NOON)
    quota.keep_figures(session, row.office_id, allowed, used, NOON)
    assert quota.outlook(session, row.office_id, SETTINGS, NOON).left == left


def states(session: Session) -> list[tuple[str, str | None]]:
    session.flush()
    session.expire_all()
    return [(row.state, row.sent_by) for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def test_what_waits_for_one_chat_goes_out_together_when_the_first_is_due(session: Session) -> None:
    for minutes in (10, 60, 120):
        put(session, f"{minutes}", priority=Priority.MAY_WAIT, hold_until=NOON + timedelta(minutes=minutes))
    assert outbox.release_held(session, NOON) == 0
    assert outbox.release_held(session, NOON + timedelta(minutes=10)) == 1
    assert states(session) == [("waiting", None), ("sent", "ride"), ("sent", "ride")]
    row = outbox.claim(session, outbox.due(session, NOON + timedelta(minutes=10)), NOON + timedelta(minutes=10))
    assert row is not None
    assert [message["text"] for message in row.messages] == ["10", "60", "120"]


def test_what_may_be_dropped_rides_in_time_or_is_dropped(session: Session) -> None:
    for minutes in (10, 60):
        put(session, f"{minutes}", priority=Priority.DROPPABLE, hold_until=NOON + timedelta(minutes=minutes))
    rode = outbox.ride_along(session, CHAT, 4, NOON + timedelta(minutes=30))
    assert [message["text"] for message in rode] == ["60"]
    assert states(session) == [("dropped", None), ("sent", "ride")]


def test_only_what_fits_rides_and_the_rest_keeps_waiting(session: Session) -> None:
    for number in range(4):
        put(session, f"{number}", priority=Priority.MAY_WAIT, hold_until=NOON + timedelta(days=1))
    assert len(outbox.ride_along(session, CHAT, 3, NOON)) == 3
    assert [state for state, _ in states(session)].count("held") == 1


def test_a_settled_matter_is_withdrawn(session: Session) -> None:
    put(session, priority=Priority.MAY_WAIT, hold_until=NOON + timedelta(days=1), about="rating:1")
    outbox.withdraw(session, session.info["office_id"], "rating:1")
    assert states(session) == [("dropped", None)]


def test_urgent_messages_are_taken_before_broadcasts(session: Session) -> None:
    office_id = session.info["office_id"]
    outbox.put(session, office_id, "U" + "1" * 32, [HELLO], NOON, priority=Priority.BROADCAST)
    outbox.put(session, office_id, "U" + "2" * 32, [HELLO], NOON)
    session.flush()
    first = outbox.claim(session, outbox.due(session, NOON), NOON)
    assert first is not None
    assert first.priority == Priority.URGENT
