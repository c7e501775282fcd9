"""The day and the reason of a postponement, in whatever order they are written."""

from datetime import date, datetime

import pytest

from handlers.postponement import day_and_reason
from models.clock import BANGKOK

MONDAY = datetime(2026, 11, 23, 9, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("sentence", "day", "reason"),
    [
        ("ขอถึง 15 ธ.ค. รอข้อมูลจากโรงเรียน", "2026-12-15", "รอข้อมูลจากโรงเรียน"),
        ("ถึง 15 ธ.ค. ยังไม่พร้อม", "2026-12-15", "ยังไม่พร้อม"),
        ("ถึง 15 ธ.ค.ยังไม่พร้อม", "2026-12-15", "ยังไม่พร้อม"),
        ("ยังไม่พร้อม ขอถึง 15 ธ.ค.", "2026-12-15", "ยังไม่พร้อม"),
        ("15 ธ.ค. โรงเรียนไม่ว่าง", "2026-12-15", "โรงเรียนไม่ว่าง"),
        ("ถึงวันที่ 15 ธันวาคม ติดประชุม", "2026-12-15", "ติดประชุม"),
        ("รอผลสอบวันที่ 1 ธ.ค. ขอถึง 15 ธ.ค.", "2026-12-15", "รอผลสอบวันที่ 1 ธ.ค."),
        ("เลื่อนไป 20 ธ.ค. เพราะวันที่ 10 ธ.ค. หยุด", "2026-12-20", "เพราะวันที่ 10 ธ.ค. หยุด"),
        ("ยังไม่ถึงเวลา ขอ 20 ธ.ค.", "2026-12-20", "ยังไม่ถึงเวลา"),
        ("อีก 2 สัปดาห์ ไม่สะดวก", "2026-12-07", "ไม่สะดวก"),
        ("ขอเลื่อนไปถึงวันที่ 15 ธ.ค. ค่ะ", "2026-12-15", ""),
        ("15 ธ.ค.", "2026-12-15", ""),
        ("ยังไม่พร้อม", None, "ยังไม่พร้อม"),
    ],
)
def test_a_reason_never_swallows_the_day(sentence: str, day: str | None, reason: str) -> None:
    assert day_and_reason(sentence, MONDAY) == (date.fromisoformat(day) if day else None, reason)
