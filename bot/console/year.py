"""The annual calendar: the year as bars by process, what needs a date, opening the next year."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import abort, request
from flask.typing import ResponseReturnValue

from bot.console import gantt
from bot.console.desk import Desk, back_to
from handlers import table
from handlers.approval import may_decide
from handlers.calendar_says import OVERDUE, STATE_WORDS, short_dates
from handlers.cards.annual_plan import state_of
from handlers.cards.timeline import SIGNS
from models import annual_plan
from models.annual_plan import Phase, RunState, YearPlan
from models.clock import today
from nlp.thai_calendar import FISCAL_YEARS, fiscal_year_bounds, fiscal_year_of

OVERDUE_SIGN = "!"
CHANGED_MEANWHILE = "มีคนแก้ขั้นตอนนี้ไปก่อนแล้ว ด้านล่างเป็นข้อมูลล่าสุด สิ่งที่พิมพ์ยังอยู่ ตรวจแล้วกดอีกครั้งถ้ายังต้องการ"
YEARS_AHEAD = 1


@dataclass(frozen=True)
class Row:
    """A phase as the calendar shows it."""

    phase: Phase
    sign: str
    words: str
    colour: str
    dates: str
    bar: tuple[float, float] | None


def row_of(phase: Phase, day: date) -> Row:
    """How the phase stands: a sign, words and a colour, and its bar."""
    words, colour = state_of(phase, day)
    sign = OVERDUE_SIGN if words == OVERDUE else SIGNS[RunState(phase.run.state)]
    return Row(phase, sign, words, colour, short_dates(phase, day), gantt.bar(phase.run, phase.run.fiscal_year))


def show(desk: Desk) -> str:
    """The year as bars, process by process."""
    year, day = year_asked(desk), today(desk.now)
    phases = annual_plan.described(desk.facts.pack, annual_plan.runs_of_year(desk.session, year))
    rows = [row_of(phase, day) for phase in phases]
    state, function = request.args.get("state", ""), request.args.get("function", "")
    shown = [
        row
        for row in rows
        if (not state or row.words == state) and (not function or row.phase.process.function == function)
    ]
    return desk.render(
        "year.html",
        year=year,
        years=_years(desk),
        plan=annual_plan.plan_of(desk.session, year),
        processes=[(found[0].phase.process, found) for found in _by_process(shown)],
        counts={words: sum(row.words == words for row in rows) for words in (OVERDUE, *STATE_WORDS.values())},
        state=state,
        function=function,
        functions=[
            one for one in desk.facts.pack.functions if any(row.phase.process.function == one.code for row in rows)
        ],
        months=gantt.months(year),
        now_at=gantt.place(day, year) if fiscal_year_of(day) == year else None,
        WIDTH=gantt.WIDTH,
        MONTH=gantt.MONTH,
        decides=may_decide(desk.me),
    )


def _by_process(rows: list[Row]) -> list[list[Row]]:
    return [list(found) for _, found in groupby(rows, key=lambda row: row.phase.process.code)]


def year_asked(desk: Desk) -> int:
    """The fiscal year of the page: the one asked for, else this one."""
    asked = request.values.get("year", type=int)
    return asked if asked is not None and asked in FISCAL_YEARS else fiscal_year_of(today(desk.now))


def _years(desk: Desk) -> list[tuple[int, YearPlan | None]]:
    """The years that have a plan, this one and the next."""
    known = {plan.fiscal_year: plan for plan in annual_plan.plans(desk.session)}
    this = fiscal_year_of(today(desk.now))
    return [(year, known.get(year)) for year in sorted({*known, this, this + YEARS_AHEAD})]


def open_year(desk: Desk) -> ResponseReturnValue:
    """The manuals' dates become the office's plan, and its reminders begin."""
    year = year_asked(desk)
    this = fiscal_year_of(today(desk.now))
    if not this <= year <= this + YEARS_AHEAD:
        abort(404)
    words = desk.does(table.BUTTONS["year_open"], str(year))
    desk.note(f"เปิดปฏิทินปีงบประมาณ {year}")
    return back_to("year-show", words, year=year)


def undated(desk: Desk) -> str:
    """What the manuals leave without a date, to be dated in a row."""
    return undated_page(desk)


def undated_page(desk: Desk, refused: str = "", refused_id: int | None = None) -> str:
    """The same; with what was wrong beside the phase of that id."""
    year = year_asked(desk)
    first_day, last_day = fiscal_year_bounds(year)
    runs = annual_plan.runs_of_year(desk.session, year)
    waiting = [run for run in runs if run.state in (RunState.UNDATED, RunState.WAITING)]
    rows = [row_of(phase, today(desk.now)) for phase in annual_plan.described(desk.facts.pack, waiting)]
    return desk.render(
        "undated.html",
        year=year,
        processes=[(found[0].phase.process, found) for found in _by_process(rows)],
        count=len(rows),
        refused=refused,
        refused_id=refused_id,
        decides=may_decide(desk.me),
        first_day=first_day,
        last_day=last_day,
    )
