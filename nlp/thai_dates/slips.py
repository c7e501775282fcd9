"""Reads day, week and month words through everyday slips, by rewriting each misspelt word as the one it must be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nlp.spelling import is_one_slip, sound_of
from nlp.text import Text
from nlp.thai_calendar import MONTHS, MONTHS_CLIPPED, WEEKDAYS
from nlp.thai_dates.vocabulary import VOCABULARY, behind, one_of


class Mended(NamedTuple):
    """A text with its misspelt words rewritten, and where in it they stand."""

    text: Text
    slips: Sequence[tuple[int, int]] = ()


class Slip(NamedTuple):
    """A misspelt word: its place in the text, the word it must be, and whether only the sounds of letters differ."""

    start: int
    end: int
    word: str
    by_ear: bool


# Spellings with more than one slip, or of words too short to allow for one wherever they stand.
_BY_EAR = {
    "จันทร์": "จัน จันท จันทร จันทน์ จันร์",
    "อังคาร": "อังคาน อังคาร์ องคาร",
    "พุธ": "พุท พุด พุทธ พูธ พุธธ พธ ุธ",
    "พฤหัส": "พฤหัด พฤหัท พรึหัส พรึหัด พะรึหัส พะรึหัด พฤหัสฯ",
    "ศุกร์": "ศุก สุก ศุข สุข สุกร์ ศุกร สุกร สุขร์ ศุกด์",
    "เสาร์": "เสา เสาร เซา เสาว์",
    "อาทิตย์": "อาทิต อาทิด อาทิดย์ อาทิตย อาทิตร์",
}
_DAY_BY_EAR = {spelling: word for word, spellings in _BY_EAR.items() for spelling in spellings.split()}
_REAL_WORDS = (
    "จัน",
    "จันท",
    "จันทร",
    "จันทน์",
    "พุท",
    "พุด",
    "พุทธ",
    "สุก",
    "สุข",
    "สุกร",
    "เสา",
    "เซา",
)  # a day only beside วัน, นี้ or หน้า
_FIXED_BY_EAR = {
    spelling: word
    for word, spellings in {
        "วันนี้": "วันี้ วันนี่ วันนี วันนิ้ วันันนี้ วนนี้ วันนื้ วันนึ้",
        "สัปดาห์": "สับดาห์ สับดา สัปดา สัปดาร์ สับดาร์ สัปดาห",
    }.items()
    for spelling in spellings.split()
}

_MONTH_PARTS = ("ต้นเดือน", "กลางเดือน", "ปลายเดือน", "สิ้นเดือน")
_FREE = ("พรุ่งนี้", "มะรืน", "มะรืนนี้", "สัปดาห์", "สัปดาห์หน้า", "เดือนหน้า", *_MONTH_PARTS, *MONTHS)
_AFTER_A_DAY = ("พฤหัส", *WEEKDAYS)
_AFTER_A_NUMBER = MONTHS_CLIPPED
_SHORT_WORD = 4
_BY_EAR_ONLY = ("มะเรื่อง",)  # one letter from มีเรื่อง

_FOLLOWING = (
    *(word for word, (kind, _) in VOCABULARY.items() if kind != "OTHER" and word[0] >= "ก"),
    *(
        "ได้",
        "ไม่",
        "จะ",
        "ก็",
        "แล้ว",
        "เลย",
        "พอ",
        "น่า",
        "คง",
        "ผม",
        "หนู",
        "ดิฉัน",
        "ครู",
        "ท่าน",
        "ยัง",
        "มี",
        "นัด",
        "คุย",
        "พบ",
    ),
    *("เข้า", "โทร", "ทั้ง", "หน่อย", "ด้วย", "เรื่อง", "จ้า", "พ.ศ."),
)
_PRECEDING = (
    *(
        "วัน",
        "เดือน",
        "ขอ",
        "นัด",
        "เป็น",
        "ถึง",
        "หรือ",
        "ช่วง",
        "ตอน",
        "ใน",
        "ของ",
        "ว่าง",
        "สะดวก",
        "ได้",
        "ไป",
        "มา",
        "จาก",
        "เอา",
    ),
    *(
        "ไว้",
        "พบ",
        "คุย",
        "ต้น",
        "กลาง",
        "ปลาย",
        "สิ้น",
        "เช้า",
        "บ่าย",
        "เย็น",
        "ค่ะ",
        "คะ",
        "ครับ",
        "คับ",
        "นะ",
        "และ",
        "กับ",
        "ก่อน",
        "หลัง",
    ),
)
_NUMBERING = ("เดือน", "ต้น", "กลาง", "ปลาย", "สิ้น")
_WORD_ENDS = re.compile(rf"(?![ก-๎])|{one_of(_FOLLOWING)}")
_PARTICLE_ENDS = re.compile(r"ค่?ะ$")
_AT_WORD_START = rf"(?<![ก-๙])|{behind(_PRECEDING)}"
_WORD_BEGINS = re.compile(_AT_WORD_START)
_DAY_STANDS = re.compile(r"(?<=วัน)|(?<=วัน\s)")
_NUMBER_STANDS = re.compile(rf"(?<=\d)|(?<=\d\s)|{behind(_NUMBERING)}")
_TIME_FOLLOWS = re.compile(r"\s*(?:นี้|หน้า|ที่|ถัดไป|สัปดาห์|บ่าย|เช้า|เย็น|สาย|เที่ยง|เวลา|ตอน|ช่วง|\d|สิบ|แปด|เก้า|สอง|สาม)")

_DAY_SPELLINGS = one_of(_DAY_BY_EAR)
_DAYS = (*WEEKDAYS, "พฤหัส")
_SAID_DAY = re.compile(
    rf"""(?<=วัน)\s?(?P<day>{_DAY_SPELLINGS})(?={_WORD_ENDS.pattern})
    | (?<![ก-๎])(?P<bare>{_DAY_SPELLINGS})(?=\s?(?:นี้|หน้า))
    | (?:{_AT_WORD_START})(?P<plain>{one_of(_DAY_BY_EAR.keys() - set(_REAL_WORDS))})(?={_WORD_ENDS.pattern})
    | (?:{behind((*_DAYS, "สัปดาห์", "เดือน"))})
        (?:(?P<this>นี่|นี|นิ้)|(?P<next>หนา้|หนา|หน่า|หนัา|หน้|หม้า|หย้า|หนน้า|หหน้า))(?={_WORD_ENDS.pattern})
    | (?P<said_day>ว[ก-๎]?น|วั[ก-ฮ]?|ว[ก-๎]ัน|วัน[ก-๎])(?={one_of(_DAYS)})
    | (?P<fixed>{one_of(_FIXED_BY_EAR)})(?={_WORD_ENDS.pattern})
    | (?P<date>วันท(?:ี|ื่|ิ่|ึ่|ี้))(?=\s?\d)""",
    re.VERBOSE,
)

_SAID = {"said_day": "วัน", "date": "วันที่", "this": "นี้", "next": "หน้า"}


class _Target(NamedTuple):
    word: str
    sound: str
    anchor_at: int  # where the anchor stands in the sound
    anchor_length: int


def _targets() -> dict[str, list[_Target]]:
    """By each half of a word's sound: whatever single letter is wrong, one half is left whole.

    The last half is there once more without its first letter, which may have changed places with the one before.
    """
    targets: dict[str, list[_Target]] = defaultdict(list)
    for word in (*_FREE, *_AFTER_A_DAY, *_AFTER_A_NUMBER, *_BY_EAR_ONLY):
        sound = sound_of(word)
        half = max(2, len(sound) // 2)
        targets[sound[:half]].append(_Target(word, sound, 0, half))
        for at in (half, half + 1):
            targets[sound[at:]].append(_Target(word, sound, at, len(sound) - at))
    # The longest anchor is found; those that it begins with are there as well.
    return {
        anchor: [target for length in range(2, len(anchor) + 1) for target in targets.get(anchor[:length], ())]
        for anchor in list(targets)
        if len(anchor) > 1
    }


_TARGETS = _targets()
_ANCHOR = re.compile(f"(?=({one_of(_TARGETS)}))")
_SOUNDS = {letter: sound_of(letter) for letter in map(chr, range(0x0E01, 0x0E4F))}


def without_slips(text: Text) -> Mended:
    """The text with every day, week and month word that can be meant by only one misspelling written properly."""
    slips = sorted({*_said_days(text.normal), *_near_words(text.normal)}, key=lambda slip: (slip.start, -slip.end))
    if not slips:
        return Mended(text)
    pieces: list[str] = []
    positions: list[int] = []
    places: list[tuple[int, int]] = []
    done = length = 0
    for slip in slips:
        if slip.start < done:
            continue
        pieces += [text.normal[done : slip.start], slip.word]
        positions += [*text.positions[done : slip.start], *[text.positions[slip.start]] * len(slip.word)]
        length += slip.start - done + len(slip.word)
        places.append((length - len(slip.word), length))
        done = slip.end
    pieces.append(text.normal[done:])
    positions += text.positions[done:]
    return Mended(Text("".join(pieces), positions), places)


def _said_days(text: str) -> Iterator[Slip]:
    for match in _SAID_DAY.finditer(text):
        name = match.lastgroup or ""
        word = _SAID[name] if name in _SAID else (_FIXED_BY_EAR | _DAY_BY_EAR)[match[name]]
        if match[name] != word:
            yield Slip(match.start(name), match.end(name), word, by_ear=True)


def _near_words(text: str) -> Iterator[Slip]:
    letters = [(place, sound) for place, letter in enumerate(text) if (sound := _SOUNDS.get(letter, letter))]
    sounds = "".join(sound for _, sound in letters)
    places = [place for place, _ in letters] + [len(text)]
    found: dict[int, list[Slip]] = defaultdict(list)
    for match in _ANCHOR.finditer(sounds):
        for target in _open_targets(_TARGETS[match[1]], text, places, match.start()):
            for start, end in _windows(match.start(), target):
                slip = _slip(text, sounds, places, start, end, target)
                if slip:
                    found[slip.start].append(slip)
    for slips in found.values():
        best = min(slips, key=lambda slip: (not slip.by_ear, -slip.end))
        rivals = {slip.word for slip in slips if (slip.by_ear, slip.end) == (best.by_ear, best.end)}
        if len(rivals) == 1:
            yield best


def _open_targets(targets: Sequence[_Target], text: str, places: Sequence[int], anchor: int) -> Iterable[_Target]:
    """The targets that may be misspelt around the anchor: all, or where one is well written only longer ones."""
    written = [target.word for target in targets if _is_written(target, text, places, anchor)]
    if not written:
        return targets
    return [target for target in targets if target.word not in written and target.word.startswith(tuple(written))]


def _is_written(target: _Target, text: str, places: Sequence[int], anchor: int) -> bool:
    """Whether the target stands around its anchor as it should be written."""
    start = anchor - target.anchor_at
    return start >= 0 and text.startswith(target.word, places[start])


def _windows(anchor: int, target: _Target) -> Iterator[tuple[int, int]]:
    """Where the whole word may lie around its anchor, with a letter missing or too many in the other half."""
    start, end = anchor - target.anchor_at, anchor - target.anchor_at + len(target.sound)
    for shift in (0, -1, 1):
        yield (start, end + shift) if target.anchor_at == 0 else (start + shift, end)


def _slip(text: str, sounds: str, places: Sequence[int], start: int, end: int, target: _Target) -> Slip | None:
    """The word between the places if it can be the target: one letter is wrong, and not the first but behind วัน."""
    if start < 0 or end > len(sounds):
        return None
    heard = sounds[start:end]
    by_ear = heard == target.sound
    first, last = places[start], _end_of_letter(text, places[end - 1])
    if heard[:1] != target.sound[:1] and not (target.word in _AFTER_A_DAY and _DAY_STANDS.match(text, first)):
        return None
    if not by_ear and (target.word in _BY_EAR_ONLY or not is_one_slip(heard, target.sound)):
        return None
    if not _WORD_ENDS.match(text, last) or _PARTICLE_ENDS.search(text, first, last):
        return None
    return (
        Slip(first, last, target.word, by_ear) if _stands_well(text, first, last, target.word, by_ear=by_ear) else None
    )


def _end_of_letter(text: str, place: int) -> int:
    """Past the letter and the marks above it that have no sound of their own."""
    end = place + 1
    while end < len(text) and _SOUNDS.get(text[end]) == "":
        end += 1
    return end


def _stands_well(text: str, start: int, end: int, word: str, *, by_ear: bool) -> bool:
    """Whether the neighbours leave no doubt: a weekday beside วัน or a time, a clipped month behind a number."""
    begins = bool(_WORD_BEGINS.match(text, start))
    if word in _AFTER_A_DAY:
        clear = (by_ear and len(word) > _SHORT_WORD) or bool(_TIME_FOLLOWS.match(text, end))
        return bool(_DAY_STANDS.match(text, start)) or (begins and clear)
    if word in _AFTER_A_NUMBER:
        return bool(_NUMBER_STANDS.match(text, start))
    return begins
