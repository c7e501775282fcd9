"""An office at work for many tests: everybody enrolled, two clerks signed in. Tests enter their own requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from sqlalchemy import select

from models import groups, people, quota
from models.appointments import Appointment
from models.consultations import Consultation
from models.db import Database
from models.offices import Office
from models.packs import OfficeSettings
from models.people import Person, Role, by_staff_code
from simulator.background import running
from simulator.stage import GroupChat, Phone, Stage
from tests.bot.console.desk import Desk, link_of
from tests.installation import Installation, installed

TEACHER = "มานะ ใจดี"

MONTHLY = 3000
"""Messages that the office has: enough for all tests of the group, so that none sees how many ran before it."""


@dataclass
class Staffed:
    """The phones of those who work there, of one teacher, and the desks of the two clerks and the supervisor."""

    installation: Installation
    director: Phone
    supervisor: Phone
    successor: Phone
    clerk: Phone
    teacher: Phone
    first: Desk
    second: Desk
    own: Desk
    """The supervisor's."""
    chief: Desk
    """The director's."""
    group: GroupChat
    """Of the teacher and three colleagues, bound to mathematics."""

    @property
    def member(self) -> Phone:
        """The teacher's view of the group."""
        return self.group.phone(self.teacher)

    def jobs(self) -> None:
        """Let what is due happen now."""
        self.installation.settle()
        self.installation.jobs("learn groups", "send broadcasts")

    def set(self, **settings: Any) -> None:
        """Change settings of the office."""
        with self.installation.services.database.begin(self.installation.office_id) as session:
            row = session.get_one(Office, self.installation.office_id)
            row.settings = {**row.settings, **settings}
            row.words_changed()

    def used(self) -> int:
        """Messages that count this month so far: those of all tests that ran before."""
        with self.installation.session() as session:
            now = self.installation.services.clock()
            return quota.outlook(session, self.installation.office_id, OfficeSettings(), now).used

    def person(self, code: str) -> Person:
        """The officer on that post."""
        with self.installation.session() as session:
            found = by_staff_code(session, code)
            assert found is not None
            return found

    def entered(self, files: Any = None, **values: str) -> str:
        """A letter of the teacher is entered; the page of what came of it."""
        with self.installation.session() as session:
            teacher = session.scalars(
                select(Person).where(Person.name == TEACHER, Person.line_user_id.is_not(None))
            ).one()
        letter = {
            "key": str(uuid4()),
            "channel": "letter",
            "name": TEACHER,
            "school": str(teacher.school_id),
            "question": "ขอคำปรึกษาการจัดการเรียนรู้คณิตศาสตร์",
            "received": "2026-11-23",
            **values,
        }
        answer = self.first.submits("/consultations/new", on="/consultations/new", files=files, **letter)
        assert "ลงทะเบียนแล้ว" in answer.text
        return answer.url.removeprefix(f"{self.installation.web}/console")

    def assigned(self, code: str = "s07", **values: str) -> str:
        """The same, assigned to an officer."""
        page = self.entered(**values)
        self.first.submits(f"{page}/assign", on=page, person=str(self.person(code).id))
        return page

    def booked(self, start: str, code: str = "s07", **values: str) -> str:
        """The same, with an appointment at that wall clock."""
        page = self.assigned(code, **values)
        answer = self.first.submits(f"{page}/book", on=page, start=start, other="")
        assert answer.status_code == 200, start
        return page

    def consultation(self, page: str) -> Consultation:
        """The consultation of a page as it is now."""
        with self.installation.session() as session:
            return session.get_one(Consultation, int(page.rpartition("/")[2]))

    def appointment(self, page: str) -> Appointment:
        """Its newest appointment."""
        with self.installation.session() as session:
            wanted = select(Appointment).where(Appointment.consultation_id == int(page.rpartition("/")[2]))
            return session.scalars(wanted.order_by(Appointment.id.desc())).first() or Appointment()


@contextmanager
def staffed(folder: Path) -> Iterator[Staffed]:
    """The office, with a LINE Platform of its own, while the block lasts."""
    with (
        running() as address,
        installed(Database(f"sqlite:///{folder}/nithet.sqlite"), Stage(address), folder) as made,
    ):
        clerk, other = made.staff(Role.CLERK, name="ธุรการหนึ่ง"), made.staff(Role.CLERK, name="ธุรการสอง")
        director, supervisor = made.staff(Role.DIRECTOR, "s01"), made.staff(Role.SUPERVISOR, "s07")
        successor, teacher = made.staff(Role.SUPERVISOR, "s08"), made.teacher(TEACHER)
        colleagues = [made.line.person(f"ครู {number}", made.channel) for number in range(3)]
        group = made.line.group("ครูคณิต", [teacher, *colleagues], channel=made.channel)
        desks = (signed_in(made, phone) for phone in (clerk, other, supervisor, director))
        at_work = Staffed(made, director, supervisor, successor, clerk, teacher, *desks, group)
        at_work.jobs()
        with made.services.database.begin(made.office_id) as session:
            (joined,) = groups.present(session)
            groups.bind(joined, "learning_area", "math", people.with_role(session, Role.CLERK)[0])
        at_work.set(monthly_messages=MONTHLY)
        made.line.set_channel(made.channel, plan="basic")
        made.jobs("read quota")
        yield at_work


def signed_in(installation: Installation, phone: Phone) -> Desk:
    """This member of staff at the console, over HTTP."""
    made = Desk(installation.web, requests.Session())
    made.enters(link_of(phone, installation.web))
    return made
