"""What the bot says so that fewer messages are needed, in sentences. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def sent_gathered(v: Voice, number: str, by: str) -> str:
    return f"ส่งแล้ว{v.ka} เลขที่ {number}\nผอ.กลุ่มจะได้พิจารณาไม่เกิน{by} มีความคืบหน้าจะแจ้งทันที{v.ka}"


def record_after(v: Voice) -> str:
    return f"บันทึกผลได้หลังพบกันแล้วนะ{v.ka} กดปุ่มนี้อีกทีได้เลย"
