"""What people read on LINE when something was arranged for them at the office's desk."""

from handlers.voice import Voice


def reassigned(v: Voice, number: str, who: str) -> str:
    return f"{number} มอบหมายให้{who}ดูแลแล้ว{v.ka}"


def reassigned_for_old(v: Voice, number: str, who: str) -> str:
    return f"{number} สำนักงานมอบหมายให้{who}ดูแลแทนแล้ว{v.ka} ไม่ต้องดำเนินการต่อ"


def reassigned_for_teacher(v: Voice, number: str, who: str) -> str:
    return f"{number} เปลี่ยนผู้ดูแลเป็น{who}{v.ka} นัดเดิมยกเลิกแล้ว ได้เวลาใหม่จะแจ้งทันที"


def merged(v: Voice, ended: str, goes_on: str) -> str:
    return f"รวม {ended} เข้ากับ {goes_on} แล้ว{v.ka} ดูแลต่อเป็นเรื่องเดียว"


def merged_for_teacher(v: Voice, ended: str, goes_on: str) -> str:
    return f"คำขอ {ended} เป็นเรื่องเดียวกับ {goes_on} จึงรวมไว้ด้วยกันแล้ว{v.ka} ติดตามได้จากเลขที่ {goes_on}"


def merged_for_old(v: Voice, ended: str, goes_on: str) -> str:
    return f"{ended} รวมเข้ากับ {goes_on} แล้ว{v.ka} ไม่ต้องดำเนินการกับ {ended}"


def merged_for_supervisor(v: Voice, ended: str, goes_on: str, question: str) -> str:
    return f"มีคำขอ {ended} รวมเข้ามากับ {goes_on} ที่ดูแลอยู่{v.ka} คำถามเพิ่มคือ “{question}”"


def cannot_merge(v: Voice) -> str:
    return f"รวมไม่ได้{v.ka} เรื่องใดเรื่องหนึ่งปิดไปแล้ว"


def merged_reason(goes_on: str) -> str:
    return f"รวมกับ {goes_on}"


def absence_entered(v: Voice, kind: str, days: str, touched: int) -> str:
    clash = f" มีนัดชนกัน {touched} นัด จัดการได้จากการ์ดด้านล่าง" if touched else ""
    return f"สำนักงานบันทึก{kind} {days} ให้แล้ว{v.ka}{clash}"


def own_absence_taken_back(v: Voice, kind: str, days: str) -> str:
    return f"ลบ{kind} {days} แล้ว{v.ka} วันนั้นรับนัดได้ตามปกติ"


def absence_taken_back(v: Voice, kind: str, days: str) -> str:
    return f"สำนักงานลบ{kind} {days} ออกแล้ว{v.ka} วันนั้นรับนัดได้ตามปกติ"
