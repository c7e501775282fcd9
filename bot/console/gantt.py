"""Where the bars of a fiscal year stand: twelve columns alike, October first, `WIDTH` units in all."""

from datetime import date, timedelta

from models.annual_plan import PhaseRun
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS_SHORT

MONTH = 100
WIDTH = 12 * MONTH
THINNEST = 8
"""A bar of one day is still seen."""

ONE_DAY = timedelta(days=1)


def months(fiscal_year: int) -> list[str]:
    """The months above the columns, with the year where one begins: ต.ค. 69, พ.ย. … ม.ค. 70 … ก.ย."""
    begins = {9: f" {(fiscal_year - 1) % 100}", 0: f" {fiscal_year % 100}"}
    return [MONTHS_SHORT[month] + begins.get(month, "") for month in (*range(9, 12), *range(9))]


def bar(run: PhaseRun, fiscal_year: int) -> tuple[float, float] | None:
    """(left edge, width) of the run's bar inside the year; None when it is not there."""
    if run.starts_on is None:
        return None
    left = max(0.0, place(run.starts_on, fiscal_year))
    right = min(float(WIDTH), place((run.ends_on or run.starts_on) + ONE_DAY, fiscal_year))
    if right <= 0 or left >= WIDTH:
        return None
    return min(left, WIDTH - THINNEST), max(right - left, THINNEST)


def place(day: date, fiscal_year: int) -> float:
    """How far right the beginning of the day stands; outside 0 … WIDTH in other years."""
    begins = fiscal_year - BUDDHIST_ERA - 1
    month = (day.year - begins) * 12 + day.month - 10
    first = day.replace(day=1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return round(MONTH * (month + (day.day - 1) / length), 1)
