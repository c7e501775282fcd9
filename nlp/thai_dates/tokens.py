"""Cuts a normalised text into calendar tokens; what lies between them becomes tokens of kind OTHER."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nlp.thai_dates.vocabulary import ABBREVIATIONS, VOCABULARY, Words


class Token(NamedTuple):
    """A calendar word or number; `value` depends on the kind, `start` and `end` are places in the normalised text."""

    kind: str
    value: int
    start: int
    end: int
    text: str
    led: bool = False  # introduced as a time by ตอน, ช่วง, ประมาณ


_SHAPES = r"""
    (?P<PHONE>(?<!\d)(?:\+66|0)\d{1,2}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)|\d{5,})
  | (?P<SCHOOL_YEAR>(?:ปีการศึกษา|ปีงบประมาณ|ปีงบ|ภาคเรียน|เทอม|ภาค(?=ที่|\s?\d))\s*(?:ที่\s*)?(?:พ\.?ศ\.?\s*)?(?:\d{1,4}(?:/\d{2,4})?(?!\d))?)
  | (?P<CLASS>(?<![ก-๙.])(?:[มป]\.?\s?[1-6]|อ\.?[1-3])(?:/\d+)?(?:\s?-\s?[มป]?\.?\s?[1-6](?:/\d+)?)?(?![\d.:]|\s?(?:โมง|ทุ่ม)))
  | (?P<CIRCULAR>(?<![ก-๙])ว\.?\s?\d{1,4}(?:\s?/\s?\d{2,4})?(?!\d)|ศธ\s?\d+(?:\.\d+)?/\s?ว?\s?\d+)
  | (?P<NUMBERED>(?:ข้อ|บท|หน่วย|ครั้ง|มาตรา|มาตรฐาน|ตัวชี้วัด|ฉบับ|รุ่น|ชุด|ลำดับ|อันดับ|เลข|ห้อง|ชั้น|ระดับ|คำสั่ง|เล่ม|ใบงาน|ด้าน|คะแนน|เกรด|เกรดเฉลี่ย|ร้อยละ|gpa|gpax)(?:ที่)?\s?(?:[มปค-ว]\.?\s?)?\d+(?:[./-]\d+)*(?!\s?(?:โมง|ทุ่ม|น\.|นาฬิกา)|[\d:]))
  | (?P<INDICATOR>(?<![ก-๙])[ก-ฮ]\s?\d{1,2}\.\d{1,2}(?:\s?[มป]\.?\s?\d(?:-\d)?(?:/\d+)?)?(?![\d]))
  | (?P<ISO_DATE>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))
  | (?P<DATE>(?<![\d/])\d{1,2}\s?(?P<separator>[/.-])\s?\d{1,2}\s?(?P=separator)\s?(?:\d{4}|\d{2})(?![\d/]))
  | (?P<COUNTED>(?<![\d.:/])\d+(?:\.\d+)?\s?(?:คน|ท่าน|โรง(?!เรียน)|ข้อ|ชุด|เล่ม|ครั้ง|คาบ|บาท|%|เปอร์เซ็นต์|คะแนน|ประเด็น|ฉบับ|แห่ง|เครื่อง|คู่|หน่วยกิต|ตัวชี้วัด))
  | (?P<CLOCK>(?<![\d./:])\d{1,2}[.:]\d{2}(?![\d%]|[.:]\d))
  | (?P<SLASHED>(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<DECIMAL>\d+(?:[./]\d+)+)
  | (?P<NUMBER>\d+)
  | (?P<HOURS>(?<=\d)\s?น(?:\.(?!ส\.)|(?![ก-๙])))
  | (?P<BREAK>[\n;!?]|\.(?=\s)|[。])
"""


def _words(words: Iterable[str]) -> str:
    """One pattern for all words, the longest first, branched by the first letter so that a miss costs little."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(tails)})" for letter, tails in by_letter.items())


def _pattern() -> re.Pattern[str]:
    """Numbers and shapes first, then words; an abbreviation stands alone, not inside a word or a longer abbreviation."""
    dotted = [form for form in ABBREVIATIONS if "." in form]
    bare = ABBREVIATIONS.keys() - dotted
    months = [form for form in dotted if ABBREVIATIONS[form][0] == "MONTH_SHORT"]
    return re.compile(
        rf"""{_SHAPES}
  | (?P<WORD>{_words(VOCABULARY)}
    | (?<![ก-ฮ][.])(?:{_words(months)})(?![ก-ฮ][.])
    | (?:(?<![ก-๙])|(?<=วัน))(?<![ก-ฮ][.])(?:{_words(dotted)})(?!\s?[ก-ฮ][.])
    | (?:(?<![ก-๙])|(?<=วัน))(?:{_words(bare)})(?![ก-๙.]))""",
        re.VERBOSE,
    )


_LEADS = ("LEAD", "SKIP")
_NUMBER_KINDS = ("", "DIGIT", "DIGITS", "FOUR_DIGITS", "FOUR_DIGITS")

_TOKEN = _pattern()
_VALUES: Words = VOCABULARY | ABBREVIATIONS


KINDS = ("OTHER", "FOUR_DIGITS", "DIGIT", "DIGITS", "UNIT", "TENS", *dict.fromkeys(
    [*_TOKEN.groupindex, *(kind for kind, _ in _VALUES.values())]
))  # fmt: skip


def tokenise(text: str) -> list[Token]:
    """The calendar tokens of a normalised text in order, with one OTHER token for every stretch between them."""
    tokens: list[Token] = []
    done, led = 0, False
    for token in _scan(text):
        if text[done : token.start].strip():
            tokens.append(Token("OTHER", 0, done, token.start, text[done : token.start]))
            led = False
        if token.kind in _LEADS:
            led = token.kind == "LEAD"
            if token.text == "ๆ" and tokens:
                tokens[-1] = tokens[-1]._replace(led=True)
        else:
            tokens.append(token._replace(led=True) if led else token)
            led = False
        done = token.end
    if text[done:].strip():
        tokens.append(Token("OTHER", 0, done, len(text), text[done:]))
    return tokens


def _scan(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match[0]
        value = 0
        if kind == "WORD":
            kind, value = _VALUES[found]
            if kind == "NUMBER_WORD":
                kind = "UNIT" if value < 10 else "TENS"
        elif kind == "NUMBER":
            kind, value = _NUMBER_KINDS[min(len(found), 4)], int(found)
        yield Token(kind, value, match.start(), match.end(), found)
