"""When a phase is reminded: a ladder of days, of which the highest rung reached so far counts.

A worker that slept over several rungs tells only the last: the others have become pointless.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.annual_plan import LIVING, PhaseRun, RunState
from models.db import Base, OfficeOwned
from models.people import Person
from models.working_days import OfficeCalendar

DAYS_BEFORE_START = 7
ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(days=7)

Occasion = Literal["begins_soon", "begins", "ends", "overdue", "again"]


@dataclass(frozen=True)
class Rung:
    """An occasion to remind: told on the working day `day`; `about` is the day it is about."""

    day: dt.date
    occasion: Occasion
    about: dt.date

    def name(self, run: PhaseRun) -> str:
        """The same for the same occasion, whenever and by whom it is told."""
        return f"phase:{run.id}:{self.occasion}:{self.about}:{self.day}"


class PhaseSnooze(OfficeOwned, Base):
    """One person wants to hear of one phase again on a day, and not before."""

    __tablename__ = "phase_snoozes"
    __table_args__ = (UniqueConstraint("phase_run_id", "person_id", name="one_snooze_per_phase_and_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_run_id: Mapped[int] = mapped_column(ForeignKey("phase_runs.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[dt.date]


def snooze(session: Session, run: PhaseRun, person: Person, until: dt.date) -> None:
    """Be quiet about the phase until that day, then remind of it again."""
    row = session.scalar(
        select(PhaseSnooze).where(PhaseSnooze.phase_run_id == run.id, PhaseSnooze.person_id == person.id)
    )
    if row is None:
        row = PhaseSnooze(office_id=run.office_id, phase_run_id=run.id, person_id=person.id, until=until)
        session.add(row)
    row.until = until


def snoozes(session: Session) -> dict[tuple[int, int], dt.date]:
    """{(person id, run id): day} of what people want to hear of later."""
    return {(row.person_id, row.phase_run_id): row.until for row in session.scalars(select(PhaseSnooze))}


def rung_on(
    run: PhaseRun, today: dt.date, calendar: OfficeCalendar, days_before: Sequence[int], quiet_until: dt.date | None
) -> Rung | None:
    """The highest rung reached by `today`, a working day; None when there is nothing to tell."""
    if run.state not in LIVING:
        return None
    reached = [rung for rung in _ladder(run, today, calendar, days_before) if rung.day <= today]
    if quiet_until is not None:
        again = Rung(working_day_by(quiet_until, calendar), "again", quiet_until)
        reached = [again, *(rung for rung in reached if rung.day > again.day)] if again.day <= today else []
    return max(reached, key=lambda rung: rung.day, default=None)


def _ladder(run: PhaseRun, today: dt.date, calendar: OfficeCalendar, days_before: Sequence[int]) -> Iterator[Rung]:
    """All rungs in rising order of what they are about; of several on one day the first given wins."""
    if run.ends_on is not None:
        yield from _overdue(run.ends_on, today, calendar)
        for days in sorted(days_before):
            about = run.ends_on - days * ONE_DAY
            if run.starts_on is None or about > run.starts_on or days == 0:
                yield Rung(working_day_by(about, calendar), "ends", run.ends_on)
    if run.starts_on is not None and run.state == RunState.PLANNED:
        yield Rung(working_day_by(run.starts_on, calendar), "begins", run.starts_on)
        yield Rung(working_day_by(run.starts_on - DAYS_BEFORE_START * ONE_DAY, calendar), "begins_soon", run.starts_on)


def _overdue(ended: dt.date, today: dt.date, calendar: OfficeCalendar) -> Iterator[Rung]:
    """The first working day after the end, and the first of the present week."""
    first = _working_day_from(ended + ONE_DAY, calendar)
    monday = _working_day_from(today - today.weekday() * ONE_DAY, calendar)
    if first <= today:
        yield Rung(max(first, monday), "overdue", ended)


def working_day_by(day: dt.date, calendar: OfficeCalendar) -> dt.date:
    """The day itself when the office works, else the working day before."""
    return day if calendar.is_working_day(day) else calendar.working_day_before(day)


def _working_day_from(day: dt.date, calendar: OfficeCalendar) -> dt.date:
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day
