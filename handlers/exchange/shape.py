"""The sheets, their columns, and what stands in them at present."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.enrolment import ROLE_NAMES
from models import roster_edits
from models.office_facts import OfficeFacts
from models.offices import School
from models.people import Person, Role
from models.roster_edits import DutyWish

SCHOOLS, PEOPLE, DUTIES = "โรงเรียน", "บุคลากร", "หน้าที่"
HEADS = {
    SCHOOLS: ("ชื่อโรงเรียน", "พื้นที่"),
    PEOPLE: ("รหัส", "ตำแหน่ง", "บทบาท", "ลำดับ"),
    DUTIES: ("รหัส", "ประเภท", "หน้าที่", "คำที่ใช้เรียก"),
}
KINDS = {"วิชา": "learning_area", "งาน": "function", "พื้นที่": "area", "โครงการ": "project"}
ROLES = {ROLE_NAMES[role]: role for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.CLERK)}


@dataclass(frozen=True)
class Wrong:
    """A cell that can't be read in: where, what is wrong with it, and what to do."""

    cell: str
    what: str
    advice: str


@dataclass
class Wishes:
    """What a file says, once everything in it could be read. None: the file has no such sheet."""

    schools: list[tuple[str, str | None]] | None = None
    people: list[tuple[str, str, set[Role], int]] | None = None
    duties: dict[str, list[DutyWish]] | None = None


def tables(session: Session, facts: OfficeFacts) -> dict[str, list[list[object]]]:
    """The present state, in the shape in which it is read in again."""
    areas = {entry.code: entry.name_th for entry in facts.pack.areas}
    rows: dict[str, list[list[object]]] = {title: [list(head)] for title, head in HEADS.items()}
    for school in session.scalars(select(School).order_by(School.name)):
        rows[SCHOOLS].append([school.name, areas.get(school.area or "", "")])
    names = {kind: {code: name for name, code in named(facts, kind).items()} for kind in KINDS.values()}
    words = {code: name for name, code in KINDS.items()}
    for person in posts(session):
        roles = ", ".join(name for name, role in ROLES.items() if role in person.roles)
        rows[PEOPLE].append([person.staff_code, person.title or "", roles, person.place])
        for duty in roster_edits.duties_of(session, person):
            name = names[duty.kind].get(duty.code, duty.code)
            rows[DUTIES].append([person.staff_code, words[duty.kind], name, ", ".join(duty.topics)])
    return rows


def posts(session: Session) -> list[Person]:
    """Everybody with a post on the roster."""
    query = select(Person).where(Person.staff_code.is_not(None)).order_by(Person.place, Person.id)
    return list(session.scalars(query))


def named(facts: OfficeFacts, kind: str) -> dict[str, str]:
    """{name as it is written in a cell: code} of a learning_area, function or area."""
    pack = facts.pack
    return {
        "learning_area": {entry.name_th: entry.code for entry in pack.learning_areas},
        "function": {entry.name_th: entry.code for entry in pack.functions},
        "area": {entry.name_th: entry.code for entry in pack.areas},
    }.get(kind, {})
