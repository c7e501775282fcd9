"""Questions to the office's annual calendar: whether a sentence is one, what of the calendar it asks for, and of when."""

import datetime as dt
import re
from typing import Literal

from nlp.deadlines import read_windows
from nlp.thai_calendar import Span, fiscal_year_bounds, fiscal_year_of, month_of, thai_time
from nlp.thai_dates import read_when
from nlp.understanding import Understanding

CalendarAspect = Literal[
    "opening a round", "rounds", "office hours", "link", "picture", "overdue", "next steps", "timeline"
]


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_ASKING = _any(
    "ปฏิทิน", "ต้องส่ง", "กำหนดส่ง", "ครบกำหนด", "เลยกำหนด", "มีกำหนด", "ขั้นตอนต่อไป", "ขั้นตอนถัดไป", "ถึงขั้นไหน",
    "ต้องทำอะไร", "งานค้าง", "มีงานอะไร", "เปิดรอบ", "รอบรายงาน", "ยังไม่ส่ง", "gantt", "แกนต์",
)  # fmt: skip
_ADVICE = _any("ปรึกษา", "นัด", "แนะนำ")
_ASPECTS: tuple[tuple[CalendarAspect, re.Pattern[str]], ...] = (
    ("opening a round", _any("เปิดรอบ")),
    ("rounds", _any("รอบรายงาน", "ยังไม่ส่ง")),
    ("office hours", _any("เปิด", "ปิดทำการ", "เวลาทำการ", "เวลาราชการ", "หยุด")),
    ("link", _any("ลิงก์", "ลิงค์", "มือถือ", "google", "กูเกิล")),
    # A picture, and not คุณภาพ, สิทธิภาพ, สุขภาพ, สมรรถภาพ or รูปแบบ.
    ("picture", re.compile(r"(?<!คุณ)(?<!สิทธิ)(?<!สุข)(?<!สมรรถ)ภาพ|รูป(?!แบบ)|gantt|แกนต์")),
    ("overdue", _any("เลยกำหนด", "ค้าง")),
    ("next steps", _any("ต่อไป", "ถัดไป", "ถึงขั้นไหน")),
)
_FISCAL_YEAR = re.compile(r"ปี(?:งบ|งบประมาณ)?\s*(?P<year>25\d\d)(?!\d)")
_NEXT_YEAR = "ปีหน้า"
_WHOLE_YEAR = _any("ปีนี้", "ทั้งปี")
_QUARTER = "ไตรมาส"
_THIS_MONTH = "เดือนนี้"


def asks_calendar(understanding: Understanding) -> bool:
    """Whether the sentence asks what is on, and not for advice or an appointment."""
    text = understanding.text.lower()
    if _ADVICE.search(text):
        return False
    return understanding.intent == "calendar" or _ASKING.search(text) is not None


def calendar_aspect(text: str) -> CalendarAspect:
    """What of the calendar the question is about; the first aspect whose words stand in it counts."""
    lowered = text.lower()
    return next((aspect for aspect, words in _ASPECTS if words.search(lowered)), "timeline")


def calendar_span(text: str, now: dt.datetime) -> Span | None:
    """The first and the last day that the question is about; None when it names no time."""
    today, lowered = thai_time(now).date(), text.lower()
    this_year = fiscal_year_of(today)
    if named := _FISCAL_YEAR.search(lowered):
        return fiscal_year_bounds(int(named["year"]))
    if _NEXT_YEAR in lowered:
        return fiscal_year_bounds(this_year + 1)
    if _WHOLE_YEAR.search(lowered):
        return fiscal_year_bounds(this_year)
    if _QUARTER in lowered:
        return next(iter(read_windows(lowered[lowered.index(_QUARTER) :], this_year).windows), None)
    if _THIS_MONTH in lowered:
        return month_of(today)
    when = read_when(lowered, now).when
    if when is None or when.date is None:
        return None
    return when.date, when.date_to or when.date
