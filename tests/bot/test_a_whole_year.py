"""A whole fiscal year of all five offices at high speed: random days without a worker, two workers at once on others.

The expectation is computed from dates alone, by its own rules and not by the code that it checks.
"""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import migrating
from bot.jobs import JOBS
from bot.services import Services, make_services
from bot.settings import Settings
from models import annual_plan, groups, people, roster
from models.annual_plan import PhaseRun, RunState
from models.clock import BANGKOK, local
from models.groups import Group
from models.office_facts import facts_of
from models.offices import Office
from models.outbox import OutboxMessage
from models.packs import Pack, read_pack
from models.people import Person, Role
from models.reminders import GroupReminder, Reminder
from models.working_days import OfficeCalendar

PACKS = Path(__file__).parents[2] / "offices"
OFFICES = ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5")
FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
WORKING = [day for day in DAYS if OfficeCalendar().is_working_day(day)]
DIGESTS = [job for job in JOBS if job.name in ("morning digests", "group digests")]
GROUPS = ("function", "quality-assurance"), ("office", None)
"""What the LINE groups of the first office are bound to: one to a work group, one to all that is left."""


@dataclass
class Year:
    """What the simulation decided: when each phase is done, and on which days a worker ran."""

    done_on: dict[int, date]
    running: list[date]


def set_up(url: str, offices: tuple[str, ...]) -> Services:
    """Offices whose whole staff is on LINE, each with a clerk, and the fiscal year 2570 open since before it began."""
    services = make_services(
        Settings.model_validate(
            {
                "database_url": url,
                "secret_key": "a secret for tests only",
                "public_url": "http://127.0.0.1:1",
                "log_level": "WARNING",
            }
        )
    )
    migrating.migrate(services.database)
    before = datetime(2026, 9, 15, 9, tzinfo=BANGKOK)
    for slug in offices:
        with services.database.begin() as session:
            roster.load(session, read_pack(PACKS / f"{slug}.yaml"), before)
            office = session.query(Office).filter_by(slug=slug).one()
            clerk = Person(office_id=office.id, name="ธุรการ", created_at=before)
            session.add(clerk)
            session.flush()
            people.give_role(session, clerk, Role.CLERK)
            for person in session.scalars(select(Person)):
                person.line_user_id = f"U{person.id:032}"
            annual_plan.open_year(session, office.id, facts_of(office), 2570, before)
            for number, (kind, code) in enumerate(GROUPS if slug == offices[0] else ()):
                joined = groups.joined(session, office.id, f"C{number:032}", before)
                joined.member_count = 5
                groups.bind(joined, kind, code, clerk)
    return services


def remind(services: Services) -> None:
    """What a worker tells when it looks."""
    for job in DIGESTS:
        job.run(services)


def decide(services: Services, luck: random.Random, share_of_days: float) -> Year:
    """Most phases are done in time, some late; the worker runs on that share of the days, days off among them."""
    with services.database.reading() as session:
        runs = session.scalars(select(PhaseRun).where(PhaseRun.ends_on.is_not(None)).order_by(PhaseRun.id)).all()
    done_on = {}
    for run in runs:
        late = timedelta(days=luck.choice((-20, -10, -5, -2, 0, 0, 3, 12)))
        done_on[run.id] = max(run.starts_on or FIRST, (run.ends_on or LAST) + late)
    return Year(done_on, [day for day in DAYS if luck.random() < share_of_days])


def live_through(services: Services, year: Year) -> None:
    """Now and then at night; at nine a worker, often two at once; then what is done that day is done."""
    running = set(year.running)
    with ThreadPoolExecutor(2) as workers:
        for day in DAYS:
            if day in running:
                nine = replace(services, clock=lambda day=day: datetime.combine(day, time(9), BANGKOK))
                together = 2 if day.day % 3 == 0 else 1
                list(workers.map(remind, [nine] * together))
            if day.day == 1:
                remind(replace(services, clock=lambda day=day: datetime.combine(day, time(3), BANGKOK)))
            finished = [run_id for run_id, done in year.done_on.items() if done == day]
            if finished:
                with services.database.begin() as session:
                    for run in session.scalars(select(PhaseRun).where(PhaseRun.id.in_(finished))):
                        run.state = RunState.DONE


def expected_of(run: PhaseRun, year: Year, days_before: tuple[int, ...]) -> Iterator[date]:
    """The days on which somebody who looks after the phase hears of it."""
    assert run.starts_on is not None
    assert run.ends_on is not None
    about = {run.starts_on - timedelta(days=7), run.starts_on, run.ends_on}
    about |= {run.ends_on - timedelta(days=days) for days in days_before if days < (run.ends_on - run.starts_on).days}
    rungs = {max(day for day in EARLIER if day <= one) for one in about}
    after = [day for day in WORKING if day > run.ends_on]
    rungs |= set(after[:1]) | {
        day
        for day, before in zip(after[1:], after, strict=False)
        if day.isocalendar().week != before.isocalendar().week
    }
    ordered = sorted(rungs)
    for rung, following in zip(ordered, [*ordered[1:], date.max], strict=True):
        heard = next((day for day in year.running if day >= rung and day in WORKING), date.max)
        if heard < following and heard <= year.done_on[run.id]:
            yield heard


EARLIER = [
    day
    for day in (FIRST - timedelta(days=30) + timedelta(days=n) for n in range(425))
    if OfficeCalendar().is_working_day(day)
]


NAMED_BESIDE = {
    ("nakhonsawan", "ก.ต.ป.น."): "secretariat",
    ("nakhonsawan", "กลุ่มงานเลขฯ"): "secretariat",
    ("ayutthaya1", "กลุ่มงานเลขานุการฯ"): "gtpn-secretariat",
}
"""Work groups that a manual makes responsible for steps of another's process, read from the manuals by hand."""


def caretakers(session: Session, pack: Pack, run: PhaseRun) -> set[int]:
    """Ids of the officers whose work group the phase belongs to or whom it names; nobody: the director and the clerk."""
    process = next(one for one in pack.processes if one.code == run.process)
    responsible = next(one.responsible_th for one in process.steps if one.no == run.phase)
    functions = {process.function}
    functions |= {
        code for (slug, words), code in NAMED_BESIDE.items() if slug == pack.office.slug and words in responsible
    }
    found = {
        officer.id
        for officer in pack.officers
        if (officer.role in ("supervisor", "officer") and not functions.isdisjoint(officer.functions))
        or (officer.role == "director" and "ผู้อำนวยการกลุ่ม" in responsible)
    }
    wanted = found or {officer.id for officer in pack.officers if officer.role == "director"} | {None}
    return set(session.scalars(select(Person.id).where(Person.staff_code.in_(wanted)))) | (
        set(session.scalars(select(Person.id).where(Person.staff_code.is_(None)))) if None in wanted else set()
    )


def group_of(pack: Pack, run: PhaseRun) -> str:
    """The LINE group that hears of the phase."""
    (kind, code), *_ = GROUPS
    process = next(one for one in pack.processes if one.code == run.process)
    return f"C{0 if getattr(process, kind) == code else 1:032}"


# The dates are reckoned in Python, for all offices; what two workers at once may not do twice is for each engine to hold.
@pytest.mark.parametrize(
    ("database_url", "offices"),
    [("sqlite", OFFICES), ("postgres", OFFICES[:1])],
    indirect=["database_url"],
    ids=["sqlite", "postgres"],
)
def test_each_occasion_is_told_once_on_a_working_day_in_one_digest_a_day(
    database_url: str, offices: tuple[str, ...]
) -> None:
    services = set_up(database_url, offices)
    year = decide(services, random.Random(2570), share_of_days=0.3)
    live_through(services, year)

    lines: Counter[tuple[int, date]] = Counter()
    in_groups: Counter[tuple[str, date]] = Counter()
    with services.database.begin() as session:
        found = session.scalars(select(Office)).all()
    for office in found:
        with services.database.begin(office.id) as session:
            pack = read_pack(PACKS / f"{office.slug}.yaml")
            for run in session.scalars(select(PhaseRun).where(PhaseRun.ends_on.is_not(None))):
                days = list(expected_of(run, year, (14, 7, 3, 1, 0)))
                for person in caretakers(session, pack, run):
                    lines.update((person, day) for day in days)
                if office.slug == OFFICES[0]:
                    in_groups.update((group_of(pack, run), day) for day in days)
    with services.database.begin() as session:
        told = Counter(
            (row.person_id, local(row.at).date())
            for row in session.scalars(select(Reminder).where(Reminder.occasion.like("phase:%")))
        )
        told_in_groups = Counter(
            (row.line_group_id, local(row.at).date())
            for row in session.execute(
                select(Group.line_group_id, GroupReminder.at)
                .join(GroupReminder, GroupReminder.group_id == Group.id)
                .where(GroupReminder.occasion.like("phase:%"))
            )
        )
        sent = session.scalars(select(OutboxMessage)).all()
    assert told == lines
    assert told_in_groups == in_groups
    digests = Counter((row.person_id or row.line_chat_id, local(row.created_at).date()) for row in sent)
    assert digests == Counter({*lines, *in_groups})
    assert all(local(row.created_at).date() in WORKING and local(row.created_at).hour == 9 for row in sent)
    services.database.dispose()
