"""Thai names of days and months, Buddhist and fiscal years, and how we write a day or a time for people."""

import datetime as dt
from dataclasses import dataclass

BUDDHIST_ERA = 543
_AHEAD = dt.timedelta(hours=7)  # all year round
_THAI_TIME = dt.timezone(_AHEAD)
_THURSDAY = 3

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
MONTHS_CLIPPED = (
    "มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา",
)  # fmt: skip

NEAR_DAYS = ("วันนี้", "พรุ่งนี้", "มะรืนนี้")


Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class SchoolCalendar:
    """When the school terms begin and end, as (month, day); the second term ends in the following calendar year."""

    first_term_starts: tuple[int, int] = (5, 16)
    first_term_ends: tuple[int, int] = (10, 10)
    second_term_starts: tuple[int, int] = (11, 1)
    second_term_ends: tuple[int, int] = (3, 31)

    def term(self, number: int, school_year: int) -> Span:
        """First and last day of term 1 or 2 of the school year (ปีการศึกษา, Buddhist era)."""
        year = school_year - BUDDHIST_ERA
        if number == 1:
            return dt.date(year, *self.first_term_starts), dt.date(year, *self.first_term_ends)
        return dt.date(year, *self.second_term_starts), dt.date(year + 1, *self.second_term_ends)

    def break_after(self, number: int, school_year: int) -> Span:
        """First and last day without school after the term."""
        following = self.term(2, school_year) if number == 1 else self.term(1, school_year + 1)
        return self.term(number, school_year)[1] + dt.timedelta(days=1), following[0] - dt.timedelta(days=1)

    def school_year(self, school_year: int) -> Span:
        """From the first day of the first term to the last day of the second."""
        return self.term(1, school_year)[0], self.term(2, school_year)[1]


def thai_time(moment: dt.datetime) -> dt.datetime:
    """The moment on a clock in Thailand; one without a zone is taken to be on it."""
    if moment.tzinfo is None or moment.utcoffset() == _AHEAD:
        return moment
    return moment.astimezone(_THAI_TIME)


def month_of(day: dt.date) -> Span:
    """First and last day of the day's month."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def week_of_month(number: int, year: int, month: int) -> Span:
    """Monday to Friday of a month's n-th week, -1 its last, as far as they lie in the month.

    A week belongs to the month that its Thursday lies in, as to a year in ISO 8601. Raises ValueError for a week that
    the month has not.
    """
    first, last = month_of(dt.date(year, month, 1))
    thursday = first + dt.timedelta(days=(_THURSDAY - first.weekday()) % 7)
    weeks = (last - thursday).days // 7 + 1
    if not -weeks <= number <= weeks or number == 0:
        raise ValueError(f"{month}/{year} has no week {number}")
    thursday += dt.timedelta(weeks=number - 1 if number > 0 else weeks + number)
    return max(first, thursday - dt.timedelta(days=_THURSDAY)), min(last, thursday + dt.timedelta(days=1))


FISCAL_YEARS = range(2500, 2700)
"""What can be meant by a fiscal year (Buddhist era)."""


def fiscal_year_of(day: dt.date) -> int:
    """The fiscal year (ปีงบประมาณ, Buddhist era) that the day lies in; it begins on 1 October."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


def fiscal_year_bounds(fiscal_year: int) -> Span:
    """First and last day of the fiscal year (Buddhist era)."""
    ends_in = fiscal_year - BUDDHIST_ERA
    return dt.date(ends_in - 1, 10, 1), dt.date(ends_in, 9, 30)


def say_date(day: dt.date, today: dt.date) -> str:
    """The day for people: `พฤ. 26 พ.ย. 69`, or `พรุ่งนี้ (อ. 24 พ.ย.)` for today and the two days after it."""
    ahead = (day - today).days
    if 0 <= ahead < len(NEAR_DAYS):
        return f"{NEAR_DAYS[ahead]} ({_weekday_and_day(day)} {MONTHS_SHORT[day.month - 1]})"
    return f"{_weekday_and_day(day)} {month_and_year(day)}"


def say_time(start: dt.time, end: dt.time | None = None) -> str:
    """The clock time for people: `14.00 น.`, or `14.00–15.30 น.` with an end."""
    until = f"–{end:%H.%M}" if end else ""
    return f"{start:%H.%M}{until} น."


def say_moment(start: dt.datetime, today: dt.date, end: dt.time | None = None) -> str:
    """Day and clock time for people: `พฤ. 26 พ.ย. 69 เวลา 14.00 น.`; near days go without `เวลา`.

    The moment is written as it stands: hand it in as Bangkok wall-clock time.
    """
    near = 0 <= (start.date() - today).days < len(NEAR_DAYS)
    return f"{say_date(start.date(), today)} {'' if near else 'เวลา '}{say_time(start.time(), end)}"


def in_figures(moment: dt.date | dt.datetime) -> str:
    """A day or a moment for a table: `23/11/2569`, `23/11/2569 09:00`. Hand in Bangkok wall-clock time."""
    day = f"{moment:%d/%m}/{moment.year + BUDDHIST_ERA}"
    return f"{day} {moment:%H:%M}" if isinstance(moment, dt.datetime) else day


def say_range(first: dt.date, last: dt.date, today: dt.date) -> str:
    """A span of days for people: `พฤ. 3 – ส. 5 ธ.ค. 69`; what both ends share is said once. One day is said as a day."""
    if first == last:
        return say_date(first, today)
    start = _weekday_and_day(first)
    if first.year != last.year:
        start += f" {month_and_year(first)}"
    elif first.month != last.month:
        start += f" {MONTHS_SHORT[first.month - 1]}"
    return f"{start} – {_weekday_and_day(last)} {month_and_year(last)}"


def _weekday_and_day(day: dt.date) -> str:
    return f"{WEEKDAYS_SHORT[day.weekday()]} {day.day}"


def month_and_year(day: dt.date) -> str:
    """The month for people: `พ.ย. 69`."""
    year = day.year + BUDDHIST_ERA
    # Two digits are read as a Buddhist year only from 60 to 99.
    return f"{MONTHS_SHORT[day.month - 1]} {year % 100 if 2560 <= year <= 2599 else year}"
