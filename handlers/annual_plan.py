"""The annual calendar's buttons: a phase is started, done, dated or heard of again; a year is opened."""

from collections.abc import Callable
from datetime import timedelta

from handlers import calendar_says as words
from handlers import says
from handlers.approval import may_decide
from handlers.cards import annual_plan as cards
from handlers.cards import timeline
from handlers.cards.base import ask, button, postback, say
from handlers.staff_only import not_allowed
from handlers.turn import Context, Message, Talk, Turn
from models import annual_plan, attachments, phase_reminders
from models.annual_plan import Caretakers, Phase, RunState
from models.clock import today
from models.people import Person
from nlp.thai_calendar import say_date, say_range
from nlp.thai_dates import read_when

SNOOZES = (("พรุ่งนี้", 1), ("อีก 3 วัน", 3), ("อีก 1 สัปดาห์", 7))


def phase_of(talk: Context, run_id: str) -> Phase | None:
    """The phase of a button; None when it is gone."""
    run = annual_plan.find(talk.session, run_id)
    return next(iter(annual_plan.described(talk.facts.pack, [run])), None) if run is not None else None


def may_change(context: Context, person: Person, phase: Phase) -> bool:
    """Whether this person may say how the phase stands: who decides, and who looks after it."""
    return may_decide(person) or person in Caretakers(context.session, context.facts.pack).of(phase)


def changing(step: Callable[[Talk, Phase], Turn]) -> Callable[[Talk], Turn]:
    """Before a change: is it there, is it not too late, may I?"""

    def checked(talk: Talk) -> Turn:
        phase = phase_of(talk, talk.said.args[0])
        if phase is None:
            return Turn([say(says.not_found(talk.voice))])
        if phase.run.state == RunState.DONE:
            return Turn([say(words.already_done(talk.voice)), card_of(talk, phase)])
        if not may_change(talk, talk.me, phase):
            return not_allowed(talk)
        return step(talk, phase)

    return checked


def card_of(talk: Talk, phase: Phase) -> Message:
    """The phase as it stands now."""
    return cards.phase_card(phase, today(talk.now))


def show(talk: Talk) -> Turn:
    """`phase:id`: the phase as it stands; for everybody in the office."""
    phase = phase_of(talk, talk.said.args[0])
    if phase is None:
        return Turn([say(says.not_found(talk.voice))])
    if not talk.me.is_staff:
        return not_allowed(talk)
    new_round = [button(postback("เปิดรอบรายงาน", f"round_new:{phase.run.id}"))] if may_decide(talk.me) else []
    return Turn([cards.phase_card(phase, today(talk.now), new_round)])


@changing
def start(talk: Talk, phase: Phase) -> Turn:
    """`phase_start:id`."""
    if not annual_plan.start(talk.session, phase.run, today(talk.now), talk.now):
        return Turn([say(words.already_started(talk.voice)), card_of(talk, phase)])
    return Turn([say(words.started(talk.voice, cards.name_of(phase))), card_of(talk, phase)], must_arrive=True)


@changing
def done(talk: Talk, phase: Phase) -> Turn:
    """`phase_done:id`: nobody is reminded any more; a link or file as evidence may follow."""
    if not annual_plan.finish(talk.session, phase.run, talk.me, talk.now):
        return Turn([say(words.already_done(talk.voice)), card_of(talk, phase)])
    question = words.done_ask_evidence(talk.voice, cards.name_of(phase))
    return Turn(
        [ask(question, postback("ไม่มีหลักฐาน", "phase_no_evidence"))],
        state="phase_evidence",
        data={"phase": str(phase.run.id)},
        must_arrive=True,
    )


def evidence(talk: Talk) -> Turn:
    """The link, sentence or file that shows that the phase is done."""
    phase = phase_of(talk, str(talk.chat.data.get("phase", "")))
    if phase is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    said = talk.said
    shown = said.text or said.file_name or "ไฟล์ที่ส่งในแชต"
    if said.message_id is not None and said.kind != "text":
        attachments.want(talk.session, talk.me, said.message_id, said.kind, said.file_name, talk.now)
    file_id = said.message_id if said.kind != "text" else None
    made = annual_plan.add_evidence(talk.session, phase.run, talk.me, shown, talk.now, file_id)
    talk.wrote(made, "words")
    talk.session.expire(phase.run, ["evidence"])
    return Turn([say(words.evidence_kept(talk.voice)), card_of(talk, phase)], state=None)


def no_evidence(talk: Talk) -> Turn:
    """Nothing to show."""
    return Turn([say(words.without_evidence(talk.voice))], state=None)


@changing
def snooze(talk: Talk, phase: Phase) -> Turn:
    """`phase_snooze:id`: when shall I remind again?"""
    actions = [postback(label, f"phase_snooze_until:{phase.run.id}:{days}") for label, days in SNOOZES]
    return Turn([ask(words.ask_snooze(talk.voice), *actions)])


@changing
def snooze_until(talk: Talk, phase: Phase) -> Turn:
    """`phase_snooze_until:id:days`."""
    until = today(talk.now) + timedelta(days=min(talk.said.args.number(1), 60))
    phase_reminders.snooze(talk.session, phase.run, talk.me, until)
    return Turn([say(words.snoozed(talk.voice, say_date(until, today(talk.now))))])


@changing
def ask_dates(talk: Talk, phase: Phase) -> Turn:
    """`phase_date:id`: the clerk dates what the manual leaves open."""
    question = words.ask_dates(talk.voice, cards.name_of(phase))
    return Turn([say(question)], state="dating_phase", data={"phase": str(phase.run.id)})


def dates_in_words(talk: Talk) -> Turn:
    """First and last day, typed."""
    return _date(talk.with_args(str(talk.chat.data.get("phase", ""))))


@changing
def _date(talk: Talk, phase: Phase) -> Turn:
    when = read_when(talk.said.text, talk.now).when
    if when is None or when.date is None:
        return Turn([say(words.ask_dates(talk.voice, cards.name_of(phase)))])
    window = when.date, when.date_to or when.date
    annual_plan.date(talk.session, talk.facts, phase.run, window, talk.now)
    days = say_range(*window, today(talk.now))
    return Turn([say(words.dated(talk.voice, cards.name_of(phase), days)), card_of(talk, phase)], state=None)


def open_year(talk: Talk) -> Turn:
    """`year_open:2571`: the draft becomes the plan, and its reminders begin."""
    if not may_decide(talk.me):
        return not_allowed(talk)
    fiscal_year = talk.said.args.number(0)
    annual_plan.open_year(talk.session, talk.office.id, talk.facts, fiscal_year, talk.now)
    rest = len(_undated(talk, fiscal_year))
    message = words.year_opened(talk.voice, fiscal_year, rest)
    actions = [postback("ขั้นที่ยังไม่มีวัน", f"undated:{fiscal_year}")] if rest else []
    return Turn([ask(message, *actions)], must_arrive=True)


def undated(talk: Talk) -> Turn:
    """`undated:2571`: what can't be dated from the manual, for the clerk to date."""
    if not talk.me.is_staff:
        return not_allowed(talk)
    phases = _undated(talk, talk.said.args.number(0))
    if not phases:
        return Turn([say(words.nothing_then(talk.voice, "ขั้นที่ยังไม่มีวัน "))])
    return Turn([timeline.listing("ยังไม่มีวัน", phases, today(talk.now))])


def _undated(talk: Talk, fiscal_year: int) -> list[Phase]:
    runs = annual_plan.runs_of_year(talk.session, fiscal_year)
    waiting = [run for run in runs if run.state in (RunState.UNDATED, RunState.WAITING)]
    return annual_plan.described(talk.facts.pack, waiting)
