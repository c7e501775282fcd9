"""Cuts a normalised text into calendar tokens; what lies between them becomes tokens of kind OTHER."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.thai_calendar import MONTHS, WEEKDAYS
from nlp.thai_dates.vocabulary import (
    ABBREVIATIONS,
    BEFORE_MONTHS,
    BEFORE_WEEKDAYS,
    ENGLISH,
    RECORDS,
    VOCABULARY,
    Words,
    begins,
    behind,
    one_of,
)


class Token(NamedTuple):
    """A calendar word or number; `value` depends on the kind, `start` and `end` are places in the normalised text."""

    kind: str
    value: int
    start: int
    end: int
    text: str
    led: bool = False  # introduced as a time by ตอน, ช่วง, ประมาณ, or softened by ๆ
    opens: bool = False  # begins a sentence: a particle stands before


# Things with numbers that are no times come first, so that no part of them is taken for one. Shapes are sorted by what
# they begin with, and each lot is looked at only there: most letters of a message begin none.
_SHAPES = r"""
    (?=[\d+])(?:
        (?P<PHONE>(?<!\d)(?:\+66|0)\d{1,2}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)|\d{5,})
      | (?P<ISO_DATE>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))
      | (?P<DATE>(?<![\d/])\d{1,2}\s?(?P<separator>[/.-])\s?\d{1,2}\s?(?P=separator)\s?(?:\d{4}|\d{2})(?![\d/]))
      | (?P<COUNTED>(?<![\d.:/-])\d+(?:[./]\d+)?\s?(?:คน|ท่าน|โรง(?!เรียน)|ข้อ|ชุด|เล่ม|ครั้ง|คาบ|บาท|%|เปอร์เซ็นต์|คะแนน
            |ประเด็น|ฉบับ|แห่ง|เครื่อง|คู่|หน่วยกิต|ตัวชี้วัด))
      | (?P<CLOCK>(?<![\d./:])\d{1,2}[.:]\d{2}(?![\d%]|[.:]\d))
      | (?P<SLASHED>(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/]))
      | (?P<DECIMAL>\d+(?:[./]\d+)+)
      | (?P<YEAR>(?<!\d)(?:2[4-6]\d\d|19\d\d|20\d\d|2100)(?!\d))
      | (?P<HOUR_MINUTE>(?<!\d)\d{3,4}(?!\d))
      | (?P<TWO_DIGITS>(?<!\d)\d\d(?!\d))
      | (?P<DIGIT>\d)
    )
  | (?=[ปภเมอวศ])(?:
        (?P<SCHOOL_YEAR>(?:ปีการศึกษา|ปีงบประมาณ|ปีงบ|ภาคเรียน|เทอม|ภาค(?=ที่|\s?\d))
            \s*(?:ที่\s*)?(?:พ\.?ศ\.?\s*)?(?:\d{1,4}(?:/\d{2,4})?(?![\d.:]))?)
      | (?P<CLASS>(?<![ก-๙.])(?:[มป]\.?\s?[1-6]|อ\.?[1-3])(?:/\d+)?
            (?:\s?-\s?[มป]?\.?\s?[1-6](?:/\d+)?)?(?![\d.:]|\s?(?:โมง|ทุ่ม)))
      | (?P<CIRCULAR>(?<![ก-๙])ว\.?\s?\d{1,4}(?:\s?/\s?\d{2,4})?(?![\d.:]))
      | (?P<LETTER_NUMBER>ศธ\s?\d+(?:\.\d+)?/\s?ว?\s?\d+)
    )
  | (?P<NUMBERED>(?=[ขบหคมตฉรชลเใดกอสg])(?:ข้อ|บท|หน่วย|ครั้ง|มาตรา|มาตรฐาน|ตัวชี้วัด|ฉบับ|รุ่น|ชุด|ลำดับ|อันดับ|เลข|ห้อง|ชั้น
        |ระดับ|คำสั่ง|เล่ม|ใบงาน|ด้าน|คะแนน|เกรดเฉลี่ย|เกรด|เฉลี่ย|ร้อยละ|อัตราส่วน|สัดส่วน|gpax|gpa)(?:ที่)?\s?
        (?:[มปค-ว]\.?\s?)?\d+(?:[./:-]\d+)*(?!\s?(?:โมง|ทุ่ม|น\.|นาฬิกา)|[\d:]))
  | (?P<PER>(?=[วดปทชคสอ])(?:วัน|เดือน|ปี|เทอม|ชั่วโมง|คาบ|สัปดาห์|อาทิตย์)ละ(?!กัน|นะ|ค่?ะ|ครับ|คับ))
  | (?P<INDICATOR>[ก-ฮ](?=\s?\d{1,2}\.)(?<![ก-๙].)\s?\d{1,2}\.\d{1,2}(?:\s?[มป]\.?\s?\d(?:-\d)?(?:/\d+)?)?(?!\d))
  | (?P<HOURS>น(?:(?<=\dน)|(?<=\d\sน))(?:\.(?!ส\.)|(?![ก-๙])))
  | (?P<BREAK>[\n;!?]|\.(?=\s))
"""


def _pattern() -> re.Pattern[str]:
    """Shapes first, then words; an abbreviation stands alone, not inside a word or a longer abbreviation."""
    dotted = [form for form in ABBREVIATIONS if "." in form]
    bare = ABBREVIATIONS.keys() - dotted
    months = [form for form in dotted if ABBREVIATIONS[form][0] == "MONTH_SHORT"]
    weekdays = [form for form in dotted if ABBREVIATIONS[form][0] == "SHORT_DAY"]
    weekdays_only = [form for form in weekdays if form != "อ."]  # นัดอ.นี้: this teacher
    # No word ends before a mark over its last letter: ไปหาก่อนเที่ยง holds no หาก.
    # ศุกร์หน้าที่โรงเรียน is no duty (หน้าที่): right behind a day or month it is always the next one.
    days = one_of((*WEEKDAYS, "พฤหัส"))
    behind_a_day = behind((*WEEKDAYS, "พฤหัส", "สัปดาห์", "เดือน"))
    return re.compile(
        rf"""{_SHAPES}
  | (?P<GREETING>(?=[สอห])(?:สวัสดี|หวัดดี|อรุณสวัสดิ์|สุขสันต์)(?:ตอน|ยาม|ช่วง)?\s?(?:เช้า|สาย|บ่าย|เย็น|ค่ำ)?(?:วัน{days})?)
  | (?P<WISHED_WELL>(?=[วเ])(?:เป็น)?วัน{days}(?:ที่)?
        (?:สดใส|สดชื่น|แสนดี|แสนสุข|สุขสันต์|มีความสุข|แห่งความสุข|ดี\s?ๆ))
  | (?P<RECORD>{one_of(RECORDS)}(?=(?:เดือน)?(?:{one_of(MONTHS)})))
  | (?P<WORD>(?=หน้า)(?:{behind_a_day})หน้า
    | (?:{one_of(VOCABULARY)})(?![ัิ-ฺ็-๎])
    | {begins(months)}(?:(?<![ก-๙])|{behind(BEFORE_MONTHS)})(?<![ก-ฮ][.])(?:{one_of(months)})(?![ก-ฮ][.])(?:(?<=[.])|(?![ก-๙]))
    | {begins(weekdays)}(?:(?<![ก-๙])|(?<=วัน))(?<![ก-ฮ][.])(?:{one_of(weekdays)})(?!\s?[ก-ฮ][.])
    | {begins(bare)}(?:(?<![ก-๙])|(?<=วัน))(?:{one_of(bare)})(?![ก-๙.])
    | {begins(weekdays_only)}(?:{behind(BEFORE_WEEKDAYS)})(?:{one_of(weekdays_only)})(?=\s?(?:นี้|หน้า))
    | พฤ(?=นี้|หน้า|บ่าย|เช้า)
    | (?=[a-z])(?<![a-z])(?:{one_of(ENGLISH)})(?![a-z]))""",
        re.VERBOSE,
    )


_TOKEN = _pattern()
_VALUES: Words = VOCABULARY | ABBREVIATIONS | ENGLISH

KINDS = tuple(dict.fromkeys(("OTHER", *_TOKEN.groupindex, *(kind for kind, _ in _VALUES.values()))))
"""All kinds of token."""

_WITHOUT_VALUE = {
    "PHONE",
    "SCHOOL_YEAR",
    "CLASS",
    "CIRCULAR",
    "LETTER_NUMBER",
    "NUMBERED",
    "INDICATOR",
    "COUNTED",
    "DECIMAL",
}


def tokenise(text: str) -> list[Token]:
    """The calendar tokens of a normalised text in order, with one OTHER token for every stretch between them.

    Softening words (ประมาณ, นะคะ) leave no token; what stands behind ตอน, ช่วง and the like is marked as `led`.
    """
    tokens: list[Token] = []
    done, led, spoken = 0, False, False
    for token in _scan(text):
        between = text[done : token.start]
        if between.strip():
            tokens.append(Token("OTHER", 0, done, token.start, between, opens=spoken))
            led = spoken = False
        if token.kind == "PARTICLE":
            spoken = True
        elif token.kind == "SKIP":
            if token.text == "ๆ" and tokens:
                tokens[-1] = tokens[-1]._replace(led=True)
        elif token.kind == "LEAD":
            led = True
        else:
            tokens.append(token._replace(led=led, opens=spoken) if led or spoken else token)
            led = spoken = False
        done = token.end
    if text[done:].strip():
        tokens.append(Token("OTHER", 0, done, len(text), text[done:], opens=spoken))
    return tokens


def _scan(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match[0]
        value = 0
        if kind == "WORD":
            kind, value = _VALUES[found]
        elif found.isdigit() and kind not in _WITHOUT_VALUE:
            value = int(found)
        yield Token(kind, value, match.start(), match.end(), found)
