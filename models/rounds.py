"""Report rounds: a deadline that schools answer. Who has not answered is known at any time; a round closes itself.

open ──the day after `closes_on`, or the clerk──▶ closed
"""

import datetime as dt
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.clock import local
from models.db import Base, OfficeOwned, insert_once
from models.offices import School
from models.people import Person


class Round(OfficeOwned, Base):
    """A report that every school of the office sends by a day."""

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    phase_run_id: Mapped[int | None] = mapped_column(ForeignKey("phase_runs.id"))
    """The phase that it was opened from."""
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    closes_on: Mapped[dt.date]
    """The last day to answer."""
    closed_at: Mapped[datetime | None]

    opened_by: Mapped[Person] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """Whether schools may answer."""
        return self.closed_at is None


class RoundAnswer(OfficeOwned, Base):
    """A school has sent its report; what was said or sent with it."""

    __tablename__ = "round_answers"
    __table_args__ = (UniqueConstraint("round_id", "school_id", name="one_answer_per_school"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    line_message_id: Mapped[str | None] = mapped_column(String(40))

    school: Mapped[School] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")


def open_round(
    session: Session, clerk: Person, title: str, closes_on: dt.date, now: datetime, *, phase_run_id: int | None = None
) -> Round:
    """Open a round for all schools of the office."""
    made = Round(
        office_id=clerk.office_id,
        title=title,
        phase_run_id=phase_run_id,
        opened_by=clerk,
        opened_at=now,
        closes_on=closes_on,
    )
    session.add(made)
    session.flush()
    return made


def find(session: Session, round_id: str) -> Round | None:
    """The round with the id of a button."""
    return session.scalar(select(Round).where(Round.id == int(round_id))) if round_id.isdecimal() else None


def all_open(session: Session) -> list[Round]:
    """The rounds that schools may answer now, the next to close first."""
    return list(session.scalars(select(Round).where(Round.closed_at.is_(None)).order_by(Round.closes_on, Round.id)))


def of_run(session: Session, phase_run_id: int) -> list[Round]:
    """The rounds that were opened from a phase, newest first."""
    query = select(Round).where(Round.phase_run_id == phase_run_id)
    return list(session.scalars(query.order_by(Round.id.desc())))


def answer(session: Session, wanted: Round, person: Person, now: datetime) -> bool:
    """The person's school has sent its report; False when it had before (also by a colleague)."""
    made = insert_once(
        session,
        RoundAnswer,
        office_id=wanted.office_id,
        round_id=wanted.id,
        school_id=person.school_id,
        person_id=person.id,
        at=now,
        words="",
    )
    return made is not None


def answer_of(session: Session, wanted: Round, school_id: int | None) -> RoundAnswer | None:
    """What the school has sent."""
    return session.scalar(
        select(RoundAnswer).where(RoundAnswer.round_id == wanted.id, RoundAnswer.school_id == school_id)
    )


def answers(session: Session, wanted: Round) -> dict[int, RoundAnswer]:
    """{school id: answer} of those that have answered."""
    rows = session.scalars(select(RoundAnswer).where(RoundAnswer.round_id == wanted.id))
    return {row.school_id: row for row in rows}


def schools(session: Session) -> list[School]:
    """All schools of the office, by name."""
    return list(session.scalars(select(School).order_by(School.name)))


def missing(session: Session, wanted: Round) -> list[School]:
    """The schools that have not answered."""
    answered = answers(session, wanted)
    return [school for school in schools(session) if school.id not in answered]


def contacts(session: Session, of: list[School]) -> list[Person]:
    """The people of these schools who can be reached on LINE."""
    wanted = select(Person).where(Person.school_id.in_([school.id for school in of])).order_by(Person.id)
    return [person for person in session.scalars(wanted) if person.reachable]


def close(session: Session, wanted: Round, now: datetime) -> bool:
    """No more answers; False when it was closed already."""
    closed = session.execute(
        update(Round)
        .where(Round.id == wanted.id, Round.closed_at.is_(None))
        .values(closed_at=now)
        .returning(Round.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(wanted)
    return closed is not None


def table(session: Session, wanted: Round) -> list[list[object]]:
    """The result: a line for every school, for the office's spreadsheet."""
    answered = answers(session, wanted)
    lines: list[list[object]] = [["โรงเรียน", "เขต", "สถานะ", "ส่งเมื่อ", "ผู้ส่ง", "หมายเหตุ"]]
    for school in schools(session):
        sent = answered.get(school.id)
        if sent is None:
            lines.append([school.name, school.area or "", "ยังไม่ส่ง", "", "", ""])
        else:
            at = f"{local(sent.at):%Y-%m-%d %H:%M}"
            lines.append([school.name, school.area or "", "ส่งแล้ว", at, sent.person.name or "", sent.words])
    return lines
