"""A message with the words found in it, whichever keyboard layout it was typed on."""

from collections.abc import Iterable
from typing import NamedTuple

from nlp.lexicon import small_words
from nlp.matching import Match, Token, Vocabulary
from nlp.spelling import SHORTEST_WITH_SLIP
from nlp.text import Text, from_other_layout, normalise

_MOSTLY_KNOWN = 0.5
"""The share of known words from which on letters of the other keyboard layout make Thai: English makes none."""


class Reading(NamedTuple):
    """The message as it was meant to be typed, its normal form, and the words found in that."""

    meant: str
    text: Text
    tokens: list[Token]
    matches: list[Match]


def read_words(text: str, vocabulary: Vocabulary) -> Reading:
    """The message with the vocabulary's words found in it."""
    reading = _read(text, vocabulary)
    if not reading.matches and (meant := from_other_layout(text)):
        other = _read(meant, vocabulary)
        if _share_known(other.tokens, vocabulary) > max(_MOSTLY_KNOWN, _share_known(reading.tokens, vocabulary)):
            return other
    return reading


def unexplained(reading: Reading, times: Iterable[tuple[int, int]]) -> list[Token]:
    """The words that neither the lexicon nor the times said account for, and that say something of their own."""
    covered = {at for match in reading.matches for at in range(match.first, match.last + 1)}
    said = list(times)
    return [
        token
        for at, token in enumerate(reading.tokens)
        if at not in covered
        and token.sound
        and token.text not in small_words()
        and not any(start <= token.start < end for start, end in said)
    ]


def guessed(reading: Reading, vocabulary: Vocabulary, times: Iterable[tuple[int, int]]) -> Reading | None:
    """The reading with topics that plain words may be slips of; None where a topic was named or none is near.

    `times` are the spans of the times said, which need no guessing.
    """
    found = reading.matches
    if any(_is_strong_topic(match) for match in found):
        return None
    if sum(len(token.sound) for token in unexplained(reading, times)) < SHORTEST_WITH_SLIP:
        return None
    guesses = [
        match for match in vocabulary.guesses(reading.tokens, found) if match in found or _is_strong_topic(match)
    ]
    return reading._replace(matches=guesses) if len(guesses) > len(found) else None


def _is_strong_topic(match: Match) -> bool:
    return match.meanings.is_topic and match.meanings.is_strong


def _read(text: str, vocabulary: Vocabulary) -> Reading:
    normal = normalise(text)
    tokens = vocabulary.tokens(normal.normal)
    return Reading(text, normal, tokens, vocabulary.matches(tokens))


def _share_known(tokens: list[Token], vocabulary: Vocabulary) -> float:
    known = sum(len(token.text) for token in tokens if len(token.text) > 1 and vocabulary.knows(token))
    return known / max(1, sum(len(token.text) for token in tokens))
