"""Asking for more time for a phase: the one who looks after it asks with a reason, the director decides."""

import datetime as dt
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import annual_plan
from models.annual_plan import PhaseRun
from models.db import Base, OfficeOwned, row_id
from models.office_facts import OfficeFacts
from models.people import Person


class Postponement(OfficeOwned, Base):
    """asked ──the director decides──▶ granted | refused."""

    __tablename__ = "postponements"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_run_id: Mapped[int] = mapped_column(ForeignKey("phase_runs.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    until: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="asked")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]

    run: Mapped[PhaseRun] = relationship(lazy="joined")
    asked_by: Mapped[Person] = relationship(lazy="joined", foreign_keys=[asked_by_id])

    @property
    def matter(self) -> str:
        """Its name for the outbox."""
        return f"postponement:{self.id}"


def ask(session: Session, run: PhaseRun, person: Person, now: datetime, *, until: dt.date, reason: str) -> Postponement:
    """Keep the wish for the director to decide on."""
    wish = Postponement(
        office_id=run.office_id,
        run=run,
        asked_by=person,
        asked_at=now,
        until=until,
        reason=reason,
        state="asked",
    )
    session.add(wish)
    session.flush()
    return wish


def find(session: Session, wish_id: str) -> Postponement | None:
    """The wish with the id of a button."""
    number = row_id(wish_id)
    return None if number is None else session.scalar(select(Postponement).where(Postponement.id == number))


def open_of(session: Session, run: PhaseRun) -> list[Postponement]:
    """The wishes about a phase that nobody has decided on."""
    query = select(Postponement).where(Postponement.phase_run_id == run.id, Postponement.state == "asked")
    return list(session.scalars(query.order_by(Postponement.id)))


def decide(
    session: Session, facts: OfficeFacts, wish: Postponement, director: Person, now: datetime, *, granted: bool
) -> bool:
    """Grant or refuse; False when it was decided already. A granted phase ends on the new day."""
    decided = session.execute(
        update(Postponement)
        .where(Postponement.id == wish.id, Postponement.state == "asked")
        .values(state="granted" if granted else "refused", decided_by_id=director.id, decided_at=now)
        .returning(Postponement.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(wish)
    if decided is not None and granted and wish.run.state != annual_plan.RunState.DONE:
        annual_plan.postpone(session, facts, wish.run, wish.until, now)
    return decided is not None
