"""Making the office as the sheets say."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.exchange.shape import ROLES, Wishes, posts
from models import roster_edits, schools
from models.offices import Office, School
from models.people import Person, Role


def apply(session: Session, office: Office, wishes: Wishes, now: datetime) -> list[str]:
    """Carry the wishes out; a sentence for each change, none when everything is so already."""
    return [
        *_apply_schools(session, office, wishes.schools or []),
        *_apply_people(session, office, wishes.people or [], now),
        *(_apply_duties(session, office, wishes) if wishes.duties is not None else []),
    ]


def _apply_schools(session: Session, office: Office, wanted: list[tuple[str, str | None]]) -> list[str]:
    lines = []
    known = {school.name: school for school in session.scalars(select(School))}
    for name, area in wanted:
        school = known.get(name)
        if school is None:
            school = School(office_id=office.id, name=name, area=area, checked=False, edited=True)
            session.add(school)
            lines.append(f"เพิ่ม{name}")
        elif school.area != area:
            lines.append(f"{name}: เปลี่ยนพื้นที่")
        else:
            continue
        schools.change(session, office, school, name, area)
    return lines


def _apply_people(
    session: Session, office: Office, wanted: list[tuple[str, str, set[Role], int]], now: datetime
) -> list[str]:
    lines = []
    known = {person.staff_code: person for person in posts(session)}
    for code, title, roles, place in wanted:
        person = known.get(code)
        if person is None:
            person = Person(office_id=office.id, staff_code=code, title=title, place=place, created_at=now, edited=True)
            session.add(person)
            session.flush()
            lines.append(f"เพิ่ม {code} {title}")
        elif roster_edits.set_post(office, person, title, place):
            lines.append(f"{code} {title}: เปลี่ยนตำแหน่งหรือลำดับ")
        if roster_edits.set_roles(session, office, person, roles, set(ROLES.values())) and code in known:
            lines.append(f"{code} {title}: เปลี่ยนบทบาท")
    return lines


def _apply_duties(session: Session, office: Office, wishes: Wishes) -> list[str]:
    assert wishes.duties is not None
    session.flush()
    lines = []
    for person in posts(session):
        wanted = wishes.duties.get(person.staff_code or "", [])
        before = {(wish.kind, wish.code) for wish in roster_edits.duties_of(session, person)}
        if roster_edits.set_duties(session, office, person, wanted):
            after = {(wish.kind, wish.code) for wish in wanted}
            lines.append(
                f"{person.staff_code} {person.short_title}: เพิ่มหน้าที่ {len(after - before)} ตัดออก {len(before - after)}"
                + (" แก้คำที่ใช้เรียก" if after == before else "")
            )
    return lines
