"""What the bot says about broadcasts, in sentences. `v` is the office's voice (handlers/voice.py)."""

from collections.abc import Sequence

from handlers.voice import Voice
from models.quota import Outlook


def ask_text(v: Voice) -> str:
    return f"ประกาศว่าอะไร ถึงใคร{v.kha} พิมพ์ในประโยคเดียวได้เลย เช่น\n“ประกาศ ส่ง SAR ภายใน 15 ม.ค. ถึงทุกกลุ่ม”"


def ask_audience(v: Voice, groups: bool) -> str:
    hint = "" if groups else f"\nยังไม่มีกลุ่มที่ผูกไว้ พิมพ์ “ผูกกลุ่ม” เพื่อเพิ่มได้{v.ka}"
    return f"ประกาศนี้ถึงใคร{v.kha}{hint}"


def unknown_audience(v: Voice, words: str) -> str:
    return f"ยังไม่รู้จัก “{words[:60]}”{v.ka} เลือกผู้รับจากปุ่ม หรือพิมพ์ใหม่ได้เลย\nถ้าไม่ส่งแล้ว พิมพ์ “ยกเลิก”"


def no_round(v: Voice) -> str:
    return f"ยังไม่มีรอบรายงานที่เปิดอยู่{v.ka} จึงยังไม่รู้ว่าใครยังไม่ส่ง พิมพ์ “เปิดรอบ” ก่อน หรือเลือกผู้รับอื่น"


def left_out(v: Voice, unknown: Sequence[str]) -> str:
    named = " ".join(f"“{one[:40]}”" for one in unknown[:3])
    return f"ยังไม่รู้จัก {named} จึงยังไม่รวมไว้{v.ka} ถ้าเป็นกลุ่มใหม่ พิมพ์ “ผูกกลุ่ม” ก่อน"


def nobody_reachable(v: Voice, readers: str) -> str:
    return f"ยังไม่มีใครใน “{readers[:80]}” ที่ใช้ LINE นี้{v.ka} เลือกผู้รับอื่น หรือพิมพ์ใหม่ได้เลย"


def ask_time(v: Voice) -> str:
    return f"ส่งเมื่อไร{v.kha} พิมพ์ได้เลย เช่น “พรุ่งนี้ 9 โมง”"


def no_time(v: Voice) -> str:
    return f"เวลานั้นผ่านไปแล้ว หรือยังอ่านไม่ออก{v.ka} พิมพ์วันกับเวลาที่จะส่ง เช่น “พรุ่งนี้ 9 โมง” หรือ “1 ธ.ค. 13.30 น.”"


def unknown_variable(v: Voice, names: list[str]) -> str:
    shown = " ".join(f"{{{name}}}" for name in names[:3])
    return f"คำในวงเล็บ {shown} จะส่งไปตามนั้น{v.ka} ที่เปลี่ยนเป็นของผู้รับได้มี {{ชื่อ}} กับ {{โรงเรียน}}"


def ask_picture(v: Voice) -> str:
    return f"ส่งรูปที่จะแนบมาได้เลย{v.ka} (JPEG หรือ PNG)"


def no_picture(v: Voice) -> str:
    return f"ขอเป็นรูป{v.ka} ถ้าเปลี่ยนใจกด “ไม่ส่ง” หรือส่งแบบไม่มีรูปก็ได้"


def waits_for_director(v: Voice) -> str:
    return f"ส่งให้ ผอ. อนุมัติแล้ว{v.ka} อนุมัติเมื่อไรจะส่งตามเวลาที่ตั้งไว้"


def asked_before(v: Voice) -> str:
    return f"ถาม ผอ. ไปแล้ว{v.ka} ถ้าแก้ข้อความหรือผู้รับ ถามใหม่ได้"


def refused_by_director(v: Voice) -> str:
    return f"ประกาศนี้ยังไม่ได้รับอนุมัติ{v.ka} กลับเป็นร่าง แก้แล้วส่งใหม่ได้"


def outside_hours(v: Voice, moment: str) -> str:
    return f"ตอนนั้นนอกเวลาส่งของสำนักงาน{v.ka} จะส่ง{moment}"


def acknowledged(v: Voice) -> str:
    return f"รับทราบแล้ว ขอบคุณ{v.ka}"


def not_for_you(v: Voice) -> str:
    return f"ประกาศนี้ยังไม่ได้ส่งมาที่แชตนี้{v.ka} กดรับทราบได้เมื่อได้รับแล้ว"


def only_director(v: Voice) -> str:
    return f"ปุ่มนี้สำหรับผู้อำนวยการกลุ่ม{v.ka}"


def ask_new_text(v: Voice) -> str:
    return f"พิมพ์ข้อความประกาศใหม่ได้เลย{v.ka}"


def ask_change(v: Voice) -> str:
    return f"แก้อะไร{v.kha}"


def changed_since(v: Voice) -> str:
    return f"ประกาศนี้แก้ไปหลังจากการ์ดที่กด{v.ka} ดูแล้วกดอีกครั้งได้เลย"


def rest_too_dear(v: Voice, rest: int, month: Outlook) -> str:
    figures = f"ส่งต่อต้องใช้อีก {rest:,} ข้อความ ส่งประกาศได้อีก {month.for_broadcasts:,}"
    return f"{figures} (เหลือ {month.left:,} กันไว้สำหรับนัดหมาย {month.reserve:,}){v.ka} กด “ส่งต่อ” อีกครั้งวันที่ 1 ได้"


def no_director(v: Voice) -> str:
    return f"ยังไม่มี ผอ. หรือผู้รักษาการที่ใช้ LINE นี้{v.ka} เชิญได้ที่หน้าบุคลากรของเว็บ"
