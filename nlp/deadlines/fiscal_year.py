"""The spans of days that the calendar words of a manual mean in one fiscal year."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.thai_calendar import BUDDHIST_ERA, SchoolCalendar, Span, fiscal_year_bounds

FIRST_MONTH = 10
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class FiscalYear:
    """A fiscal year (Buddhist era) with the terms of its schools; what starts in it belongs to it, uncut."""

    year: int
    schools: SchoolCalendar

    @property
    def span(self) -> Span:
        """First and last day of the fiscal year."""
        return fiscal_year_bounds(self.year)

    def months(self, first: int, count: int = 1) -> Span:
        """The span of `count` months from the `first`-th of the fiscal year (October is 1)."""
        year, month = divmod((self.year - BUDDHIST_ERA - 1) * 12 + FIRST_MONTH - 1 + first - 1, 12)
        last_year, last_month = divmod(year * 12 + month + count - 1, 12)
        return dt.date(year, month + 1, 1), dt.date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])

    def christian_year_of(self, month: int) -> int:
        """The Christian year in which the calendar month lies within the fiscal year."""
        return self.year - BUDDHIST_ERA - (month >= FIRST_MONTH)

    def periods(self, months: int) -> list[Span]:
        """The fiscal year cut into spans of that many months: 1, 2, 3, 4, 6 or 12."""
        return [self.months(first, months) for first in range(1, 13, months)]

    def terms(self, number: int | None = None) -> list[Span]:
        """The terms that start in the fiscal year, all or only the first or second."""
        return self.starting(self.schools.term(which, year) for which, year in self._terms(number))

    def terms_within(self, number: int | None = None) -> list[Span]:
        """What of the terms, all or only the first or second, lies in the fiscal year."""
        return self.cut(self.schools.term(which, year) for which, year in self._terms(number))

    def breaks(self, after_term: int | None = None) -> list[Span]:
        """The school holidays that start in the fiscal year."""
        return self.starting(self.schools.break_after(which, year) for which, year in self._terms(after_term))

    def school_years(self) -> list[Span]:
        """The school years that meet the fiscal year, whole."""
        return [self.schools.school_year(year) for year in (self.year - 1, self.year)]

    def term_starts(self, number: int | None = None) -> list[Span]:
        """The first months of the terms."""
        return self.starting(first_month(self.schools.term(which, year)) for which, year in self._terms(number))

    def term_ends(self, number: int | None = None) -> list[Span]:
        """The last months of the terms."""
        return self.starting(last_month(self.schools.term(which, year)) for which, year in self._terms(number))

    def starting(self, spans: Iterable[Span]) -> list[Span]:
        """Those that start in the fiscal year, in order."""
        first, last = self.span
        return sorted(span for span in spans if first <= span[0] <= last)

    def cut(self, spans: Iterable[Span]) -> list[Span]:
        """What of the spans lies in the fiscal year."""
        first, last = self.span
        inside = ((max(start, first), min(end, last)) for start, end in spans)
        return sorted((start, end) for start, end in inside if start <= end)

    def _terms(self, number: int | None) -> list[tuple[int, int]]:
        numbers = (1, 2) if number is None else (number,)
        return [(which, year) for which in numbers for year in range(self.year - 2, self.year + 2)]


def first_month(span: Span) -> Span:
    """From the first day to the day before the same day of the next month."""
    start = span[0]
    return start, _same_day(start, 1) - _ONE_DAY


def last_month(span: Span) -> Span:
    """The calendar month that the span ends with, else the month counted back from its last day."""
    end = span[1]
    if end.day == monthrange(end.year, end.month)[1]:
        return end.replace(day=1), end
    return _same_day(end, -1) + _ONE_DAY, end


def _same_day(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
