"""The register (ทะเบียน): a row for each consultation of a fiscal year, with its steps against the promised minutes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments import Appointment
from models.clock import local
from models.consultations import Consultation
from models.finding import Filter
from models.office_facts import OfficeFacts

HEAD = (
    "เลขที่",
    "ช่องทาง",
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


CHANNELS = {
    "line": "LINE",
    "letter": "หนังสือราชการ",
    "e-office": "e-office",
    "phone": "โทรศัพท์",
    "walk-in": "มาด้วยตนเอง",
}
"""How requests reach the office."""


def table(session: Session, facts: OfficeFacts, fiscal_year: int, wanted: Filter | None = None) -> list[list[object]]:
    """Head and rows, by number; of the whole year, or of what a filter finds. Minutes are office minutes."""
    conditions = (wanted or Filter(fiscal_year)).conditions()
    rows = session.scalars(select(Consultation).where(*conditions).order_by(Consultation.number))
    # Of several appointments of one consultation the newest comes last and stays.
    met = select(Appointment.consultation_id, Appointment.starts_at).join(Appointment.consultation).where(*conditions)
    starts = {row.consultation_id: row.starts_at for row in session.execute(met.order_by(Appointment.id))}
    return [list(HEAD), *(_row(facts, one, starts.get(one.id)) for one in rows)]


def _row(facts: OfficeFacts, one: Consultation, starts_at: datetime | None) -> list[object]:
    school = one.school
    return [
        f"{facts.settings.prefix_th} {one.number}/{one.fiscal_year}",
        CHANNELS.get(one.channel, one.channel) + (f" {one.reference}" if one.reference else ""),
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
        _moment(starts_at),
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
