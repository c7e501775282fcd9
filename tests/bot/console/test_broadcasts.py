"""Announcements at the desk: preview and price before sending, approval, time, stop, report; whoever comes second is told."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models import groups
from models.broadcasts import Broadcast, State
from tests.bot.console.staffed import MONTHLY, Staffed

pytestmark = pytest.mark.xdist_group("staffed")
PNG = b"\x89PNG\r\n\x1a\n"


def _group(office: Staffed) -> str:
    with office.installation.session() as session:
        group = groups.find(session, office.group.group_id)
        assert group is not None
        return str(group.id)


def _draft(office: Staffed, text: str, **more: str) -> str:
    values = {"text": text, "group": _group(office), **more}
    answer = office.first.submits("/broadcasts", on="/broadcasts/new", **values)
    assert "บันทึกร่างแล้ว" in answer.text
    return answer.url.removeprefix(f"{office.installation.web}/console")


def _now(office: Staffed, page: str) -> Broadcast:
    with office.installation.session() as session:
        return session.get_one(Broadcast, int(page.rpartition("/")[2]))


def test_the_preview_is_the_message_and_the_price_is_lines(office: Staffed) -> None:
    values = {"text": "เรียน {ชื่อ} ส่งแผน", "link": "https://example.org/แผน", "role": "teacher", "seen": "", "id": ""}
    shown = office.first.submits("/broadcasts/preview", on="/broadcasts/new", **values).text
    assert "เรียน สมหญิง ตัวอย่าง ส่งแผน" in shown
    assert re.findall(r'line-button \w+">([^<]+)', shown) == ["รับทราบ", "เปิดลิงก์"]
    assert "<strong>1</strong> ข้อความ" in shown  # the one teacher who is on LINE
    group = office.first.submits(
        "/broadcasts/preview", on="/broadcasts/new", text="ประชุม", group=_group(office), mention_all="y"
    )
    assert "<strong>4</strong> ข้อความ" in group.text
    assert "@All</strong> มีประกาศ" in group.text
    both = office.first.submits(
        "/broadcasts/preview",
        on="/broadcasts/new",
        text="{ชื่อ}",
        group=_group(office),
        role="teacher",
        picture_chosen="y",
    ).text
    assert re.findall(r"<h3>([^<]+)", both) == ["ในกลุ่ม LINE", "ในแชตของแต่ละคน"]
    assert re.findall(r'line-text md">([^<]+)', both) == ["คุณครู", "สมหญิง ตัวอย่าง"]
    assert both.count("รูปที่เลือกจะแสดงตรงนี้เมื่อบันทึกร่าง") == 2


def test_one_is_written_sent_acknowledged_and_reported(office: Staffed) -> None:
    page = _draft(office, "ส่ง SAR ภายใน 15 ม.ค.")
    assert "ส่งเลย ใช้ 4 ข้อความ" in office.first.opens(page).text
    office.first.submits(f"{page}/send", on=page, how="now")
    office.jobs()
    assert office.member.sees("ส่ง SAR ภายใน 15 ม.ค.")
    office.member.taps("รับทราบ")
    office.jobs()
    out = office.first.opens(page).text
    assert "ถึงแล้ว 1 จาก 1" in out
    assert 'รับทราบแล้ว <span class="count">1</span>' in out
    sheet = load_workbook(BytesIO(office.first.opens(f"{page}.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][:3] == ["ครูคณิต", None, "ถึงแล้ว"]


def test_one_with_a_time_waits_and_can_be_stopped_and_taken_up_again(office: Staffed) -> None:
    page = _draft(office, "เตรียมนิเทศ")
    late = office.first.submits(f"{page}/send", on=page, how="at", at="2026-11-20T09:00")
    assert late.status_code == 422
    assert "ยังไม่ผ่านไป" in late.text
    assert 'value="2026-11-20T09:00"' in late.text
    office.first.submits(f"{page}/send", on=page, how="at", at="2026-11-30T09:00")
    assert _now(office, page).state == State.SCHEDULED
    seen = office.second.hidden(f"{page}/stop", on=page)
    assert "หยุด" in office.first.submits(f"{page}/stop", on=page).text
    assert office.second.submits(f"{page}/stop", **seen).status_code == 409
    office.first.submits(f"{page}/resume", on=page)
    assert _now(office, page).state == State.DRAFT
    office.installation.settle()
    assert not office.member.sees("เตรียมนิเทศ", within=0)


def test_the_second_of_two_who_write_the_same_draft_is_told(office: Staffed) -> None:
    page = _draft(office, "ร่างแรก")
    seen, sending = office.second.hidden(page, on=page), office.second.hidden(f"{page}/send", on=page)
    office.first.submits(page, on=page, text="ร่างที่สอง", group=_group(office))
    answer = office.second.submits(page, **{**seen, "text": "ร่างที่สาม"})
    assert answer.status_code == 409
    assert "มีคนแก้ข้อมูลนี้ไปก่อนแล้ว" in answer.text
    assert "ร่างที่สาม</textarea>" in answer.text
    assert office.second.submits(f"{page}/send", **{**sending, "how": "now"}).status_code == 409
    assert (_now(office, page).text, _now(office, page).state) == ("ร่างที่สอง", State.DRAFT)


WRONG = (
    ({"text": ""}, None, "พิมพ์ข้อความประกาศ"),
    ({"link": "http://example.org"}, None, "ขึ้นต้นด้วย https://"),
    ({}, ("a.png", b"<svg>", "image/png"), "เฉพาะ JPEG หรือ PNG"),
)


@pytest.mark.parametrize(("values", "picture", "advice"), WRONG)
def test_a_wrong_draft_keeps_what_was_written_and_chosen(
    office: Staffed, values: dict[str, str], picture: tuple[str, bytes, str] | None, advice: str
) -> None:
    files = {"picture": picture or ("", b"", "")}
    filled = {"text": "ประชุม", "link": "https://example.org/x", "group": _group(office), "role": "teacher", **values}
    answer = office.first.submits("/broadcasts", on="/broadcasts/new", files=files, **filled)
    assert answer.status_code == 422
    assert advice in answer.text
    assert all(typed in answer.text for typed in values.values())
    assert answer.text.count(" checked>") == 2


def test_a_picture_goes_along_and_only_the_offices_own_is_shown(office: Staffed) -> None:
    answer = office.first.submits(
        "/broadcasts",
        on="/broadcasts/new",
        files={"picture": ("a.png", PNG, "image/png")},
        text="โปสเตอร์",
        role="clerk",
    )
    page = answer.url.removeprefix(f"{office.installation.web}/console")
    shown = office.first.opens(f"{page}/picture")
    assert (shown.content, shown.headers["Content-Type"]) == (PNG, "image/png")
    assert f'src="/console{page}/picture"' in answer.text
    office.first.submits(page, on=page, text="โปสเตอร์", without_picture="y")
    assert office.first.opens(f"{page}/picture").status_code == 404


def test_where_the_office_wants_it_the_director_says_yes_or_no_first(office: Staffed) -> None:
    office.set(broadcast_approval=True)
    try:
        page, other = _draft(office, "ขออนุมัติหนึ่ง"), _draft(office, "ขออนุมัติสอง")
        for one in (page, other):
            office.first.submits(f"{one}/send", on=one, how="at", at="2026-12-15T09:00")
            assert _now(office, one).state == State.WAITING
        assert office.director.sees("ขออนุมัติหนึ่ง")
        assert office.first.submits(f"{page}/decide", on=page, how="approve").status_code == 403
        office.chief.submits(f"{page}/decide", on=page, how="approve")
        office.chief.submits(f"{other}/decide", on=other, how="refuse")
        assert (_now(office, page).state, _now(office, other).state) == (State.SCHEDULED, State.DRAFT)
        office.first.submits(f"{page}/stop", on=page)
    finally:
        office.set(broadcast_approval=False)


def test_what_would_break_the_reserve_is_refused_with_other_ways(office: Staffed) -> None:
    office.set(monthly_messages=office.used() + 50, reserved_messages=50)
    try:
        page = _draft(office, "แพงไป")
        shown = office.first.opens(page).text
        assert "เกินที่ใช้ได้" in shown
        for way in ("ขอ ผอ. ใช้ที่กันไว้", "ส่งวันที่ 1 เดือนหน้า", "ฝากไปกับคำตอบถัดไป", "https://line.me/R/share?text="):
            assert way in shown, way
        assert "readonly>แพงไป</textarea>" in shown
        seen = office.first.hidden(f"{page}/send", on=page)
        assert office.first.submits(f"{page}/send", **{**seen, "how": "now"}).status_code == 409
        office.first.submits(f"{page}/send", on=page, how="ask")
        assert office.director.sees("ขอใช้โควตาที่กันไว้")
        assert _now(office, page).state == State.DRAFT
        office.first.submits(f"{page}/send", on=page, how="mention", group=_group(office))
        assert (_now(office, page).state, _now(office, page).mention_all) == (State.DRAFT, True)
        office.chief.submits(f"{page}/send", on=page, how="allow")
        assert _now(office, page).use_reserve
        assert _now(office, page).state in (State.SCHEDULED, State.SENDING)  # the worker may have begun it meanwhile
        office.first.submits(f"{page}/stop", on=page)
    finally:
        office.set(monthly_messages=MONTHLY, reserved_messages=60)
