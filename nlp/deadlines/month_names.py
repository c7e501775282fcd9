"""Finds the month names of a manual's cell, also damaged ones, and writes each as one letter of a private alphabet."""

import re

from nlp.thai_calendar import MONTHS, MONTHS_CLIPPED, MONTHS_SHORT

_FIRST = 0xE001
MONTH = f"[{chr(_FIRST)}-{chr(_FIRST + 11)}]"
"""A pattern for one month letter."""

_ORGANISATIONS = ("อ.ก.ค.ศ.", "ก.ค.ศ.", "ก.พ.ร.", "ก.พ.อ.", "พ.ศ.", "ค.ศ.")

# What may stand around a month name, so that what is left between is a name or nothing we know.
_BETWEEN = re.compile(
    r"(-+|ถึง|จน|/|,|;|\(|\)|และ|หรือ|กับ|เดือน|ใน|ภาย|ช่วง|ระหว่าง|ตั้งแต่|ประมาณ|ราว|ต้น|กลาง|ปลาย|สิ้น|ทุก|ตลอด|ของ|พ\.ศ\.?|พศ\.?(?=\s*\d)|ปี|\d+|\s+)"
)
_BLANKS = re.compile(r"\s+")


def month_number(letter: str) -> int:
    """1 to 12 for a month letter."""
    return ord(letter) - _FIRST + 1


def _letter(month: int) -> str:
    return chr(_FIRST + month - 1)


def _pattern(full: str, short: str) -> str:
    """The name, or its abbreviation with at least one of its stops; blanks may stand between the letters of a cell."""
    spaced = r"\s?".join(full)
    first, second = (re.escape(letters) for letters in short.split(".")[:2])
    return rf"{spaced}|(?<![ก-ฮ]\.){first}\s?(?:\.\s?{second}(?:\s?\.)?|{second}\s?\.)(?![ก-ฮ]\.)"


_WRITTEN = re.compile(
    "|".join(
        [
            *(rf"(?P<org{n}>{re.escape(name)})" for n, name in enumerate(_ORGANISATIONS)),
            *(
                rf"(?P<m{n}>{_pattern(*names)})"
                for n, names in enumerate(zip(MONTHS, MONTHS_SHORT, strict=True), start=1)
            ),
        ]
    )
)

_LONG_NAMES = [*enumerate(MONTHS, start=1), *enumerate(MONTHS_CLIPPED, start=1)]
_BARE_SHORT = {short.replace(".", ""): month for month, short in enumerate(MONTHS_SHORT, start=1)}


def with_month_letters(expression: str) -> str:
    """The expression without blanks, with every month name that can be read replaced by its letter."""
    exact = _WRITTEN.sub(_as_letter, _BLANKS.sub(" ", expression))
    by_word = "".join(_repaired(part) for part in _BETWEEN.split(exact) if part)
    return "".join(_repaired(part) for part in _BETWEEN.split(_BLANKS.sub("", by_word)) if part)


def _as_letter(match: re.Match[str]) -> str:
    group = match.lastgroup or ""
    return _letter(int(group[1:])) if group.startswith("m") else match[0]


def _repaired(part: str) -> str:
    if part in _ORGANISATIONS or re.search(MONTH, part):
        return part
    bare = part.replace(".", "")
    if bare in _BARE_SHORT:
        return _letter(_BARE_SHORT[bare])
    if "." in part:
        near = {month for short, month in _BARE_SHORT.items() if within_one_letter(short, bare)}
    else:
        near = {month for month, name in _LONG_NAMES if len(part) >= 4 and within_one_letter(name, part)}
    return _letter(near.pop()) if len(near) == 1 else part


def within_one_letter(one: str, other: str) -> bool:
    """Whether at most one letter is wrong, missing or too many."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[same + 1 :] == other[same + 1 :] or one[same:] == other[same + 1 :] or one[same + 1 :] == other[same:]
