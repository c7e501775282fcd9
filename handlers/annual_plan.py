"""The annual calendar's buttons: a phase is started, done, dated, postponed or heard of again; a year is opened."""

from collections.abc import Callable
from datetime import timedelta

from handlers import calendar_says as words
from handlers import notices, says
from handlers.approval import may_decide
from handlers.cards import annual_plan as cards
from handlers.cards.base import ask, button, postback, say
from handlers.turn import Message, Notice, Talk, Turn
from models import annual_plan, attachments, phase_reminders, postponements
from models.annual_plan import Caretakers, Phase, RunState
from models.clock import today
from models.postponements import Postponement
from nlp.thai_calendar import say_date, say_range
from nlp.thai_dates import read_when

SNOOZES = (("พรุ่งนี้", 1), ("อีก 3 วัน", 3), ("อีก 1 สัปดาห์", 7))


def _phase(talk: Talk, run_id: str) -> Phase | None:
    run = annual_plan.find(talk.session, run_id)
    return next(iter(annual_plan.described(talk.facts.pack, [run])), None) if run is not None else None


def _may_change(talk: Talk, phase: Phase) -> bool:
    return may_decide(talk.me) or talk.me in Caretakers(talk.session).of(phase)


def _changing(step: Callable[[Talk, Phase], Turn]) -> Callable[[Talk], Turn]:
    """Before a change: is it there, is it not too late, may I?"""

    def checked(talk: Talk) -> Turn:
        phase = _phase(talk, talk.said.args[0])
        if phase is None:
            return Turn([say(says.not_found(talk.voice))])
        if phase.run.state == RunState.DONE:
            return Turn([say(words.already_done(talk.voice)), _card(talk, phase)])
        if not _may_change(talk, phase):
            return Turn([say(says.not_allowed(talk.voice))])
        return step(talk, phase)

    return checked


def _card(talk: Talk, phase: Phase) -> Message:
    return cards.phase_card(phase, today(talk.now))


def show(talk: Talk) -> Turn:
    """`phase:id`: the phase as it stands; for everybody in the office."""
    phase = _phase(talk, talk.said.args[0])
    if phase is None:
        return Turn([say(says.not_found(talk.voice))])
    if not talk.me.is_staff:
        return Turn([say(says.not_allowed(talk.voice))])
    new_round = [button(postback("เปิดรอบรายงาน", f"round_new:{phase.run.id}"))] if may_decide(talk.me) else []
    return Turn([cards.phase_card(phase, today(talk.now), new_round)])


@_changing
def start(talk: Talk, phase: Phase) -> Turn:
    """`phase_start:id`."""
    if not annual_plan.start(talk.session, phase.run, today(talk.now), talk.now):
        return Turn([say(words.already_started(talk.voice)), _card(talk, phase)])
    return Turn([say(words.started(talk.voice, cards.name_of(phase))), _card(talk, phase)], must_arrive=True)


@_changing
def done(talk: Talk, phase: Phase) -> Turn:
    """`phase_done:id`: nobody is reminded any more; a link or file as evidence may follow."""
    if not annual_plan.finish(talk.session, phase.run, talk.me, talk.now):
        return Turn([say(words.already_done(talk.voice)), _card(talk, phase)])
    question = words.done_ask_evidence(talk.voice, cards.name_of(phase))
    return Turn(
        [ask(question, postback("ไม่มีหลักฐาน", "phase_no_evidence"))],
        state="phase_evidence",
        data={"phase": str(phase.run.id)},
        must_arrive=True,
    )


def evidence(talk: Talk) -> Turn:
    """The link, sentence or file that shows that the phase is done."""
    phase = _phase(talk, str(talk.chat.data.get("phase", "")))
    if phase is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    said = talk.said
    shown = said.text or said.file_name or "ไฟล์ที่ส่งในแชต"
    if said.message_id is not None and said.kind != "text":
        attachments.want(talk.session, talk.me, said.message_id, said.kind, said.file_name, talk.now)
    file_id = said.message_id if said.kind != "text" else None
    annual_plan.add_evidence(talk.session, phase.run, talk.me, shown, talk.now, file_id)
    talk.session.flush()
    talk.session.expire(phase.run, ["evidence"])
    return Turn([say(words.evidence_kept(talk.voice)), _card(talk, phase)], state=None)


def no_evidence(talk: Talk) -> Turn:
    """Nothing to show."""
    return Turn([say(words.without_evidence(talk.voice))], state=None)


@_changing
def postpone(talk: Talk, phase: Phase) -> Turn:
    """`phase_postpone:id`: until when, and why?"""
    question = words.ask_postpone(talk.voice, cards.name_of(phase))
    return Turn([say(question)], state="postponing", data={"phase": str(phase.run.id)})


def postpone_in_words(talk: Talk) -> Turn:
    """The new day and the reason in one sentence; the director decides."""
    return _postpone_until(talk.with_args(str(talk.chat.data.get("phase", ""))))


@_changing
def _postpone_until(talk: Talk, phase: Phase) -> Turn:
    when = read_when(talk.said.text, talk.now).when
    until = (when.date_to or when.date) if when is not None else None
    if until is None or until <= today(talk.now):
        return Turn([say(words.postpone_needs_day(talk.voice))])
    wish = postponements.ask(talk.session, phase.run, talk.me, talk.now, until=until, reason=talk.said.text)
    deciders = notices.deciders(talk)
    if may_decide(talk.me) and talk.me in deciders:
        return _decided(talk, wish, phase, granted=True)
    card = cards.postponement_card(wish, phase, today(talk.now))
    return Turn(
        [say(words.postpone_asked(talk.voice, say_date(until, today(talk.now))))],
        state=None,
        notices=[Notice(person, [card]) for person in deciders],
        must_arrive=True,
    )


def grant(talk: Talk) -> Turn:
    """`postpone_grant:id`."""
    return _decide(talk, granted=True)


def refuse(talk: Talk) -> Turn:
    """`postpone_refuse:id`."""
    return _decide(talk, granted=False)


def _decide(talk: Talk, *, granted: bool) -> Turn:
    wish = postponements.find(talk.session, talk.said.args[0])
    phase = _phase(talk, str(wish.phase_run_id)) if wish is not None else None
    if wish is None or phase is None:
        return Turn([say(says.not_found(talk.voice))])
    if wish.state != "asked" or phase.run.state == RunState.DONE:
        return Turn([say(words.already_decided(talk.voice)), _card(talk, phase)])
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))])
    return _decided(talk, wish, phase, granted=granted)


def _decided(talk: Talk, wish: Postponement, phase: Phase, *, granted: bool) -> Turn:
    if not postponements.decide(talk.session, talk.facts, wish, talk.me, talk.now, granted=granted):
        return Turn([say(words.already_decided(talk.voice)), _card(talk, phase)])
    day, name = say_date(wish.until, today(talk.now)), cards.name_of(phase)
    sentence = words.postponed(talk.voice, name, day) if granted else words.not_postponed(talk.voice, name)
    told = [] if wish.asked_by_id == talk.me.id else [Notice(wish.asked_by, [say(sentence), _card(talk, phase)])]
    return Turn([say(sentence)], state=None, notices=told, must_arrive=True)


@_changing
def snooze(talk: Talk, phase: Phase) -> Turn:
    """`phase_snooze:id`: when shall I remind again?"""
    actions = [postback(label, f"phase_snooze_until:{phase.run.id}:{days}") for label, days in SNOOZES]
    return Turn([ask(words.ask_snooze(talk.voice), *actions)])


@_changing
def snooze_until(talk: Talk, phase: Phase) -> Turn:
    """`phase_snooze_until:id:days`."""
    days = int(talk.said.args[1]) if talk.said.args[1].isdecimal() else 1
    until = today(talk.now) + timedelta(days=min(days, 60))
    phase_reminders.snooze(talk.session, phase.run, talk.me, until)
    return Turn([say(words.snoozed(talk.voice, say_date(until, today(talk.now))))])


@_changing
def ask_dates(talk: Talk, phase: Phase) -> Turn:
    """`phase_date:id`: the clerk dates what the manual leaves open."""
    question = words.ask_dates(talk.voice, cards.name_of(phase))
    return Turn([say(question)], state="dating_phase", data={"phase": str(phase.run.id)})


def dates_in_words(talk: Talk) -> Turn:
    """First and last day, typed."""
    return _date(talk.with_args(str(talk.chat.data.get("phase", ""))))


@_changing
def _date(talk: Talk, phase: Phase) -> Turn:
    when = read_when(talk.said.text, talk.now).when
    if when is None or when.date is None:
        return Turn([say(words.ask_dates(talk.voice, cards.name_of(phase)))])
    window = when.date, when.date_to or when.date
    annual_plan.date(talk.session, talk.facts, phase.run, window, talk.now)
    days = say_range(*window, today(talk.now))
    return Turn([say(words.dated(talk.voice, cards.name_of(phase), days)), _card(talk, phase)], state=None)


def open_year(talk: Talk) -> Turn:
    """`year_open:2571`: the draft becomes the plan, and its reminders begin."""
    if not may_decide(talk.me):
        return Turn([say(says.not_allowed(talk.voice))])
    fiscal_year = talk.said.args.number(0)
    annual_plan.open_year(talk.session, talk.office.id, talk.facts, fiscal_year, talk.now)
    rest = len(_undated(talk, fiscal_year))
    message = words.year_opened(talk.voice, fiscal_year, rest)
    actions = [postback("ขั้นที่ยังไม่มีวัน", f"undated:{fiscal_year}")] if rest else []
    return Turn([ask(message, *actions)], must_arrive=True)


def undated(talk: Talk) -> Turn:
    """`undated:2571`: what can't be dated from the manual, for the clerk to date."""
    if not talk.me.is_staff:
        return Turn([say(says.not_allowed(talk.voice))])
    phases = _undated(talk, talk.said.args.number(0))
    if not phases:
        return Turn([say(words.nothing_then(talk.voice, "ขั้นที่ยังไม่มีวัน "))])
    return Turn([cards.timeline("ยังไม่มีวัน", phases, today(talk.now))])


def _undated(talk: Talk, fiscal_year: int) -> list[Phase]:
    runs = annual_plan.runs_of_year(talk.session, fiscal_year)
    waiting = [run for run in runs if run.state in (RunState.UNDATED, RunState.WAITING)]
    return annual_plan.described(talk.facts.pack, waiting)
