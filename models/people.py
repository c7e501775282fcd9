"""People: LINE users with their roles, the staff on the roster, and the one-time codes that join the two."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.db import Base, OfficeOwned, insert_once
from models.offices import School

CONSENT_VERSION = "2569-2"
"""Version of the privacy notice (docs/privacy.md); a change of the notice changes it and everybody is asked again."""

HEAD_OF_SCHOOL = "ผู้บริหารสถานศึกษา"
"""The position of who speaks for a school."""

INVITE_DAYS = 14


class Role(StrEnum):
    """What a person may do in an office. One person may have several."""

    TEACHER = "teacher"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    ACTING_DIRECTOR = "acting_director"
    CLERK = "clerk"


STAFF = {Role.SUPERVISOR, Role.DIRECTOR, Role.ACTING_DIRECTOR, Role.CLERK}


class Person(OfficeOwned, Base):
    """Somebody the office knows: a teacher on LINE, or staff on the roster (with `staff_code`), on LINE or not yet."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("office_id", "line_user_id", name="one_person_per_line_user"),
        UniqueConstraint("office_id", "staff_code", name="one_person_per_staff_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str | None] = mapped_column(String(33))
    staff_code: Mapped[str | None] = mapped_column(String(64))
    """Id of the officer in the office pack, such as s07."""
    title: Mapped[str | None] = mapped_column(String(200))
    """What the roster calls the post, such as ศึกษานิเทศก์ คณิตศาสตร์."""
    name: Mapped[str | None] = mapped_column(String(100))
    position: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    consent_version: Mapped[str | None] = mapped_column(String(16))
    consented_at: Mapped[datetime | None]
    registered_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    """Blocked the account: pushes would vanish silently."""
    menu: Mapped[str | None] = mapped_column(String(32))
    """Alias of the rich menu that was linked last (bot/rich_menus.py)."""
    place: Mapped[int] = mapped_column(default=0, server_default="0")
    """Where the person stands among colleagues: smaller first, also among equals for a consultation."""
    edited: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The office changed the post or its duties: loading the pack again leaves both alone."""
    created_at: Mapped[datetime]

    school: Mapped[School | None] = relationship(lazy="joined")
    role_rows: Mapped[list["PersonRole"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def roles(self) -> set[Role]:
        """What this person may do."""
        return {Role(row.role) for row in self.role_rows}

    def may(self, *roles: Role) -> bool:
        """Whether the person has one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_staff(self) -> bool:
        """Works in the office."""
        return self.may(*STAFF)

    @property
    def area(self) -> str | None:
        """Code of the area that follows from the school."""
        return self.school.area if self.school else None

    @property
    def short_title(self) -> str:
        """How colleagues and teachers call this person, such as ศน.คณิตศาสตร์."""
        if not self.title:
            return self.name or ("เจ้าหน้าที่" if self.is_staff else "คุณครู")
        if self.title.startswith("ผู้อำนวยการกลุ่ม"):
            return "ผอ.กลุ่มนิเทศฯ" if "นิเทศ" in self.title else "ผอ.กลุ่ม"
        return self.title.replace("ศึกษานิเทศก์ ", "ศน.").replace("ศึกษานิเทศก์", "ศน.")

    @property
    def reachable(self) -> bool:
        """Whether a LINE message would arrive."""
        return self.line_user_id is not None and self.blocked_at is None


class PersonRole(OfficeOwned, Base):
    """One role of one person."""

    __tablename__ = "person_roles"
    __table_args__ = (UniqueConstraint("person_id", "role", name="one_row_per_person_and_role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(20), index=True)


class Invite(OfficeOwned, Base):
    """A one-time code that gives a role to whoever sends it; only its hash is kept."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def by_line_id(session: Session, line_user_id: str) -> Person | None:
    """The person behind a LINE user id."""
    return session.scalar(select(Person).where(Person.line_user_id == line_user_id))


def find(session: Session, person_id: int | None) -> Person | None:
    """The person of this office with that id."""
    return session.scalar(select(Person).where(Person.id == person_id))


def by_staff_code(session: Session, code: str) -> Person | None:
    """The person on that post of the roster."""
    return session.scalar(select(Person).where(Person.staff_code == code))


def with_role(session: Session, *roles: Role) -> list[Person]:
    """Everybody who has one of the roles."""
    members = select(PersonRole.person_id).where(PersonRole.role.in_(roles))
    return list(session.scalars(select(Person).where(Person.id.in_(members)).order_by(Person.place, Person.id)))


def give_role(session: Session, person: Person, role: Role) -> None:
    """Add the role; nothing happens when the person has it."""
    if insert_once(session, PersonRole, office_id=person.office_id, person_id=person.id, role=role):
        session.expire(person, ["role_rows"])


def take_role(session: Session, person: Person, role: Role) -> None:
    """Remove the role."""
    session.execute(delete(PersonRole).where(PersonRole.person_id == person.id, PersonRole.role == role))
    session.expire(person, ["role_rows"])


def consent(session: Session, office_id: int, line_user_id: str, now: datetime) -> Person:
    """Keep that this LINE user agreed to the privacy notice; from here on personal data may be stored."""
    insert_once(session, Person, office_id=office_id, line_user_id=line_user_id, created_at=now)
    person = by_line_id(session, line_user_id)
    assert person is not None
    person.consent_version, person.consented_at, person.blocked_at = CONSENT_VERSION, now, None
    return person


def invite(
    session: Session, role: Role, now: datetime, staff_code: str | None = None, office_id: int | None = None
) -> str:
    """Make a one-time code for a role (of a post on the roster, when its code is given). Only the hash is stored.

    Raises LookupError when the roster has no such post.
    """
    person_id = None
    if staff_code is not None:
        person = by_staff_code(session, staff_code)
        if person is None:
            raise LookupError(f"no officer {staff_code!r} on the roster of this office")
        person_id = person.id
    code = one_time_code()
    row = Invite(code_hash=hashed(code), role=role, person_id=person_id, expires_at=now + timedelta(days=INVITE_DAYS))
    if office_id is not None:
        row.office_id = office_id
    session.add(row)
    session.flush()
    return code


_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def one_time_code() -> str:
    """A code that is easy to read aloud and hard to guess, such as B3S5-DNXM."""
    return "-".join("".join(secrets.choice(_CODE_LETTERS) for _ in range(4)) for _ in range(2))


def hashed(code: str) -> str:
    """What is kept of a one-time code."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def redeem(session: Session, code: str, line_user_id: str, now: datetime) -> Person | None:
    """Give the code's role to this LINE user; None when the code is unknown, used or too old.

    A code for a post on the roster puts the LINE user on that post; what they had asked as a teacher goes with them.
    """
    taken = session.execute(
        update(Invite)
        .where(Invite.code_hash == hashed(code), Invite.used_at.is_(None), Invite.expires_at > now)
        .values(used_at=now)
        .returning(Invite.person_id, Invite.role)
    ).first()
    if taken is None:
        return None
    person_id, role = taken
    already = by_line_id(session, line_user_id)
    person = session.get(Person, person_id) if person_id is not None else already
    if person is None:
        person = Person(created_at=now)
        session.add(person)
    if already is not None and already is not person:
        _hand_over_line_user(session, already, person)
    person.line_user_id, person.blocked_at = line_user_id, None
    person.consent_version, person.consented_at = CONSENT_VERSION, now
    session.flush()
    give_role(session, person, Role(role))
    return person


def _hand_over_line_user(session: Session, old: Person, new: Person) -> None:
    new.name, new.phone = new.name or old.name, new.phone or old.phone
    old.line_user_id = None
    session.flush()
