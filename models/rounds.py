"""Report rounds: a deadline that schools answer. Who has not answered is known at any time; a round closes itself.

open ──the day after `closes_on`, or the clerk──▶ closed ──a new last day──▶ open
"""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, exists, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import group_members
from models.clock import local
from models.db import Base, OfficeOwned, insert_once, row_id
from models.groups import Group
from models.offices import School
from models.people import HEAD_OF_SCHOOL, Person
from models.reminders import Reminder
from nlp.thai_calendar import fiscal_year_bounds

MATTER = "round:"


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
    def matter(self) -> str:
        """Its name for the outbox, and how the occasions of its reminders begin."""
        return f"{MATTER}{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether schools may answer."""
        return self.closed_at is None


class RoundGroup(OfficeOwned, Base):
    """A LINE group that a round was announced to, and in which who is missing is reminded."""

    __tablename__ = "round_groups"
    __table_args__ = (UniqueConstraint("round_id", "group_id", name="one_row_per_round_and_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))

    group: Mapped[Group] = relationship(lazy="joined")


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
    session: Session,
    clerk: Person,
    title: str,
    closes_on: dt.date,
    now: datetime,
    *,
    phase_run_id: int | None = None,
    groups: Sequence[Group] = (),
) -> Round:
    """Open a round for all schools of the office, announced in these groups (none: to people, or not at all)."""
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
    _announce_in(session, made, groups)
    return made


def _announce_in(session: Session, wanted: Round, groups: Sequence[Group]) -> None:
    session.add_all(RoundGroup(office_id=wanted.office_id, round_id=wanted.id, group_id=group.id) for group in groups)
    session.flush()


def change(session: Session, wanted: Round, title: str, closes_on: dt.date, groups: Sequence[Group]) -> None:
    """Another title, last day or groups; open again when it was closed."""
    wanted.title, wanted.closes_on, wanted.closed_at = title, closes_on, None
    session.execute(delete(RoundGroup).where(RoundGroup.round_id == wanted.id))
    _announce_in(session, wanted, groups)


def groups_of(session: Session, wanted: Round) -> list[Group]:
    """The groups in which the round was announced and the bot still is."""
    rows = session.scalars(select(RoundGroup).where(RoundGroup.round_id == wanted.id).order_by(RoundGroup.id))
    return [row.group for row in rows if row.group.left_at is None]


def find(session: Session, round_id: str) -> Round | None:
    """The round with the id of a button."""
    number = row_id(round_id)
    return None if number is None else session.scalar(select(Round).where(Round.id == number))


def all_open(session: Session) -> list[Round]:
    """The rounds that schools may answer now, the next to close first."""
    return list(session.scalars(select(Round).where(Round.closed_at.is_(None)).order_by(Round.closes_on, Round.id)))


def latest(session: Session, most: int, before: int | None = None) -> list[Round]:
    """The newest rounds, with `before` those older than that id."""
    query = select(Round).order_by(Round.id.desc()).limit(most)
    return list(session.scalars(query if before is None else query.where(Round.id < before)))


def answer_counts(session: Session, found: Sequence[Round]) -> dict[int, int]:
    """{round id: how many schools have answered}; a round without answers is not in it."""
    query = select(RoundAnswer.round_id, func.count().label("number"))
    query = query.where(RoundAnswer.round_id.in_([one.id for one in found]))
    return {row.round_id: row.number for row in session.execute(query.group_by(RoundAnswer.round_id))}


def of_run(session: Session, phase_run_id: int) -> list[Round]:
    """The rounds that were opened from a phase, newest first."""
    query = select(Round).where(Round.phase_run_id == phase_run_id)
    return list(session.scalars(query.order_by(Round.id.desc())))


def answer(session: Session, wanted: Round, person: Person, now: datetime) -> bool:
    """The person's school has sent its report; False when it had before (also by a colleague)."""
    return answer_for(session, wanted, person.school_id, person, now)


def answer_for(
    session: Session, wanted: Round, school_id: int | None, by: Person, now: datetime, words: str = ""
) -> bool:
    """Write down that a school's report is there, also one that came another way; False when it was before."""
    made = insert_once(
        session,
        RoundAnswer,
        office_id=wanted.office_id,
        round_id=wanted.id,
        school_id=school_id,
        person_id=by.id,
        at=now,
        words=words,
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


def answered_by(session: Session, found: Sequence[Round]) -> set[tuple[int, int]]:
    """Which schools have answered which of these rounds, as (round id, school id)."""
    query = select(RoundAnswer.round_id, RoundAnswer.school_id)
    rows = session.execute(query.where(RoundAnswer.round_id.in_([one.id for one in found])))
    return {(row.round_id, row.school_id) for row in rows}


def schools(session: Session) -> list[School]:
    """All schools of the office, by name."""
    return list(session.scalars(select(School).order_by(School.name)))


def missing(session: Session, wanted: Round) -> list[School]:
    """The schools that have not answered."""
    answered = answers(session, wanted)
    return [school for school in schools(session) if school.id not in answered]


def contacts(session: Session, of: Sequence[School]) -> list[Person]:
    """The contact of each of these schools who can be reached on LINE, one per school.

    Whoever answered for the school last, else its head, else who registered first.
    """
    answered = exists().where(RoundAnswer.person_id == Person.id)
    rank = func.row_number().over(
        partition_by=Person.school_id,
        order_by=(answered.desc(), (func.coalesce(Person.position, "") == HEAD_OF_SCHOOL).desc(), Person.id),
    )
    reachable = Person.line_user_id.is_not(None) & Person.blocked_at.is_(None)
    ranked = (
        select(Person.id, rank.label("rank")).where(Person.school_id.in_([one.id for one in of]), reachable).subquery()
    )
    best = select(Person).join(ranked, (ranked.c.id == Person.id) & (ranked.c.rank == 1))
    found = {person.school_id: person for person in session.scalars(best)}
    return [found[school.id] for school in of if school.id in found]


def told(session: Session, wanted: Round) -> list[Person]:
    """Who was told of the round in the 1:1 chat, can be reached, and whose school has not answered."""
    heard = exists().where(Reminder.person_id == Person.id, Reminder.occasion.startswith(f"{wanted.matter}:"))
    reachable = Person.line_user_id.is_not(None) & Person.blocked_at.is_(None)
    answered = select(RoundAnswer.school_id).where(RoundAnswer.round_id == wanted.id)
    return list(session.scalars(select(Person).where(heard, reachable, Person.school_id.not_in(answered))))


def members_to_ask_about(session: Session, now: datetime) -> list[tuple[Group, Person]]:
    """Whom an open round still waits for, and the groups it was announced in: LINE knows whether they are members."""
    return [
        (group, person)
        for wanted in all_open(session)
        for group in groups_of(session, wanted)
        for person in group_members.to_ask_about(session, group, contacts(session, missing(session, wanted)), now)
    ]


def unanswered(session: Session, person: Person) -> list[Round]:
    """The open rounds that the person's school has not answered, the next to close first; none without a school."""
    if person.school_id is None:
        return []
    answered = set(session.scalars(select(RoundAnswer.round_id).where(RoundAnswer.school_id == person.school_id)))
    return [one for one in all_open(session) if one.id not in answered]


def count(session: Session, wanted: Round) -> tuple[int, int]:
    """(how many schools have sent it, of how many)."""
    total = len(schools(session))
    return total - len(missing(session, wanted)), total


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


def of_year(session: Session, fiscal_year: int) -> list[Round]:
    """The rounds that were opened in a fiscal year (Buddhist era), oldest first."""
    first, last = fiscal_year_bounds(fiscal_year)
    rows = session.scalars(select(Round).order_by(Round.id))
    return [one for one in rows if first <= local(one.opened_at).date() <= last]
