"""Whether a weekday or month word stands there as a word of its own, and not inside a name or a longer word."""

import re

from nlp.thai_dates.pieces import Found

_TITLE = re.compile(
    r"(?:ครู|คุณ|นาย|นาง|นางสาว|น\.ส\.|อาจารย์|อ\.|จารย์|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|น้อง|พี่|ลุง|ป้า|น้า|ผอ\.?|รอง|ศน\.?|ชื่อ"
    r"|บ้าน|โรงเรียน|รร\.?|วัด|ตำบล|ต\.|อำเภอ|จังหวัด|จ\.|ถนน|ดาว|พระ)$"
)
_LEADS_IN = re.compile(
    r"(?:[^ก-๎]|นัด|หมาย|พบ|คุย|หา|เจอ|ปรึกษา|ประชุม|นิเทศ|โทร|ได้|ครับ|คับ|ค่ะ|คะ|นะ|ก็|เลย|แล้ว|เช่น|คือ|คิว|จอง|พร้อม"
    r"|อาจ|น่า|เหลือ|มี|พวก|เฉพาะ|แค่|สำหรับ|เข้า|พัก)$"
)
_LEADS_OUT = re.compile(
    r"[^ก-๎]|ได้|ไม่|มะ|จะ|ก็|แล้ว|เลย|พอ|น่า|ดี|คง|ผม|หนู|ดิฉัน|ครู|ท่าน|ที่|ยัง|มี|นัด|คุย|พบ|เข้า|โทร|ประชุม|ทั้ง|อยู่|โอเค|หน่อย|ด้วย"
    r"|เรื่อง|วัน|จ้า|งับ|ฮะ|น้า|เถอะ|ละกัน|ล่ะ"
)


def is_name(found: Found) -> bool:
    """Whether a title or the like stands right before: ครูจันทร์, บ้านพุธ."""
    before = found.before
    return bool(
        before and before.end == found.first.start and (before.kind == "SHORT_DAY" or _TITLE.search(before.text))
    )


def stands_alone(found: Found) -> bool:
    """Whether neither neighbour shows that the word is only a part of another one."""
    before, after, last = found.before, found.after, found.last
    glued_before = before and before.kind == "OTHER" and before.end == found.first.start
    glued_after = after and after.kind == "OTHER" and after.start == last.end
    if glued_before and before and not _LEADS_IN.search(before.text):
        return False
    return not (glued_after and after and not _LEADS_OUT.match(after.text))
