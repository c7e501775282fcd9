"""Absences (ไปราชการ/ลา): days on which a supervisor can't be met."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.db import Base, OfficeOwned, insert_once
from models.people import Person


class Absence(OfficeOwned, Base):
    """Days on which a supervisor can't be met, both ends included."""

    __tablename__ = "absences"
    __table_args__ = (Index("one_absence_per_person_and_span", "person_id", "first_day", "last_day", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


def add(session: Session, person: Person, first: date, last: date, kind: str, now: datetime) -> bool:
    """Keep the absence; False when it was known."""
    made = insert_once(
        session,
        Absence,
        office_id=person.office_id,
        person_id=person.id,
        first_day=first,
        last_day=last,
        kind=kind,
        created_at=now,
    )
    return made is not None


def between(session: Session, first: date, last: date, person: Person | None = None) -> list[Absence]:
    """The absences that touch the span of days, of one person when given."""
    query = select(Absence).where(Absence.first_day <= last, Absence.last_day >= first)
    if person is not None:
        query = query.where(Absence.person_id == person.id)
    return list(session.scalars(query.order_by(Absence.first_day, Absence.id)))


def known(session: Session, person: Person, first: date, last: date) -> bool:
    """Whether every day of the span is in one absence of the person already."""
    return any(one.first_day <= first and one.last_day >= last for one in between(session, first, last, person))


def find(session: Session, absence_id: int) -> Absence | None:
    """The absence with that id; None when it is of another office or was taken back."""
    return session.scalar(select(Absence).where(Absence.id == absence_id))


def take_back(session: Session, absence: Absence) -> bool:
    """The supervisor can be met after all; False when somebody took it back before."""
    gone = delete(Absence).where(Absence.id == absence.id).returning(Absence.id)
    return session.execute(gone.execution_options(synchronize_session=False)).first() is not None
