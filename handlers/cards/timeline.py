"""Timelines of the annual calendar as cards: a list, a span of days such as a month, a year, a process.

How a phase stands is told by the colour of its badge, by the sign in it and in words.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from handlers import calendar_says as says
from handlers.cards.annual_plan import name_of, state_of
from handlers.cards.base import QUIET, TINTS, Part, bubble, button, column, flex, postback, text
from handlers.turn import Message
from models.annual_plan import Phase, RunState
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS, Span

MOST_LINES = 10
"""In one card: LINE takes 30 KB a card."""
MOST_TOGETHER, MOST_OF_PROCESS = 48, 20
"""In cards side by side: LINE takes 50 KB for all together. And in the card of one process."""
MOST_CARDS = 12
"""Cards side by side that LINE takes."""

SIGNS = {RunState.DONE: "✓", RunState.STARTED: "▶", RunState.PLANNED: "○", RunState.WAITING: "…", RunState.UNDATED: "?"}


def listing(title: str, phases: Sequence[Phase], today: dt.date, buttons: Sequence[Part] = ()) -> Message:
    """Phases under each other, each pressed open from the list."""
    return flex(f"{title} {len(phases)} ขั้นตอน", bubble(title, body=_lines(phases, today), buttons=buttons))


def of_span(title: str, phases: Sequence[Phase], span: Span, today: dt.date, buttons: Sequence[Part] = ()) -> Message:
    """What ends in those days, what begins, and how much goes on through them."""
    ending, beginning, going_on = _parted(phases, span)
    body: list[Part] = []
    room = MOST_LINES
    for words, some in ((says.ENDING, ending), (says.BEGINNING, beginning)):
        if some:
            body += [_heading(f"{words} {len(some)} ขั้นตอน"), *_lines(some, today, max(room, 1))]
            room -= len(some)
    if going_on:
        body.append(text(says.going_on(len(going_on)), color=QUIET))
    alt = f"{title}: {says.ENDING} {len(ending)} {says.BEGINNING} {len(beginning)} ขั้นตอน"
    return flex(alt, bubble(title, body=body, buttons=buttons))


def of_year(title: str, phases: Sequence[Phase], span: Span, today: dt.date, buttons: Sequence[Part] = ()) -> Message:
    """A card for each month in which something ends or begins; the buttons stand on the first."""
    cards: list[Part] = []
    for month in _months(span):
        ending, beginning, _ = _parted(phases, month)
        if ending or beginning:
            name = f"{MONTHS[month[0].month - 1]} {month[0].year + BUDDHIST_ERA}"
            body = [_heading(f"{says.ENDING} {len(ending)} · {says.BEGINNING} {len(beginning)}")]
            body += _lines([*ending, *beginning], today, MOST_TOGETHER // MOST_CARDS)
            look = button(postback("ดูเดือนนี้", f"calendar_month:{month[0]:%Y-%m}"))
            cards.append(bubble(name, body=body, buttons=[look, *([] if cards else buttons)]))
    return flex(f"{title} {len(phases)} ขั้นตอน", *cards[:MOST_CARDS])


def of_processes(title: str, phases: Sequence[Phase], today: dt.date, buttons: Sequence[Part] = ()) -> Message:
    """A card for each process with its phases in printed order; the buttons stand on the first."""
    by_process = sorted(phases, key=lambda phase: phase.process.code)
    most = min(MOST_OF_PROCESS, MOST_TOGETHER // len({phase.process.code for phase in phases}))
    cards: list[Part] = []
    for _, some in groupby(by_process, key=lambda phase: phase.process.code):
        of_process = sorted(some, key=lambda phase: phase.run.id)
        done = sum(phase.run.state == RunState.DONE for phase in of_process)
        body = [_heading(f"เสร็จ {done} จาก {len(of_process)}"), *_lines(of_process, today, most)]
        name = says.shortened(of_process[0].process.name_th, 80)
        cards.append(bubble(name, body=body, buttons=[] if cards else buttons))
    return flex(f"{title} {len(phases)} ขั้นตอน", *cards[:MOST_CARDS])


def _parted(phases: Sequence[Phase], span: Span) -> tuple[list[Phase], list[Phase], list[Phase]]:
    """(those that end in the span, those that only begin in it, those that go on through it)."""
    first, last = span

    def lies(day: dt.date | None) -> bool:
        return day is not None and first <= day <= last

    ending = [phase for phase in phases if lies(phase.run.ends_on)]
    beginning = [phase for phase in phases if lies(phase.run.starts_on) and not lies(phase.run.ends_on)]
    through = [phase for phase in phases if not lies(phase.run.starts_on) and not lies(phase.run.ends_on)]
    return ending, beginning, through


def _months(span: Span) -> list[Span]:
    months: list[Span] = []
    day = span[0]
    while day <= span[1]:
        following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        months.append((day, following - dt.timedelta(days=1)))
        day = following
    return months


def _heading(words: str) -> Part:
    return text(words, color=QUIET, bold=True)


def _lines(phases: Sequence[Phase], today: dt.date, most: int = MOST_LINES) -> list[Part]:
    rows = [_line(phase, today) for phase in phases[:most]]
    if len(phases) > most:
        rows.append(text(says.more_phases(len(phases) - most), color=QUIET))
    return rows


def _line(phase: Phase, today: dt.date) -> Part:
    words, colour = state_of(phase, today)
    sign = "!" if words == says.OVERDUE else SIGNS[RunState(phase.run.state)]
    return {
        "type": "box",
        "layout": "horizontal",
        "spacing": "md",
        "action": postback(name_of(phase, 40), f"phase:{phase.run.id}"),
        "contents": [
            _badge(sign, colour),
            column(
                [text(name_of(phase), bold=True), text(f"{says.short_dates(phase, today)} · {words}", color=colour)],
                flex=1,
            ),
        ],
    }


def _badge(sign: str, colour: str) -> Part:
    return column(
        [text(sign, color=colour, bold=True, align="center")],
        width="26px",
        height="26px",
        cornerRadius="13px",
        backgroundColor=TINTS[colour],
        justifyContent="center",
        flex=0,
    )
