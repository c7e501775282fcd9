"""Handing over: everything that lies with one member of staff goes to a successor. Staff are transferred every year."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import consultations, sign_in
from models.appointments import Appointment, AppointmentState
from models.consultations import LIVING, Consultation
from models.offices import Office
from models.people import Person
from models.roster import Duty


@dataclass(frozen=True)
class HandedOver:
    """What went over, and what could not: consultations whose appointment meets one that the successor has already."""

    duties: int
    consultations: tuple[Consultation, ...]
    clashing: tuple[Consultation, ...]


def hand_over(session: Session, office: Office, old: Person, new: Person, by: Person, now: datetime) -> HandedOver:
    """Give all duties and open consultations of `old` to `new`; the one who hands over is signed out of the console."""
    duties = session.scalars(select(Duty).where(Duty.person_id == old.id)).all()
    for duty in duties:
        duty.person_id = new.id
    living = open_ones(session, old)
    clashing = tuple(one for one in living if _clashes(session, one, new))
    for one in living:
        if one not in clashing:
            one.supervisor_id = new.id
            _give_appointment(session, one, new, now)
            consultations.record(session, one, "handed_over", by, now, f"{old.short_title} → {new.short_title}")
    sign_in.end_all_of(session, old, now)
    office.words_changed()
    session.flush()
    return HandedOver(len(duties), tuple(one for one in living if one not in clashing), clashing)


def open_ones(session: Session, person: Person) -> list[Consultation]:
    """The consultations that would go over, oldest first."""
    query = select(Consultation).where(Consultation.supervisor_id == person.id, Consultation.state.in_(LIVING))
    return list(session.scalars(query.order_by(Consultation.id)))


def _clashes(session: Session, one: Consultation, new: Person) -> bool:
    booked = select(Appointment.starts_at).where(Appointment.state == AppointmentState.BOOKED)
    starts_at = session.scalar(booked.where(Appointment.consultation_id == one.id))
    return starts_at is not None and bool(
        session.scalar(booked.where(Appointment.supervisor_id == new.id, Appointment.starts_at == starts_at))
    )


def _give_appointment(session: Session, one: Consultation, new: Person, now: datetime) -> None:
    session.execute(
        update(Appointment)
        .where(Appointment.consultation_id == one.id, Appointment.state == AppointmentState.BOOKED)
        .values(supervisor_id=new.id, sequence=Appointment.sequence + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
