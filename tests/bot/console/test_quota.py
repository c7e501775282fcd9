"""The month's messages at the desk."""

import re

import pytest

from models import outbox, quota
from models.outbox import Priority
from tests.bot.console.staffed import MONTHLY, Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def test_our_ledger_stands_beside_lines_figures_with_what_is_to_come_and_what_is_held(office: Staffed) -> None:
    services, office_id = office.installation.services, office.installation.office_id
    office.jobs()
    with services.database.begin(office_id) as session:
        now = services.clock()
        ours = quota.used_since(session, office_id, quota.begin_of_month(now))
        quota.keep_figures(session, office_id, MONTHLY, ours + 7, now)
        news, later = [{"type": "text", "text": "ข่าว"}], now.replace(year=2027)
        held = outbox.put(session, office_id, "U" + "9" * 32, news, now, priority=Priority.DROPPABLE, hold_until=later)
    page = re.sub(r"<[^>]+>|\s+", " ", office.first.opens("/quota").text)
    assert f"ใช้ไป {ours + 7} " in re.sub(" +", " ", page)
    assert "มากกว่าของเรา 7" in page
    for words in ("กันไว้สำหรับนัดหมาย", "คาดว่าสิ้นเดือนใช้", "คำขอใหม่", "ปฏิทินงาน", "50%, 80%, 95%"):
        assert words in page, words
    row = re.search(r"เตือนซ้ำและขอคะแนน\s+(\d+)\s+(\d+)\s+(\S+)", page)
    assert row is not None
    assert (int(row[2]) >= 1, row[3]) == (True, "รอไปกับคำตอบถัดไป")
    with services.database.begin(office_id) as session:
        outbox.mark_dropped(session.merge(held))
