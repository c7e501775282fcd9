"""Reads one message: what is asked, about what, and by when."""

from datetime import datetime

from nlp.intents import intent_of
from nlp.lexicon import Kind
from nlp.matching import Match, Vocabulary
from nlp.reading import Reading, guessed, read_words
from nlp.scope import mentions
from nlp.signs import Signs, signs_of
from nlp.text import Text
from nlp.thai_dates import When, WhenReading
from nlp.topics import chosen, topic_of
from nlp.understanding import Evidence, Mode, Understanding, about
from nlp.wishes import times_said

_LONGEST_GUESSED = 40
"""Words of a vague message up to which even plain words are tried for slips of other words."""
_ABOUT_BUSY_TIMES = frozenset({"absence", "cancel", "calendar", "free_times"})
_VAGUE = frozenset({"other", "consult", "book", "greeting"})
_WITHOUT_TOPIC = frozenset({"greeting", "thanks", "other", "register", "help", "my_data", "delete_data"})


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is when it was written, with its zone. Never raises."""
    reading = read_words(text, vocabulary)
    wish, busy = times_said(reading, now)
    understanding = _understood(text, reading, wish, busy)
    if understanding.intent in _VAGUE and len(reading.tokens) < _LONGEST_GUESSED:
        guess = guessed(reading, vocabulary, wish.times)
        if guess:
            return _understood(text, guess, wish, busy)
    return understanding


def _understood(text: str, reading: Reading, wish: WhenReading, busy: When | None) -> Understanding:
    matches, when = reading.matches, wish.when
    named = mentions(reading.tokens, matches)
    topics = chosen(named)
    signs = signs_of(reading, named, topics, wish, busy)
    intent = intent_of(signs)
    if intent in _ABOUT_BUSY_TIMES:
        when = when or busy
    if intent in _WITHOUT_TOPIC:
        topics = []
    if intent == "other" and not signs.any("book", "talk") and (signs.is_not_for_us or _only_says_today(wish, reading)):
        when = None  # "วันนี้" alone tells of the day more often than it asks for it
    places = [match for match in matches if match.meanings[0].kind in ("area", "school")]
    ruled_out = [meaning.code for one in named if one.standing == "ruled out" for meaning in one.match.meanings]
    return about(
        tuple(dict.fromkeys([topic_of(match.meanings) for match in topics])),
        text=text,
        intent=intent,
        area=_first_code(places, "area"),
        school=_first_code(places, "school"),
        when=when,
        mode=_mode(intent, signs),
        unsure=_unsure(topics, signs) if intent in ("consult", "book") else (),
        ruled_out=tuple(ruled_out),
        evidence=_evidence(text, reading.text, [*topics, *places]),
    )


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


def _evidence(text: str, message: Text, matches: list[Match]) -> tuple[Evidence, ...]:
    found = []
    for match in matches:
        start, end = message.positions[match.start], message.positions[match.end - 1] + 1
        found += [Evidence(meaning.kind, meaning.code, text[start:end], start, end) for meaning in match.meanings]
    return tuple(found)
