"""What is said when a reason was asked for and nothing is done after all. `v` is the office's voice (handlers/voice.py)."""

from handlers.voice import Voice


def nothing_changed(v: Voice, number: str) -> str:
    return f"ไม่ได้เปลี่ยนอะไร{v.ka} {number} เป็นตามนี้"


def not_done_yet(v: Voice, does: str) -> str:
    return f"ยังไม่ได้{does}{v.ka} ถ้ายังต้องการ{does} เลือกเหตุผลได้เลย"
