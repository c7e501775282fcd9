"""What the bot says about the annual calendar, in sentences. `v` is the office's voice (handlers/voice.py)."""

import datetime as dt

from handlers.voice import Voice
from models.annual_plan import Phase, RunState
from models.phase_reminders import Rung
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS_SHORT, say_date, say_range

STATE_WORDS = {
    RunState.UNDATED: "ยังไม่มีวัน",
    RunState.WAITING: "รอเริ่ม",
    RunState.PLANNED: "ยังไม่เริ่ม",
    RunState.STARTED: "กำลังทำ",
    RunState.DONE: "เสร็จแล้ว",
}

OVERDUE = "เลยกำหนด"
ENDING, BEGINNING = "ครบกำหนด", "เริ่ม"


def going_on(count: int) -> str:
    return f"และทำต่อเนื่องอีก {count} ขั้นตอน"


def more_phases(count: int) -> str:
    return f"และอีก {count} ขั้นตอน ดูครบในภาพปฏิทินหรือปฏิทินมือถือ"


def shortened(words: str, most: int) -> str:
    """At most so many letters; a cut is shown."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def dates(phase: Phase, today: dt.date) -> str:
    """When the phase is, for people."""
    run = phase.run
    if run.starts_on and run.ends_on:
        return say_range(run.starts_on, run.ends_on, today)
    if run.starts_on:
        return f"เริ่ม {say_date(run.starts_on, today)}"
    return phase.entry.when or "ยังไม่มีวัน"


def short_dates(phase: Phase, today: dt.date) -> str:
    """When the phase is, for a line of a list: `1 พ.ย. 69 – 31 มี.ค. 70`, `1–15 ธ.ค. 69`."""
    first, last = phase.run.starts_on, phase.run.ends_on
    if first is None or last is None:
        return dates(phase, today)
    if (first.year, first.month) == (last.year, last.month):
        days = str(first.day) if first == last else f"{first.day}–{last.day}"
        return f"{days} {_month_and_year(last)}"
    begin = f"{first.day} {MONTHS_SHORT[first.month - 1]}" if first.year == last.year else _day(first)
    return f"{begin} – {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {_month_and_year(day)}"


def _month_and_year(day: dt.date) -> str:
    return f"{MONTHS_SHORT[day.month - 1]} {(day.year + BUDDHIST_ERA) % 100:02}"


def due(rung: Rung, today: dt.date) -> str:
    """Why a phase is in the digest: ครบกำหนดวันนี้, ครบกำหนดใน 3 วัน …"""
    days = (rung.about - today).days
    if rung.occasion in ("begins", "begins_soon"):
        return "เริ่มวันนี้" if days == 0 else f"เริ่ม {say_date(rung.about, today)}" if days > 0 else "ควรเริ่มแล้ว"
    if rung.occasion == "overdue":
        return f"เลยกำหนด {-days} วัน"
    if rung.occasion == "again":
        return "ขอให้เตือนวันนี้"
    return "ครบกำหนดวันนี้" if days == 0 else f"ครบกำหนดใน {days} วัน"


def started(v: Voice, name: str) -> str:
    return f"เริ่ม “{name}” แล้ว{v.ka}"


def done_ask_evidence(v: Voice, name: str) -> str:
    return f"“{name}” เสร็จแล้ว{v.ka} จะไม่เตือนเรื่องนี้อีก\nมีลิงก์หรือไฟล์หลักฐานไหม{v.kha} ส่งมาได้เลย"


def evidence_kept(v: Voice) -> str:
    return f"เก็บหลักฐานไว้กับขั้นตอนนี้แล้ว{v.ka} เรียบร้อย{v.ka}"


def without_evidence(v: Voice) -> str:
    return f"ปิดขั้นตอนนี้แล้ว{v.ka} เรียบร้อย{v.ka}"


def ask_postpone(v: Voice, name: str) -> str:
    return f"ขอเลื่อน “{name}” ถึงวันไหน เพราะอะไร{v.kha}\nเช่น “ถึง 15 ธ.ค. รอข้อมูลจากโรงเรียน”"


def postpone_needs_day(v: Voice) -> str:
    return f"ยังไม่เห็นวันที่หลังจากวันนี้{v.ka} พิมพ์วันใหม่ เช่น “ถึง 15 ธ.ค.”"


def postpone_needs_reason(v: Voice, day: str) -> str:
    return f"ขอเลื่อนถึง {day} เพราะอะไร{v.kha} ผอ. จะได้อ่านประกอบ"


def postpone_asked(v: Voice, day: str) -> str:
    return f"ส่งให้ ผอ. พิจารณาแล้ว{v.ka} ขอเลื่อนถึง {day} ได้คำตอบจะแจ้งทันที{v.ka}"


def postponed(v: Voice, name: str, day: str) -> str:
    return f"เลื่อน “{name}” ถึง {day} แล้ว{v.ka}"


def not_postponed(v: Voice, name: str) -> str:
    return f"“{name}” ผอ. ให้คงกำหนดเดิม{v.ka}"


def already_decided(v: Voice) -> str:
    return f"เรื่องนี้ตัดสินไปแล้ว{v.ka}"


def ask_snooze(v: Voice) -> str:
    return f"เตือนอีกครั้งเมื่อไรดี{v.kha}"


def snoozed(v: Voice, day: str) -> str:
    return f"จะเตือนเรื่องนี้อีกครั้ง {day} {v.ka}"


def already_done(v: Voice) -> str:
    return f"ขั้นตอนนี้เสร็จแล้ว{v.ka}"


def already_started(v: Voice) -> str:
    return f"ขั้นตอนนี้เริ่มแล้ว{v.ka}"


def ask_dates(v: Voice, name: str) -> str:
    return f"“{name}” ทำช่วงไหน{v.kha} พิมพ์วันเริ่มกับวันสุดท้าย เช่น “1-15 ธ.ค.”"


def dated(v: Voice, name: str, days: str) -> str:
    return f"“{name}” ลงปฏิทิน {days} แล้ว{v.ka}"


def year_drafted(v: Voice, fiscal_year: int, dated_count: int, undated_count: int) -> str:
    return (
        f"ร่างปฏิทินปีงบประมาณ {fiscal_year} พร้อมแล้ว{v.ka} มีวันแล้ว {dated_count} ขั้น ยังไม่มีวัน {undated_count} ขั้น\n"
        f"กดเปิดใช้เมื่อพร้อม แล้วจะเริ่มเตือนตามปฏิทิน{v.ka}"
    )


def year_opened(v: Voice, fiscal_year: int, undated_count: int) -> str:
    rest = f" เหลือ {undated_count} ขั้นที่ยังไม่มีวัน" if undated_count else ""
    return f"เปิดใช้ปฏิทินปีงบประมาณ {fiscal_year} แล้ว{v.ka}{rest}"


def nothing_then(v: Voice, when: str) -> str:
    return f"{when}ไม่มีงานตามปฏิทิน{v.ka}"


def no_plan(v: Voice, fiscal_year: int) -> str:
    return f"ปฏิทินปีงบประมาณ {fiscal_year} ยังไม่เปิดใช้{v.ka} ธุรการหรือ ผอ. เปิดได้เลย"


def subscribe(v: Voice) -> str:
    return f"แตะเพื่อเพิ่มลงปฏิทินในมือถือหรือ Google Calendar{v.ka} ปรับตามให้เองเมื่อกำหนดเปลี่ยน"
