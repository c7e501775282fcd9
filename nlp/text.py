"""Brings typed Thai into one form, remembering where each letter stood in the message."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pythainlp.util import eng_to_thai

_TONES = "่้๊๋"
_SAME_LENGTH = str.maketrans(
    "๐๑๒๓๔๕๖๗๘๙" + "".join(map(chr, range(ord("A"), ord("Z") + 1))) + "–—‐\u00a0\u3000\t",
    "0123456789" + "".join(map(chr, range(ord("a"), ord("z") + 1))) + "---   ",
)
# To look for them costs a tenth of replacing them, and most messages hold none.
_REPLACED = re.compile(f"[{re.escape(''.join(map(chr, _SAME_LENGTH)))}]")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
# แบบบันทึก, แบบบทเรียน and ยังงง are two words, and no letter is held down.
_TWO_WORDS = "(?!(?<=แ)บบบ(?:[ะ-ฺ็-๎]|ทเ|ทค|ร[ริ]|วก|อร์)|(?<=ยั)งงง(?!ง))"
# Decomposed ำ, two เ for แ, a tone mark before its vowel, invisible letters, and letters held down.
_UNEVEN = re.compile(
    f"(?P<am>ํ[{_TONES}]?า|[{_TONES}]ํา)|(?P<ae>เเ)|(?P<order>[{_TONES}][ิ-ู])|(?P<invisible>[{_INVISIBLE}]+)"
    rf"|{_TWO_WORDS}(?P<held>([ก-๎a-z!?])\6{{2,}})"
)
_MARKED = re.compile(f"[ํ{_INVISIBLE}]|[{_TONES}][ิ-ู]|เเ")
_HELD = re.compile(r"([ก-๎a-z!?])\1\1")
_THAI = re.compile("[ก-๎]")
_LATIN_RUN = re.compile(r"[a-z]{2}")


class Text(NamedTuple):
    """The normalised text; `positions[i]` is where its i-th letter stood in the message, the last where that ends."""

    normal: str
    positions: Sequence[int]


def normalise(message: str) -> Text:
    """The message in lower case with Arabic digits, composed vowels and no stretched letters."""
    even = message.translate(_SAME_LENGTH) if _REPLACED.search(message) else message
    if not _MARKED.search(even) and not _HELD.search(even):
        return Text(even, range(len(even) + 1))
    pieces: list[str] = []
    positions: list[int] = []
    done = 0
    for odd in _UNEVEN.finditer(even):
        pieces.append(even[done : odd.start()])
        positions += range(done, odd.start())
        mended = _mended(odd)
        pieces.append(mended)
        positions += [odd.start()] * len(mended)
        done = odd.end()
    pieces.append(even[done:])
    positions += range(done, len(even) + 1)
    return Text("".join(pieces), positions)


def from_other_layout(normal: str) -> str | None:
    """A message typed on the English keyboard layout by mistake, as it was meant; None when it holds Thai letters."""
    if _THAI.search(normal) or not _LATIN_RUN.search(normal):
        return None
    meant: str = eng_to_thai(normal)
    return meant


def _mended(odd: re.Match[str]) -> str:
    found = odd.group()
    match odd.lastgroup:
        case "am":
            return "".join(letter for letter in found if letter in _TONES) + "ำ"
        case "ae":
            return "แ"
        case "order":
            return found[::-1]
        case "invisible":
            return ""
        case _:
            return found[0] if _THAI.match(found) else found[:2]
