"""Misspellings of day and week words that are common, or of words too short to allow for just any slip in them."""

import re

from nlp.thai_calendar import WEEKDAYS
from nlp.thai_dates.vocabulary import VOCABULARY, behind, one_of


def _by_spelling(misspellings: dict[str, str]) -> dict[str, str]:
    return {spelling: word for word, spellings in misspellings.items() for spelling in spellings.split()}


# Words of their own (เสา, สุข) are days only beside วัน, นี้ or หน้า.
_DAYS_AS_OTHER_WORDS = _by_spelling(
    {
        "จันทร์": "จัน จันท จันทร จันทน์",
        "พุธ": "พุท พุด พุทธ พูธ พธ ุธ",
        "ศุกร์": "สุก สุข สุกร ศุก",
        "เสาร์": "เสา เซา",
    }
)
_DAYS = _by_spelling(
    {
        "จันทร์": "จันร์",
        "อังคาร": "อังคารณ์ อังคาน อังคาร์ องคาร",
        "พุธ": "พุธธ พู้ธ",
        "พฤหัสบดี": "พฤหัสบดีย์ พฤหัสบดีฯ",
        "พฤหัส": "พฤหัด พฤหัท พรึหัส พรึหัด พะรึหัส พะรึหัด พฤหัสฯ",
        "ศุกร์": "ศุข สุกร์ ศุกร สุขร์ ศุกด์",
        "เสาร์": "เสาร เสาว์",
        "อาทิตย์": "อาทิต อาทิด อาทิดย์ อาทิตย อาทิตร์",
    }
)
_OTHERS = _by_spelling(
    {
        "วันนี้": "วันี้ วันนี่ วันนี วันนิ้ วันันนี้ วนนี้ วันนื้ วันนึ้",
        "สัปดาห์": "สับดาห์ สับดา สัปดา สัปดาร์ สับดาร์ สัปดาห",
    }
)
_FOR_A_GROUP = {"day": "วัน", "day_at": "วันที่", "this": "นี้", "next": "หน้า"}

_FOLLOWING = """
ได้ ไม่ จะ ก็ แล้ว เลย พอ น่า คง ผม หนู ดิฉัน ครู ท่าน ยัง มี นัด คุย พบ เข้า โทร ทั้ง หน่อย ด้วย เรื่อง จ้า พ.ศ.
"""
_PRECEDING = """
วัน เดือน ขอ นัด เป็น ถึง หรือ ช่วง ตอน ใน ของ ว่าง สะดวก ได้ ไป มา จาก เอา ไว้ พบ คุย ต้น กลาง ปลาย สิ้น เช้า บ่าย เย็น
ค่ะ คะ ครับ คับ นะ และ กับ ก่อน หลัง คิว จอง หมาย ปรึกษา ประชุม นิเทศ เจอ หา โทร แวะ แล้ว ก็ ออก
"""
_CALENDAR_WORDS = [word for word, (kind, _) in VOCABULARY.items() if kind != "OTHER" and word[0] >= "ก"]

WORD_BEGINS = re.compile(rf"(?<![ก-๙])|{behind(_PRECEDING.split())}")
"""Matches where a word may begin: no letter stands before, or a word that often leads in a time."""

WORD_ENDS = re.compile(rf"(?![ก-๎])|{one_of([*_CALENDAR_WORDS, *_FOLLOWING.split()])}")
"""Matches where a word may end: no letter follows, or a word that often follows a time."""

# Sorted by what they begin with, so that most letters of a message are passed over quickly.
_MISSPELT = re.compile(
    rf"""(?=[จพศสเอุ])(?:
          (?:(?<=วัน)|(?<=วัน\s))(?P<after_day>{one_of([*_DAYS, *_DAYS_AS_OTHER_WORDS])})
        | (?<![ก-๎])(?P<before_this>{one_of([*_DAYS, *_DAYS_AS_OTHER_WORDS])})(?=\s?(?:นี้|หน้า))
        | (?P<plain>{one_of(_DAYS)})
    )
    | (?P<other>{one_of(_OTHERS)})
    | (?=[นหม])(?:{behind((*WEEKDAYS, "พฤหัส", "สัปดาห์", "เดือน"))})
        (?:(?P<this>นี่|นี|นิ้)|(?P<next>หนา้|หนา|หน่า|หนัา|หน้|หม้า|หย้า|หนน้า|หหน้า))
    | (?P<day>ว[ก-๎]?น|วั(?!ด)[ก-ฮ]?|ว[ก-๎]ัน|วัน[ก-๎])(?={one_of((*WEEKDAYS, "พฤหัส"))})
    | (?P<day_at>วันท(?:ี|ื่|ิ่|ึ่|ี้))(?=\s?\d)""",
    re.VERBOSE,
)
_NEEDS_NO_END = {"before_this", "day", "day_at"}
_MEANT = {**_DAYS, **_DAYS_AS_OTHER_WORDS, **_OTHERS}
MISSPELLINGS = (*_DAYS, *_OTHERS)
"""Misspelt words that are read as days and weeks wherever they stand."""


def known_misspellings(text: str) -> list[tuple[int, int, str]]:
    """Start and end of each known misspelling in the text, and the word that is meant."""
    found = []
    for match in _MISSPELT.finditer(text):
        group = match.lastgroup or ""
        meant = _FOR_A_GROUP.get(group) or _MEANT[match[group]]
        begins = group != "plain" or WORD_BEGINS.match(text, match.start())
        if match[group] != meant and begins and (group in _NEEDS_NO_END or WORD_ENDS.match(text, match.end())):
            found.append((match.start(group), match.end(group), meant))
    return found
