"""Asking for more time for a phase: until when and why, in one sentence or two; the director decides."""

import re
from datetime import date, datetime

from handlers import calendar_says as words
from handlers import notices, says
from handlers.annual_plan import card_of, changing, phase_of
from handlers.approval import may_decide
from handlers.cards import annual_plan as cards
from handlers.cards.base import say
from handlers.staff_only import not_allowed
from handlers.turn import Notice, Talk, Turn
from models import postponements, sentences
from models.annual_plan import Phase, RunState
from models.clock import today
from models.postponements import Postponement
from nlp.thai_calendar import say_date
from nlp.thai_dates import read_when

UNTIL = re.compile(r"ถึง|เป็น")
REASON = re.compile(r"\s*(?:เพราะ|เนื่องจาก|ด้วย|(?:ยัง)?ไม่|ติด|รอ|ขาด)")
"""Where a reason begins. "ยังไม่พร้อม" behind a day rules that day out for an appointment, but not for a postponement."""
ASKING = re.compile(r"^(?:ขอ)?(?:เลื่อน)?(?:กำหนด)?(?:ส่ง)?(?:ไป)?(?:ถึง|เป็น)?(?:วันที่)?$|^(?:ค่ะ|ครับ|คะ|นะคะ|นะครับ)$")


@changing
def begin(talk: Talk, phase: Phase) -> Turn:
    """`phase_postpone:id`: until when, and why?"""
    question = words.ask_postpone(talk.voice, cards.name_of(phase))
    return Turn([say(question)], state="postponing", data={"phase": str(phase.run.id)})


def in_words(talk: Talk) -> Turn:
    """The new day and the reason, together or one after the other; the director decides."""
    return _wished(talk.with_args(str(talk.chat.data.get("phase", ""))))


@changing
def _wished(talk: Talk, phase: Phase) -> Turn:
    day, why = day_and_reason(talk.said.text, talk.now)
    kept = talk.chat.data
    until = day or (date.fromisoformat(kept["until"]) if "until" in kept else None)
    reason = why or kept.get("reason")
    message_id = talk.said.message_id if why else kept.get("message_id")
    if until is None or until <= today(talk.now):
        data = {"phase": str(phase.run.id), **({"reason": reason, "message_id": message_id} if reason else {})}
        return Turn([say(words.postpone_needs_day(talk.voice))], data=data)
    if not reason:
        question = words.postpone_needs_reason(talk.voice, say_date(until, today(talk.now)))
        return Turn([say(question)], data={"phase": str(phase.run.id), "until": until.isoformat()})
    wish = postponements.ask(talk.session, phase.run, talk.me, talk.now, until=until, reason=reason)
    sentences.keep(talk.session, talk.me, message_id, wish, "reason", talk.now)
    return _asked(talk, phase, wish)


def day_and_reason(sentence: str, now: datetime) -> tuple[date | None, str]:
    """(the day that a sentence asks for, what else it says): "ถึง 15 ธ.ค. ยังไม่พร้อม" is the 15th and "ยังไม่พร้อม"."""
    asked = UNTIL.search(sentence)
    starts = [asked.start(), 0] if asked else [0]
    for start in starts:
        for end in _ends(sentence, start):
            reading = read_when(sentence[start:end], now)
            if reading.when is not None and reading.when.date is not None:
                first, last = min(reading.spans)[0], max(reading.spans)[1]
                rest = f"{sentence[: start + first]} {sentence[start + last :]}".split()
                return reading.when.date_to or reading.when.date, " ".join(w for w in rest if not ASKING.match(w))
    return None, " ".join(sentence.split())


def _ends(sentence: str, start: int) -> list[int]:
    """Where the words about the day may end: before a reason, or with the sentence."""
    reasons = [found.start() for found in REASON.finditer(sentence, start) if found.start() > start]
    return [*reversed(reasons), len(sentence)]


def _asked(talk: Talk, phase: Phase, wish: Postponement) -> Turn:
    deciders = notices.deciders(talk)
    if may_decide(talk.me) and talk.me in deciders:
        return _decided(talk, wish, phase, granted=True)
    card = cards.postponement_card(wish, phase, today(talk.now))
    return Turn(
        [say(words.postpone_asked(talk.voice, say_date(wish.until, today(talk.now))))],
        state=None,
        notices=[Notice(person, [card], about=wish.matter) for person in deciders],
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
    phase = phase_of(talk, str(wish.phase_run_id)) if wish is not None else None
    if wish is None or phase is None:
        return Turn([say(says.not_found(talk.voice))])
    if wish.state != "asked" or phase.run.state == RunState.DONE:
        return Turn([say(words.already_decided(talk.voice)), card_of(talk, phase)])
    if not may_decide(talk.me):
        return not_allowed(talk)
    return _decided(talk, wish, phase, granted=granted)


def _decided(talk: Talk, wish: Postponement, phase: Phase, *, granted: bool) -> Turn:
    if not postponements.decide(talk.session, talk.facts, wish, talk.me, talk.now, granted=granted):
        return Turn([say(words.already_decided(talk.voice)), card_of(talk, phase)])
    day, name = say_date(wish.until, today(talk.now)), cards.name_of(phase)
    sentence = words.postponed(talk.voice, name, day) if granted else words.not_postponed(talk.voice, name)
    told = [] if wish.asked_by_id == talk.me.id else [Notice(wish.asked_by, [say(sentence), card_of(talk, phase)])]
    return Turn([say(sentence)], state=None, notices=told, must_arrive=True)
