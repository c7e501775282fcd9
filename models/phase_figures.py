"""How the phases of the annual calendar were kept: counted by process, from the runs of one fiscal year."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.annual_plan import PhaseRun, RunState
from models.clock import today


@dataclass
class PhaseCounts:
    """Phases of a process: done by their last day or later, not done though it is past, still ahead, without a date."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    ahead: int = 0
    undated: int = 0

    @property
    def percent_on_time(self) -> float | None:
        """Of those whose last day has come or that are done."""
        due = self.on_time + self.late + self.overdue
        return 100 * self.on_time / due if due else None


def by_process(session: Session, fiscal_year: int, now: dt.datetime) -> dict[str, PhaseCounts]:
    """The counts by code of the process."""
    found: defaultdict[str, PhaseCounts] = defaultdict(PhaseCounts)
    runs = select(PhaseRun.process, PhaseRun.state, PhaseRun.ends_on, PhaseRun.done_at).order_by(PhaseRun.id)
    for process, state, ends_on, done_at in session.execute(runs.where(PhaseRun.fiscal_year == fiscal_year)):
        name = _standing(state, ends_on, done_at, today(now))
        setattr(found[process], name, getattr(found[process], name) + 1)
    return dict(found)


def _standing(state: str, ends_on: dt.date | None, done_at: dt.datetime | None, day: dt.date) -> str:
    if state == RunState.DONE:
        return "late" if ends_on is not None and done_at is not None and today(done_at) > ends_on else "on_time"
    if ends_on is None:
        return "undated"
    return "overdue" if ends_on < day else "ahead"
