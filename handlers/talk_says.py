"""What is said about the course of a conversation itself. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def stopped_here(v: Voice) -> str:
    return f"หยุดไว้แค่นี้{v.ka} ไม่มีอะไรเปลี่ยน มีเรื่องใหม่พิมพ์มาได้เลย"


def still_writing(v: Voice, topic: str) -> str:
    return f"คำขอเรื่อง “{topic}” ที่เขียนค้างไว้ยังอยู่{v.ka}"


def which_first(v: Voice, topic: str, asked: str) -> str:
    return f"มีคำขอเรื่อง “{topic}” เขียนค้างอยู่{v.ka} จะเริ่มเรื่อง “{asked}” ที่ถามในกลุ่มเลยไหม{v.kha}"


def which_matter(v: Voice) -> str:
    return f"เรื่องไหน{v.kha}"


def registered_and_on(v: Voice, name: str) -> str:
    return f"เรียบร้อย{v.ka} คุณครู{name} ลงทะเบียนแล้ว มาต่อเรื่องที่ถามไว้"


def which_supervisor(v: Voice) -> str:
    return f"อยากปรึกษาท่านไหน{v.kha} กดเลือก หรือพิมพ์ด้าน เช่น “ไม่ใช่คณิต เป็นวิทย์”"


def which_area(v: Voice) -> str:
    return f"อยู่สหวิทยาเขตไหน{v.kha}"


def which_button(v: Voice) -> str:
    return f"หมายถึงข้อไหน{v.kha}"
