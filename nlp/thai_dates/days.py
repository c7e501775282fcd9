"""What is said about a day, piece by piece, and which days of the calendar that makes."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple, Self

from nlp.thai_calendar import week_of_month

Edge = Literal["start", "middle", "end", "last"]

_WEEK = 7
_WORKING_WEEK = 5
_LEAP_CYCLE = 8


class Days(NamedTuple):
    """First and last day of what was said, the same for a single day."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class DaySpec:
    """The parts of a day that were said; None is unsaid. Pieces from different places of a sentence can be joined."""

    offset: int | None = None  # days from today
    weekday: int | None = None  # Monday = 0
    week: int | None = None  # 0 this week, 1 next week
    nth: int | None = None  # which of the month's weekdays of that name, -1 the last
    week_of_month: int | None = None  # -1 the last
    weeks_ahead: int | None = None
    months_ahead: int | None = None
    day: int | None = None
    month: int | None = None
    month_offset: int | None = None  # 0 this month, 1 next month
    edge: Edge | None = None  # part of the month
    year: int | None = None  # Christian era
    year_offset: int | None = None

    def joined(self, other: Self) -> Self | None:
        """Both together, or None when they contradict each other."""
        said: dict[str, object] = {}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if mine is not None and theirs is not None and mine != theirs:
                return None
            said[field.name] = theirs if mine is None else mine
        both = replace(self, **said)  # type: ignore[arg-type]  # fields keep their own types
        return both if both._makes_sense() else None

    def inheriting(self, other: Self) -> Self:
        """This end of a range with what was said only at the other end: month, year, or which week."""
        if self.offset is not None or self.weeks_ahead is not None or self.months_ahead is not None:
            return self
        if self.weekday is not None and self.day is None:
            return replace(self, week=other.week) if self.week is None else self
        month_said = self.month is not None or self.month_offset is not None
        year_said = self.year is not None or self.year_offset is not None
        return replace(
            self,
            month=self.month if month_said else other.month,
            month_offset=self.month_offset if month_said else other.month_offset,
            year=self.year if year_said else other.year,
            year_offset=self.year_offset if year_said else other.year_offset,
        )

    @property
    def is_span(self) -> bool:
        """Whether the pieces make several days, so that another piece may still say which of them."""
        single = (self.offset, self.weekday, self.weeks_ahead, self.months_ahead, self.day)
        return self.edge != "last" and all(piece is None for piece in single)

    def _makes_sense(self) -> bool:
        by_distance = [self.offset, self.weeks_ahead, self.months_ahead]
        by_date = [self.day, self.month, self.month_offset, self.edge, self.year, self.year_offset]
        ways = [any(piece is not None for piece in way) for way in (by_distance, [self.week], by_date)]
        if ways[0] and sum(piece is not None for piece in by_distance) > 1:
            return False
        if self.day is not None and self.edge is not None:
            return False
        return sum(ways) <= 1 or self.day is not None


def resolve(spec: DaySpec, today: dt.date) -> Days | None:
    """The days the pieces name, seen from today; None for a day that does not exist."""
    try:
        return _resolve(spec, today)
    except (ValueError, OverflowError):
        return None


def resolve_range(start: DaySpec, end: DaySpec, today: dt.date) -> Days | None:
    """The days from the first of `start` to the last of `end`; what one end leaves unsaid it takes from the other."""
    for first_spec, last_spec in ((start.inheriting(end), end.inheriting(start)), (start, end)):
        first = resolve(first_spec, today)
        last = first and _resolve_end(last_spec, first.first, today)
        if first and last and first.first <= last.last:
            return Days(first.first, last.last)
    return None


def _resolve_end(spec: DaySpec, start: dt.date, today: dt.date) -> Days | None:
    """The end of a range: what is not tied to a year, month or week is the first such day after the start."""
    anchored = (spec.offset, spec.week, spec.weeks_ahead, spec.months_ahead, spec.month_offset)
    free = all(piece is None for piece in anchored)
    return resolve(spec, start if free else today)


def _resolve(spec: DaySpec, today: dt.date) -> Days | None:
    if spec.day is not None:
        return _single(_numbered_day(spec, today))
    if spec.nth is not None and spec.weekday is not None:
        return _single(_nth_weekday(spec.nth, spec.weekday, _months_said(spec, today), today))
    if spec.offset is not None:
        return _single(today + dt.timedelta(days=spec.offset))
    if spec.months_ahead is not None:
        return _single(_months_later(today, spec.months_ahead))
    if spec.weeks_ahead is not None and spec.weekday is None:
        return _single(today + dt.timedelta(weeks=spec.weeks_ahead))
    if spec.month is not None or spec.month_offset is not None or spec.edge or spec.week_of_month:
        span = _part_of_month(spec, today)
        return span if spec.weekday is None else _weekday_within(spec.weekday, span)
    if spec.year_offset is not None:
        year = today.year + spec.year_offset
        return Days(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return _in_week(spec, today)


def _single(day: dt.date | None) -> Days | None:
    return Days(day, day) if day else None


def _in_week(spec: DaySpec, today: dt.date) -> Days | None:
    week = spec.week if spec.weeks_ahead is None else spec.weeks_ahead
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=week or 0)
    if spec.weekday is not None:
        if week is None:
            ahead = (spec.weekday - today.weekday() - 1) % _WEEK + 1
            return _single(today + dt.timedelta(days=ahead))
        return _single(monday + dt.timedelta(days=spec.weekday))
    if week is None:
        return None
    friday = monday + dt.timedelta(days=_WORKING_WEEK - 1)
    return Days(max(today, monday), max(today, friday))


def _weekday_within(weekday: int, span: Days) -> Days | None:
    day = span.first + dt.timedelta(days=(weekday - span.first.weekday()) % _WEEK)
    return _single(day if day <= span.last else None)


def _year_said(spec: DaySpec, today: dt.date) -> int | None:
    if spec.year is not None:
        return spec.year
    return None if spec.year_offset is None else today.year + spec.year_offset


def _numbered_day(spec: DaySpec, today: dt.date) -> dt.date | None:
    assert spec.day is not None
    year = _year_said(spec, today)
    if spec.month is not None:
        years = [year] if year else range(today.year, today.year + _LEAP_CYCLE + 1)
        return _first_existing([(y, spec.month) for y in years], spec.day, None if year else today)
    if spec.month_offset is not None:
        return dt.date(*_month(today, spec.month_offset), spec.day)
    return _first_existing([_month(today, ahead) for ahead in range(3)], spec.day, today)


def _first_existing(months: list[tuple[int, int]], day: int, not_before: dt.date | None) -> dt.date | None:
    for year, month in months:
        if day <= monthrange(year, month)[1]:
            candidate = dt.date(year, month, day)
            if not_before is None or candidate >= not_before:
                return candidate
    return None


def _month(today: dt.date, ahead: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + ahead
    return months // 12, months % 12 + 1


def _months_later(today: dt.date, ahead: int) -> dt.date:
    year, month = _month(today, ahead)
    return dt.date(year, month, min(today.day, monthrange(year, month)[1]))


def _months_said(spec: DaySpec, today: dt.date) -> list[tuple[int, int]]:
    """The months that may be meant, the earliest first, as year and month."""
    if spec.month is not None:
        year = _year_said(spec, today)
        return [(y, spec.month) for y in ([year] if year else [today.year, today.year + 1])]
    if spec.month_offset is not None:
        return [_month(today, spec.month_offset)]
    return [_month(today, 0), _month(today, 1)]


def _nth_weekday(nth: int, weekday: int, months: list[tuple[int, int]], today: dt.date) -> dt.date | None:
    """The n-th such weekday of the first month in which it is not over; of a month that was said even if it is."""
    found = [days[nth if nth < 0 else nth - 1] for month in months if len(days := _all(weekday, *month)) >= nth]
    return next((day for day in found if day >= today), found[0] if found else None)


def _all(weekday: int, year: int, month: int) -> list[dt.date]:
    """All Mondays (0), Tuesdays … of a month."""
    days = (dt.date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
    return [day for day in days if day.weekday() == weekday]


def _part_of_month(spec: DaySpec, today: dt.date) -> Days:
    """The part that was said, or the next one that is not over when no month or year was said."""
    week, months = spec.week_of_month, _months_said(spec, today)
    spans = [Days(*week_of_month(week, *month)) if week else _edge_of(*month, spec.edge) for month in months]
    span = next((span for span in spans if span.last >= today), spans[0])
    return Days(today, span.last) if span.first <= today <= span.last else span


def _edge_of(year: int, month: int, edge: Edge | None) -> Days:
    last = monthrange(year, month)[1]
    first_day, last_day = {
        None: (1, last),
        "start": (1, 10),
        "middle": (11, 20),
        "end": (21, last),
        "last": (last, last),
    }[edge]
    return Days(dt.date(year, month, first_day), dt.date(year, month, last_day))
