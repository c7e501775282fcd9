"""What happens to a consultation. Each step is a conditional update from the states that were seen."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.clock import today
from models.consultations.lookup import by_request_key
from models.consultations.tables import LIVING, ON_A_DESK, Consultation, ConsultationEvent, Counter, State
from models.db import upsert
from models.people import Person
from nlp.thai_calendar import fiscal_year_of


def next_number(session: Session, office_id: int, year: int) -> int:
    """The next number of the fiscal year. Without gaps: it is taken back when the transaction fails."""
    statement = upsert(session, Counter).values(office_id=office_id, fiscal_year=year, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=["office_id", "fiscal_year"], set_={"last": Counter.last + 1}
    )
    return int(session.execute(statement.returning(Counter.last)).scalar_one())


def register(
    session: Session,
    *,
    teacher: Person,
    question: str,
    topic: str,
    mode: str,
    proposed: list[dict[str, Any]],
    requested_at: datetime,
    now: datetime,
    request_key: str | None = None,
    learning_area: str | None = None,
    function: str | None = None,
    area: str | None = None,
    wished_at: datetime | None = None,
    call_back: bool = False,
    follows_id: int | None = None,
    channel: str = "line",
    reference: str | None = None,
    by: Person | None = None,
) -> Consultation:
    """Write the request into the register and give it its number; the same `request_key` again returns the first one.

    `by` is the clerk who entered it; without one the teacher wrote it.
    """
    if request_key is not None:
        known = by_request_key(session, request_key)
        if known is not None:
            return known
    year = fiscal_year_of(today(now))
    consultation = Consultation(
        office_id=teacher.office_id,
        fiscal_year=year,
        number=next_number(session, teacher.office_id, year),
        request_key=request_key,
        teacher_id=teacher.id,
        school_id=teacher.school_id,
        question=question,
        topic=topic,
        learning_area=learning_area,
        function=function,
        area=area,
        mode=mode,
        wished_at=wished_at,
        call_back=call_back,
        proposed=proposed,
        state=State.WAITING,
        requested_at=requested_at,
        registered_at=now,
        waiting_since=now,
        follows_id=follows_id,
        channel=channel,
        reference=reference,
    )
    session.add(consultation)
    session.flush()
    record(session, consultation, "registered", by or teacher, now)
    return consultation


def record(
    session: Session,
    consultation: Consultation,
    kind: str,
    person: Person | None,
    now: datetime,
    note: str | None = None,
) -> None:
    """Add a line to the history; the reports count the consultation anew."""
    consultation.counted = False
    session.add(
        ConsultationEvent(
            office_id=consultation.office_id,
            consultation_id=consultation.id,
            at=now,
            kind=kind,
            person_id=person.id if person else None,
            note=note,
        )
    )


def _change(session: Session, consultation: Consultation, seen: Collection[State], **values: Any) -> bool:
    """Change the row if it is still in a state that was seen; False when somebody was first."""
    changed = session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id, Consultation.state.in_(seen))
        .values(**values)
        .returning(Consultation.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(consultation)
    return changed is not None


def assign(session: Session, consultation: Consultation, supervisor: Person, by: Person | None, now: datetime) -> bool:
    """The director (or the office's automatic rule, `by` None) gives it to a supervisor. False when it was decided already."""
    done = _change(
        session,
        consultation,
        [State.WAITING],
        state=State.ASSIGNED,
        supervisor_id=supervisor.id,
        decided_by_id=by.id if by else None,
        considered_at=now,
        reason=None,
    )
    if done:
        record(session, consultation, "assigned", by, now, supervisor.short_title)
    return done


def decline(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The director does not take it on; the teacher reads the reason. False when it was decided already."""
    done = _change(
        session,
        consultation,
        [State.WAITING],
        state=State.DECLINED,
        decided_by_id=by.id,
        considered_at=now,
        reason=reason,
    )
    if done:
        record(session, consultation, "declined", by, now, reason)
    return done


def hand_back(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The supervisor gives it back to the director. False when it is no longer theirs to give."""
    return _wait_again(session, consultation, ON_A_DESK, "handed_back", by, reason, now)


def reopen(session: Session, consultation: Consultation, by: Person, reason: str, now: datetime) -> bool:
    """The supervisor can't keep the appointment and somebody else should: back to the director."""
    return _wait_again(session, consultation, (State.BOOKED,), "reopened", by, reason, now)


def _wait_again(
    session: Session,
    consultation: Consultation,
    seen: Collection[State],
    kind: str,
    by: Person,
    reason: str,
    now: datetime,
) -> bool:
    """It waits for the director as if nobody had decided on it; the history keeps who had it."""
    done = _change(
        session,
        consultation,
        seen,
        state=State.WAITING,
        supervisor_id=None,
        considered_at=None,
        offered=None,
        coordinated_at=None,
        reason=reason,
        waiting_since=now,
    )
    if done:
        record(session, consultation, kind, by, now, reason)
    return done


def reassign(session: Session, consultation: Consultation, supervisor: Person, by: Person, now: datetime) -> bool:
    """Another supervisor looks after it from now on and finds a time. False when it is not on anybody's desk any more."""
    done = _change(
        session,
        consultation,
        [*ON_A_DESK, State.BOOKED],
        state=State.ASSIGNED,
        supervisor_id=supervisor.id,
        coordinated_at=None,
        offered=None,
    )
    if done:
        record(session, consultation, "reassigned", by, now, supervisor.short_title)
    return done


def offer(session: Session, consultation: Consultation, by: Person, starts: list[datetime], now: datetime) -> bool:
    """The supervisor offers up to five times instead of the wished one."""
    done = _change(
        session,
        consultation,
        ON_A_DESK,
        state=State.OFFERED,
        offered=[start.isoformat() for start in starts[:5]],
    )
    if done:
        record(session, consultation, "offered", by, now)
    return done


def take_now(session: Session, consultation: Consultation, by: Person, now: datetime) -> bool:
    """The supervisor takes a question that wants an answer at once."""
    done = _change(session, consultation, [State.ASSIGNED], state=State.IN_PROGRESS, coordinated_at=now)
    if done:
        record(session, consultation, "taken", by, now)
    return done


def mark_booked(session: Session, consultation: Consultation, by: Person, now: datetime) -> bool:
    """An appointment stands (see models/appointments.py, which books the slot in the same transaction)."""
    done = _change(session, consultation, ON_A_DESK, state=State.BOOKED, coordinated_at=now, offered=None)
    if done:
        record(session, consultation, "booked", by, now)
    return done


def conclude(session: Session, consultation: Consultation, by: Person, state: State, now: datetime) -> bool:
    """The supervisor records how it went: done or no_show. False when that was recorded already."""
    done = _change(session, consultation, [State.BOOKED, State.IN_PROGRESS], state=state, consulted_at=now)
    if done:
        record(session, consultation, state, by, now)
    return done


def cancel(session: Session, consultation: Consultation, by: Person, reason: str | None, now: datetime) -> bool:
    """Teacher, supervisor or clerk calls it off. False when it has ended already."""
    done = _change(session, consultation, LIVING, state=State.CANCELLED, reason=reason)
    if done:
        record(session, consultation, "cancelled", by, now, reason)
    return done


def rate(consultation: Consultation, rating: int, now: datetime) -> None:
    """The teacher's 1 to 5; a second press corrects it."""
    consultation.rating, consultation.rated_at, consultation.counted = max(1, min(5, rating)), now, False


def hand_over(session: Session, old: Person, new: Person) -> None:
    """Everything that `old` asked was asked by `new`: one LINE user who turned out to be on the roster."""
    session.execute(update(Consultation).where(Consultation.teacher_id == old.id).values(teacher_id=new.id))
