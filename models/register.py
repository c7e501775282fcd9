"""The register (ทะเบียน): a row for each consultation of a fiscal year, with its steps against the promised minutes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments import last_of
from models.clock import local
from models.consultations import Consultation
from models.office_facts import OfficeFacts

HEAD = (
    "เลขที่",
    "ผู้ขอ",
    "โรงเรียน",
    "สหวิทยาเขต",
    "เรื่อง",
    "คำถาม",
    "ผู้ให้คำปรึกษา",
    "รูปแบบ",
    "สถานะ",
    "แจ้งขอ",
    "ลงทะเบียน",
    "พิจารณา",
    "ประสาน",
    "ให้คำปรึกษา",
    "เวลานัด",
    "ลงทะเบียน (นาที)",
    "มาตรฐาน",
    "พิจารณา (นาที)",
    "มาตรฐาน",
    "ประสาน (นาที)",
    "มาตรฐาน",
    "ผล",
    "เหตุผล",
    "คะแนน",
    "ความเห็น",
)

STATES = {
    "waiting": "รอพิจารณา",
    "assigned": "มอบหมายแล้ว",
    "offered": "รอครูเลือกเวลา",
    "booked": "นัดแล้ว",
    "in_progress": "กำลังให้คำปรึกษา",
    "done": "ให้คำปรึกษาแล้ว",
    "no_show": "ครูไม่มาตามนัด",
    "declined": "ไม่รับ",
    "cancelled": "ยกเลิก",
}


def table(session: Session, facts: OfficeFacts, fiscal_year: int) -> list[list[object]]:
    """Head and rows, by number. Minutes are office minutes."""
    rows = session.scalars(
        select(Consultation).where(Consultation.fiscal_year == fiscal_year).order_by(Consultation.number)
    )
    return [list(HEAD), *(_row(session, facts, one) for one in rows)]


def _row(session: Session, facts: OfficeFacts, one: Consultation) -> list[object]:
    appointment = last_of(session, one)
    school = one.school
    return [
        f"{facts.settings.prefix_th} {one.number}/{one.fiscal_year}",
        one.teacher.name or "",
        school.name if school else "",
        (facts.name_of("area", school.area) if school else None) or "",
        one.topic,
        one.question,
        one.supervisor.short_title if one.supervisor else "",
        "ทันที" if one.mode == "now" else "นัดหมาย",
        STATES[one.state],
        *(
            _moment(at)
            for at in (one.requested_at, one.registered_at, one.considered_at, one.coordinated_at, one.consulted_at)
        ),
        _moment(appointment.starts_at if appointment else None),
        *_against(facts, 2, one.requested_at, one.registered_at),
        *_against(facts, 3, one.registered_at, one.considered_at),
        *_against(facts, 4, one.considered_at, one.coordinated_at),
        one.outcome_note or "",
        one.reason or "",
        one.rating or "",
        one.rating_comment or "",
    ]


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = local(at)
    return f"{here:%d/%m}/{here.year + 543} {here:%H:%M}"


def _against(facts: OfficeFacts, step: int, since: datetime | None, until: datetime | None) -> tuple[object, object]:
    """(office minutes from one step to the next, the promised minutes)."""
    if since is None or until is None:
        return "", facts.standard_minutes(step)
    return round(facts.calendar.office_minutes_between(since, until), 1), facts.standard_minutes(step)
