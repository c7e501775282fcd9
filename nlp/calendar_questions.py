"""Questions to the office's annual calendar: whether a sentence is one, what of the calendar it asks for, and of when."""

import datetime as dt
from typing import Literal

from nlp.deadlines import read_windows
from nlp.thai_calendar import Span, fiscal_year_bounds, fiscal_year_of, month_of, thai_time
from nlp.thai_dates import read_when
from nlp.understanding import Understanding

CalendarAspect = Literal["opening a round", "rounds", "office hours", "link", "overdue", "next steps", "timeline"]

_ASKING = (
    "ปฏิทิน", "ต้องส่ง", "กำหนดส่ง", "ครบกำหนด", "เลยกำหนด", "มีกำหนด", "ขั้นตอนต่อไป", "ขั้นตอนถัดไป", "ถึงขั้นไหน",
    "ต้องทำอะไร", "งานค้าง", "มีงานอะไร", "เปิดรอบ", "รอบรายงาน", "ยังไม่ส่ง",
)  # fmt: skip
_ADVICE = ("ปรึกษา", "นัด", "แนะนำ")
_ASPECTS: tuple[tuple[CalendarAspect, tuple[str, ...]], ...] = (
    ("opening a round", ("เปิดรอบ",)),
    ("rounds", ("รอบรายงาน", "ยังไม่ส่ง")),
    ("office hours", ("เปิด", "ปิดทำการ", "เวลาทำการ", "เวลาราชการ", "หยุด")),
    ("link", ("ลิงก์", "ลิงค์", "มือถือ", "google", "กูเกิล")),
    ("overdue", ("เลยกำหนด", "ค้าง")),
    ("next steps", ("ต่อไป", "ถัดไป", "ถึงขั้นไหน")),
)
_WHOLE_YEAR = ("ปีนี้", "ทั้งปี")
_QUARTER = "ไตรมาส"
_THIS_MONTH = "เดือนนี้"


def asks_calendar(understanding: Understanding) -> bool:
    """Whether the sentence asks what is on, and not for advice or an appointment."""
    text = understanding.text.lower()
    if _has(text, _ADVICE):
        return False
    return understanding.intent == "calendar" or _has(text, _ASKING)


def calendar_aspect(text: str) -> CalendarAspect:
    """What of the calendar the question is about; the first aspect whose words stand in it counts."""
    lowered = text.lower()
    return next((aspect for aspect, words in _ASPECTS if _has(lowered, words)), "timeline")


def calendar_span(text: str, now: dt.datetime) -> Span | None:
    """The first and the last day that the question is about; None when it names no time."""
    today, lowered = thai_time(now).date(), text.lower()
    if _has(lowered, _WHOLE_YEAR):
        return fiscal_year_bounds(fiscal_year_of(today))
    if _QUARTER in lowered:
        return next(iter(read_windows(lowered[lowered.index(_QUARTER) :], fiscal_year_of(today)).windows), None)
    if _THIS_MONTH in lowered:
        return month_of(today)
    when = read_when(lowered, now).when
    if when is None or when.date is None:
        return None
    return when.date, when.date_to or when.date


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
