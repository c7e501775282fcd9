"""Asking the calendar: a month, a process, what comes next, what is overdue, a picture. Teachers see what concerns schools."""

import datetime as dt
from collections.abc import Callable, Sequence

from handlers import calendar_says as words
from handlers import looking, rounds
from handlers.approval import may_decide
from handlers.cards import timeline
from handlers.cards.base import Part, ask, button, image, link, postback, say
from handlers.turn import CalendarPicture, Talk, Turn
from models import annual_plan
from models.annual_plan import LIVING, Caretakers, Phase, RunState
from models.clock import today
from models.roster import words_of
from models.rounds import all_open
from nlp.calendar_questions import CalendarAspect, calendar_aspect, calendar_span
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS, Span, fiscal_year_bounds, fiscal_year_of, month_of, say_range
from nlp.understand import understand

NEXT_COUNT = 3
ONE_DAY = dt.timedelta(days=1)


def answer(talk: Talk) -> Turn:
    """What is on: of the process, in the time, and of the state that the sentence names."""
    text = talk.said.text.lower()
    aspect = calendar_aspect(text)
    if aspect in _ASIDES:
        return _ASIDES[aspect](talk)
    if not talk.me.is_staff and all_open(talk.session):
        return rounds.list_open(talk)
    codes = _processes_named(talk, text)
    phases = [phase for phase in _phases(talk) if not codes or phase.process.code in codes]
    subject = f" {_name_of(talk, codes)}" if codes else ""
    span = calendar_span(text, talk.now)
    this_month = month_of(today(talk.now))
    if aspect == "picture":
        return _picture(talk, phases, fiscal_year_of((span or this_month)[0]), codes)
    if aspect == "overdue":
        return _list(talk, f"เลยกำหนด{subject}", [phase for phase in phases if _is_overdue(talk, phase)])
    if aspect == "next steps":
        left = [phase for phase in phases if phase.run.state != RunState.DONE]
        return _list(talk, f"ขั้นตอนต่อไป{subject}", _soonest(talk, left))
    if span is None and codes:
        year = fiscal_year_of(today(talk.now))
        return _of_processes(talk, f"ปฏิทิน{subject}", [one for one in phases if one.run.fiscal_year == year], codes)
    return _of_span(talk, phases, span or this_month)


def month(talk: Talk) -> Turn:
    """`calendar_month` or `calendar_month:2026-12`."""
    first = talk.said.args.day(0) if talk.said.args else today(talk.now)
    return _of_span(talk, _phases(talk), month_of(first))


def picture(talk: Talk) -> Turn:
    """`calendar_picture:2570[:process…]`: the year as a picture, of all processes or of these."""
    codes = talk.said.args[1:]
    phases = [phase for phase in _phases(talk) if not codes or phase.process.code in codes]
    return _picture(talk, phases, talk.said.args.number(0), set(codes))


def _picture(talk: Talk, phases: Sequence[Phase], fiscal_year: int, codes: set[str]) -> Turn:
    of_year = [phase for phase in phases if phase.run.fiscal_year == fiscal_year]
    if not of_year:
        return _nothing(talk, f"ปีงบประมาณ {fiscal_year}", fiscal_year)
    version = f"{today(talk.now)}.{sum(phase.run.sequence for phase in of_year)}"
    shown = CalendarPicture(
        talk.office.id, fiscal_year, tuple(sorted(codes)), for_schools=not talk.me.is_staff, version=version
    )
    return Turn([image(*talk.links.picture(shown))])


def subscribe(talk: Talk) -> Turn:
    """The addresses that a phone's calendar can subscribe to."""
    actions = [link("ปฏิทินของฉัน", talk.links.feed(talk.me))]
    if talk.me.is_staff:
        actions.append(link("ปฏิทินทั้งสำนักงาน", talk.links.office_feed(talk.office)))
    return Turn([ask(words.subscribe(talk.voice), *actions)])


_ASIDES: dict[CalendarAspect, Callable[[Talk], Turn]] = {
    "opening a round": rounds.heard,
    "rounds": rounds.list_open,
    "office hours": looking.office_days,
    "link": subscribe,
}
"""What answers a question for something beside the timeline."""


def _phases(talk: Talk) -> list[Phase]:
    """The open years in order, the reader's own phases first; for teachers those that schools take part in."""
    phases = annual_plan.in_order(annual_plan.described(talk.facts.pack, annual_plan.open_runs(talk.session)))
    if not talk.me.is_staff:
        return [phase for phase in phases if phase.is_for_schools]
    caretakers = Caretakers(talk.session, talk.facts.pack)
    return sorted(phases, key=lambda phase: talk.me not in caretakers.of(phase))


def _of_span(talk: Talk, phases: Sequence[Phase], span: Span) -> Turn:
    fiscal_year = fiscal_year_of(span[0])
    if span == fiscal_year_bounds(fiscal_year):
        return _of_year(talk, [phase for phase in phases if phase.run.fiscal_year == fiscal_year], fiscal_year)
    first, last = span
    title = _name_of_span(span)
    on = [
        phase
        for phase in phases
        if phase.run.starts_on is not None and phase.run.starts_on <= last and (phase.run.ends_on or last) >= first
    ]
    if not on:
        return _nothing(talk, title, fiscal_year)
    following = last + ONE_DAY
    more = postback(MONTHS[following.month - 1], f"calendar_month:{following:%Y-%m}")
    return Turn([timeline.of_span(title, on, span, today(talk.now), _buttons(more))])


def _of_year(talk: Talk, phases: Sequence[Phase], fiscal_year: int) -> Turn:
    dated = [phase for phase in phases if phase.run.starts_on is not None]
    title = f"ปีงบประมาณ {fiscal_year}"
    if not dated:
        return _nothing(talk, title, fiscal_year)
    span, buttons = fiscal_year_bounds(fiscal_year), _buttons(_as_picture(fiscal_year, set()))
    return Turn([timeline.of_year(title, dated, span, today(talk.now), buttons)])


def _list(talk: Talk, title: str, phases: Sequence[Phase]) -> Turn:
    if not phases:
        return _nothing(talk, title)
    return Turn([timeline.listing(title, phases, today(talk.now), _buttons())])


def _of_processes(talk: Talk, title: str, phases: Sequence[Phase], codes: set[str]) -> Turn:
    if not phases:
        return _nothing(talk, title)
    year = phases[0].run.fiscal_year
    return Turn([timeline.of_processes(title, phases, today(talk.now), _buttons(_as_picture(year, codes)))])


def _as_picture(fiscal_year: int, codes: set[str]) -> Part:
    return postback("ขอเป็นภาพ", ":".join(("calendar_picture", str(fiscal_year), *sorted(codes))))


def _buttons(*more: Part) -> list[Part]:
    return [button(action) for action in (*more, postback("ปฏิทินมือถือ", "calendar_link"))]


def _nothing(talk: Talk, title: str, fiscal_year: int | None = None) -> Turn:
    fiscal_year = fiscal_year or fiscal_year_of(today(talk.now))
    plan = annual_plan.plan_of(talk.session, fiscal_year)
    if talk.me.is_staff and (plan is None or plan.opened_at is None):
        actions = [postback("เปิดใช้", f"year_open:{fiscal_year}")] if may_decide(talk.me) else []
        return Turn([ask(words.no_plan(talk.voice, fiscal_year), *actions)])
    return Turn([say(words.nothing_then(talk.voice, title))])


def _is_overdue(talk: Talk, phase: Phase) -> bool:
    run = phase.run
    return run.state in LIVING and run.ends_on is not None and run.ends_on < today(talk.now)


def _soonest(talk: Talk, phases: Sequence[Phase]) -> list[Phase]:
    """What ends next; where all is overdue, that."""
    ahead = [phase for phase in annual_plan.in_order(phases) if not _is_overdue(talk, phase)]
    return (ahead or annual_plan.in_order(phases))[:NEXT_COUNT]


def _processes_named(talk: Talk, text: str) -> set[str]:
    """Codes of the processes that the sentence names, or of all processes of the work group it names."""
    spoken = text.replace(" ", "")
    named = {one.code for one in talk.facts.pack.processes if one.name_th.lower().replace(" ", "") in spoken}
    if named:
        return named
    meant = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    functions = {topic.function for topic in meant.topics if topic.function}
    return {one.code for one in talk.facts.pack.processes if one.function in functions}


def _name_of(talk: Talk, codes: set[str]) -> str:
    """What the processes are called together: the process's own name, or that of their work group."""
    named = [process for process in talk.facts.pack.processes if process.code in codes]
    return named[0].name_th if len(named) == 1 else talk.facts.name_of("function", named[0].function) or ""


def _name_of_span(span: Span) -> str:
    first, last = span
    if span == month_of(first):
        return f"{MONTHS[first.month - 1]} {first.year + BUDDHIST_ERA}"
    return say_range(first, last, first - ONE_DAY * 9)
