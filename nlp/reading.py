"""A message with the words found in it, whichever keyboard layout it was typed on."""

from typing import NamedTuple

from nlp.matching import Match, Token, Vocabulary
from nlp.text import Text, from_other_layout, normalise
from nlp.topics import is_strong, is_topic


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
        if _share_known(other.tokens, vocabulary) > _share_known(reading.tokens, vocabulary):
            return other
    return reading


def guessed(reading: Reading, vocabulary: Vocabulary) -> Reading | None:
    """The reading with topics that plain words may be slips of; None where a topic was named or none is near."""
    found = reading.matches
    if any(is_topic(match) and is_strong(match) for match in found):
        return None
    guesses = [
        match
        for match in vocabulary.guesses(reading.tokens, found)
        if match in found or (is_topic(match) and is_strong(match))
    ]
    return reading._replace(matches=guesses) if len(guesses) > len(found) else None


def _read(text: str, vocabulary: Vocabulary) -> Reading:
    normal = normalise(text)
    tokens = vocabulary.tokens(normal.normal)
    return Reading(text, normal, tokens, vocabulary.matches(tokens))


def _share_known(tokens: list[Token], vocabulary: Vocabulary) -> float:
    known = sum(len(token.text) for token in tokens if len(token.text) > 1 and vocabulary.knows(token))
    return known / max(1, sum(len(token.text) for token in tokens))
