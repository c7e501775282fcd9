"""What the manuals say about one fiscal year: each phase of the pack with its windows. Pure; no database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from models.packs import Pack
from models.packs.schema import PhaseEntry, ProcessEntry, SchoolTerms
from nlp.deadlines import Kind, read_windows
from nlp.thai_calendar import SchoolCalendar, Span

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class PlannedPhase:
    """One window of a phase in a fiscal year; `part` counts the windows of the phase from 1, no window means no date yet."""

    process: str
    phase: str
    part: int
    kind: Kind
    window: Span | None


def plan_of_year(pack: Pack, fiscal_year: int, schools: SchoolCalendar) -> list[PlannedPhase]:
    """Every phase of the pack in printed order, once per window; a length without a start follows the step before."""
    return [planned for process in pack.processes for planned in _of_process(process, fiscal_year, schools)]


def _of_process(process: ProcessEntry, fiscal_year: int, schools: SchoolCalendar) -> Iterator[PlannedPhase]:
    before: tuple[Span, ...] = ()
    for phase in process.steps:
        reading = read_windows(phase.when, fiscal_year, schools)
        windows = reading.windows
        if reading.kind == "duration" and reading.duration_months:
            windows = tuple(following(last, reading.duration_months) for _, last in before)
        for part, window in enumerate(windows or (None,), 1):
            yield PlannedPhase(process.code, phase.no, part, reading.kind, window)
        before = windows


@dataclass(frozen=True)
class PlannedDeadline:
    """A deadline or round that a manual names: `last` is its last day in the fiscal year, None when none can be read."""

    name: str
    when: str
    last: dt.date | None


def deadlines_of_year(pack: Pack, fiscal_year: int, schools: SchoolCalendar) -> list[PlannedDeadline]:
    """The deadlines and rounds of the pack in printed order; of several windows in the year each with its number."""
    found = []
    for entry in pack.deadlines_and_rounds:
        windows = read_windows(entry.when_th, fiscal_year, schools).windows if entry.when_th else ()
        days: list[dt.date | None] = [last for _, last in windows]
        for number, day in enumerate(days or [None], 1):
            name = f"{entry.name_th} รอบที่ {number}" if len(days) > 1 else entry.name_th
            found.append(PlannedDeadline(name, entry.when_th, day))
    return found


def following(last: dt.date, months: int) -> Span:
    """The span of whole months that begins the day after `last`."""
    first = last + ONE_DAY
    return first, months_later(first, months) - ONE_DAY


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - ONE_DAY).day
    return dt.date(year, month + 1, min(day.day, last))


def months_of_duration(phase: PhaseEntry, fiscal_year: int) -> int | None:
    """How many months the phase lasts, when that is all its manual says."""
    return read_windows(phase.when, fiscal_year).duration_months


def school_calendar(terms: SchoolTerms) -> SchoolCalendar:
    """The office's school terms as the reader of calendar expressions wants them."""

    def month_and_day(text: str) -> tuple[int, int]:
        month, day = text.split("-")
        return int(month), int(day)

    return SchoolCalendar(
        month_and_day(terms.first_start),
        month_and_day(terms.first_end),
        month_and_day(terms.second_start),
        month_and_day(terms.second_end),
    )
