"""Puts other words into a text without losing where each letter stood in the message."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from nlp.text import Text

BLANKS = re.compile(r"[ \t]{2,}")


class Replacement(NamedTuple):
    """A stretch of a text and what to put in its place."""

    start: int
    end: int
    word: str


def rewrite(text: Text, replacements: Iterable[Replacement]) -> tuple[Text, list[tuple[int, int]]]:
    """The text with the replacements in order, and where they stand in it; one that overlaps another is left out."""
    pieces: list[str] = []
    positions: list[int] = []
    places: list[tuple[int, int]] = []
    done = 0
    for start, end, word in replacements:
        if start < done:
            continue
        pieces += [text.normal[done:start], word]
        positions += text.positions[done:start]
        places.append((len(positions), len(positions) + len(word)))
        positions += [text.positions[start]] * len(word)
        done = end
    if not places:
        return text, []
    pieces.append(text.normal[done:])
    positions += text.positions[done:]
    return Text("".join(pieces), positions), places


def single_spaced(text: Text) -> Text:
    """The text with one blank for several."""
    return rewrite(text, (Replacement(match.start(), match.end(), " ") for match in BLANKS.finditer(text.normal)))[0]
