"""The register (ทะเบียน): a row for each consultation of a fiscal year, with its steps against the promised minutes."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.appointments import Appointment
from models.clock import local
from models.consultations import Consultation
from models.finding import Filter
from models.office_facts import OfficeFacts
from nlp.thai_calendar import in_figures

PORTION = 500
"""Rows read at a time."""


class Line(NamedTuple):
    """One consultation in the register."""

    number: int
    cells: list[object]


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


def table(session: Session, facts: OfficeFacts, fiscal_year: int) -> list[list[object]]:
    """Head and rows of a whole year, by number. Minutes are office minutes."""
    return [list(HEAD), *(line.cells for line in lines(session, facts, Filter(fiscal_year)))]


def lines(
    session: Session, facts: OfficeFacts, wanted: Filter, since: int = 0, most: int | None = None
) -> Iterator[Line]:
    """What a filter finds, by number, from the number `since` on; read in portions, to need little memory."""
    newest = select(func.max(Appointment.id)).where(Appointment.consultation_id == Consultation.id)
    met = aliased(Appointment)
    query = (
        select(Consultation, met.starts_at)
        .join(met, met.id == newest.correlate(Consultation).scalar_subquery(), isouter=True)
        .where(*wanted.conditions(), Consultation.number >= since)
        .order_by(Consultation.number)
        .limit(most)
    )
    for one, starts_at in session.execute(query.execution_options(yield_per=PORTION)):
        yield Line(one.number, _row(facts, one, starts_at))
        session.expunge(one)


def _row(facts: OfficeFacts, one: Consultation, starts_at: datetime | None) -> list[object]:
    school = one.school
    return [
        facts.register_number(one.number, one.fiscal_year),
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
    return in_figures(local(at)) if at is not None else ""


def _against(facts: OfficeFacts, step: int, since: datetime | None, until: datetime | None) -> tuple[object, object]:
    """(office minutes from one step to the next, the promised minutes)."""
    if since is None or until is None:
        return "", facts.standard_minutes(step)
    return round(facts.calendar.office_minutes_between(since, until), 1), facts.standard_minutes(step)
