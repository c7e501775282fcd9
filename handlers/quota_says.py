"""What the bot says when the month's messages run short, in sentences. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def sent_gathered(v: Voice, number: str, by: str) -> str:
    return f"ส่งแล้ว{v.ka} เลขที่ {number}\nผอ.กลุ่มจะได้พิจารณาไม่เกิน{by} มีความคืบหน้าจะแจ้งทันที{v.ka}"
