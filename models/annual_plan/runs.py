"""The phases of one fiscal year and how they stand.

undated ──date──▶ planned ──start──▶ started ──finish──▶ done
waiting ──its event happens: start──▶ started          planned ──finish──▶ done
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.db import Base, OfficeOwned, row_id
from models.packs import Pack
from models.packs.schema import PhaseEntry, ProcessEntry
from models.people import Person


class RunState(StrEnum):
    """Where a phase of one fiscal year stands."""

    UNDATED = "undated"
    """Nobody knows when; the clerk dates it."""
    WAITING = "waiting"
    """It begins when its event happens and somebody says so."""
    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"


SCHOOLS = "สถานศึกษา"
"""How manuals name schools among those who are responsible."""

LIVING = (RunState.PLANNED, RunState.STARTED)
"""What is reminded."""


class YearPlan(OfficeOwned, Base):
    """The plan of one fiscal year: a draft that nobody is reminded of, until it is open."""

    __tablename__ = "year_plans"
    __table_args__ = (UniqueConstraint("office_id", "fiscal_year", name="one_plan_per_fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class PhaseRun(OfficeOwned, Base):
    """One window of a phase (of the office pack) in one fiscal year."""

    __tablename__ = "phase_runs"
    __table_args__ = (
        UniqueConstraint("office_id", "fiscal_year", "process", "phase", "part", name="one_run_per_phase_and_part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    process: Mapped[str] = mapped_column(String(60))
    """Code of the process in the pack."""
    phase: Mapped[str] = mapped_column(String(20))
    """Its printed number in the process."""
    part: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    """How the manual says when (nlp.deadlines.Kind)."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    dates_from: Mapped[str] = mapped_column(String(12), default="manual")
    """manual, office (dated by the clerk, copied to the next year), postponed, or chained to a step of these."""
    state: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sequence: Mapped[int] = mapped_column(default=0)
    """Grows with each change, so that a subscribed calendar replaces its entry."""
    changed_at: Mapped[datetime]

    evidence: Mapped[list["PhaseEvidence"]] = relationship(lazy="selectin", order_by="PhaseEvidence.id")

    def changed(self, now: datetime) -> None:
        """Note that calendars must replace their entry."""
        self.sequence, self.changed_at = self.sequence + 1, now


class PhaseEvidence(OfficeOwned, Base):
    """What shows that a phase was done: a link or a sentence, or a file (an attachment of that LINE message)."""

    __tablename__ = "phase_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_run_id: Mapped[int] = mapped_column(ForeignKey("phase_runs.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text)
    line_message_id: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime]


@dataclass(frozen=True)
class Phase:
    """A run with what its pack says about it."""

    run: PhaseRun
    process: ProcessEntry
    entry: PhaseEntry

    @property
    def is_for_schools(self) -> bool:
        """Whether schools take part in it."""
        return SCHOOLS in self.entry.responsible_th


def plan_of(session: Session, fiscal_year: int) -> YearPlan | None:
    """The office's plan of that fiscal year, draft or open."""
    return session.scalar(select(YearPlan).where(YearPlan.fiscal_year == fiscal_year))


def plans(session: Session) -> list[YearPlan]:
    """All plans of the office, by year."""
    return list(session.scalars(select(YearPlan).order_by(YearPlan.fiscal_year)))


def runs_of_year(session: Session, fiscal_year: int) -> list[PhaseRun]:
    """The runs of a fiscal year as they were planned."""
    return list(session.scalars(select(PhaseRun).where(PhaseRun.fiscal_year == fiscal_year).order_by(PhaseRun.id)))


def open_runs(session: Session, *states: RunState) -> list[PhaseRun]:
    """The runs of all open years, of these states only when any are named."""
    opened = select(YearPlan.fiscal_year).where(YearPlan.opened_at.is_not(None))
    wanted = select(PhaseRun).where(PhaseRun.fiscal_year.in_(opened))
    if states:
        wanted = wanted.where(PhaseRun.state.in_(states))
    return list(session.scalars(wanted.order_by(PhaseRun.id)))


def find(session: Session, run_id: str) -> PhaseRun | None:
    """The run with the id of a button."""
    number = row_id(run_id)
    return None if number is None else session.scalar(select(PhaseRun).where(PhaseRun.id == number))


def described(pack: Pack, runs: Sequence[PhaseRun]) -> list[Phase]:
    """The runs with what the pack says about them; without those that the pack has dropped since."""
    entries = {(process.code, phase.no): (process, phase) for process in pack.processes for phase in process.steps}
    return [Phase(run, *entries[run.process, run.phase]) for run in runs if (run.process, run.phase) in entries]


def in_order(phases: Sequence[Phase]) -> list[Phase]:
    """By end, then start; what has no date comes last, as printed."""
    far = dt.date.max
    return sorted(phases, key=lambda one: (one.run.ends_on or far, one.run.starts_on or far, one.run.id))


def start(session: Session, run: PhaseRun, day: dt.date, now: datetime) -> bool:
    """It has begun; False when it was not waiting to begin (somebody was first). One without a date begins `day`."""
    allowed = (RunState.PLANNED, RunState.UNDATED, RunState.WAITING)
    if not _move(session, run, RunState.STARTED, allowed, started_at=now):
        return False
    run.starts_on = run.starts_on or day
    run.changed(now)
    return True


def finish(session: Session, run: PhaseRun, person: Person, now: datetime) -> bool:
    """It is done and no longer reminded; False when it was done already."""
    allowed = tuple(state for state in RunState if state != RunState.DONE)
    if not _move(session, run, RunState.DONE, allowed, done_at=now, done_by_id=person.id):
        return False
    run.changed(now)
    return True


def reopen(session: Session, run: PhaseRun, now: datetime) -> bool:
    """It was not done after all and is reminded again; False when it was not done."""
    if not _move(session, run, RunState.STARTED, (RunState.DONE,), done_at=None, done_by_id=None):
        return False
    run.changed(now)
    return True


def _move(session: Session, run: PhaseRun, state: RunState, allowed: Sequence[RunState], **values: object) -> bool:
    moved = session.execute(
        update(PhaseRun)
        .where(PhaseRun.id == run.id, PhaseRun.state.in_(allowed))
        .values(state=state, **values)
        .returning(PhaseRun.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(run)
    return moved is not None


def add_evidence(
    session: Session, run: PhaseRun, person: Person, words: str, now: datetime, line_message_id: str | None = None
) -> PhaseEvidence:
    """Keep what shows that the phase was done."""
    made = PhaseEvidence(
        office_id=run.office_id,
        phase_run_id=run.id,
        person_id=person.id,
        words=words,
        line_message_id=line_message_id,
        at=now,
    )
    session.add(made)
    return made
