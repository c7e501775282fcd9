"""Reads day, week and month words through everyday slips, by rewriting each misspelt word as the one it must be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nlp.spelling import is_one_slip, sound_of
from nlp.text import Text
from nlp.thai_calendar import MONTHS, MONTHS_CLIPPED, WEEKDAYS
from nlp.thai_dates.rewriting import BLANKS, Replacement, rewrite
from nlp.thai_dates.spellings import MISSPELLINGS, WORD_BEGINS, WORD_ENDS, known_misspellings
from nlp.thai_dates.vocabulary import ABBREVIATIONS, BEFORE_MONTHS, ENGLISH, VOCABULARY, begins, behind, one_of


class Mended(NamedTuple):
    """A text with its misspelt words rewritten, and where in it they stand."""

    text: Text
    slips: Sequence[tuple[int, int]]


class Slip(NamedTuple):
    """A misspelt word: its place in the text, the word it must be, and whether it only sounds the same."""

    start: int
    end: int
    word: str
    by_ear: bool = True


def without_slips(text: Text) -> Mended:
    """The text with every day, week and month word that can be meant by only one misspelling written properly."""
    slips = sorted(_slips(text.normal), key=lambda slip: (slip.start, -slip.end))
    return Mended(*rewrite(text, (Replacement(slip.start, slip.end, slip.word) for slip in slips)))


def _slips(text: str) -> Iterator[Slip]:
    yield from (Slip(*misspelling) for misspelling in known_misspellings(text))
    yield from _in_slots(text)
    yield from _anywhere(text)


def _best(slips: Iterable[Slip]) -> Slip | None:
    """The slip that only sounds alike before others, then the longest; None when several words fit as well."""
    ranked = sorted(slips, key=lambda slip: (not slip.by_ear, -slip.end))
    rivals = {slip.word for slip in ranked if (slip.by_ear, slip.end) == (ranked[0].by_ear, ranked[0].end)}
    return ranked[0] if len(rivals) == 1 else None


# --- words in a place that says what they must be: a weekday behind วัน, a clipped month behind a number ---------------


class _Slot(NamedTuple):
    beside: re.Pattern[str]  # what must stand in the text at all
    place: re.Pattern[str]
    words: dict[str, str]  # by sound
    first_letter_holds: bool


_DAYS = (*WEEKDAYS, "พฤหัส")
_NUMBERING = ("เดือน", "ต้น", "กลาง", "ปลาย", "สิ้น")
_SLOTS = (
    _Slot(
        re.compile("วัน"),
        re.compile(rf"วัน\s?(?!{one_of((*_DAYS, 'ที่', 'นี้', 'ไหน', 'พรุ่ง', 'มะ'))})(?P<word>[ก-๎]{{3,11}})"),
        {sound_of(day): day for day in _DAYS if len(day) > len("พุธ")},
        first_letter_holds=False,
    ),
    _Slot(
        re.compile("หน้า|นี้|ที่จะถึง"),
        re.compile(r"(?<![ก-๎])(?P<word>[ก-๎]{3,11}?)(?=\s?(?:หน้า|นี้|ที่จะถึง))"),
        {sound_of(day): day for day in _DAYS if len(day) > len("พุธ")},
        first_letter_holds=True,
    ),
    _Slot(
        re.compile(rf"\d|{one_of(_NUMBERING)}"),
        re.compile(rf"(?:\d|{one_of(_NUMBERING)})\s?(?!{one_of(MONTHS_CLIPPED)})(?P<word>[ก-๎]{{3,9}})"),
        {sound_of(month): month for month in MONTHS_CLIPPED},
        first_letter_holds=True,
    ),
)


def _in_slots(text: str) -> Iterator[Slip]:
    for slot in _SLOTS:
        for match in slot.place.finditer(text) if slot.beside.search(text) else ():
            slip = _best(_fitting(text, match.start("word"), match.end("word"), slot))
            if slip:
                yield slip


def _fitting(text: str, start: int, longest: int, slot: _Slot) -> Iterator[Slip]:
    for end in range(start + 2, longest + 1):
        if not WORD_ENDS.match(text, end):
            continue
        heard = sound_of(text[start:end])
        if heard in slot.words and text[start:end] != slot.words[heard]:
            yield Slip(start, end, slot.words[heard])
        for sound, word in slot.words.items():
            if (heard[:1] == sound[0] or not slot.first_letter_holds) and is_one_slip(heard, sound):
                yield Slip(start, end, word, by_ear=False)


# --- words long enough to be known wherever they stand ---------------------------------------------------------------

_MONTH_PARTS = ("ต้นเดือน", "กลางเดือน", "ปลายเดือน", "สิ้นเดือน")
_ANYWHERE = ("พรุ่งนี้", "มะรืน", "มะรืนนี้", "สัปดาห์", "สัปดาห์หน้า", "เดือนหน้า", *_MONTH_PARTS, *MONTHS)
_BEFORE_A_TIME = tuple(day for day in _DAYS if len(sound_of(day)) > 4)
_BY_EAR_ONLY = ("มะเรื่อง",)  # one letter from มีเรื่อง
_SHORTEST_ANCHOR = 3

_TIME_FOLLOWS = re.compile(r"\s*(?:นี้|หน้า|ที่|ถัดไป|สัปดาห์|บ่าย|เช้า|เย็น|สาย|เที่ยง|เวลา|ตอน|ช่วง|\d|สิบ|แปด|เก้า|สอง|สาม)")
_PARTICLE_ENDS = re.compile(r"ค่?ะ$")
_SOUNDS = {ord(letter): sound_of(letter) for letter in map(chr, range(0x0E01, 0x0E4F))}
_SILENT = {chr(letter) for letter, sound in _SOUNDS.items() if not sound}


class _Target(NamedTuple):
    word: str
    sound: str
    anchor_at: int  # where in the sound the anchor stands


def _targets() -> dict[str, list[_Target]]:
    """The words by parts of their sound: whatever one letter is wrong, one of the parts is left whole.

    The parts are the halves, and the last half without its first letter, which may have changed places.
    """
    targets: dict[str, list[_Target]] = defaultdict(list)
    for word in (*_ANYWHERE, *_BEFORE_A_TIME):
        sound = sound_of(word)
        half = (len(sound) + 1) // 2
        targets[sound[:half]].append(_Target(word, sound, 0))
        for at in (half, half + 1):
            targets[sound[at:]].append(_Target(word, sound, at))
    for word in _BY_EAR_ONLY:
        targets[sound_of(word)].append(_Target(word, sound_of(word), 0))
    # The longest anchor is found; those that it begins with are there as well.
    return {
        anchor: [
            target for length in range(_SHORTEST_ANCHOR, len(anchor) + 1) for target in targets.get(anchor[:length], ())
        ]
        for anchor in list(targets)
        if len(anchor) >= _SHORTEST_ANCHOR
    }


_TARGETS = _targets()
_ANCHOR = re.compile(f"(?=({one_of(_TARGETS)}))")


# --- whether there is anything to read ---------------------------------------------------------------------------------

# What every time is said with; numbers in words are followed by one of them.
_TIME_KINDS = frozenset({
    "TODAY", "COMING_DAY", "DAY", "WEEKDAY", "SUNDAY", "WEEK", "WEEKEND", "MONTH", "MONTH_CLIPPED", "MONTH_WORD", "NEXT_YEAR",
    "IN", "TI", "OCLOCK", "TUM", "HOURS", "TIME_WORD", "NOON", "MIDNIGHT", "MORNING", "LATE_MORNING", "AFTERNOON", "EVENING",
    "AFTER_SCHOOL", "NIGHT",
})  # fmt: skip


def _written() -> re.Pattern[str]:
    known = [word for word, (kind, _) in VOCABULARY.items() if kind in _TIME_KINDS]
    months = [word for word, (kind, _) in ABBREVIATIONS.items() if kind == "MONTH_SHORT"]
    numbers = r"\d(?:\s*[/.:-]\s*\d|\d\d|\s*น|\s*[ap]\.?m)"
    days = r"[จพสศซอเ](?<![ก-๎].)[ก-๎.]{0,9}\s*(?:นี้|หน|ที่(?:จะ|กำลัง|ใกล้|ถึง))"
    short_days = r"[จพศส]ฤ?\.\s?(?:นี้|หน้า)"
    return re.compile(
        rf"{numbers}|{one_of([*known, *MISSPELLINGS])}|{days}|{short_days}|{begins(ENGLISH)}(?<![a-z]){one_of(ENGLISH)}(?![a-z])"
        rf"|(?={one_of(months)})(?:(?<![ก-๎])|{behind(BEFORE_MONTHS)})"
    )


_WRITTEN = _written()
_MISSPELT = re.compile(rf"{one_of(_TARGETS)}|\d\s*{begins(map(sound_of, MONTHS_CLIPPED))}")


def may_say_time(text: str) -> bool:
    """Whether a normalised text has anything that may be a word of time, even misspelt; most messages have nothing."""
    if _WRITTEN.search(text):
        return True
    return _MISSPELT.search(text.translate(_SOUNDS)) is not None and any(_slips(BLANKS.sub(" ", text)))


def _anywhere(text: str) -> Iterator[Slip]:
    sounds = text.translate(_SOUNDS)
    anchors = list(_ANCHOR.finditer(sounds))
    if not anchors:
        return
    places = [place for place, letter in enumerate(text) if letter not in _SILENT]
    found: dict[int, list[Slip]] = defaultdict(list)
    for anchor in anchors:
        for target in _open_targets(_TARGETS[anchor[1]], text, places, anchor.start()):
            for start, end in _windows(anchor.start(), target):
                slip = _slip(text, sounds, places, start, end, target)
                if slip:
                    found[slip.start].append(slip)
    for slips in found.values():
        best = _best(slips)
        if best:
            yield best


def _open_targets(targets: Sequence[_Target], text: str, places: Sequence[int], anchor: int) -> Sequence[_Target]:
    """The targets that may be misspelt around the anchor: all, or where one is well written only longer ones."""
    written = tuple(
        target.word
        for target in targets
        if anchor >= target.anchor_at and text.startswith(target.word, places[anchor - target.anchor_at])
    )
    if not written:
        return targets
    return [target for target in targets if target.word not in written and target.word.startswith(written)]


def _windows(anchor: int, target: _Target) -> Iterator[tuple[int, int]]:
    """Where the whole word may lie around its anchor, with a letter missing or too many in the other part."""
    start, end = anchor - target.anchor_at, anchor - target.anchor_at + len(target.sound)
    for shift in (0, -1, 1):
        yield (start, end + shift) if target.anchor_at == 0 else (start + shift, end)


def _slip(text: str, sounds: str, places: Sequence[int], start: int, end: int, target: _Target) -> Slip | None:
    """The word between the places if it can be the target: the first letter is right, at most one other wrong."""
    if start < 0 or end > len(sounds):
        return None
    heard = sounds[start:end]
    by_ear = heard == target.sound
    is_near = heard[:1] == target.sound[:1] and target.word not in _BY_EAR_ONLY and is_one_slip(heard, target.sound)
    if not (by_ear or is_near):
        return None
    first, last = places[start], _end_of_letter(text, places[end - 1])
    if not (WORD_BEGINS.match(text, first) and WORD_ENDS.match(text, last)) or _PARTICLE_ENDS.search(text, first, last):
        return None
    if target.word in _BEFORE_A_TIME and not (by_ear or _TIME_FOLLOWS.match(text, last)):
        return None
    return Slip(first, last, target.word, by_ear)


def _end_of_letter(text: str, place: int) -> int:
    """Past the letter and the marks above it that have no sound of their own."""
    end = place + 1
    while end < len(text) and text[end] in _SILENT:
        end += 1
    return end
