"""Asking the calendar: a month, a process, what comes next, what is overdue. Teachers see what concerns schools."""

import datetime as dt
from collections.abc import Callable, Sequence

from handlers import calendar_says as words
from handlers import looking, rounds
from handlers.approval import may_decide
from handlers.cards import annual_plan as cards
from handlers.cards.base import Part, ask, button, link, postback, say
from handlers.turn import Talk, Turn
from models import annual_plan
from models.annual_plan import LIVING, Caretakers, Phase, RunState
from models.clock import today
from models.roster import words_of
from models.rounds import all_open
from nlp.deadlines import read_windows
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS, Span, fiscal_year_bounds, fiscal_year_of, say_range
from nlp.thai_dates import read_when
from nlp.understand import understand
from nlp.understanding import Understanding

CALENDAR_WORDS = (
    "ปฏิทิน", "ต้องส่ง", "กำหนดส่ง", "ครบกำหนด", "เลยกำหนด", "มีกำหนด", "ขั้นตอนต่อไป", "ขั้นตอนถัดไป", "ถึงขั้นไหน",
    "ต้องทำอะไร", "งานค้าง", "มีงานอะไร", "เปิดรอบ", "รอบรายงาน", "ยังไม่ส่ง",
)  # fmt: skip
"""Any of them asks the calendar, unless the sentence asks for advice."""
ADVICE_WORDS = ("ปรึกษา", "นัด", "แนะนำ")
HOURS_WORDS = ("เปิด", "ปิดทำการ", "เวลาทำการ", "เวลาราชการ", "หยุด")
OVERDUE_WORDS = ("เลยกำหนด", "ค้าง")
NEXT_WORDS = ("ต่อไป", "ถัดไป", "ถึงขั้นไหน")
ROUND_WORDS = ("รอบรายงาน", "ยังไม่ส่ง")
OPEN_ROUND_WORDS = ("เปิดรอบ",)
LINK_WORDS = ("ลิงก์", "ลิงค์", "มือถือ", "google", "กูเกิล")
SCHOOLS = "สถานศึกษา"
NEXT_COUNT = 3
ONE_DAY = dt.timedelta(days=1)


def is_asked(text: str, understanding: Understanding) -> bool:
    """Whether the sentence asks what is on, and not for advice or an appointment."""
    if _has(text, ADVICE_WORDS):
        return False
    return understanding.intent == "calendar" or _has(text, CALENDAR_WORDS)


def answer(talk: Talk) -> Turn:
    """What is on: of the process, in the time, and of the state that the sentence names."""
    text = talk.said.text.lower()
    aside = next((step for cues, step in _ASIDES if _has(text, cues)), None)
    if aside is not None:
        return aside(talk)
    if not talk.me.is_staff and all_open(talk.session):
        return rounds.list_open(talk)
    codes = _processes_named(talk, text)
    phases = [phase for phase in _phases(talk) if not codes or phase.process.code in codes]
    subject = f" {_name_of(talk, codes)}" if codes else ""
    if _has(text, OVERDUE_WORDS):
        return _timeline(talk, f"เลยกำหนด{subject}", [phase for phase in phases if _is_overdue(talk, phase)])
    if _has(text, NEXT_WORDS):
        left = [phase for phase in phases if phase.run.state != RunState.DONE]
        return _timeline(talk, f"ขั้นตอนต่อไป{subject}", _soonest(talk, left))
    span = _span_named(talk, text)
    if span is None and codes:
        return _timeline(talk, f"ปฏิทิน{subject}", phases)
    return _of_span(talk, phases, span or _month(today(talk.now)))


def month(talk: Talk) -> Turn:
    """`calendar_month` or `calendar_month:2026-12`."""
    first = talk.said.args.day(0) if talk.said.args else today(talk.now)
    return _of_span(talk, _phases(talk), _month(first))


def subscribe(talk: Talk) -> Turn:
    """The addresses that a phone's calendar can subscribe to."""
    actions = [link("ปฏิทินของฉัน", talk.links.feed(talk.me))]
    if talk.me.is_staff:
        actions.append(link("ปฏิทินทั้งสำนักงาน", talk.links.office_feed(talk.office)))
    return Turn([ask(words.subscribe(talk.voice), *actions)])


_ASIDES: tuple[tuple[Sequence[str], Callable[[Talk], Turn]], ...] = (
    (OPEN_ROUND_WORDS, rounds.heard),
    (ROUND_WORDS, rounds.list_open),
    (HOURS_WORDS, looking.office_days),
    (LINK_WORDS, subscribe),
)
"""Words that ask for something beside the timeline; the first that is found counts."""


def _phases(talk: Talk) -> list[Phase]:
    """The open years in order, the reader's own phases first; for teachers those that schools take part in."""
    phases = annual_plan.in_order(annual_plan.described(talk.facts.pack, annual_plan.open_runs(talk.session)))
    if not talk.me.is_staff:
        return [phase for phase in phases if SCHOOLS in phase.entry.responsible_th]
    caretakers = Caretakers(talk.session)
    return sorted(phases, key=lambda phase: talk.me not in caretakers.of(phase))


def _of_span(talk: Talk, phases: Sequence[Phase], span: Span) -> Turn:
    first, last = span
    on = [
        phase
        for phase in phases
        if phase.run.starts_on is not None and phase.run.starts_on <= last and (phase.run.ends_on or last) >= first
    ]
    following = last + ONE_DAY
    more = postback(f"{MONTHS[following.month - 1]}", f"calendar_month:{following:%Y-%m}")
    return _timeline(talk, _name_of_span(span), on, more)


def _timeline(talk: Talk, title: str, phases: Sequence[Phase], *more: Part) -> Turn:
    if not phases:
        return _nothing(talk, title)
    buttons = [button(action) for action in (*more, postback("ปฏิทินมือถือ", "calendar_link"))]
    return Turn([cards.timeline(title, phases, today(talk.now), buttons)])


def _nothing(talk: Talk, title: str) -> Turn:
    fiscal_year = fiscal_year_of(today(talk.now))
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


def _span_named(talk: Talk, text: str) -> Span | None:
    if "ปีนี้" in text or "ทั้งปี" in text:
        return fiscal_year_bounds(fiscal_year_of(today(talk.now)))
    if "ไตรมาส" in text:
        return next(iter(read_windows(text[text.index("ไตรมาส") :], fiscal_year_of(today(talk.now))).windows), None)
    if "เดือนนี้" in text:
        return _month(today(talk.now))
    when = read_when(text, talk.now).when
    if when is None or when.date is None:
        return None
    return when.date, when.date_to or when.date


def _month(day: dt.date) -> Span:
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - ONE_DAY


def _name_of_span(span: Span) -> str:
    first, last = span
    if span == _month(first):
        return f"{MONTHS[first.month - 1]} {first.year + BUDDHIST_ERA}"
    if span == fiscal_year_bounds(fiscal_year_of(first)):
        return f"ปีงบประมาณ {fiscal_year_of(first)}"
    return say_range(first, last, first - ONE_DAY * 9)


def _has(text: str, cues: Sequence[str]) -> bool:
    return any(cue in text for cue in cues)
