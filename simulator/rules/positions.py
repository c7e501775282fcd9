"""Where a value stands in a JSON text."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
"""The property names and indexes that lead from the body to a value."""

_DECODER = json.JSONDecoder()
_BLANKS = re.compile(r"[ \t\r\n]*")


def line_and_column(raw: bytes, steps: Steps) -> tuple[int, int]:
    """Line and column, from 1 on, at which the value at the end of `steps` begins; `raw` holds it."""
    text = raw.decode()
    index = _past_blanks(text, 0)
    for step in steps:
        # Of a property that is there twice the last one counts, as for every JSON parser.
        index = dict(_values(text, index))[step]
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _values(text: str, index: int) -> Iterator[tuple[str | int, int]]:
    """Name or number of each value of the object or array that begins at `index`, and where it begins."""
    named = text[index] == "{"
    number, index = 0, _past_blanks(text, index + 1)
    while text[index] not in "]}":
        key: str | int = number
        if named:
            key, index = _DECODER.raw_decode(text, index)
            index = _past_blanks(text, _past_blanks(text, index) + 1)
        yield key, index
        _, index = _DECODER.raw_decode(text, index)
        index = _past_blanks(text, index)
        if text[index] == ",":
            index = _past_blanks(text, index + 1)
        number += 1


def _past_blanks(text: str, index: int) -> int:
    found = _BLANKS.match(text, index)
    return found.end() if found else index
