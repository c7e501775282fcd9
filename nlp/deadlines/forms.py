"""The forms in which manuals say when something is due, each with what it means in a fiscal year.

The patterns are for text without blanks in which every month name is one letter (see `month_names`).
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp.deadlines.fiscal_year import FiscalYear, first_month, last_month
from nlp.deadlines.month_names import MONTH, month_number
from nlp.deadlines.reading import Kind, Windows
from nlp.thai_calendar import BUDDHIST_ERA, Span, week_of_month

_RANGE = r"(?:-+|จน)?(?:-+|ถึง)"
_YEAR = r"(?:ปี)?(?:พ\.?ศ\.?)?(?P<year{0}>\d{{4}}|[67]\d)"
_TERM = r"(?:ภาคเรียน|ภาคการศึกษา|เทอม|ภาค(?=ต้น|ปลาย|ที่|\d|ละ|,|/|$|และ|หรือ))"
_ORDINAL = (
    r"(?:ที่)?(?P<number>1|2|หนึ่ง|สอง|แรก|ต้น|ปลาย)"
    rf"(?P<both>(?:และ|,|/|กับ|-|ถึง)(?:{_TERM})?(?:ที่)?(?:2|สอง)(?!\d))?"
)
_SCHOOL_YEAR = r"(?:/|ปีการศึกษา|ของปีการศึกษา)(?:พ\.?ศ\.?)?(?P<school_year>\d{4}|[67]\d)"
_FISCAL = r"(?:ปีงบประมาณ|ปีงบ(?!ประมาณ))"
_START, _END = "(?:ต้น|เริ่มต้น|เริ่ม|เปิด)", "(?:สิ้นสุด|สิ้น|ปลาย|ท้าย)"

_NUMBERS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "แรก": 1, "ต้น": 1, "ปลาย": 2, "สุดท้าย": 4}
_WEEKS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "แรก": 1, "สุดท้าย": -1} | {str(week): week for week in range(1, 6)}


class Form(NamedTuple):
    """A pattern and what it means; None from `read` when the words fit but the numbers make no sense."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], FiscalYear], Windows | None]


def _windows(kind: Kind, spans: Sequence[Span]) -> Windows:
    return Windows(kind, tuple(sorted(set(spans))))


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said]


def _buddhist_year(said: str) -> int:
    year = int(said)
    if year < 100:
        return 2500 + year
    return year if year >= 2400 else year + BUDDHIST_ERA


# --- months and days --------------------------------------------------------------------------------------------------


def _christian_year(match: re.Match[str], group: str) -> int | None:
    said = match[group]
    return _buddhist_year(said) - BUDDHIST_ERA if said else None


def _month_said(match: re.Match[str], fiscal: FiscalYear) -> tuple[int, int]:
    """Christian year and month; without a year the one of the fiscal year."""
    month = month_number(match["month"])
    return _christian_year(match, "year") or fiscal.christian_year_of(month), month


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _range_of_dates(match: re.Match[str], fiscal: FiscalYear) -> Windows | None:
    first_month_number, last_month_number = month_number(match["month"]), month_number(match["month_to"])
    year, year_to = _christian_year(match, "year"), _christian_year(match, "year_to")
    first_day = int(match["day"] or 1)
    backwards = (last_month_number, int(match["day_to"] or 31)) < (first_month_number, first_day)
    if year is None:
        year = fiscal.christian_year_of(first_month_number) if year_to is None else year_to - backwards
    if year_to is None:
        year_to = year + backwards
    last_day = int(match["day_to"] or _last_day(year_to, last_month_number))
    start, end = dt.date(year, first_month_number, first_day), dt.date(year_to, last_month_number, last_day)
    return Windows("window", ((start, end),)) if start <= end else None


def _days_of_month(match: re.Match[str], fiscal: FiscalYear) -> Windows | None:
    if not match["day"]:
        return None
    year, month = _month_said(match, fiscal)
    start, end = dt.date(year, month, int(match["day_from"])), dt.date(year, month, int(match["day"]))
    return Windows("window", ((start, end),)) if start <= end else None


def _month_or_day(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    year, month = _month_said(match, fiscal)
    start, end = dt.date(year, month, 1), dt.date(year, month, _last_day(year, month))
    if match["day"]:
        end = dt.date(year, month, int(match["day"]))
        start = start if match["by"] else end
    return Windows("window", ((start, end),))


def _month_to_year_end(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    month = month_number(match["month"])
    return Windows("window", ((dt.date(fiscal.christian_year_of(month), month, 1), fiscal.span[1]),))


def _weeks_of_month(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    year, month = _month_said(match, fiscal)
    first = week_of_month(_WEEKS[match["week"]], year, month)
    last = week_of_month(_WEEKS[match["week_to"]], year, month) if match["week_to"] else first
    return Windows("window", ((first[0], last[1]),))


# --- parts of the fiscal year -----------------------------------------------------------------------------------------


def _quarters(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    numbers = [_number(said) for said in re.findall(rf"{_QUARTER}", match["numbers"])]
    if match["to"] and not match["edge"]:
        return Windows("window", ((fiscal.months(numbers[0] * 3 - 2)[0], fiscal.months(numbers[-1] * 3)[1]),))
    spans = [_part_of_span(match, fiscal.months(number * 3 - 2, 3)) for number in numbers]
    return _windows("windows" if len(set(spans)) > 1 else "window", spans)


def _part_of_span(match: re.Match[str], span: Span) -> Span:
    if not match["edge"]:
        return span
    return last_month(span) if re.match(_END, match["edge"]) else first_month(span)


def _every_quarter(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    return _windows("recurring", [_part_of_span(match, quarter) for quarter in fiscal.periods(3)])


def _part_of_year(match: re.Match[str], fiscal: FiscalYear) -> Windows | None:
    count = int(match["count"] or 1) if match["months"] else 6
    if not 1 <= count <= 12:
        return None
    first = 1 if match["which"] == "แรก" else 13 - count
    return Windows("window", (fiscal.months(first, count),))


def _rounds(match: re.Match[str], fiscal: FiscalYear) -> Windows | None:
    numbers = [int(said) for said in re.findall(r"\d+", match["numbers"])]
    if not all(1 <= number <= 12 for number in numbers):
        return None
    spans = [fiscal.months(number) for number in numbers]
    return _windows("windows" if len(set(spans)) > 1 else "window", spans)


def _edge_of_year(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    ends = bool(re.match(_END, match["edge"]))
    if match["civil"]:
        return Windows("window", (fiscal.months(3 if ends else 4),))
    return Windows("window", (fiscal.months(12 if ends else 1),))


def _whole_year(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    said = match["year"] or match["of"]
    return Windows("all_year", (FiscalYear(_buddhist_year(said), fiscal.schools).span if said else fiscal.span,))


# --- terms ------------------------------------------------------------------------------------------------------------


def _term_number(match: re.Match[str]) -> int | None:
    return _number(match["number"]) if match["number"] and not match["both"] else None


def _term(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    number = _term_number(match)
    if match["school_year"]:
        year = _buddhist_year(match["school_year"])
        spans = [fiscal.schools.term(which, year) for which in ((number,) if number else (1, 2))]
        spans += [fiscal.schools.term(int(which), int(year)) for which, year in re.findall(_MORE_TERMS, match["more"])]
        return _windows("term", spans)
    if match["throughout"]:
        return _windows("term", fiscal.terms_within(number))
    return _windows("term", fiscal.terms(number))


def _edge_of_term(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    ends, number = bool(re.match(_END, match["edge"])), _term_number(match)
    if match["school_year"]:
        year, edge = _buddhist_year(match["school_year"]), last_month if ends else first_month
        return _windows("term", [edge(fiscal.schools.term(which, year)) for which in ((number,) if number else (1, 2))])
    return _windows("term", fiscal.term_ends(number) if ends else fiscal.term_starts(number))


def _school_year(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    if match["school_year"]:
        span = fiscal.schools.school_year(_buddhist_year(match["school_year"]))
        return _windows("term", fiscal.cut([span]) if match["throughout"] else [span])
    return _windows("term", fiscal.cut(fiscal.school_years()))


def _edge_of_school_year(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    ends = bool(re.match(_END, match["edge"]))
    if match["school_year"]:
        span = fiscal.schools.school_year(_buddhist_year(match["school_year"]))
        return _windows("term", [last_month(span) if ends else first_month(span)])
    return _windows("term", fiscal.term_ends(2) if ends else fiscal.term_starts(1))


def _before_term(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    if match["year_start"]:
        return _windows("term", fiscal.breaks(2))
    number = _term_number(match)
    return _windows("term", fiscal.breaks(3 - number if number else None))


def _school_break(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    return _windows("term", fiscal.breaks(_term_number(match)))


def _before_term_end(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    return _windows("term", fiscal.term_ends(_term_number(match)))


# --- counts, lengths, happenings --------------------------------------------------------------------------------------

_MONTHS_OF = {"เดือน": 1, "ไตรมาส": 3, "ปี": 12, "ปีงบประมาณ": 12, "ปีงบ": 12}


def _recurring(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    period, count = match["period"], int(match["every"] or 1) if "every" in match.re.groupindex else 1
    if period in _MONTHS_OF:
        months = _MONTHS_OF[period] * count
        return Windows("recurring", tuple(fiscal.periods(months)) if months and 12 % months == 0 else ())
    if period == "ปีการศึกษา":
        return _windows("recurring", fiscal.cut(fiscal.school_years()))
    return _windows("recurring", fiscal.terms()) if re.match(_TERM, period) else Windows("recurring")


def _length(match: re.Match[str], fiscal: FiscalYear) -> Windows:
    count, unit = _number(match["count_to"] or match["count"]), match["unit"]
    if unit == "ปีงบประมาณ" and count == 1:
        return Windows("all_year", (fiscal.span,))
    if unit not in _MONTHS_OF:
        return Windows("duration")
    months = _MONTHS_OF[unit] * count + (_MONTHS_OF[unit] // 2 if match["half"] else 0)
    return Windows("duration", (), months + int(match["months"] or 0))


def _always(result: Windows) -> Callable[[re.Match[str], FiscalYear], Windows]:
    return lambda _match, _fiscal: result


# --- the forms --------------------------------------------------------------------------------------------------------

_LINK = rf"(?:และ|,|-|ถึง|กับ)(?:{_TERM})?(?:ที่)?"
_MORE_TERMS = r"([12])/(\d{4})"
_ORDINAL_TERM = rf"{_TERM}(?:{_ORDINAL})?"
_OF_YEAR = r"(?:พ\.?ศ\.?)?(?P<school_year>\d{4})"
_QUARTER = r"(?:[1-4]|หนึ่ง|สอง|สาม|สี่|แรก|สุดท้าย)"
_QUARTERS = rf"{_QUARTER}(?:(?:(?P<to>{_RANGE})|,|และ|/(?!\d{{4}})|กับ)(?:ไตรมาส)?(?:ที่)?{_QUARTER})*"
_PERIOD = rf"(?P<period>{_FISCAL}|ปีการศึกษา|ปี(?!งบ|การศึกษา)|{_TERM}|ไตรมาส|เดือน|สัปดาห์|อาทิตย์|วัน)"
_COUNT = r"(?P<count>\d+|หนึ่ง|สอง|สาม|สี่)(?:-(?P<count_to>\d+))?"
_UNIT = r"(?P<unit>ปีงบประมาณ|ปี(?!การศึกษา)|เดือน|สัปดาห์|อาทิตย์|วัน|ชั่วโมง|ชม|นาที)"
_DAY = r"(?:วันที่)?(?P<day{0}>\d{{1,2}})?(?:ของ)?(?:เดือน)?(?P<month{0}>" + MONTH + ")(?:" + _YEAR + ")?"
_WEEK = rf"(?:ที่)?(?P<week{{0}}>{'|'.join(_WEEKS)})"
_PART_OF_MONTH = "(?:ต้น|กลาง|ปลาย|สิ้น)?"
_FROM_A_HAPPENING = r"(?:ทำการ)?(?:ก่อน|หลัง|ภายหลัง|นับ|จาก|ถัด|แต่|เมื่อ|ที่ได้รับ)"
_ENDS = r"(?=$|ของ|ปี|และ|[,/()])"


def _form(pattern: str, read: Callable[[re.Match[str], FiscalYear], Windows | None]) -> Form:
    return Form(re.compile(pattern), read)


DATED: tuple[Form, ...] = (
    _form(
        "(?:สัปดาห์|อาทิตย์)" + _WEEK.format("") + f"(?:(?:-+|ถึง|และ|,)(?:สัปดาห์)?{_WEEK.format('_to')})?"
        rf"(?:ของ|ใน)?(?:เดือน)?(?P<month>{MONTH})(?:{_YEAR.format('')})?",
        _weeks_of_month,
    ),
    _form(_PART_OF_MONTH + _DAY.format("") + _RANGE + _PART_OF_MONTH + _DAY.format("_to"), _range_of_dates),
    _form(r"(?:วันที่)?(?P<day_from>\d{1,2})" + _RANGE + _DAY.format(""), _days_of_month),
    _form(rf"(?P<month>{MONTH}){_RANGE}{_END}(?:{_FISCAL}|ปี)(?!การศึกษา)", _month_to_year_end),
    _form("(?P<by>ภายใน|ไม่เกิน|ก่อน)?" + _PART_OF_MONTH + _DAY.format(""), _month_or_day),
    _form(rf"(?P<edge>{_START}|{_END})?ไตรมาส(?:ที่)?(?P<numbers>{_QUARTERS})", _quarters),
    _form(rf"(?:ทุก)?(?P<edge>{_START}|{_END})ไตรมาส", _every_quarter),
    _form(
        rf"(?:รอบ)?(?:(?P<count>\d{{1,2}})?(?P<months>เดือน)|ครึ่งปีงบประมาณ|ครึ่งปี|ครึ่ง)(?P<which>แรก|หลัง|สุดท้าย){_ENDS}",
        _part_of_year,
    ),
    _form(r"รอบ(?:ระยะเวลา|ระยะ)?(?P<numbers>\d{1,2}(?:(?:เดือน|,|และ|/|-|รอบ)+\d{1,2})*)เดือน", _rounds),
    _form(rf"(?:{_PERIOD})ละ", _recurring),
    _form(rf"\d+(?:-\d+)?ครั้ง(?:ใน|ต่อ|/)1?{_PERIOD}", _recurring),
    _form(rf"ก่อน(?:การ)?(?:เปิด|เริ่ม)(?:(?P<year_start>ปีการศึกษา)|(?:{_TERM}|เรียน)(?:{_ORDINAL})?)", _before_term),
    _form(rf"ก่อน(?:การ)?(?:ปิด|{_END}){_ORDINAL_TERM}", _before_term_end),
    _form(rf"(?:(?:การ)?ปิด|หลัง(?:จาก)?(?:ปิด|{_END}|จบ)?){_ORDINAL_TERM}", _school_break),
    _form(rf"(?:ทุก)?(?P<edge>{_START}|{_END}){_ORDINAL_TERM}(?:{_SCHOOL_YEAR})?", _edge_of_term),
    _form(rf"(?:ทุก)?(?P<edge>{_START}|{_END})ปีการศึกษา(?:{_OF_YEAR})?", _edge_of_school_year),
    _form(rf"(?P<edge>{_START}|{_END})(?:(?P<civil>ปีปฏิทิน)|{_FISCAL}|ปี)", _edge_of_year),
    _form(
        rf"(?P<throughout>ตลอด)?(?:ทุก|ราย|ประจำ)?{_ORDINAL_TERM}(?:{_SCHOOL_YEAR}(?P<more>(?:{_LINK}{_MORE_TERMS})*))?",
        _term,
    ),
    _form(rf"(?P<throughout>ตลอด)?(?:ทั้ง|ทุก|ราย|ประจำ)?ปีการศึกษา(?:{_OF_YEAR})?", _school_year),
    _form(r"(?:ทุก)?(?:วันที่\d{1,2}(?:ของ)?(?:ทุก)?|ต้น|กลาง|สิ้น|ปลาย)(?P<period>เดือน)(?!ถัดไป)", _recurring),
    _form(rf"(?:ทุก(?:ๆ)?|ราย|ประจำ)(?P<every>\d{{1,2}})?{_PERIOD}(?!{MONTH}|(?:พ\.?ศ\.?)?\d{{4}})", _recurring),
    _form(
        rf"(?:ตลอดทั้ง|ตลอด|ทั้ง)(?:{_FISCAL}|ปี)(?:พ\.?ศ\.?)?(?P<year>\d{{4}})?|{_FISCAL}(?:พ\.?ศ\.?)?(?P<of>\d{{4}})?",
        _whole_year,
    ),
)

UNDATED: tuple[Form, ...] = (
    _form(rf"{_COUNT}{_UNIT}{_FROM_A_HAPPENING}.*", _always(Windows("event"))),
    _form(rf"{_COUNT}{_UNIT}(?P<half>ครึ่ง)?(?:(?P<months>\d+)เดือน)?", _length),
    _form("ครึ่งปี", _always(Windows("duration", (), 6))),
    _form("รอบปีที่", _always(Windows("duration", (), 12))),
    _form(
        "ตามรอบ(?!เวลา|ระยะ|ที่|กำหนด)|ทุกรอบ|ทุกครั้ง|ทุกคราว|เมื่อ|ก่อน|ภายหลัง|หลัง|ทันที|เสร็จ|ในระหว่าง|นับ(?:จาก|แต่|ตั้งแต่)",
        _always(Windows("event")),
    ),
    _form("ตาม|แล้วแต่|ไม่กำหนด|ไม่ระบุ", _always(Windows("unspecified"))),
)
