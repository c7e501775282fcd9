"""What people read when work is handed over."""

from handlers.voice import Voice


def you_took_over(v: Voice, old: str, duties: int, numbers: list[str]) -> str:
    listed = ", ".join(numbers[:20]) + (f" และอีก {len(numbers) - 20} เรื่อง" if len(numbers) > 20 else "")
    about = f"\nคำขอที่รับช่วง: {listed}" if numbers else ""
    return f"คุณรับช่วงงานจาก{old}แล้ว{v.ka} หน้าที่ {duties} รายการ คำขอที่ยังไม่เสร็จ {len(numbers)} เรื่อง{about}"


def your_supervisor_changed(v: Voice, number: str, new: str) -> str:
    return f"{number} {new}รับช่วงดูแลต่อ{v.ka} เวลานัดเดิมไม่เปลี่ยน"
