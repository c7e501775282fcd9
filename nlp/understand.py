"""Reads one message: what is asked, about what, and by when."""

from bisect import bisect_left
from datetime import datetime
from typing import NamedTuple

from nlp.intents import Signs, intent_of
from nlp.lexicon import Kind, small_words
from nlp.matching import Match, Token, Vocabulary
from nlp.scope import Mention, mentions
from nlp.text import Text, from_other_layout, normalise
from nlp.thai_dates import When, WhenReading
from nlp.topics import chosen, is_strong, is_topic, topic_of
from nlp.understanding import Evidence, Mode, Understanding, about
from nlp.wishes import busy_time, wished_time

_LONGEST_GUESSED = 40
"""Words of a vague message up to which even plain words are tried for slips of other words."""
_ABOUT_BUSY_TIMES = frozenset({"absence", "cancel", "calendar", "free_times"})
_VAGUE = frozenset({"other", "consult", "book", "greeting"})
_SILENT = frozenset({"greeting", "thanks", "other", "register", "help", "my_data", "delete_data"})


class _Reading(NamedTuple):
    """A message with the words found in it."""

    message: Text
    tokens: list[Token]
    matches: list[Match]


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is the writer's clock with its zone. Never raises."""
    reading = _read(text, vocabulary)
    wish = wished_time(text, now, reading.message, reading.matches)
    busy = busy_time(text, now, reading.message, reading.matches)
    understanding = _understood(text, reading, wish, busy)
    if understanding.intent in _VAGUE and len(reading.tokens) < _LONGEST_GUESSED:
        guessed = _guessed(reading, vocabulary)
        if guessed:
            return _understood(text, reading._replace(matches=guessed), wish, busy)
    return understanding


def _read(text: str, vocabulary: Vocabulary) -> _Reading:
    message = normalise(text)
    tokens = vocabulary.tokens(message.normal)
    matches = vocabulary.matches(tokens)
    if not matches and (meant := from_other_layout(text)):
        other = normalise(meant)
        other_tokens = vocabulary.tokens(other.normal)
        if _share_known(other_tokens, vocabulary) > _share_known(tokens, vocabulary):
            return _Reading(other, other_tokens, vocabulary.matches(other_tokens))
    return _Reading(message, tokens, matches)


def _share_known(tokens: list[Token], vocabulary: Vocabulary) -> float:
    known = sum(len(token.text) for token in tokens if len(token.text) > 1 and vocabulary.knows(token))
    return known / max(1, sum(len(token.text) for token in tokens))


def _guessed(reading: _Reading, vocabulary: Vocabulary) -> list[Match] | None:
    """The words found with topics that plain words may be slips of; None where a topic was named or none is near."""
    found = reading.matches
    if any(is_topic(match) and is_strong(match) for match in found):
        return None
    guesses = [
        match
        for match in vocabulary.guesses(reading.tokens, found)
        if match in found or (is_topic(match) and is_strong(match))
    ]
    return guesses if len(guesses) > len(found) else None


def _understood(text: str, reading: _Reading, wish: WhenReading, busy: When | None) -> Understanding:
    matches, when = reading.matches, wish.when
    named = mentions(reading.tokens, matches)
    topics = chosen(named)
    signs = _signs(reading, named, topics, wish, busy)
    intent = intent_of(signs)
    if intent in _ABOUT_BUSY_TIMES:
        when = when or busy
    if intent in _SILENT:
        topics, when = [], None
    ruled_out = [meaning.code for one in named if one.standing == "ruled out" for meaning in one.match.meanings]
    return about(
        tuple(dict.fromkeys([topic_of(match.meanings) for match in topics])),
        text=text,
        intent=intent,
        area=_first_code(matches, "area"),
        school=_first_code(matches, "school"),
        when=when,
        mode=_mode(intent, signs),
        unsure=_unsure(topics) if intent in ("consult", "book") else (),
        ruled_out=tuple(ruled_out),
        evidence=_evidence(text, reading.message, topics, matches),
    )


def _signs(reading: _Reading, named: list[Mention], topics: list[Match], wish: WhenReading, busy: When | None) -> Signs:
    cues = [meaning.code for match in reading.matches for meaning in match.meanings if meaning.kind == "cue"]
    kinds = [match.meanings[0].kind for match in reading.matches]
    return Signs(
        cues=frozenset(cues),
        first_cue=cues[0] if cues else None,
        has_topic=bool(topics),
        has_strong_topic=any(one.standing == "asked" and is_strong(one.match) for one in named),
        has_when=wish.when is not None,
        has_busy_time=busy is not None,
        unexplained=_unexplained(reading, wish) if wish.when else 0,
        has_area="area" in kinds,
        has_correction=bool(topics) and any(one.standing == "ruled out" for one in named),
        outside=kinds.count("outside"),
        adverts=kinds.count("advert"),
        abuse=kinds.count("abuse"),
    )


def _unexplained(reading: _Reading, wish: WhenReading) -> int:
    """How many words neither the lexicon nor the time wished for accounts for."""
    covered = [(match.start, match.end) for match in reading.matches]
    covered += [
        (bisect_left(reading.message.positions, start), bisect_left(reading.message.positions, end))
        for start, end in wish.spans
    ]
    return sum(
        token.sound != ""
        and token.text not in small_words()
        and not any(start <= token.start < end for start, end in covered)
        for token in reading.tokens
    )


def _unsure(topics: list[Match]) -> tuple[str, ...]:
    if not topics:
        return ("topic",)
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
    return "now" if intent == "consult" and signs.any("now") else None


def _evidence(text: str, message: Text, topics: list[Match], matches: list[Match]) -> tuple[Evidence, ...]:
    places = [match for match in matches if match.meanings[0].kind in ("area", "school")]
    found = []
    for match in (*topics, *places):
        start, end = message.positions[match.start], message.positions[match.end - 1] + 1
        found += [Evidence(meaning.kind, meaning.code, text[start:end], start, end) for meaning in match.meanings]
    return tuple(found)
