"""Takes the sentence of somebody who announces apart: what, to whom, and when it is to go out."""

import datetime as dt
import re
from string import whitespace
from typing import NamedTuple

from nlp.thai_dates import When, read_when

_ASKED = r"(?:(?:อยาก|ขอ|จะ|ช่วย|ฝาก|รบกวน|กรุณา|โปรด|วาน|ให้|ส่ง|ออก|ทำ|ลง|เขียน|พิมพ์)\s*)*"
_READERS = r"(?:ทุก|กลุ่ม|คุณครู|ครู|อาจารย์|ศึกษานิเทศก์|ศน|ธุรการ|เจ้าหน้าที่|บุคลากร|ผอ|ผู้|โรงเรียน|ร\.?\s?ร|เขต|สห|คนที่|ชาว)"
_COMMAND = r"ประกาศ(?!นียบัตร|ผล|รับสมัคร|ความเป็นส่วนตัว|ของ|ล่าสุด|ไหน|อะไร|เมื่อ|เก่า|แล้ว|คือ)(?:ข่าว|ด่วน)?"
_TELL = rf"(?:{_COMMAND}|แจ้ง(?:ข่าว|เตือน)?|บอก|เตือน|ส่งข้อความ|กระจายข่าว|ประชาสัมพันธ์)"
_TOWARDS = r"(?:ไป)?(?:ให้|ถึง|ยัง|ที่|ใน|เข้า|ลง|แก่|กับ|หา)?"
_DIVIDES = r"(?:\s*(?:ให้)?(?:รับ)?ทราบ|\s*รู้|\s*หน่อย|\s*ด้วย)*\s*(?:ว่า|[:：]|\n|เรื่อง|ให้(?!ทุก|ครู))"
_MORE_READERS = rf"(?:{_READERS}|กับ|และ|ยกเว้น|ที่ยังไม่|ใน|ของ|,)"

BEGINS = re.compile(rf"\s*{_COMMAND}(?=$|[\s:：,])\s*[:：]?")
"""A sentence that can be nothing else."""

_TO_WHOM_THEN_WHAT = (
    re.compile(rf"\s*{_ASKED}{_TELL}\s*{_TOWARDS}\s*(?P<to>{_READERS}[^\n]*?){_DIVIDES}\s*(?P<text>\S.*)", re.DOTALL),
    re.compile(
        rf"\s*{_ASKED}{_COMMAND}\s*(?:ถึง|ให้|ไปที่|ไปยัง)\s*"
        rf"(?P<to>{_READERS}\S*(?:\s+{_MORE_READERS}\S*)*)\s+(?P<text>\S.*)",
        re.DOTALL,
    ),
)
_WHAT_THEN_TO_WHOM = re.compile(
    rf"\s*{_ASKED}{_COMMAND}\s*[:：]?\s*(?P<text>\S.*?)"
    rf"(?:\s+(?:ส่ง)?ถึง\s*|(?<!คิด)(?<!จน)(?<!รวม)(?<!ไป)(?<!มา)(?<!กล่าว)(?<!พูด)ถึง(?=ทุก|กลุ่ม|ครู|ศน|ศึกษา|ผอ)|\s*(?:→|->)\s*)"
    rf"(?P<to>{_READERS}(?:(?!\sถึง{_READERS}).)*)$",
    re.DOTALL,
)
_ONLY_WISH = re.compile(rf"\s*{_ASKED}{_COMMAND}(?:หน่อย|ด้วย|ที|\s|นะ|ค่ะ|คะ|ครับ|จ้ะ|จ้า|ได้ไหม|ได้มั้ย)*$")
_SEND_AT = re.compile(r"(?:ตั้งเวลา(?:ส่ง)?|ส่งประกาศ(?:นี้)?)\s*")
"""Nothing less: "แผน ส่งวันศุกร์" tells the readers what to do."""
_BLANKS = f"{whitespace}\u00a0\u3000,"
_LEADS_TO_TIME = re.compile(r"(?:[\s,]|ตั้ง(?:เวลา)?|ส่ง|ตอน|เวลา|ใน|ช่วง|ของ)+$")
_MANY = re.compile(r"(?:ทุก|กลุ่ม(?!สาระ|งาน)|\S*(?:ทุกคน|ทุกท่าน|ทั้งหมด|ทุกโรง|ทุกแห่ง|ที่ยังไม่))")
_POLITE = re.compile(r"(?:\s|นะ|ค่ะ|คะ|ครับ|จ้ะ|จ้า|หน่อย|ด้วย|เลย)+$")


class Announcement(NamedTuple):
    """What a sentence announces; what it does not say is empty."""

    text: str = ""
    to: str = ""
    at: When | None = None

    @property
    def is_to_many(self) -> bool:
        """Whether the readers are many without doubt; "บอกครูหน่อยว่า…" may also tell of one."""
        return _MANY.match(self.to) is not None


def read_announcement(sentence: str, now: dt.datetime) -> Announcement | None:
    """The announcement that a sentence asks for; None when it asks for none."""
    found = next((found for form in _TO_WHOM_THEN_WHAT if (found := form.match(sentence))), None)
    if found is None:
        found = _WHAT_THEN_TO_WHOM.match(sentence)
    if found is not None:
        text, later = _timed(found["text"], now)
        to, at = _to_whom_and_when(found["to"], now)
        return Announcement(text.strip(), to, at or later)
    if _ONLY_WISH.match(sentence):
        return Announcement()
    begin = BEGINS.match(sentence)
    if begin is None:
        return None
    text, at = _timed(sentence[begin.end() :], now)
    return Announcement(text.strip(), "", at)


def _to_whom_and_when(said: str, now: dt.datetime) -> tuple[str, When | None]:
    """ "ทุกกลุ่ม พรุ่งนี้ 9 โมง": the readers, and the time behind them; a month or a span is no time to send at."""
    reading = read_when(said, now)
    if reading.when is None or reading.when.date_to is not None or not reading.spans:
        return _POLITE.sub("", said.strip()), None
    to = said[: min(start for start, _ in reading.spans)]
    return _LEADS_TO_TIME.sub("", to).strip(), reading.when


def _timed(text: str, now: dt.datetime) -> tuple[str, When | None]:
    """Words that end in "ตั้งเวลา พรุ่งนี้ 9 โมง" without that, and the time."""
    last = max(_SEND_AT.finditer(text), key=re.Match.start, default=None)
    if last is not None:
        tail = text[last.end() :]
        reading = read_when(tail, now)
        if reading.when is not None and reading.spans and not _rest(tail, reading.spans):
            return text[: last.start()].rstrip(_BLANKS), reading.when
    return text, None


def _rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """What is left of the words beside a time."""
    kept = [letter for at, letter in enumerate(text) if not any(start <= at < end for start, end in spans)]
    return re.sub(r"วันที่|ตอน|เวลา|[\s.]", "", _POLITE.sub("", "".join(kept)))
