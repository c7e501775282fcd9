"""An office in a database, without LINE: people, questions and races between threads."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from models import consultations, people, roster
from models.clock import BANGKOK
from models.consultations import Consultation
from models.db import Database
from models.offices import Office
from models.packs import read_pack
from models.people import CONSENT_VERSION, Person, Role

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
"""A Monday morning in office hours, fiscal year 2570."""

SLOT = datetime(2026, 11, 24, 14, 0, tzinfo=BANGKOK)

PACKS = Path(__file__).parent.parent / "offices"

Result = TypeVar("Result")


def load_office(database: Database, pack: str = "nakhonsawan") -> int:
    """Load a pack; the office's id."""
    with database.begin() as session:
        roster.load(session, read_pack(PACKS / f"{pack}.yaml"), NOW)
    return id_of_office(database, pack)


def id_of_office(database: Database, slug: str = "nakhonsawan") -> int:
    """The id of an office that is loaded."""
    with database.reading() as session:
        return session.query(Office).filter_by(slug=slug).one().id


def line_id(number: int) -> str:
    """A LINE user id that nobody has."""
    return f"U{number:032x}"


def teacher(session: Session, number: int, name: str = "มานะ ใจดี") -> Person:
    """A registered teacher."""
    return _on_line(session, Person(name=name, registered_at=NOW, created_at=NOW), number, Role.TEACHER)


def colleague(session: Session, role: Role, number: int) -> Person:
    """Somebody of the office who is not on the roster."""
    return _on_line(session, Person(name=f"{role.value} {number}", created_at=NOW), number, role)


def officer(session: Session, code: str, number: int | None = None) -> Person:
    """The officer with that code on the roster; on LINE when a number is given."""
    person = people.by_staff_code(session, code)
    assert person is not None
    if number is not None:
        person.line_user_id, person.consent_version, person.consented_at = line_id(number), CONSENT_VERSION, NOW
        session.flush()
    return person


def _on_line(session: Session, person: Person, number: int, role: Role) -> Person:
    person.line_user_id, person.consent_version, person.consented_at = line_id(number), CONSENT_VERSION, NOW
    session.add(person)
    session.flush()
    people.give_role(session, person, role)
    return person


def asked(
    session: Session, asker: Person, *, wished_at: datetime | None = SLOT, key: str | None = None
) -> Consultation:
    """A consultation that waits for the director."""
    return consultations.register(
        session,
        teacher=asker,
        question="อยากปรึกษาเรื่องสอนคณิต",
        topic="คณิตศาสตร์",
        mode="appointment",
        proposed=[],
        requested_at=NOW,
        now=NOW,
        request_key=key,
        wished_at=wished_at,
    )


def assigned(session: Session, asker: Person, supervisor: Person) -> Consultation:
    """A consultation that lies on a supervisor's desk."""
    consultation = asked(session, asker)
    assert consultations.assign(session, consultation, supervisor, None, NOW)
    return consultation


def at_once(*works: Callable[[], Result]) -> list[Result]:
    """Run all works in threads that start at the same moment; their results in order."""
    barrier = threading.Barrier(len(works))

    def one(work: Callable[[], Result]) -> Result:
        barrier.wait(30)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))
