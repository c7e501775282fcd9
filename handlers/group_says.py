"""What the bot says about LINE groups, in sentences. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def bot_was_invited(v: Voice, name: str | None) -> str:
    which = f"“{name}”" if name else "ใหม่"
    return f"มีคนเชิญ{v.name}เข้ากลุ่ม LINE {which}{v.ka} บอกได้ไหม{v.kha}ว่ากลุ่มนี้ใช้กับอะไร"


def write_code(v: Voice, bot_name: str) -> str:
    return f"ให้เจ้าหน้าที่พิมพ์รหัสนี้ในกลุ่มที่มี{bot_name}อยู่{v.ka} ใช้ได้ครั้งเดียวภายใน 7 วัน"


def bound_by_code(v: Voice, purpose: str) -> str:
    return f"ผูกกลุ่มนี้กับ{purpose}แล้ว{v.ka}"


def code_binds_nothing(v: Voice) -> str:
    return f"รหัสนี้ใช้ไม่ได้ หมดอายุ หรือใช้ไปแล้ว{v.ka}"


def code_is_for_staff(v: Voice) -> str:
    return f"รหัสนี้ใช้ได้เมื่อเจ้าหน้าที่ของสำนักงานพิมพ์เอง{v.ka} ถ้าเป็นเจ้าหน้าที่ พิมพ์ “ผูกกลุ่ม” ในแชตส่วนตัวก็ได้"


def unbound(v: Voice, title: str) -> str:
    return f"เลิกผูกกลุ่ม “{title}” แล้ว{v.ka} จะไม่ส่งประกาศไปที่กลุ่มนี้ จนกว่าจะผูกใหม่"
