"""When the office works: its days and hours on the Bangkok clock."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import holidays

from models.clock import BANGKOK
from models.packs import WorkingHours

# Kept by banks and companies, or on a Saturday anyway, but not by government offices.
NOT_OF_THE_GOVERNMENT = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
# Their dates follow the moon or the court's astrologers; a year that lacks one is not known yet.
ANNOUNCED_EACH_YEAR = ("วันมาฆบูชา", "วันพืชมงคล", "วันวิสาขบูชา", "วันอาสาฬหบูชา", "วันเข้าพรรษา")
PLOUGHING_DAY, PLOUGHING_MONTH = "วันพืชมงคล", 5

Span = tuple[dt.datetime, dt.datetime]


@lru_cache(maxsize=64)
def government_days_off(year: int) -> dict[dt.date, str]:
    """The days off of government offices in a calendar year (CE) with substitutes and their Thai names.

    From the `holidays` library: announced days as far as it knows them, the moon's days of later years as computed.
    """
    categories = (holidays.PUBLIC, holidays.GOVERNMENT)
    known = holidays.country_holidays("TH", years=year, language="th", categories=categories)
    days = {
        day: "; ".join(
            name for name in known.get_list(day) if not any(other in name for other in NOT_OF_THE_GOVERNMENT)
        )
        for day in sorted(known)
        if day.year == year
    }
    return {day: names for day, names in days.items() if names}


@dataclass(frozen=True)
class OfficeCalendar:
    """An office's working days and hours: the government's days off, and what this office takes off or works besides.

    A day that is in both lists is off. Moments go in as aware datetimes and come out on the Bangkok clock.
    """

    hours: WorkingHours = field(default_factory=WorkingHours)
    extra_days_off: Collection[dt.date] = ()
    extra_working_days: Collection[dt.date] = ()

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the office is open on that day."""
        if day in self.extra_days_off:
            return False
        if day in self.extra_working_days:
            return True
        return day.weekday() < 5 and day not in government_days_off(day.year)

    def days_without_date(self, year: int) -> tuple[str, ...]:
        """Names of the government's days off whose date in that year (CE) isn't known yet: the office must add them.

        An extra day off in May counts as วันพืชมงคล, which is announced only some months ahead.
        """
        known = " ".join(government_days_off(year).values())
        if any(day.year == year and day.month == PLOUGHING_MONTH for day in self.extra_days_off):
            known += PLOUGHING_DAY
        return tuple(name for name in ANNOUNCED_EACH_YEAR if name not in known)

    def working_day_before(self, day: dt.date) -> dt.date:
        """The last working day before `day`."""
        before = day - dt.timedelta(days=1)
        while not self.is_working_day(before):
            before -= dt.timedelta(days=1)
        return before

    def working_day_after(self, day: dt.date) -> dt.date:
        """The next working day after `day`."""
        after = day + dt.timedelta(days=1)
        while not self.is_working_day(after):
            after += dt.timedelta(days=1)
        return after

    def next_working_moment(self, moment: dt.datetime) -> dt.datetime:
        """The moment itself inside office hours, otherwise the next time the office opens (also after lunch)."""
        start = _local(moment)
        return next(max(start, opens) for opens, closes in self._spans_from(start.date()) if start < closes)

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """When the office opens next after the moment: in the morning or after lunch."""
        start = _local(moment)
        return next(opens for opens, _ in self._spans_from(start.date()) if opens > start)

    def office_minutes_between(self, start: dt.datetime, end: dt.datetime) -> float:
        """Minutes of office hours from start to end; negative when the end is before the start."""
        first, last = _local(start), _local(end)
        if last < first:
            return -self.office_minutes_between(end, start)
        worked = dt.timedelta()
        for opens, closes in self._spans_from(first.date()):
            if opens >= last:
                break
            worked += max(min(closes, last) - max(opens, first), dt.timedelta())
        return worked / dt.timedelta(minutes=1)

    def add_office_minutes(self, start: dt.datetime, minutes: float) -> dt.datetime:
        """The first moment by which so many minutes (0 or more) of office hours have passed since `start`."""
        if minutes < 0:
            raise ValueError(f"office minutes can't be taken away: {minutes}")
        now = _local(start)
        left = dt.timedelta(minutes=minutes)
        for opens, closes in self._spans_from(now.date()):
            if not left:
                break
            if now < closes:
                now = max(now, opens)
                step = min(left, closes - now)
                now, left = now + step, left - step
        return now

    def slots_of(self, day: dt.date, minutes: int = 30) -> tuple[dt.datetime, ...]:
        """Start times of that day's appointment slots, each wholly inside working hours; none on a day off."""
        length = dt.timedelta(minutes=minutes)
        return tuple(
            opens + number * length
            for opens, closes in self._spans_of(day)
            for number in range((closes - opens) // length)
        )

    def _spans_of(self, day: dt.date) -> tuple[Span, ...]:
        if not self.is_working_day(day):
            return ()
        hours = self.hours
        halves = ((hours.start, hours.lunch_start), (hours.lunch_end, hours.end))
        return tuple((_at(day, opens), _at(day, closes)) for opens, closes in halves if opens < closes)

    def _spans_from(self, day: dt.date) -> Iterator[Span]:
        while True:
            yield from self._spans_of(day)
            day += dt.timedelta(days=1)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=BANGKOK)


def _local(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone: {moment}")
    return moment.astimezone(BANGKOK)
