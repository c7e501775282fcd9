"""Brings typed Thai into one form, remembering where each letter stood in the message."""

import re
from typing import NamedTuple

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


class Text(NamedTuple):
    """The normalised text; `positions[i]` is where its i-th letter stood in the message."""

    normal: str
    positions: list[int]


def normalise(message: str) -> Text:
    """The message in lower case with Arabic digits, composed vowels and no stretched letters."""
    letters: list[str] = []
    positions: list[int] = []
    for position, letter in enumerate(message.translate(_THAI_DIGITS)):
        if letter in _INVISIBLE:
            continue
        if letter == "า" and letters and letters[-1] == "ํ":
            letters[-1] = "ำ"
        elif letter == "เ" and letters and letters[-1] == "เ":
            letters[-1] = "แ"
        elif len(letters) > 1 and letters[-1] == letters[-2] == letter and not letter.isdigit():
            continue
        else:
            letters.append(letter.lower() if letter.isascii() else letter)
            positions.append(position)
    return Text("".join(letters), positions)
