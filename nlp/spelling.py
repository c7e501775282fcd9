"""Reads words through everyday slips: letters that sound alike, and one letter wrong, missing or too many."""

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

# Letters that sound alike fall together; tone marks, silencers, repetition and all separators fall away.
_ALIKE = {
    "ศษซ": "ส", "ณ": "น", "ฏตฎ": "ด", "ฐฑฒถธ": "ท", "ภผ": "พ", "ฝ": "ฟ", "ขฆฅฃ": "ค", "ฉฌ": "ช", "ญ": "ย", "ฬร": "ล",
    "ฮ": "ห", "ี": "ิ", "ื": "ึ", "ู": "ุ", "ใ": "ไ",
}  # fmt: skip
_SILENT = "่้๊๋็์ๆฯ" + " \t\r\n-_()[]\"'“”‘’,:;!?~*/\\…"
_SOUND = str.maketrans(
    {letter: sound for letters, sound in _ALIKE.items() for letter in letters} | dict.fromkeys(_SILENT, "")
)
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\r\n-_()[]\"'“”‘’,:;!?~*/\\…ๆฯ", ""))
SHORTEST_WITH_SLIP, LONGEST_WITH_SLIP = 5, 16
"""Letters that a word's sound must have, and may have at most, for one of them to be wrong."""


# Endings that are often typed as they are spoken, by their sound: ศาสตร์, ไหม, หรือเปล่า, หรือยัง, เมื่อไหร่, ยังไง.
_SPOKEN = (
    ("สาสดล", "สาด"), ("สาสด", "สาด"), ("ไหม", "มัย"), ("หลึอ", "ลึ"), ("เปลา", "ปาว"), ("เมึอไหล", "เมึอไล"),
    ("เทาไหล", "เทาไล"), ("ยังงัย", "ยังไง"),
)  # fmt: skip


@lru_cache(maxsize=30_000)
def sound_of(words: str) -> str:
    """The words without tone marks and spaces, one letter for all that sound alike, as they are spoken."""
    sound = _without_stops(words.translate(_SOUND))
    for written, spoken in _SPOKEN:
        if written in sound:
            sound = sound.replace(written, spoken)
    return sound


@lru_cache(maxsize=30_000)
def letters_of(words: str) -> str:
    """The words without spaces and punctuation."""
    return _without_stops(words.translate(_SEPARATORS))


def _without_stops(words: str) -> str:
    # A stop between digits is part of a number (ค 1.1), any other ends an abbreviation (ก.ต.ป.น.).
    if "." not in words:
        return words
    last = len(words) - 1
    return "".join(
        letter
        for at, letter in enumerate(words)
        if letter != "." or (0 < at < last and words[at - 1].isdigit() and words[at + 1].isdigit())
    )


# Letters of a beginning or end that one slip leaves whole, in words that are long enough to have both.
_END, _LONG = 3, 7


class NearWords:
    """Finds the one known word that a misspelt one stands for: its first letter right and at most one other wrong."""

    def __init__(self, sounds: Collection[str]) -> None:
        # One slip leaves a word's beginning or its end whole.
        self._with_end: dict[tuple[int, str], list[str]] = defaultdict(list)
        for sound in sounds:
            if SHORTEST_WITH_SLIP <= len(sound) <= LONGEST_WITH_SLIP:
                for end in _ends(sound, len(sound)):
                    self._with_end[end].append(sound)
        self._beginnings = {sound[:_END] for sound in sounds}
        self._endings = {sound[-_END:] for sound in sounds}

    def of(self, sound: str) -> str | None:
        """The known sound that is one slip away from this one; None when there is none or more than one."""
        if len(sound) > _LONG and sound[:_END] not in self._beginnings and sound[-_END:] not in self._endings:
            return None
        found = None
        for length in range(len(sound) - 1, len(sound) + 2):
            for end in _ends(sound, length):
                for known in self._with_end.get(end, ()):
                    if known != found and is_one_slip(sound, known):
                        if found:
                            return None
                        found = known
        return found


def _ends(sound: str, length: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Beginning and end, with the first letter, of a sound, as those of a known one of that length; they do not touch."""
    size = _END if length >= _LONG else _END - 1
    return (length, sound[:size]), (-length, sound[:1] + sound[-size:])


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter wrong, missing, too many or swapped with its neighbour turns `meant` into `typed`."""
    shorter, longer = (typed, meant) if len(typed) < len(meant) else (meant, typed)
    if len(longer) - len(shorter) > 1:
        return False
    at = 0
    while at < len(shorter) and shorter[at] == longer[at]:
        at += 1
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    is_swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or is_swapped
