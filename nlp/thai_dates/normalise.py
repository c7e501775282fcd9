"""One spelling for what people type in many: digits, dashes, ำ in two pieces, stretched letters, hidden characters."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_SAME_LENGTH = str.maketrans(
    {
        **{chr(0x0E50 + digit): str(digit) for digit in range(10)},
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(ord("A") + letter): chr(ord("a") + letter) for letter in range(26)},
        **dict.fromkeys("‐‑‒–—―−~～", "-"),
        **dict.fromkeys("\u00a0\t\u2002\u2003\u2009\u202f\u3000", " "),
        **dict.fromkeys("\r\u2028", "\n"),
        "：": ":",
        "／": "/",
    }
)

_REWRITES = re.compile(
    r"""
      (?P<am>ํ(?P<am_tone>[่-๋]?)า)                 # ำ typed as two code points, a tone mark between them or not
    | (?P<swapped>(?P<tone>[่-๋])(?P<vowel>[ัิ-ู]))  # the tone mark typed before its vowel
    | (?P<ae>เเ)                                    # แ typed as two เ
    | (?P<mark>[ะ-ฺๅ็-๎])(?P=mark)+                 # พรุ่งนี้้้, เช้าาา
    | (?P<letter>[ก-ฮ])(?P=letter){2,}              # โมงงงง; two alike are common in Thai, three are not
    | (?P<hidden>[\u200b-\u200f\u2060\ufeff\u00ad\ufe0f])
    """,
    re.VERBOSE,
)


class Normalised(NamedTuple):
    """A text in one spelling; `origins[i]` is where its i-th character stands in the text as it was written."""

    text: str
    origins: Sequence[int]


def normalise(written: str) -> Normalised:
    """The text with Arabic digits, plain dashes and blanks, whole ำ, lower-case English and nothing stretched."""
    text = written.translate(_SAME_LENGTH)
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for match in _REWRITES.finditer(text):
        pieces.append(text[done : match.start()])
        origins.extend(range(done, match.start()))
        replacement = _replacement(match)
        pieces.append(replacement)
        origins.extend([match.start()] * len(replacement))
        done = match.end()
    if not done:
        return Normalised(text, range(len(text)))
    pieces.append(text[done:])
    origins.extend(range(done, len(text)))
    return Normalised("".join(pieces), origins)


def _replacement(match: re.Match[str]) -> str:
    if match["am"]:
        return f"{match['am_tone']}ำ"
    if match["swapped"]:
        return f"{match['vowel']}{match['tone']}"
    if match["ae"]:
        return "แ"
    return match["mark"] or match["letter"] or ""
