"""Reads the time expressions of work manuals (`ต.ค. - พ.ย.`, `ทุกภาคเรียน`, `1 เดือน`) for one fiscal year."""

import re
from collections.abc import Iterator

import regex

from nlp.deadlines.fiscal_year import FiscalYear
from nlp.deadlines.forms import DATED, UNDATED, Form
from nlp.deadlines.month_names import MONTH, with_month_letters
from nlp.deadlines.reading import Kind, Windows
from nlp.text import normalise
from nlp.thai_calendar import SchoolCalendar

__all__ = ["Kind", "Windows", "read_windows"]

_DEFAULT_SCHOOLS = SchoolCalendar()
_JOINABLE = ("window", "windows", "term")
_LABELS = re.compile(r"(?:ครั้ง|ระยะ|รอบ|งวด|ช่วง|ขั้น)ที่\s*\d{1,2}(?!\s*(?:เดือน|\d))")
_DAMAGED_WORDS = [
    (regex.compile(rf"(?b){before}(?:{word}){{e<=1}}"), before + word)
    for before, word in (("", "ภาคเรียน"), ("ปี", "การศึกษา"), ("ปี", "งบประมาณ"), ("", "ไตรมาส"), ("", "ตลอดปี"))
]
_BROKEN_RANGE = re.compile(rf"{MONTH}(?:\d{{4}})?(?:-|ถึง)|(?<=[^\s(])(?:-|ถึง)(?:เดือน|\d)*{MONTH}")


def read_windows(expr: str, fiscal_year: int, calendar: SchoolCalendar = _DEFAULT_SCHOOLS) -> Windows:
    """When the expression says that something is due, in the fiscal year (Buddhist era) it is planned for.

    Kind `unspecified` without windows when it names no time.
    """
    text = _with_known_words(with_month_letters(_LABELS.sub("", normalise(expr).normal)))
    try:
        readings = list(_readings(text, FiscalYear(fiscal_year, calendar)))
    except (ValueError, OverflowError):  # a day or year that does not exist
        return Windows("unspecified")
    if not readings or _has_broken_range(text, readings):
        return Windows("unspecified")
    return _head_with_times([reading for _, _, reading in readings])


def _with_known_words(text: str) -> str:
    """The text with the words that a scan may have damaged by one letter put right."""
    for damaged, word in _DAMAGED_WORDS:
        if word not in text:
            text = damaged.sub(word, text)
    return text


def _readings(text: str, fiscal: FiscalYear) -> Iterator[tuple[int, int, Windows]]:
    """What is read, from left to right, with where it stands in the text."""
    place = 0
    while place < len(text):
        end, reading = _match((*DATED, *UNDATED), text, place, fiscal)
        if reading and not reading.windows and reading.kind in ("event", "unspecified"):
            dated_end, dated = _match(DATED, text, end, fiscal)
            if dated:  # `เมื่อสิ้นปีการศึกษา` hangs on something that has a date
                end, reading = dated_end, dated
        if reading:
            yield place, end, reading
        place = max(end, place + 1)


def _match(forms: tuple[Form, ...], text: str, place: int, fiscal: FiscalYear) -> tuple[int, Windows | None]:
    for pattern, read in forms:
        match = pattern.match(text, place)
        reading = read(match, fiscal) if match else None
        if match and reading:
            return match.end(), reading
    return place, None


def _has_broken_range(text: str, readings: list[tuple[int, int, Windows]]) -> bool:
    """Whether only one end of a range of months could be read."""
    for match in _BROKEN_RANGE.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end, _ in readings):
            return True
    return False


def _head_with_times(readings: list[Windows]) -> Windows:
    """The first time that was said, with the windows of further ones; a tail without windows changes nothing."""
    head = readings[0]
    more = [reading for reading in readings[1:] if reading.kind in _JOINABLE]
    if head.kind == "duration" and more:
        head, more = more[0], more[1:]
    if head.kind not in _JOINABLE:
        return head
    windows = sorted({window for reading in (head, *more) for window in reading.windows})
    kind: Kind = head.kind if head.kind == "term" else "windows" if len(windows) > 1 else "window"
    return Windows(kind, tuple(windows))
