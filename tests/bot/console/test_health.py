"""The health page says in plain Thai what is wrong, and mends what can be mended from a desk."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import heartbeats, outbox, people
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def _state(office: Staffed, name: str) -> str:
    """The chip and the words beside a name on the page."""
    page = office.first.opens("/health").text
    found = re.search(rf'<span class="chip \w+">([^<]+)</span>\s*<strong[^>]*>{name}</strong><span[^>]*>([^<]*)<', page)
    assert found is not None, name
    return f"{found[1]} {found[2]}"


def test_line_is_asked_whether_it_takes_our_token_and_reaches_our_webhook(office: Staffed) -> None:
    page = office.first.submits("/health", on="/health").text
    for words in ("LINE รับรหัสของสำนักงาน", "LINE เรียกเว็บของเราได้"):
        assert words in page


def test_a_worker_that_stopped_is_seen(office: Staffed) -> None:
    services, now = office.installation.services, office.installation.services.clock()
    for minutes, words in ((0, "ปกติ ทำงานล่าสุด"), (30, "ต้องดูแล ทำงานล่าสุด 30 นาทีที่แล้ว การเตือนหยุดอยู่")):
        with services.database.begin(office.installation.office_id) as session:
            heartbeats.beat(session, office.installation.office_id, now - timedelta(minutes=minutes))
        assert words in _state(office, "ตัวเตือนและตัวส่ง")


def _dead_letter(office: Staffed, words: str) -> int:
    installation = office.installation
    with installation.services.database.begin(installation.office_id) as session:
        teacher = people.by_line_id(session, office.teacher.user_id)
        assert teacher is not None
        row = outbox.put(
            session,
            installation.office_id,
            office.teacher.user_id,
            [{"type": "text", "text": words}],
            installation.services.clock(),
            person_id=teacher.id,
        )
        outbox.mark_dead(row, "400 The property, 'to', in the request body is invalid")
        session.flush()
        return row.id


def test_a_dead_letter_is_shown_with_its_cause_and_sent_again_at_a_press(office: Staffed) -> None:
    letter = _dead_letter(office, "ข่าวที่ตกค้าง")
    page = office.first.opens("/health").text
    assert "ข่าวที่ตกค้าง" in page
    assert "LINE ไม่รับข้อความนี้" in page
    assert "ส่งไม่สำเร็จ" in office.first.opens("/").text
    office.first.submits(f"/health/messages/{letter}/again", on="/health")
    assert office.teacher.sees("ข่าวที่ตกค้าง")
    assert "ข่าวที่ตกค้าง" not in office.first.opens("/health").text


def test_a_dead_letter_can_be_given_up(office: Staffed) -> None:
    letter = _dead_letter(office, "ข่าวเก่า")
    office.first.submits(f"/health/messages/{letter}/drop", on="/health")
    with office.installation.session() as session:
        assert session.scalars(select(OutboxMessage.state).where(OutboxMessage.id == letter)).one() == "dropped"
    assert office.first.submits(f"/health/messages/{letter}/again", on="/health").status_code == 404


def test_a_failed_event_is_shown_with_its_code_and_tried_again(office: Staffed) -> None:
    services, now = office.installation.services, office.installation.services.clock()
    with services.database.begin(office.installation.office_id) as session:
        event = InboxEvent(
            office_id=office.installation.office_id,
            webhook_event_id="failed-once",
            line_chat_id="",
            event_at=now,
            received_at=now,
            event={"type": "unknown"},
            state="failed",
            next_attempt_at=now,
            error_code="7F3K",
        )
        session.add(event)
    assert "7F3K" in office.first.opens("/health").text
    office.first.submits("/mend", on="/health")
    office.installation.settle()
    assert "7F3K" not in office.first.opens("/health").text
