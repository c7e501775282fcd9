"""Consultations by what is known of them: a button, a person, a state."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.consultations.tables import LIVING, ON_A_DESK, Consultation, ConsultationEvent, State
from models.db import row_id
from models.people import Person


def by_request_key(session: Session, key: str) -> Consultation | None:
    """The consultation that was made from this draft."""
    return session.scalar(select(Consultation).where(Consultation.request_key == key))


def find(session: Session, consultation_id: str) -> Consultation | None:
    """The consultation with that id as it stands in a button; None when it is of another office or nonsense."""
    return session.scalar(select(Consultation).where(Consultation.id == row_id(consultation_id)))


def changed_since(session: Session, name: str, moment: datetime) -> bool:
    """Whether something happened to the consultation of that number and fiscal year ("12/2570") after the moment."""
    number, _, fiscal_year = name.partition("/")
    happened = (
        select(ConsultationEvent.id)
        .join(Consultation, Consultation.id == ConsultationEvent.consultation_id)
        .where(Consultation.number == row_id(number), Consultation.fiscal_year == row_id(fiscal_year))
        .where(ConsultationEvent.at > moment)
    )
    return session.scalar(happened.limit(1)) is not None


def of_teacher(session: Session, teacher: Person, most: int = 5) -> list[Consultation]:
    """The teacher's consultations, living ones first, newest first."""
    rows = session.scalars(
        select(Consultation)
        .where(Consultation.teacher_id == teacher.id)
        .order_by(Consultation.state.in_(LIVING).desc(), Consultation.id.desc())
        .limit(most)
    )
    return list(rows)


def of_supervisor(session: Session, supervisor: Person, most: int = 10) -> list[Consultation]:
    """What lies on the supervisor's desk, oldest first."""
    rows = session.scalars(
        select(Consultation)
        .where(Consultation.supervisor_id == supervisor.id, Consultation.state.in_(LIVING))
        .order_by(Consultation.id)
        .limit(most)
    )
    return list(rows)


def follow_ups(session: Session, consultation: Consultation) -> list[Consultation]:
    """The consultations that its teacher went on with."""
    mine = select(Consultation).where(Consultation.teacher_id == consultation.teacher_id)
    return list(session.scalars(mine.where(Consultation.follows_id == consultation.id)))


def history(session: Session, consultation: Consultation) -> list[tuple[ConsultationEvent, Person | None]]:
    """What happened to it and who did it, oldest first."""
    rows = session.execute(
        select(ConsultationEvent, Person)
        .join(Person, Person.id == ConsultationEvent.person_id, isouter=True)
        .where(ConsultationEvent.consultation_id == consultation.id)
        .order_by(ConsultationEvent.id)
    )
    return [(event, person) for event, person in rows]


def handed_back_by(session: Session, consultation: Consultation) -> set[int]:
    """Ids of the people who could not keep it."""
    query = select(ConsultationEvent.person_id).where(
        ConsultationEvent.consultation_id == consultation.id, ConsultationEvent.kind.in_(("handed_back", "reopened"))
    )
    return {person_id for person_id in session.scalars(query) if person_id is not None}


def waiting(session: Session, most: int = 10) -> list[Consultation]:
    """What waits for the director, oldest first."""
    query = select(Consultation).where(Consultation.state == State.WAITING).order_by(Consultation.id).limit(most)
    return list(session.scalars(query))


def to_arrange(session: Session, most: int = 10) -> list[Consultation]:
    """What was assigned and has no appointment yet, oldest first."""
    query = select(Consultation).where(Consultation.state.in_(ON_A_DESK)).order_by(Consultation.id).limit(most)
    return list(session.scalars(query))


def load_between(session: Session, since: datetime, until: datetime) -> dict[int, int]:
    """How many consultations each supervisor was given in that span: {person id: count}."""
    rows = session.execute(
        select(Consultation.supervisor_id, func.count())
        .where(
            Consultation.supervisor_id.is_not(None),
            Consultation.considered_at >= since,
            Consultation.considered_at < until,
            Consultation.state.not_in([State.CANCELLED, State.DECLINED]),
        )
        .group_by(Consultation.supervisor_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}
