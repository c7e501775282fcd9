"""What the bot says about report rounds, in sentences. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def ask_round(v: Voice) -> str:
    return f"ให้โรงเรียนส่งอะไร ภายในวันไหน{v.kha}\nเช่น “SAR ปีการศึกษา 2569 ภายใน 15 ธ.ค.”"


def no_rounds(v: Voice) -> str:
    return f"ตอนนี้ไม่มีรอบรายงานที่เปิดอยู่{v.ka}"


def round_closed(v: Voice, title: str) -> str:
    return f"รอบ “{title}” ปิดแล้ว{v.ka}"


def round_answered(v: Voice, school: str, title: str) -> str:
    return f"รับแล้ว{v.ka} {school} ส่ง “{title}” เรียบร้อย{v.ka}"


def round_answered_before(v: Voice, school: str) -> str:
    return f"{school} ส่งแล้วก่อนหน้านี้{v.ka} เรียบร้อย{v.ka}"


def ask_round_file(v: Voice) -> str:
    return f"ส่งไฟล์หรือวางลิงก์มาได้เลย{v.ka}"


def open_another(v: Voice) -> str:
    return f"เปิดรอบอื่นได้อีก{v.ka}"


def ask_round_day(v: Voice, title: str) -> str:
    return f"“{title}” ให้ส่งภายในวันไหน{v.kha} เช่น “15 ธ.ค.”"


def ask_new_day(v: Voice, title: str, price: int) -> str:
    told = f"\nผู้ที่ได้รับแจ้งแล้วและยังไม่ส่งจะได้รับแจ้ง ใช้ {price:,} ข้อความ" if price else ""
    return f"“{title}” เปลี่ยนเป็นส่งภายในวันไหน{v.kha} เช่น “15 ธ.ค.”{told}"


def which_groups(v: Voice) -> str:
    return f"แจ้งกลุ่มไหน{v.kha} ในกลุ่มนับทุกคนเป็นหนึ่งข้อความ"


def nothing_offered(v: Voice) -> str:
    return f"คู่มือไม่มีรอบที่ยังไม่เปิด{v.ka} พิมพ์เองได้ เช่น “เปิดรอบ SAR ภายใน 15 ธ.ค.”"


def forward_round(title: str, day: str, link: str) -> str:
    return f"ส่ง {title} ภายใน {day}\nส่งแล้วแจ้งได้ที่ {link}"


def post_it_yourself(v: Voice) -> str:
    return f"เปิดแล้ว ยังไม่ได้แจ้งใคร{v.ka} คัดลอกข้อความถัดไปไปโพสต์ได้เลย ไม่นับโควตา"


def which_round(v: Voice) -> str:
    return f"ส่งเรื่องไหนแล้ว{v.kha}"


def is_file_of_round(v: Voice) -> str:
    return f"ได้รับไฟล์แล้ว{v.ka} ใช้เป็นรายงานเรื่องไหน{v.kha}"


def not_a_report(v: Voice) -> str:
    return f"เก็บไว้เป็นไฟล์แนบคำขอคำปรึกษาถัดไป{v.ka} พิมพ์เรื่องที่อยากปรึกษาได้เลย"


def answered_in_group(v: Voice, sent: int, total: int) -> str:
    return f"รับแล้ว{v.ka} ส่งแล้ว {sent} จาก {total} โรงเรียน"


def answered_before_in_group(v: Voice) -> str:
    return f"โรงเรียนนี้ส่งแล้ว{v.ka}"


def too_dear(v: Voice, cost: int, left: int) -> str:
    return f"ใช้ {cost} ข้อความ แต่เดือนนี้เหลือให้ประกาศ {left} ข้อความ{v.ka}"


def due_in(days: int) -> str:
    return "ครบกำหนดวันนี้" if days == 0 else f"ครบกำหนดใน {days} วัน"


def still_missing(title: str, due: str, count: int) -> str:
    return f"{title} {due} ยังไม่ส่ง {count} โรงเรียน"


def result(title: str, sent: int, total: int) -> str:
    return f"{title}: ส่งแล้ว {sent} จาก {total} โรงเรียน"
