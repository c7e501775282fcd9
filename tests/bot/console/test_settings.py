"""What an office changes works from the next message on, and nobody overwrites unseen."""

from collections.abc import Callable

import pytest

from models import roster
from models.offices import Office
from models.packs import read_pack
from models.people import Role
from simulator.stage import Phone
from tests.bot.console.desk import Desk
from tests.installation import PACKS, Installation

SignIn = Callable[[Phone], Desk]
VALUES = {
    "name": "สำนักงานเขตพื้นที่ตัวอย่าง",
    "short_name": "สพท.ตัวอย่าง",
    "reminder_days_before": "7, 1, 0",
    "welcome_th": "ยินดีต้อนรับสู่งานนิเทศของเรา",
    "group_welcome_th": "",
    "meeting_place_th": "ห้องประชุมชั้น 2",
    "bot_name": "น้องนิเทศ",
    "particle": "ครับ",
    "start": "08:30",
    "lunch_start": "12:00",
    "lunch_end": "13:00",
    "end": "16:30",
    "extra_days_off": "2026-12-30",
    "monthly_messages": "300",
    "reserved_messages": "60",
}


def test_the_bot_speaks_as_set_from_the_next_message_on(installation: Installation, desk: SignIn) -> None:
    clerk = installation.staff(Role.CLERK)
    signed_in = desk(clerk)
    answer = signed_in.submits("/settings", on="/settings", seen=signed_in.seen_on("/settings"), **VALUES)
    assert "บันทึกแล้ว" in answer.text
    clerk.says("สวัสดี")
    assert clerk.sees("สวัสดีครับ")
    newcomer = installation.line.person("อีกคน", installation.channel).follows()
    assert newcomer.sees("ยินดีต้อนรับสู่งานนิเทศของเรา")
    assert "สพท.ตัวอย่าง" in signed_in.opens("/").text


def test_the_name_that_the_office_chose_stays_when_the_pack_is_loaded_again(
    installation: Installation, desk: SignIn
) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    signed_in.submits("/settings", on="/settings", **VALUES)
    pack = read_pack(PACKS / "nakhonsawan.yaml")
    with installation.services.database.begin() as session:
        changed = pack.office.model_copy(update={"group_th": "กลุ่มอื่น"})
        roster.load(session, pack.model_copy(update={"office": changed}), installation.services.clock())
    with installation.session() as session:
        assert session.get_one(Office, installation.office_id).short_name == "สพท.ตัวอย่าง"


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(installation: Installation, desk: SignIn) -> None:
    first, second = desk(installation.staff(Role.CLERK, name="หนึ่ง")), desk(installation.staff(Role.CLERK, name="สอง"))
    seen = second.seen_on("/settings")
    first.submits("/settings", on="/settings", seen=seen, **VALUES)
    answer = second.submits("/settings", on="/settings", seen=seen, **{**VALUES, "bot_name": "อีกชื่อ"})
    assert answer.status_code == 409
    assert "มีคนแก้ข้อมูลนี้ไปก่อนแล้ว" in answer.text
    assert "ล่าสุดคือ น้องนิเทศ" in answer.text
    assert 'value="อีกชื่อ"' in answer.text
    assert 'value="น้องนิเทศ"' in first.opens("/settings").text


def test_days_off_are_added_and_taken_away_row_by_row_without_losing_what_was_typed(
    installation: Installation, desk: SignIn
) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    typed = {**VALUES, "bot_name": "กำลังพิมพ์", "extra_days_off": ["2026-12-30", "2026-11-27"]}
    longer = signed_in.submits("/settings", on="/settings", **typed, add="1").text
    assert longer.count('name="extra_days_off"') == 3
    shorter = signed_in.submits("/settings", on="/settings", **typed, remove="0").text
    assert 'value="2026-11-27"' in shorter
    assert 'value="2026-12-30"' not in shorter
    assert all('value="กำลังพิมพ์"' in page for page in (longer, shorter))
    assert 'value="กำลังพิมพ์"' not in signed_in.opens("/settings").text
    signed_in.submits("/settings", on="/settings", **{**typed, "extra_days_off": ["2026-12-30", "", "2026-11-27"]})
    with installation.session() as session:
        kept = session.get_one(Office, installation.office_id).settings
    assert kept["extra_days_off"] == ["2026-11-27", "2026-12-30"]


@pytest.mark.parametrize(
    ("field", "typed", "advice"),
    [
        ("extra_days_off", "30 ธันวา", "เลือกวันจากปฏิทิน"),
        ("end", "08:00", "เรียงเวลาเปิด พัก และปิด"),
        ("monthly_messages", "-1", "กรอกจำนวนตั้งแต่ 1"),
        ("reminder_days_before", "สองสัปดาห์", "คั่นด้วยจุลภาค"),
        ("short_name", " ", "กรอกชื่อย่อ"),
    ],
)
def test_wrong_settings_are_refused_with_advice(
    installation: Installation, desk: SignIn, field: str, typed: str, advice: str
) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    answer = signed_in.submits(
        "/settings", on="/settings", seen=signed_in.seen_on("/settings"), **{**VALUES, field: typed}
    )
    assert answer.status_code == 422
    assert advice in answer.text
