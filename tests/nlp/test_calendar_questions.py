"""What a question to the annual calendar asks for."""

from datetime import UTC, date, datetime

import pytest

from nlp.calendar_questions import asks_calendar, calendar_aspect, calendar_span
from tests.nlp.conftest import MONDAY, Reader


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("เดือนนี้ต้องส่งอะไรบ้าง", True),
        ("ขอดูปฏิทินนิเทศ", True),
        ("มีงานค้างไหม", True),
        ("ขอปรึกษาเรื่องปฏิทินนิเทศค่ะ", False),
        ("ขอนัดเรื่องที่ต้องส่งเดือนนี้", False),
        ("สวัสดีครับ", False),
    ],
)
def test_advice_and_appointments_are_no_questions_to_the_calendar(read: Reader, text: str, asks: bool) -> None:
    assert asks_calendar(read(text)) is asks


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("เปิดรอบรายงาน SAR", "opening a round"),
        ("โรงเรียนไหนยังไม่ส่ง", "rounds"),
        ("วันเสาร์สำนักงานเปิดไหม", "office hours"),
        ("ขอลิงก์ปฏิทินใน Google", "link"),
        ("ขอดูปฏิทินเป็นภาพ", "picture"),
        ("ปฏิทินงานประกันคุณภาพ", "timeline"),
        ("งานประกันเลยกำหนดกี่ขั้น", "overdue"),
        ("ขั้นตอนต่อไปคืออะไร", "next steps"),
        ("ปฏิทินงานประกัน", "timeline"),
    ],
)
def test_aspects(text: str, aspect: str) -> None:
    assert calendar_aspect(text) == aspect


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ปฏิทินทั้งปี", date(2026, 10, 1), date(2027, 9, 30)),
        ("ปฏิทินปีงบประมาณ 2571", date(2027, 10, 1), date(2028, 9, 30)),
        ("ปฏิทินปีหน้า", date(2027, 10, 1), date(2028, 9, 30)),
        ("งานไตรมาส 2 มีอะไรบ้าง", date(2027, 1, 1), date(2027, 3, 31)),
        ("เดือนนี้ต้องทำอะไร", date(2026, 11, 1), date(2026, 11, 30)),
        ("สัปดาห์หน้ามีงานอะไร", date(2026, 11, 30), date(2026, 12, 4)),
        ("พรุ่งนี้มีอะไร", date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_the_days_asked_about(text: str, first: date, last: date) -> None:
    assert calendar_span(text, MONDAY) == (first, last)


def test_a_question_without_a_time_is_about_none() -> None:
    assert calendar_span("ปฏิทินงานประกัน", MONDAY) is None


def test_days_are_those_of_thailand_whatever_zone_the_clock_is_in() -> None:
    assert calendar_span("พรุ่งนี้มีอะไร", datetime(2026, 11, 22, 20, 0, tzinfo=UTC)) == (
        date(2026, 11, 24),
        date(2026, 11, 24),
    )
