"""Planning a year: the draft in September, decisions copied to the next year, chains, what the office dated stays."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import migrating
from bot.jobs import JOBS
from bot.services import Services, make_services
from bot.settings import Settings
from models import annual_plan, people, roster
from models.annual_plan import PhaseRun, RunState, YearPlan
from models.clock import BANGKOK
from models.office_facts import OfficeFacts, facts_of
from models.offices import Office
from models.outbox import OutboxMessage
from models.packs import read_pack
from models.people import Person, Role

NOW = datetime(2026, 10, 1, 9, tzinfo=BANGKOK)
PACK = read_pack(Path(__file__).parents[2] / "offices" / "suratthani-chumphon.yaml")
DRAFT = next(job for job in JOBS if job.name == "draft next year")
DIGESTS = next(job for job in JOBS if job.name == "morning digests")
CHAIN = "me-system-development"
"""Six steps of 1, 1, 1, 1, 6 and 2 months that begin nowhere."""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Surat Thani and Chumphon with the fiscal year 2570 open; director, officer and clerk on LINE. To be copied."""
    file = tmp_path_factory.mktemp("planned") / "nithet.sqlite"
    made = services_of(file)
    migrating.migrate(made.database)
    with made.database.begin() as session:
        roster.load(session, PACK, NOW)
        clerk = Person(staff_code="clerk", created_at=NOW)
        session.add(clerk)
        session.flush()
        people.give_role(session, clerk, Role.CLERK)
        for person in session.scalars(select(Person)):
            person.line_user_id = f"U{person.id:032}"
        annual_plan.open_year(session, 1, facts(session), 2570, NOW)
    made.database.dispose()
    return file


@pytest.fixture
def services(planned: Path, tmp_path: Path) -> Iterator[Services]:
    """A copy of it."""
    made = services_of(Path(shutil.copy(planned, tmp_path / "nithet.sqlite")))
    yield made
    made.database.dispose()


def services_of(file: Path) -> Services:
    settings = {
        "database_url": f"sqlite:///{file}",
        "secret_key": "a secret for tests only",
        "public_url": "https://nithet.example",
    }
    return make_services(Settings.model_validate(settings))


def facts(session: Session) -> OfficeFacts:
    return facts_of(session.get_one(Office, 1))


def at(services: Services, day: date, hour: int = 9) -> Services:
    return replace(services, clock=lambda: datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK))


def steps(session: Session, fiscal_year: int, process: str = CHAIN) -> list[PhaseRun]:
    return [run for run in annual_plan.runs_of_year(session, fiscal_year) if run.process == process]


def windows(session: Session, fiscal_year: int) -> list[tuple[str, str]]:
    return [(str(run.starts_on), str(run.ends_on)) for run in steps(session, fiscal_year)]


@pytest.mark.parametrize("days", [[date(2027, 8, 31)], [date(2027, 9, 1), date(2027, 9, 2)], [date(2027, 10, 4)]])
def test_in_september_or_later_the_next_year_is_drafted_once(services: Services, days: list[date]) -> None:
    for day in days:
        for _ in range(2):
            DRAFT.run(at(services, day))
    drafted = days[-1].month != 8
    with services.database.begin(1) as session:
        plans = {plan.fiscal_year: plan.opened_at is not None for plan in session.scalars(select(YearPlan))}
        told = session.scalars(select(OutboxMessage)).all()
        planned = annual_plan.runs_of_year(session, 2571)
    assert plans == ({2570: True, 2571: False} if drafted else {2570: True})
    assert len(told) == (2 if drafted else 0)  # director and clerk
    assert bool(planned) == drafted


def test_nobody_is_reminded_of_a_draft_until_it_is_opened(services: Services) -> None:
    with services.database.begin(1) as session:
        for run in annual_plan.runs_of_year(session, 2570):
            run.state = RunState.DONE
    DRAFT.run(at(services, date(2027, 9, 1)))
    first_of_october = at(services, date(2027, 10, 1))
    DIGESTS.run(first_of_october)
    with services.database.begin(1) as session:
        before = len(session.scalars(select(OutboxMessage)).all())
        annual_plan.open_year(session, 1, facts(session), 2571, first_of_october.clock())
    DIGESTS.run(first_of_october)
    with services.database.begin(1) as session:
        assert len(session.scalars(select(OutboxMessage)).all()) > before


def test_what_the_office_dated_is_copied_to_the_next_year_and_what_follows_it_follows(services: Services) -> None:
    with services.database.begin(1) as session:
        first = steps(session, 2570)[0]
        annual_plan.date(session, facts(session), first, (date(2027, 1, 5), date(2027, 1, 20)), NOW)
    DRAFT.run(at(services, date(2027, 9, 1)))
    with services.database.begin(1) as session:
        copied, following, *_ = steps(session, 2571)
        assert (copied.starts_on, copied.ends_on) == (date(2028, 1, 5), date(2028, 1, 20))
        assert (copied.dates_from, copied.state) == ("office", RunState.PLANNED)
        assert (following.starts_on, following.ends_on) == (date(2028, 1, 21), date(2028, 2, 20))


def test_lengths_follow_the_step_before_when_it_is_dated_and_when_it_is_postponed(services: Services) -> None:
    with services.database.begin(1) as session:
        first, *_ = steps(session, 2570)
        assert windows(session, 2570) == [("None", "None")] * 6
        annual_plan.date(session, facts(session), first, (date(2026, 11, 1), date(2026, 11, 30)), NOW)
        assert windows(session, 2570)[1:] == [
            ("2026-12-01", "2026-12-31"),
            ("2027-01-01", "2027-01-31"),
            ("2027-02-01", "2027-02-28"),
            ("2027-03-01", "2027-08-31"),
            ("2027-09-01", "2027-10-31"),
        ]
        annual_plan.postpone(session, facts(session), first, date(2026, 12, 15), NOW)
        moved = windows(session, 2570)
        assert moved[1:3] == [("2026-12-16", "2027-01-15"), ("2027-01-16", "2027-02-15")]
        assert annual_plan.open_year(session, 1, facts(session), 2570, NOW) == 0
        assert windows(session, 2570) == moved


def test_a_chain_stops_at_what_the_office_dated_itself(services: Services) -> None:
    with services.database.begin(1) as session:
        first, second, third, *_ = steps(session, 2570)
        own = date(2027, 2, 1), date(2027, 2, 10)
        annual_plan.date(session, facts(session), third, own, NOW)
        annual_plan.date(session, facts(session), first, (date(2026, 11, 1), date(2026, 11, 30)), NOW)
        assert (second.starts_on, second.ends_on) == (date(2026, 12, 1), date(2026, 12, 31))
        assert (third.starts_on, third.ends_on) == own


def test_planning_again_moves_only_what_follows_the_manual(services: Services) -> None:
    terms = {"school_terms": {"first_start": "05-10"}}
    with services.database.begin(1) as session:
        office = session.get_one(Office, 1)
        dated = steps(session, 2570, "policy-monitoring")
        annual_plan.date(session, facts(session), dated[0], (date(2027, 8, 1), date(2027, 8, 5)), NOW)
        office.settings = terms
        office.words_changed()
        assert annual_plan.draft_year(session, 1, facts_of(office), 2570, NOW) == 0
        assert (dated[0].starts_on, dated[0].dates_from) == (date(2027, 8, 1), "office")


def test_an_event_waits_until_somebody_starts_it(services: Services) -> None:
    with services.database.begin(1) as session:
        run = steps(session, 2570)[0]
        run.state = RunState.WAITING
        assert annual_plan.start(session, run, date(2026, 12, 1), NOW)
        assert (run.state, run.starts_on) == (RunState.STARTED, date(2026, 12, 1))
        assert not annual_plan.start(session, run, date(2026, 12, 2), NOW)
