"""How the bot itself is doing, in plain Thai, with a button beside everything that can be mended here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort
from flask.typing import ResponseReturnValue

from bot.channels import ChannelError
from bot.console.desk import Desk, back_to
from bot.line import LineError
from handlers import notices
from models import heartbeats, inbox, outbox, quota
from models.clock import local

QUIET_LINE_AFTER = timedelta(minutes=20)
"""LINE is asked for its figures every five minutes (bot/jobs.py)."""
SLOW_AFTER = timedelta(minutes=5)

REASONS = (
    ("400", "LINE ไม่รับข้อความนี้ ผู้รับอาจเลิกใช้บัญชีแล้ว"),
    ("401", "รหัสเชื่อมต่อ LINE ใช้ไม่ได้ ให้ผู้ดูแลระบบออกรหัสใหม่"),
    ("403", "LINE ไม่อนุญาตให้ส่งถึงผู้รับนี้"),
    ("404", "LINE ไม่พบผู้รับนี้"),
    ("older", "ค้างเกิน 24 ชั่วโมง จึงไม่ส่งเอง"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what it is, whether it is well, and what to do if not."""

    name: str
    fine: bool
    words: str


def page(desk: Desk) -> str:
    """What the database knows, without asking LINE."""
    return _render(desk, [])


def test(desk: Desk) -> str:
    """Asks LINE now: does it take our token, does it reach our webhook."""
    return _render(desk, list(_of_line(desk)))


def _render(desk: Desk, asked: list[Finding]) -> str:
    return desk.render(
        "health.html",
        findings=[*asked, *_findings(desk)],
        asked=bool(asked),
        dead=[(row, reason(row.error or "")) for row in outbox.stuck(desk.session, 30) if row.state == "dead"],
        failed=inbox.failed_ones(desk.session),
    )


def reason(error: str) -> str:
    """Why a message was given up, as a clerk can use it."""
    found = next((words for begin, words in REASONS if error.startswith(begin)), None)
    return found or "LINE ไม่รับข้อความนี้ ลองส่งใหม่ ถ้ายังไม่ได้ให้แจ้งผู้ดูแลระบบ"


def _findings(desk: Desk) -> Iterator[Finding]:
    yield _of_worker(desk)
    yield _of_figures(desk)
    yield _of_waiting("ข้อความที่รอส่ง", outbox.oldest_unsent(desk.session), desk.now)
    yield _of_waiting("เรื่องที่เข้ามาและรอจัดการ", inbox.oldest_new(desk.session), desk.now)
    someone = bool(notices.deciders(desk))
    yield Finding(
        "ผู้พิจารณาคำขอ", someone, "มีผู้พิจารณาที่ใช้ LINE แล้ว" if someone else "ยังไม่มีใครพิจารณาได้ เชิญ ผอ.กลุ่มที่หน้าบุคลากร"
    )
    unknown = desk.facts.calendar.days_without_date(local(desk.now).year)
    advice = f"ยังไม่รู้วันของ {', '.join(unknown)} เติมในวันหยุดเพิ่มที่หน้าตั้งค่า" if unknown else "รู้วันหยุดของปีนี้ครบ"
    yield Finding("วันหยุดราชการ", not unknown, advice)


def _of_worker(desk: Desk) -> Finding:
    at = heartbeats.last(desk.session)
    if at is None:
        return Finding("ตัวเตือนและตัวส่ง", False, "ยังไม่เคยทำงาน ให้ผู้ดูแลระบบเปิด worker")
    fine = desk.now - at < heartbeats.MISSED_AFTER
    words = f"ทำงานล่าสุด {_ago(at, desk.now)}"
    return Finding("ตัวเตือนและตัวส่ง", fine, words if fine else f"{words} การเตือนหยุดอยู่ ให้ผู้ดูแลระบบเปิด worker")


def _of_figures(desk: Desk) -> Finding:
    figures = quota.figures_of(desk.session, desk.office.id)
    if figures is None:
        return Finding("การเชื่อมต่อ LINE", False, "LINE ยังไม่เคยตอบ กดทดสอบกับ LINE เพื่อดูสาเหตุ")
    fine = desk.now - figures.at < QUIET_LINE_AFTER
    words = f"LINE ตอบล่าสุด {_ago(figures.at, desk.now)}"
    return Finding("การเชื่อมต่อ LINE", fine, words if fine else f"{words} กดทดสอบกับ LINE เพื่อดูสาเหตุ")


def _of_waiting(name: str, since: datetime | None, now: datetime) -> Finding:
    if since is None:
        return Finding(name, True, "ไม่มีค้าง")
    fine = now - since < SLOW_AFTER
    return Finding(name, fine, f"เก่าสุดเมื่อ {_ago(since, now)}" + ("" if fine else " ช้ากว่าปกติ ถ้าไม่ลดลงให้แจ้งผู้ดูแลระบบ"))


def _ago(moment: datetime, now: datetime) -> str:
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "ไม่ถึงหนึ่งนาทีที่แล้ว"
    return f"{minutes} นาทีที่แล้ว" if minutes < 120 else f"{minutes // 60} ชั่วโมงที่แล้ว"


def _of_line(desk: Desk) -> Iterator[Finding]:
    try:
        line = desk.services.line_of(desk.office)
        line.bot_info()
        yield Finding("รหัสเชื่อมต่อ LINE", True, "LINE รับรหัสของสำนักงาน")
        _, active = line.webhook_address()
        yield Finding("LINE ส่งข้อความมาให้เรา", active, "เปิดอยู่" if active else "ปิดอยู่ เปิด Use webhook ใน LINE Developers")
        reached, words = line.test_webhook()
        advice = "LINE เรียกเว็บของเราได้" if reached else f"LINE เรียกเว็บของเราไม่ได้ ({words}) ให้ผู้ดูแลระบบตรวจที่อยู่ webhook"
        yield Finding("ทดสอบ webhook", reached, advice)
    except (ChannelError, LineError) as error:
        yield Finding("การเชื่อมต่อ LINE", False, f"ใช้ไม่ได้ ให้ผู้ดูแลระบบดูข้อความนี้: {error}")


def again(desk: Desk, message_id: int) -> ResponseReturnValue:
    """Sends a dead letter once more."""
    row = outbox.dead_one(desk.session, message_id)
    if row is None:
        abort(404)
    outbox.send_again(row, desk.now)
    desk.note("ส่งข้อความที่ส่งไม่สำเร็จอีกครั้ง")
    return back_to("health-page", "กำลังส่งอีกครั้ง ถ้ายังส่งไม่ได้จะกลับมาอยู่ในรายการ")


def drop(desk: Desk, message_id: int) -> ResponseReturnValue:
    """Takes a dead letter off the list; it is not sent."""
    row = outbox.dead_one(desk.session, message_id)
    if row is None:
        abort(404)
    outbox.mark_dropped(row)
    desk.note("เลิกส่งข้อความที่ส่งไม่สำเร็จ")
    return back_to("health-page", "เอาออกจากรายการแล้ว ข้อความนี้จะไม่ถูกส่ง")
