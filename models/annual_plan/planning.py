"""Planning a fiscal year: runs drafted from the pack, dated by the office, moved when one is postponed."""

import datetime as dt
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from models.annual_plan.runs import PhaseRun, RunState, YearPlan, plan_of, runs_of_year
from models.db import insert_once
from models.fiscal_plan import (
    PlannedPhase,
    following,
    months_later,
    months_of_duration,
    plan_of_year,
    school_calendar,
)
from models.office_facts import OfficeFacts
from models.packs import Pack
from models.packs.schema import PhaseEntry, ProcessEntry
from nlp.thai_calendar import Span


def draft_year(session: Session, office_id: int, facts: OfficeFacts, fiscal_year: int, now: datetime) -> int:
    """Bring the year's runs to what the pack says, keeping what the office decided; how many were added or moved.

    What the manual leaves undated takes the clerk's dates of the year before, a year later.
    """
    insert_once(session, YearPlan, office_id=office_id, fiscal_year=fiscal_year, made_at=now)
    known = {(run.process, run.phase, run.part): run for run in runs_of_year(session, fiscal_year)}
    decided = {(run.process, run.phase, run.part): run for run in runs_of_year(session, fiscal_year - 1)}
    changed, copied = 0, list[PhaseRun]()
    for planned in plan_of_year(facts.pack, fiscal_year, school_calendar(facts.settings.school_terms)):
        key = planned.process, planned.phase, planned.part
        run = known.get(key)
        if run is None:
            made = _new_run(office_id, fiscal_year, planned, decided.get(key), now)
            session.add(made)
            copied += [made] if made.dates_from == "office" else []
            changed += 1
        elif _may_move(run, "manual") and planned.window and planned.window != (run.starts_on, run.ends_on):
            _set_dates(run, planned.window, "manual", now)
            changed += 1
    session.flush()
    for run in copied:
        _chain(session, facts.pack, run, now)
    return changed


def _may_move(run: PhaseRun, *dates_from: str) -> bool:
    """Whether nobody has begun it and its dates are from there."""
    return run.dates_from in dates_from and run.state in (RunState.UNDATED, RunState.PLANNED)


def _new_run(
    office_id: int, fiscal_year: int, planned: PlannedPhase, last_year: PhaseRun | None, now: datetime
) -> PhaseRun:
    window, dates_from = planned.window, "manual"
    if last_year is not None and last_year.dates_from == "office" and last_year.starts_on and last_year.ends_on:
        window, dates_from = (months_later(last_year.starts_on, 12), months_later(last_year.ends_on, 12)), "office"
    undated = RunState.WAITING if planned.kind == "event" else RunState.UNDATED
    return PhaseRun(
        office_id=office_id,
        fiscal_year=fiscal_year,
        process=planned.process,
        phase=planned.phase,
        part=planned.part,
        kind=planned.kind,
        starts_on=window[0] if window else None,
        ends_on=window[1] if window else None,
        dates_from=dates_from,
        state=RunState.PLANNED if window else undated,
        sequence=0,
        changed_at=now,
    )


def open_year(session: Session, office_id: int, facts: OfficeFacts, fiscal_year: int, now: datetime) -> int:
    """Draft the year where needed and let its reminders begin; how many runs were added or moved."""
    changed = draft_year(session, office_id, facts, fiscal_year, now)
    plan = plan_of(session, fiscal_year)
    assert plan is not None
    plan.opened_at = plan.opened_at or now
    return changed


def date(session: Session, facts: OfficeFacts, run: PhaseRun, window: Span, now: datetime) -> None:
    """The office dates a phase; what only lasts so many months after it follows."""
    _set_dates(run, window, "office", now)
    _chain(session, facts.pack, run, now)


def postpone(session: Session, facts: OfficeFacts, run: PhaseRun, until: dt.date, now: datetime) -> None:
    """The phase ends later; what only lasts so many months after it follows."""
    _set_dates(run, (min(run.starts_on or until, until), until), "postponed", now)
    _chain(session, facts.pack, run, now)


def _set_dates(run: PhaseRun, window: Span, dates_from: str, now: datetime) -> None:
    run.starts_on, run.ends_on = window
    run.dates_from = dates_from
    if run.state in (RunState.UNDATED, RunState.WAITING):
        run.state = RunState.PLANNED
    run.changed(now)


def _chain(session: Session, pack: Pack, run: PhaseRun, now: datetime) -> None:
    """Move the lengths without a start that follow this run in its process."""
    process = next((one for one in pack.processes if one.code == run.process), None)
    if process is None or run.ends_on is None:
        return
    same_part = {
        other.phase: other
        for other in runs_of_year(session, run.fiscal_year)
        if other.process == run.process and other.part == run.part
    }
    last = run.ends_on
    for phase in _after(process, run.phase):
        months = months_of_duration(phase, run.fiscal_year)
        other = same_part.get(phase.no)
        if months is None or other is None or not _may_move(other, "manual", "chained"):
            return
        _set_dates(other, following(last, months), "chained", now)
        last = following(last, months)[1]


def _after(process: ProcessEntry, number: str) -> Iterator[PhaseEntry]:
    steps = iter(process.steps)
    for phase in steps:
        if phase.no == number:
            break
    yield from steps
