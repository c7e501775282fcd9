"""The closed list of words that matter for a time wish: the kind of token each makes, and its value."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from nlp.thai_calendar import MONTHS, MONTHS_CLIPPED, MONTHS_SHORT, WEEKDAYS, WEEKDAYS_SHORT
from nlp.thai_dates.days import Edge

EDGES: tuple[Edge, ...] = ("start", "middle", "end", "last")

_ONES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = ("", "สิบ", "ยี่สิบ", "สามสิบ", "สี่สิบ", "ห้าสิบ")

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Words = dict[str, tuple[str, int]]


def one_of(words: Iterable[str]) -> str:
    """One pattern for all words, the longest first, branched letter by letter so that a miss costs little."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_letter[word[:1]].append(word[1:])
    is_complete = by_letter.pop("", None) is not None
    branches = [re.escape(letter) + one_of(tails) for letter, tails in by_letter.items()]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 and not is_complete else f"(?:{'|'.join(branches)})"
    return f"{pattern}?" if is_complete else pattern


def begins(words: Iterable[str]) -> str:
    """One pattern for the place before any of the words' first letters: cheap, to be tried before anything dear."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


def behind(words: Iterable[str]) -> str:
    """One pattern for the place right behind any of the words."""
    return "|".join(f"(?<={re.escape(word)})" for word in words)


def _plain(kind: str, words: str, value: int = 0) -> Words:
    """The words, which stand apart by blanks (a blank in a word is written _), all of one kind and value."""
    return {word.replace("_", " "): (kind, value) for word in words.split()}


def _numbers() -> Words:
    """Numbers up to 59 in words, with the spoken นึง and เอ็ด."""
    numbers = {tens + ones: ten * 10 + one for (ten, tens), (one, ones) in product(enumerate(_TENS), enumerate(_ONES))}
    numbers |= {tens + "เอ็ด": ten * 10 + 1 for ten, tens in enumerate(_TENS) if tens} | {"นึง": 1}
    return {word: ("ONES" if number < 10 else "TENS", number) for word, number in numbers.items() if word}


def _ordinals() -> Words:
    """Which of a month's Mondays: the number counts them only when the month owns it (วันพุธที่ 2 ธันวาคม is a date)."""
    words = {"แรก": ("NTH", 1), "สุดท้าย": ("NTH", -1)}
    for number, name in enumerate(_ONES[1:6], start=1):
        for forms in product(("ที่", "ที่ "), (name, str(number)), ("", " "), ("ของ", "ใน")):
            words["".join(forms)] = ("NTH", number)
    return words


def _weekdays() -> Words:
    words = {name: ("WEEKDAY", number) for number, name in enumerate(WEEKDAYS[:-1])}
    return words | {"พฤหัส": ("WEEKDAY", 3), "พฤหัสฯ": ("WEEKDAY", 3), WEEKDAYS[-1]: ("SUNDAY", 6)}


def _months() -> Words:
    words: Words = {}
    for number, (full, clipped) in enumerate(zip(MONTHS, MONTHS_CLIPPED, strict=True), start=1):
        words |= {full: ("MONTH", number), clipped: ("MONTH_CLIPPED", number)}
    return words


def _abbreviated(kind: str, dotted: str, value: int) -> Words:
    """An abbreviation with all, some or none of its stops."""
    letters = dotted.split(".")[:-1]
    forms = (
        "".join(map("".join, zip(letters, stops, strict=True))) for stops in product(("", "."), repeat=len(letters))
    )
    return dict.fromkeys(forms, (kind, value))


def _abbreviations() -> Words:
    words: Words = {}
    for number, short in enumerate(WEEKDAYS_SHORT):
        words |= _abbreviated("SHORT_DAY", short, number)
    for number, short in enumerate(MONTHS_SHORT, start=1):
        words |= _abbreviated("MONTH_SHORT", short, number)
    return words | {"พน": ("COMING_DAY", 1)}


def _english() -> Words:
    words: Words = {}
    for number, short in enumerate(_ENGLISH_MONTHS, start=1):
        words |= _plain("ENGLISH_MONTH", f"{short} {short}.", number)
    names = "january february march april may june july august september october november december sept"
    words |= {name: ("ENGLISH_MONTH", _ENGLISH_MONTHS.index(name[:3]) + 1) for name in names.split()}
    for number, name in enumerate(_ENGLISH_WEEKDAYS):
        words |= {name: ("WEEKDAY", number), name[:3]: ("SHORT_DAY", number), f"{name[:3]}.": ("SHORT_DAY", number)}
    return words | _plain("TODAY", "today", 0) | _plain("COMING_DAY", "tomorrow tmr", 1) | {
        "week": ("WEEK", 0), "morning": ("MORNING", 0), "afternoon": ("AFTERNOON", 0), "noon": ("NOON", 0),
         "this": ("ENGLISH_THIS", 0), "next": ("ENGLISH_THIS", 1),
        "am": ("AM", 0), "a.m.": ("AM", 0), "pm": ("PM", 0), "p.m.": ("PM", 0),
    }  # fmt: skip


# Words that hold one of ours and mean something else; the longest word wins, so naming them is enough.
_OTHER_WORDS = """
สามารถ สามัญ สามัคคี สามเณร ห้าม ห้าง เก้าอี้ สี่แยก สองแคว
ทุ่มเท ทุ่มงบ ทุ่มทุน ทุ่มสุด ทุ่มตัว
เช้าชามเย็นชาม ไปเช้ากลับเย็น ไปเช้าเย็นกลับ เช้ายันเย็น เช้าจรดเย็น
ข้าวเช้า ข้าวเย็น ข้าวกลางวัน มื้อเช้า มื้อเย็น
ใจเย็น น้ำเย็น เย็นชา เย็นศิระ อาหารเช้า อาหารเย็น กระเช้า บ่ายหน้า ตีสองหน้า ไม่เที่ยง คนเที่ยง
ความเที่ยง ความเที่ยงตรง ค่าความเที่ยง ค่าเที่ยง เที่ยงธรรม เที่ยงแท้ บ่ายเบี่ยง
ศรีจันทร์ พระจันทร์ ดวงจันทร์ จันทร์เพ็ญ จันทร์ฉาย จันทร์แรม จันทร์เสี้ยว จันทร์ทิพย์ จันทร์แจ่ม จันทร์ประดิษฐ์
พระอาทิตย์ ดวงอาทิตย์ แสงอาทิตย์ ดาวพุธ ดาวศุกร์ ดาวเสาร์ ดาวอังคาร ดาวพฤหัส ดาวพฤหัสบดี พระพุธ พระศุกร์ พระเสาร์
ก.ค.ศ. ก.ค.ศ อ.ก.ค.ศ. ก.พ.ร. ก.พ.ร ก.พ.อ. ก.ต.ป.น. ก.พ.ศ. ส.ค.ส. พ.ร.บ. พ.ร.ก. ศ.ดร.
สำนักงาน_ก.พ. สำนักงานก.พ. เลขาธิการ_ก.พ. กรกฎา_คม ตุลาการ
หน้าที่ หน้าเสาธง หน้าห้อง หน้าเว็บ หน้าปก หน้าจอ หน้างาน หน้าเพจ หน้าตา หน้าแรก หน้าชั้น หน้าฝน หน้าร้อน หน้าหนาว
ต่อหน้า ล่วงหน้า ก่อนหน้า ก่อนหน้านี้ ก่อนหน้านั้น หัวหน้า ก้าวหน้า ต่อไปนี้ ต่อไปเรื่อย
หลังจากนั้น หลังจากนี้ ก่อนนั้น ก่อนอื่น ย้อนหลัง ภายหลัง ข้างหลัง เบื้องหลัง ให้หลัง
ม.ต้น ม.ปลาย ป.ต้น ป.ปลาย เบื้องต้น ต้นฉบับ ต้นสังกัด ต้นแบบ ต้นทาง ต้นไม้ ปลายทาง ปลายเปิด ปลายภาค กลางภาค
คุณภาพภายใน นิเทศภายใน ประเมินภายใน ตรวจสอบภายใน ควบคุมภายใน ประกันภายใน จากภายใน
กลางวัน สิ้นสุด แกนกลาง ส่วนกลาง เป็นต้น เป็นต้นไป เป็นต้นมา ตั้งแต่ต้น
เมื่อไร เมื่อไหร่ เมื่อใด
หรือไม่ หรือเปล่า รึเปล่า หรือยัง รึยัง หรือป่าว รึป่าว
ไม่ว่าจะ วันไหน วันใด วันเวลา วันลา วันหยุด วันทำการ วันเดิม วันเดียวกัน
ไม่ค่อย ไม่ได้มี ไม่ได้ไป ไม่ได้สอน ถ้าไม่ติด หากไม่ติด ถ้าไม่หยุด ถ้าไม่ปิด ถ้าไม่ยุ่ง ถ้าไม่เป็นภาระ ถ้าไม่เหนื่อย ถ้าไม่ลำบาก
ถ้าไม่รบกวน ถ้าไม่เป็นการรบกวน ถ้าไม่มีอะไร ถ้าไม่ผิด
ใช้เวลา ตลอดเวลา เวลาเรียน เวลาสอน ระยะเวลา ให้เวลา มาสาย สายชั้น สายวิทย์ สายศิลป์ สายการเรียน สายตา สายงาน
ขอโทษ ขออภัย ขอบคุณ ขอบพระคุณ ขอแสดง จากนั้น จากนี้ แต่ละ แต่งตั้ง แต่ง กับดัก ไม่เข้าใจ เอาใจ เอกสาร อยากรู้
"""

# A time beside them is one at which the writer can't come. `มี…` is asked as often as it is said.
_UNAVAILABLE = """
ไม่ว่าง ไม่สะดวก ไม่ค่อยว่าง ไม่ค่อยสะดวก ไม่อยู่ ไม่พร้อม คิวเต็ม เต็มแล้ว เต็มหมด
ติดประชุม ติดสอน ติดราชการ ติดไปราชการ ติดธุระ ติดงาน ติดอบรม ติดคาบ ติดสัมมนา ติดภารกิจ ติดคุม ติดนัด ติดเวร ติดนิเทศ
ติดค่าย ติดกิจกรรม ติดสอบ ติดลา ติดพา ติดเข้า ติดไป ติดรับ ติดเดินทาง
สอนตลอด สอนทั้งวัน สอนเต็ม ไปราชการ ลากิจ ลาป่วย ลาพักผ่อน มีประชุม มีสอน มีคาบ มีอบรม มีธุระ มีนัดแล้ว
"""

# When they are busy on ordinary days, the day wished for is none.
_ORDINARY_DAYS = ("วันธรรมดา", "วันปกติ", "วันราชการ", "วันทำงาน", "วันทำการ", "วันเรียน")

_AVAILABLE = " ".join(f"ไม่{word}" for word in _UNAVAILABLE.split() if word.startswith("มี"))

# What follows them is the date of a document, of something past, or of every week: no wish.
_NOT_WISHED = """
ไว้ตั้งแต่ แล้วตั้งแต่ ส่งไป ส่งเรื่องไป ส่งคำขอไป ส่งมา ยื่นไป ยื่นเรื่องไป ยื่นคำขอไป แจ้งไป ทักไป ทักมา ถามไป
ส่งตั้งแต่ ส่งไปตั้งแต่ ยื่นตั้งแต่ ขอไปตั้งแต่ ขอมาตั้งแต่ รอตั้งแต่ รอมาตั้งแต่ แจ้งตั้งแต่
ลงวันที่ ลงวัน ลว. ลว ณ_วันที่ ณวันที่ เมื่อวันที่ เมื่อ ทุก ทุกๆ ทุก_ๆ ทุกวัน ประจำ ประจำเดือน ประจำวัน ประจำวันที่
เหลืออีก เหลือเวลาอีก เกิดวันที่ เกิดวัน บรรจุวันที่ วันครู วันเด็ก วันแม่ วันพ่อ วันไหว้ครู วันภาษาไทย วันสุนทรภู่ วันวิทยาศาสตร์
"""

# A weekday written in one with them is that of every week: ชุดวันพฤหัส.
HABITS = ("ชุด", "เสื้อ", "เวร", "คาบ", "ชุมนุม", "ชมรม")

# A month written in one with them is the month that they are of: ผลสอบเดือนมีนาคม.
RECORDS = (
    "ผลสอบ", "ผลการสอบ", "ผลการเรียน", "ผลการประเมิน", "คะแนน", "ข้อสอบ", "รายงาน", "รายงานผล", "สรุปผล", "ข้อมูล", "สถิติ",
    "วาระการประชุม", "บันทึกการประชุม", "เงินเดือน",
)  # fmt: skip

# An abbreviated month may be written in one with them: เดือนธค, ต้นม.ค.
BEFORE_MONTHS = ("เดือน", "ต้น", "กลาง", "ปลาย", "สิ้น", "ถึง", "หรือ", "นัด", "ขอ", "เป็น")

# An abbreviated weekday of this or next week may be written in one with them: ว่างพฤ.นี้.
BEFORE_WEEKDAYS = (*BEFORE_MONTHS, "ว่าง", "สะดวก", "เอา", "มา", "ไป", "คิว")

# Patterns of words that are no tokens, since they matter only beside a time.
MEETING = "นัด|หมาย|คิว|จอง|พบ|คุย|ปรึกษา|ประชุม|นิเทศ|เจอ"
SUITS = r"\s*(?:ได้|พอได้|พอจะ|โอเค|ok|สะดวก|ค่อย|ดีกว่า|(?:ก็)?(?:แล้ว|ละ)กัน)"

ABBREVIATIONS: Words = _abbreviations()
ENGLISH: Words = _english()

VOCABULARY: Words = {
    **_numbers(),
    **_weekdays(),
    **_months(),
    **_plain("EDGE", "ต้น", 0),
    **_plain("EDGE", "กลาง", 1),
    **_plain("EDGE", "ปลาย", 2),
    **_plain("EDGE", "สิ้น", 3),
    **_plain("TODAY", "วันนี้", 0),
    **_plain("COMING_DAY", "พรุ่งนี้ วันพรุ่งนี้ พน. วันพรุ่ง", 1),
    **_plain("COMING_DAY", "มะรืน มะรืนนี้ วันมะรืน วันมะรืนนี้", 2),
    **_plain("COMING_DAY", "มะเรื่อง มะเรื่องนี้ วันมะเรื่อง วันมะเรื่องนี้", 3),
    **_plain("DAY", "วัน"),
    **_plain("DAY_AT", "วันที่"),
    **_plain("AT", "ที่"),
    **_plain("WEEK", "สัปดาห์ วีค"),
    **_plain("WEEKEND", "สุดสัปดาห์ วันหยุดสุดสัปดาห์"),
    **_plain("MONTH_WORD", "เดือน"),
    **_plain("NEXT_YEAR", "ปีหน้า", 1),
    **_plain("YEAR_WORD", "พ.ศ. พ.ศ พศ. พศ ค.ศ. ปี"),
    **_plain("THIS", "นี้ ที่จะถึง ที่จะถึงนี้ ที่จะมาถึง ที่จะมาถึงนี้ ที่กำลังจะถึง ที่กำลังจะถึงนี้ ที่ใกล้จะถึง ที่ใกล้จะถึงนี้ ที่ถึงนี้", 0),
    **_plain("NEXT", "หน้า ถัดไป ที่ถัดไป ต่อไป", 1),
    **_plain("LAST", "ที่แล้ว ที่ผ่านมา ที่แล้วมา ที่ผ่าน"),
    **_plain("EARLIER", "เมื่อวาน เมื่อวานนี้ เมื่อวานซืน เมื่อเช้า เมื่อเช้านี้ เมื่อคืน เมื่อคืนนี้ เมื่อบ่าย เมื่อบ่ายนี้ เมื่อเย็น เมื่อเที่ยง เมื่อกี้"),
    **_ordinals(),
    **_plain("IN", "อีก"),
    **_plain("AHEAD", "ข้างหน้า ข้างหน้านี้"),
    **_plain("HOUR_UNIT", "ชั่วโมง ชม. ชม"),
    **_plain("MINUTE", "นาที"),
    **_plain("OCLOCK", "โมง"),
    **_plain("MORNING", "เช้า ภาคเช้า คาบเช้า รอบเช้า"),
    **_plain("LATE_MORNING", "สาย"),
    **_plain("AFTERNOON", "บ่าย ภาคบ่าย คาบบ่าย รอบบ่าย"),
    **_plain("EVENING", "เย็น"),
    **_plain("AFTER_SCHOOL", "หลังเลิกเรียน หลังเลิกสอน หลังเลิกงาน หลังโรงเรียนเลิก"),
    **_plain("NIGHT", "คืน ค่ำ"),
    **_plain("NOON", "เที่ยง เที่ยงตรง"),
    **_plain("MIDNIGHT", "เที่ยงคืน"),
    **_plain("TUM", "ทุ่ม"),
    **_plain("TI", "ตี"),
    **_plain("HALF", "ครึ่ง"),
    **_plain("HOURS", "นาฬิกา"),
    **_plain("TIME_WORD", "เวลา"),
    **_plain("TO_END", "- ~ ถึง จนถึง ไปถึง ไปจนถึง ยัน"),
    **_plain("BETWEEN", "ระหว่าง"),
    **_plain("WITHIN", "ภายใน ไม่เกิน ไม่เกินกว่า"),
    **_plain("BEFORE", "ก่อน"),
    **_plain("AFTER", "หลัง หลังจาก"),
    **_plain("SINCE", "ตั้งแต่"),
    **_plain("OR", "หรือ หรือว่า ไม่ก็ หรือไม่ก็ /"),
    **_plain("AND", "และ กับ"),
    **_plain("UNAVAILABLE", _UNAVAILABLE),
    **_plain("NOT_POSSIBLE", "ไม่ได้ ไม่ทัน ไม่ไหว ไม่ลงตัว ไม่โอเค"),
    **_plain(
        "EXCEPT",
        "แทนที่จะ แทนที่จะเป็น ไม่เอา ไม่ใช่ ยกเว้น เว้น งด ไม่ขอ ไม่รับ ไม่ต้องการ ไม่อยาก ไม่อยากได้ ไม่ได้หมายถึง ไม่ได้หมายความว่า ไม่ได้บอกว่า มิใช่",
    ),
    **_plain("MOVE", "เลื่อน เปลี่ยน ย้าย ขยับ ปรับ แก้"),
    **_plain("FROM", "จาก"),
    **_plain("TO", "เป็น ไปเป็น มาเป็น ไป มา"),
    **_plain("MISSPOKEN", "เอ๊ย เอ้ย เอ้ยไม่ใช่ เอ๊ยไม่ใช่ ไม่สิ ไม่ใช่สิ"),
    **_plain("CORRECTION", "เอาเป็น งั้น ถ้างั้น"),
    **_plain("INSTEAD", "แทน"),
    **_plain("FORMER", "เดิม นัดไว้ จองไว้"),
    **_plain("ASK", "ขอ เอา อยาก ค่อย"),
    **_plain("FREE_THEN", f"สะดวก ว่าง มีคาบว่าง ไม่ติด ไม่ได้ติด {_AVAILABLE}"),
    **_plain("IF", "ถ้า หาก เผื่อ"),
    **_plain("FALLBACK", "ถ้าไม่ หากไม่ ไม่งั้น ถ้าไม่ได้ ถ้าไม่ว่าง ถ้าไม่สะดวก หากไม่ได้ หากไม่ว่าง หากไม่สะดวก"),
    **_plain("CLAUSE", "แต่ แต่ว่า เพราะ เพราะว่า เนื่องจาก"),
    **_plain("QUESTION", "ไหม มั้ย มัย ไม๊ อะไร กี่ บ้าง ตอนไหน"),
    **_plain("NOT_WISHED", _NOT_WISHED),
    **{f"{habit}วัน": ("NOT_WISHED", 0) for habit in HABITS},
    **_plain("LEAD", "ตอน ช่วง ช่วงเวลา ประมาณ ประมาน ราว ราวๆ สัก ซัก"),
    **_plain("SKIP", "รบกวน ด้วย หน่อย กว่า กว่าๆ เศษ ๆ ตรง ของ ใน ( ) ,"),
    **_plain("PARTICLE", "ค่ะ คะ ค่า ครับ คับ นะ จ้า จ้ะ ขา"),
    **_plain("OTHER", _OTHER_WORDS),
    **_plain("OTHER", " ".join(map("".join, product(_ORDINARY_DAYS, _UNAVAILABLE.split())))),
}
