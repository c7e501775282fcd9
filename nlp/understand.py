"""Reads one message: what is asked, about what, and by when."""

from datetime import datetime
from typing import NamedTuple

from nlp.intents import Decision, decide
from nlp.lexicon import Kind
from nlp.matching import Match, Vocabulary
from nlp.reading import Reading, guessed, read_words
from nlp.scope import mentions
from nlp.signs import Signs, signs_of
from nlp.thai_dates import When, WhenReading
from nlp.topics import chosen, topic_of
from nlp.understanding import Mode, Understanding, about
from nlp.wishes import times_said

_LONGEST_GUESSED = 40
"""Words of a vague message up to which even plain words are tried for slips of other words."""
_ABOUT_BUSY_TIMES = frozenset({"absence", "cancel", "calendar", "free_times"})
_VAGUE = frozenset({"other", "consult", "book", "greeting"})
_WITHOUT_TOPIC = frozenset({"greeting", "thanks", "other", "register", "help", "my_data", "delete_data"})


class Interpretation(NamedTuple):
    """What a message means, and what was found in it that says so."""

    meaning: Understanding
    reading: Reading
    wish: WhenReading
    topics: list[Match]
    places: list[Match]
    decision: Decision


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is when it was written, with its zone. Never raises."""
    return interpret(text, vocabulary, now).meaning


def interpret(text: str, vocabulary: Vocabulary, now: datetime) -> Interpretation:
    """What `understand` gives, with what it was drawn from."""
    reading = read_words(text, vocabulary)
    wish, busy = times_said(reading, now)
    interpretation = _interpreted(text, reading, wish, busy)
    if interpretation.meaning.intent in _VAGUE and len(reading.tokens) < _LONGEST_GUESSED:
        guess = guessed(reading, vocabulary, wish.times)
        if guess:
            return _interpreted(text, guess, wish, busy)
    return interpretation


def _interpreted(text: str, reading: Reading, wish: WhenReading, busy: When | None) -> Interpretation:
    matches, when = reading.matches, wish.when
    named = mentions(reading.tokens, matches)
    topics = chosen(named)
    signs = signs_of(reading, named, topics, wish, busy)
    decision = decide(reading.tokens, signs)
    intent = decision.intent
    if intent in _ABOUT_BUSY_TIMES and not decision.words:
        when = when or busy
    if intent in _WITHOUT_TOPIC:
        topics = []
    if intent == "other" and not signs.any("book", "talk") and (signs.is_not_for_us or _only_says_today(wish, reading)):
        when = None  # "วันนี้" alone tells of the day more often than it asks for it
    places = [match for match in matches if match.meanings[0].kind in ("area", "school")]
    ruled_out = [meaning.code for one in named if one.standing == "ruled out" for meaning in one.match.meanings]
    meaning = about(
        tuple(dict.fromkeys([topic_of(match.meanings) for match in topics])),
        text=text,
        intent=intent,
        area=_first_code(places, "area"),
        school=_first_code(places, "school"),
        when=when,
        mode=_mode(intent, signs),
        unsure=_unsure(topics, signs) if intent in ("consult", "book") else (),
        ruled_out=tuple(ruled_out),
    )
    return Interpretation(meaning, reading, wish, topics, places, decision)


def _only_says_today(wish: WhenReading, message: Reading) -> bool:
    return [message.text.normal[start:end] for start, end in wish.spans] == ["วันนี้"]


def _unsure(topics: list[Match], signs: Signs) -> tuple[str, ...]:
    if not topics:
        return ("learning_area",) if signs.any("teaching") else ("topic",)
    if len(topics) > 1:
        return ()
    kinds = [meaning.kind for meaning in topics[0].meanings]
    if kinds.count("project") > 1:
        return ("project",)
    return ("function",) if topics[0].meanings[0].aspects else ()


def _first_code(matches: list[Match], kind: Kind) -> str | None:
    return next((match.meanings[0].code for match in matches if match.meanings[0].kind == kind), None)


def _mode(intent: str, signs: Signs) -> Mode | None:
    if intent == "book":
        return "appointment"
    return "now" if intent == "consult" and signs.wants_now else None
