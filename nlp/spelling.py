"""Reads words through everyday slips: letters that sound alike, and one letter wrong, missing or too many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


@lru_cache(maxsize=30_000)
def sound_of(words: str) -> str:
    """The words without tone marks and spaces, one letter for all that sound alike; ศาสตร์ is often typed สาด."""
    return _without_stops(words.translate(_SOUND)).replace("สาสดล", "สาด").replace("สาสด", "สาด")


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


class NearWords:
    """Finds the one known word that a misspelt one stands for: at most one letter off, by deletions on both sides."""

    def __init__(self, sounds: Iterable[str]) -> None:
        self._near: dict[str, list[str]] = defaultdict(list)
        for sound in sounds:
            if SHORTEST_WITH_SLIP <= len(sound) <= LONGEST_WITH_SLIP:
                for shorter in _deletions(sound):
                    self._near[shorter].append(sound)

    def of(self, sound: str) -> str | None:
        """The known sound that is one slip away from this one; None when there is none or more than one."""
        if len(sound) < SHORTEST_WITH_SLIP - 1:
            return None
        known = {
            near for shorter in _deletions(sound) for near in self._near.get(shorter, ()) if is_one_slip(sound, near)
        }
        return known.pop() if len(known) == 1 else None


def _deletions(sound: str) -> Iterator[str]:
    yield sound
    for at in range(1, len(sound)):
        yield sound[:at] + sound[at + 1 :]


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter wrong, missing, too many or swapped with its neighbour turns `meant` into `typed`."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    rest_typed, rest_meant = typed[start:], meant[start:]
    return (
        rest_typed[1:] == rest_meant[1:]
        or rest_typed[1:] == rest_meant
        or rest_typed == rest_meant[1:]
        or (rest_typed[:2] == rest_meant[:2][::-1] and rest_typed[2:] == rest_meant[2:])
    )
