"""The year as a Gantt chart in SVG: a row for each phase under its process, a bar for each of its windows.

How a phase stands is told by the colour of its bar and by a sign in it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from handlers.calendar_says import shortened
from models.annual_plan import Phase, RunState
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS_SHORT, fiscal_year_bounds, say_date

WIDTH = 1280
LEFT, RIGHT = 500.0, WIDTH - 24.0
"""Where the months begin and end; the names stand to the left of them."""
TOP = 176
ROW, HEAD = 34, 48
MONTH = (RIGHT - LEFT) / 12
SHORTEST_BAR = 24.0
"""Room for the sign."""
NAME_LETTERS, HEAD_LETTERS = 48, 80
ONE_DAY = dt.timedelta(days=1)

STATES = {
    "planned": ("ยังไม่เริ่ม", "#EEF1F3", "#5B6770"),
    "started": ("กำลังทำ", "#FBDFA8", "#8A5300"),
    "done": ("เสร็จแล้ว", "#0B6B4F", "#FFFFFF"),
    "overdue": ("เลยกำหนด", "#A3262A", "#FFFFFF"),
}
"""state: (words, colour of the bar, colour of its sign)."""


@dataclass(frozen=True)
class Bar:
    """One window of a phase; `cut` when it goes on after the fiscal year."""

    x: float
    width: float
    state: str
    cut: bool


@dataclass(frozen=True)
class Line:
    """A process (without bars) or one of its phases, at the height `y`."""

    y: int
    name: str
    is_process: bool
    note: str = ""
    bars: tuple[Bar, ...] = ()


def year_picture(
    title: str, phases: Sequence[Phase], fiscal_year: int, today: dt.date, most_height: int | None = None
) -> str:
    """The SVG of these phases in the fiscal year (Buddhist era); what has no date is counted below.

    With `most_height` it ends there: its upper part is what a chat shows.
    """
    dated = [phase for phase in phases if phase.run.starts_on is not None]
    lines = tuple(_lines(dated, fiscal_year, today))
    bottom = (lines[-1].y + ROW if lines else TOP) + 12
    first, last = fiscal_year_bounds(fiscal_year)
    return _TEMPLATE.render(
        title=shortened(title, 64),
        made=f"ข้อมูล ณ {say_date(today, today + ONE_DAY)}",
        width=WIDTH,
        height=min(bottom + 52, most_height or bottom + 52),
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=bottom,
        row=ROW,
        head=HEAD,
        month=MONTH,
        months=[_month_name(number, first) for number in range(12)],
        lines=lines,
        states=STATES,
        today=_x(today, fiscal_year) if first <= today <= last else None,
        undated=len(phases) - len(dated),
    )


def _month_name(number: int, first: dt.date) -> tuple[str, str]:
    """(short name, year where one begins) of the so-manieth month of the fiscal year."""
    month = (first.month + number - 1) % 12
    year = first.year + BUDDHIST_ERA + (number > 2)
    return MONTHS_SHORT[month], str(year) if number in (0, 3) else ""


def _lines(dated: Iterable[Phase], fiscal_year: int, today: dt.date) -> Iterator[Line]:
    y = TOP
    for _, of_process in groupby(dated, key=lambda phase: phase.process.code):
        phases = list(of_process)
        done = sum(phase.run.state == RunState.DONE for phase in phases)
        name = shortened(phases[0].process.name_th, HEAD_LETTERS)
        yield Line(y, name, is_process=True, note=f"เสร็จ {done}/{len(phases)}")
        y += HEAD
        for number, parts in groupby(phases, key=lambda phase: phase.entry.no):
            windows = list(parts)
            name = shortened(f"{number}  {windows[0].entry.name_th}", NAME_LETTERS)
            yield Line(y, name, is_process=False, bars=tuple(_bar(window, fiscal_year, today) for window in windows))
            y += ROW


def _bar(phase: Phase, fiscal_year: int, today: dt.date) -> Bar:
    run = phase.run
    assert run.starts_on is not None
    ends = run.ends_on or run.starts_on
    x, end = _x(run.starts_on, fiscal_year), _x(ends + ONE_DAY, fiscal_year)
    width = max(end - x, SHORTEST_BAR)
    state = "overdue" if run.state != RunState.DONE and ends < today else str(run.state)
    return Bar(min(x, RIGHT - width), width, state, cut=ends > fiscal_year_bounds(fiscal_year)[1])


def _x(day: dt.date, fiscal_year: int) -> float:
    """Where a day begins; days outside of the fiscal year lie on its borders."""
    first, last = fiscal_year_bounds(fiscal_year)
    days = (last - first).days + 1
    return LEFT + (RIGHT - LEFT) * min(max((day - first).days, 0), days) / days


_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["svg"]),
    trim_blocks=True,
    lstrip_blocks=True,
).get_template("calendar.svg")
