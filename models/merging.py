"""Merging: two requests about the same matter become one. One goes on for both; the other keeps its number and ends."""

from datetime import datetime

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import consultations
from models.appointments import Appointment, AppointmentState
from models.attachments import Attachment
from models.consultations import LIVING, Consultation, State
from models.db import Base, OfficeOwned
from models.people import Person


class Merger(OfficeOwned, Base):
    """One consultation ended because another goes on for both."""

    __tablename__ = "mergers"

    id: Mapped[int] = mapped_column(primary_key=True)
    ended_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    going_on_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)


def merge(session: Session, ending: Consultation, going_on: Consultation, by: Person, now: datetime) -> bool:
    """End `ending` in favour of `going_on`, which takes its files over. False unless both are living and different.

    Of two people who merge the same pair in opposite directions one wins.
    """
    pair = select(Consultation.id).where(Consultation.id.in_((ending.id, going_on.id)), Consultation.state.in_(LIVING))
    if len(session.scalars(pair.order_by(Consultation.id).with_for_update()).all()) < 2:
        return False
    session.refresh(ending)
    session.refresh(going_on)
    ending.state = State.CANCELLED
    session.add(Merger(office_id=ending.office_id, ended_id=ending.id, going_on_id=going_on.id))
    session.execute(
        update(Attachment)
        .where(Attachment.consultation_id == ending.id)
        .values(consultation_id=going_on.id)
        .execution_options(synchronize_session=False)
    )
    _reach_the_teacher(session, ending.teacher, going_on)
    consultations.record(session, ending, "merged", by, now)
    consultations.record(session, going_on, "took_over", by, now)
    session.flush()
    return True


def _reach_the_teacher(session: Session, teacher: Person, going_on: Consultation) -> None:
    """Who asked by letter and again on LINE is told on LINE from now on."""
    if going_on.teacher.reachable or not teacher.reachable or teacher.name != going_on.teacher.name:
        return
    going_on.teacher = teacher
    session.execute(
        update(Appointment)
        .where(Appointment.consultation_id == going_on.id, Appointment.state == AppointmentState.BOOKED)
        .values(teacher_id=teacher.id)
        .execution_options(synchronize_session=False)
    )


def parts_of(session: Session, consultation: Consultation) -> list[Consultation]:
    """What was merged into it, by number."""
    # A join, not IN: for that SQLite would walk through all consultations in the order of their ids.
    ended = select(Consultation).join(Merger, Merger.ended_id == Consultation.id)
    return list(session.scalars(ended.where(Merger.going_on_id == consultation.id).order_by(Merger.ended_id)))


def goes_on_in(session: Session, consultation: Consultation) -> Consultation | None:
    """The consultation that it was merged into."""
    wanted = select(Consultation).join(Merger, Merger.going_on_id == Consultation.id)
    return session.scalar(wanted.where(Merger.ended_id == consultation.id))


def candidates(session: Session, consultation: Consultation, most: int = 20) -> list[Consultation]:
    """Living requests that may be about the same: of the same school or teacher's name, newest first."""
    living = select(Consultation).where(Consultation.state.in_(LIVING), Consultation.id != consultation.id)
    same = Person.name == consultation.teacher.name
    if consultation.school_id is not None:
        same |= Consultation.school_id == consultation.school_id
    query = living.join(Person, Person.id == Consultation.teacher_id).where(same)
    return list(session.scalars(query.order_by(Consultation.id.desc()).limit(most)))
