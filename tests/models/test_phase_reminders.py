"""The ladder of a phase: which occasion counts on which day."""

from datetime import date

import pytest

from models.annual_plan import PhaseRun, RunState
from models.phase_reminders import rung_on
from models.working_days import OfficeCalendar

CALENDAR = OfficeCalendar()
DAYS_BEFORE = (14, 7, 3, 1, 0)


def phase(state: RunState = RunState.PLANNED, starts: str = "2026-11-02", ends: str = "2026-11-30") -> PhaseRun:
    return PhaseRun(id=1, state=state, starts_on=date.fromisoformat(starts), ends_on=date.fromisoformat(ends))


@pytest.mark.parametrize(
    ("today", "state", "occasion", "day"),
    [
        ("2026-10-22", "planned", None, None),
        ("2026-10-26", "planned", "begins_soon", "2026-10-26"),
        ("2026-11-02", "planned", "begins", "2026-11-02"),
        ("2026-11-02", "started", None, None),
        ("2026-11-16", "planned", "ends", "2026-11-16"),  # 14 days before
        ("2026-11-20", "planned", "ends", "2026-11-16"),
        ("2026-11-23", "planned", "ends", "2026-11-23"),  # 7
        ("2026-11-27", "planned", "ends", "2026-11-27"),  # 3, and 1 of a Sunday
        ("2026-11-30", "started", "ends", "2026-11-30"),
        ("2026-12-01", "started", "overdue", "2026-12-01"),
        ("2026-12-04", "started", "overdue", "2026-12-01"),
        ("2026-12-08", "started", "overdue", "2026-12-08"),  # Monday the 7th is a substitute holiday
        ("2026-12-14", "started", "overdue", "2026-12-14"),
        ("2026-12-14", "done", None, None),
        ("2026-12-14", "waiting", None, None),
    ],
)
def test_the_highest_rung_reached_counts(today: str, state: str, occasion: str | None, day: str | None) -> None:
    rung = rung_on(phase(RunState(state)), date.fromisoformat(today), CALENDAR, DAYS_BEFORE, None)
    assert (rung and rung.occasion, rung and rung.day.isoformat()) == (occasion, day)


def test_a_deadline_on_a_day_off_is_reminded_on_the_working_day_before() -> None:
    new_year = phase(starts="2026-12-01", ends="2027-01-03")
    rung = rung_on(new_year, date(2026, 12, 30), CALENDAR, (0,), None)
    assert rung is not None
    assert rung.day == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("today", "occasion"),
    [("2026-11-23", None), ("2026-11-24", None), ("2026-11-25", "again"), ("2026-11-27", "ends")],
)
def test_a_snooze_is_quiet_until_its_day_and_then_the_ladder_goes_on(today: str, occasion: str | None) -> None:
    rung = rung_on(phase(), date.fromisoformat(today), CALENDAR, DAYS_BEFORE, date(2026, 11, 25))
    assert (rung and rung.occasion) == occasion


def test_a_postponed_phase_has_a_ladder_of_its_own() -> None:
    before, after = phase(), phase(ends="2026-12-14")
    first = rung_on(before, date(2026, 11, 30), CALENDAR, DAYS_BEFORE, None)
    second = rung_on(after, date(2026, 11, 30), CALENDAR, DAYS_BEFORE, None)
    assert first is not None
    assert second is not None
    assert first.name(before) != second.name(after)
