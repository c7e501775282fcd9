"""The month's messages: our ledger beside LINE's figures, what is to come, and what waits or is left out when they run short."""

from bot.console.desk import Desk
from handlers import quota as steps
from models import outbox, quota
from models.outbox import Priority

KINDS = (
    (Priority.URGENT, "นัดหมายและคำขอ", "ส่งทันที ใช้ที่กันไว้ได้"),
    (Priority.MAY_WAIT, "สรุปเช้า การเตือน และข่าวที่รอได้", "รอไปกับคำตอบถัดไป ครบเวลาแล้วจึงส่ง"),
    (Priority.DROPPABLE, "เตือนซ้ำและขอคะแนน", "รอไปกับคำตอบถัดไป ครบเวลาแล้วไม่ส่ง"),
    (Priority.BROADCAST, "ประกาศ", "ส่งหลังเรื่องอื่น ไม่ใช้ที่กันไว้ ไม่พอก็รอเดือนใหม่"),
)
"""What counts, and what becomes of it when messages run short."""


def page(desk: Desk) -> str:
    """How the month stands and will end."""
    session, office_id = desk.session, desk.office.id
    begin = quota.begin_of_month(desk.now)
    kept = quota.figures_of(session, office_id)
    counted, held = outbox.counted_by_priority(session, office_id, begin), outbox.held_by_priority(session, office_id)
    month = steps.outlook(desk)
    return desk.render(
        "quota.html",
        month=month,
        coming=steps.coming(desk, month),
        ours=quota.used_since(session, office_id, begin),
        theirs=kept if kept is not None and kept.at >= begin else None,
        kinds=[(name, counted.get(kind, 0), held.get(kind, 0), rule) for kind, name, rule in KINDS],
        warn_at=quota.WARN_AT,
    )
