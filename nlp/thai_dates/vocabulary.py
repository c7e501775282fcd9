"""The closed list of words that matter for a time wish: the kind of token each makes, and its value."""

from itertools import product

from nlp.thai_calendar import MONTHS, MONTHS_CLIPPED, MONTHS_SHORT, WEEKDAYS, WEEKDAYS_SHORT

EDGES = ("start", "middle", "end", "last")

_UNITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = ("", "สิบ", "ยี่สิบ", "สามสิบ", "สี่สิบ", "ห้าสิบ")

Words = dict[str, tuple[str, int]]


def _plain(kind: str, words: str, value: int = 0) -> Words:
    return {word.replace("_", " "): (kind, value) for word in words.split()}


def _numbers() -> Words:
    """Numbers up to 59 in words, with the spoken นึง and เอ็ด."""
    words = {
        tens + unit: ("NUMBER_WORD", ten * 10 + one)
        for (ten, tens), (one, unit) in product(enumerate(_TENS), enumerate(_UNITS))
        if tens or unit
    }
    words |= {tens + "เอ็ด": ("NUMBER_WORD", ten * 10 + 1) for ten, tens in enumerate(_TENS) if tens}
    return words | {"นึง": ("NUMBER_WORD", 1)}


def _abbreviated(kind: str, dotted: str, value: int) -> Words:
    """An abbreviation with all, some or none of its stops."""
    letters = dotted.split(".")[:-1]
    words: Words = {}
    for stops in product(("", ".", ". "), repeat=len(letters)):
        form = "".join(map("".join, zip(letters, stops, strict=True))).rstrip(" ")
        words[form] = (kind, value)
    return words


def _weekdays() -> Words:
    words = {name: ("WEEKDAY", number) for number, name in enumerate(WEEKDAYS)}
    words |= {"พฤหัส": ("WEEKDAY", 3), "พฤหัสฯ": ("WEEKDAY", 3), "อาทิตย์": ("SUNDAY", 6)}
    return words | _plain("WEEKEND", "สุดสัปดาห์ วันหยุดสุดสัปดาห์")


def _months() -> Words:
    words: Words = {}
    for number, (full, clipped) in enumerate(zip(MONTHS, MONTHS_CLIPPED, strict=True), start=1):
        words |= {full: ("MONTH", number), clipped: ("MONTH_CLIPPED", number)}
    return words


def _abbreviations() -> Words:
    words: Words = {}
    for number, short in enumerate(WEEKDAYS_SHORT):
        words |= _abbreviated("SHORT_DAY", short, number)
    for number, short in enumerate(MONTHS_SHORT, start=1):
        words |= _abbreviated("MONTH_SHORT", short, number)
    return words


_EDGES = {word: ("EDGE", EDGES.index(edge)) for word, edge in
          (("ต้น", "start"), ("กลาง", "middle"), ("ปลาย", "end"), ("ท้าย", "end"), ("สิ้น", "last"))}  # fmt: skip

# Words that hold one of ours and mean something else; the longest word wins, so naming them is enough.
_OTHER_WORDS = """
สามารถ สามัญ สามัคคี สามเณร ห้าม ห้าง เก้าอี้ สี่แยก
ทุ่มเท ทุ่มงบ ทุ่มทุน ทุ่มสุด
ใจเย็น น้ำเย็น เย็นชา เย็นศิระ
ความเที่ยง ความเที่ยงตรง ค่าความเที่ยง เที่ยงธรรม เที่ยงแท้
บ่ายเบี่ยง
ศรีจันทร์ พระจันทร์ ดวงจันทร์ จันทร์เพ็ญ จันทร์ฉาย จันทร์แรม จันทร์เสี้ยว จันทร์ทิพย์ จันทร์แจ่ม
พระอาทิตย์ ดวงอาทิตย์ ดาวพุธ ดาวศุกร์ ดาวเสาร์ ดาวอังคาร ดาวพฤหัส ดาวพฤหัสบดี
ก.ค.ศ. ก.ค.ศ อ.ก.ค.ศ. ก.พ.ร. ก.พ.ร ก.พ.อ. ก.ต.ป.น. ส.ค.ส. ก.พ.ศ.
พ.ร.บ. ศ.ดร. จ.ส.อ. ส.ส. ส.ว. อ.บ.ต. อ.บ.จ. ส.พ.ฐ. ส.พ.ม. ส.พ.ป.
หน้าที่ หน้าเสาธง หน้าห้อง หน้าเว็บ หน้าปก หน้าจอ หน้างาน หน้าเพจ หน้าตา ต่อหน้า ล่วงหน้า ข้างหน้า ก่อนหน้า ก่อนหน้านี้ ก่อนหน้านั้น
หัวหน้า ความก้าวหน้า ก้าวหน้า
หลังจากนั้น ก่อนนั้น ก่อนอื่น ย้อนหลัง ภายหลัง ข้างหลัง หลังสุด เบื้องหลัง
ม.ต้น ม.ปลาย ป.ต้น ป.ปลาย เบื้องต้น ต้นฉบับ ต้นสังกัด ต้นแบบ ต้นทาง ต้นไม้ ปลายทาง ปลายเปิด กลางวัน สิ้นสุด แกนกลาง ส่วนกลาง
เมื่อวาน เมื่อวานนี้ เมื่อวานซืน เมื่อเช้า เมื่อเช้านี้ เมื่อคืน เมื่อคืนนี้ เมื่อบ่าย เมื่อเย็น เมื่อเที่ยง วันก่อน
หรือไม่ หรือเปล่า รึเปล่า หรือยัง รึยัง หรือป่าว รึป่าว
ไม่ว่าจะ เป็นต้น วันไหน วันใด วันละ เดือนละ ปีละ เทอมละ ชั่วโมงละ คาบละ สัปดาห์ละ อาทิตย์ละ วันเวลา วันลา วันหยุด
ใช้เวลา ตลอดเวลา เวลาเรียน เวลาสอน ระยะเวลา
"""

_UNAVAILABLE = """
ไม่ว่าง ไม่สะดวก ไม่อยู่ ไม่ได้ ไม่ทัน ไม่ไหว ไม่ลงตัว ไม่เข้า เต็ม คิวเต็ม เต็มแล้ว
ติดประชุม ติดสอน ติดราชการ ติดไปราชการ ติดธุระ ติดงาน ติดอบรม ติดคาบ ติดสัมมนา ติดภารกิจ ติดคุม ติดนัด ติดเวร ติดนิเทศ ติดค่าย ติดกิจกรรม ติดสอบ ติดลา
ไปราชการ ลากิจ ลาป่วย ลาพักผ่อน มีประชุม มีสอน มีคาบ มีอบรม มีธุระ
"""

# What follows them is the date of a document, of something past, or of every week: no wish.
_NOT_WISHED = """
ลงวันที่ ลงวัน ลว. ณ_วันที่ ณวันที่ เมื่อวันที่ เมื่อ ทุก ทุกๆ ทุกวัน ประจำ ประจำเดือน ประจำวัน ประจำวันที่ ประจำปี
"""

ABBREVIATIONS: Words = _abbreviations()

VOCABULARY: Words = {
    **_numbers(),
    **_weekdays(),
    **_months(),
    **_EDGES,
    **_plain("OTHER", _OTHER_WORDS),
    **_plain("RELATIVE", "วันนี้ today", 0),
    **_plain("RELATIVE", "พรุ่งนี้ วันพรุ่งนี้ พน. วันพรุ่ง พรุ่ง tomorrow", 1),
    **_plain("RELATIVE", "มะรืน มะรืนนี้ วันมะรืน วันมะรืนนี้", 2),
    **_plain("RELATIVE", "มะเรื่อง มะเรื่องนี้ วันมะเรื่อง วันมะเรื่องนี้", 3),
    **_plain("DAY", "วัน"),
    **_plain("DAY_AT", "วันที่"),
    **_plain("AT", "ที่"),
    **_plain("WEEK", "สัปดาห์ วีค"),
    **_plain("MONTH_WORD", "เดือน"),
    **_plain("NEXT_YEAR", "ปีหน้า", 1),
    **_plain("YEAR_WORD", "พ.ศ. พ.ศ พศ. ค.ศ. ปี"),
    **_plain("THIS", "นี้ ที่จะถึง ที่จะถึงนี้ ที่จะมาถึง ที่จะมาถึงนี้ ที่กำลังจะถึง ที่กำลังจะถึงนี้ ที่ใกล้จะถึง ที่ใกล้จะถึงนี้", 0),
    **_plain("NEXT", "หน้า ถัดไป ที่ถัดไป ต่อไป", 1),
    **_plain("LAST", "ที่แล้ว ที่ผ่านมา ก่อนหน้านี้ ที่แล้วมา"),
    **_plain("IN", "อีก"),
    **_plain("AHEAD", "ข้างหน้า ข้างหน้านี้"),
    **_plain("HOUR_UNIT", "ชั่วโมง ชม. ชม"),
    **_plain("MINUTE", "นาที"),
    **_plain("OCLOCK", "โมง"),
    **_plain("MORNING", "เช้า"),
    **_plain("LATE_MORNING", "สาย"),
    **_plain("AFTERNOON", "บ่าย"),
    **_plain("EVENING", "เย็น"),
    **_plain("AFTER_SCHOOL", "หลังเลิกเรียน"),
    **_plain("NIGHT", "คืน ค่ำ ทั้งวัน"),
    **_plain("NOON", "เที่ยง เที่ยงตรง"),
    **_plain("MIDNIGHT", "เที่ยงคืน"),
    **_plain("TUM", "ทุ่ม"),
    **_plain("TI", "ตี"),
    **_plain("HALF", "ครึ่ง"),
    **_plain("HOURS", "นาฬิกา"),
    **_plain("PM", "pm p.m. p.m"),
    **_plain("AM", "am a.m. a.m"),
    **_plain("RANGE", "- ถึง จนถึง ไปถึง ไปจนถึง"),
    **_plain("OR", "หรือ หรือว่า ไม่ก็ หรือไม่ก็"),
    **_plain("WITHIN", "ภายใน ไม่เกิน"),
    **_plain("BEFORE", "ก่อน"),
    **_plain("AFTER", "หลัง หลังจาก"),
    **_plain("SINCE", "ตั้งแต่"),
    **_plain("UNAVAILABLE", _UNAVAILABLE),
    **_plain("EXCEPT", "ไม่เอา ไม่ใช่ ยกเว้น เว้น งด ไม่ขอ ไม่รับ ไม่ต้องการ ไม่อยาก ไม่อยากได้"),
    **_plain("MOVE", "เลื่อน เปลี่ยน ย้าย ขยับ ปรับ แก้ แก้ไข"),
    **_plain("FROM", "จาก"),
    **_plain("TO", "เป็น ไปเป็น มาเป็น ไป มา"),
    **_plain("INSTEAD", "แทน แทนที่"),
    **_plain("FORMER", "เดิม เดิมที นัดไว้ จองไว้ นัดเดิม เวลาเดิม กำหนดเดิม"),
    **_plain("WISH", "ขอ เอา อยาก รบกวน สะดวก ว่าง"),
    **_plain("FALLBACK", "ถ้าไม่ได้ ถ้าไม่ ถ้าไม่ว่าง ถ้าไม่สะดวก หากไม่ หากไม่ได้ หากไม่สะดวก ไม่งั้น"),
    **_plain("CLAUSE", "แต่ แต่ว่า เพราะ เพราะว่า เนื่องจาก"),
    **_plain("AND", "และ กับ"),
    **_plain("NOT_WISHED", _NOT_WISHED),
    **_plain("TIME_WORD", "เวลา"),
    **_plain("LEAD", "ตอน ช่วง ช่วงเวลา ประมาณ ประมาน ราว ราวๆ สัก ซัก"),
    **_plain("SKIP", "กว่า กว่าๆ ๆ ตรง ของ ค่ะ คะ ครับ คับ นะ จ้า จ้ะ ขา ( ) ,"),
}
