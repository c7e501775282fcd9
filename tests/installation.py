"""A whole installation in this process: web server, worker and office, talking to a simulated LINE Platform."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

from bot import migrating
from bot.app import create_app
from bot.channels import encrypted
from bot.jobs import JOBS
from bot.services import Services, make_services
from bot.settings import Settings
from bot.worker import Worker
from models import offices, people, roster
from models.clock import BANGKOK
from models.db import Database
from models.inbox import InboxEvent
from models.offices import Office
from models.outbox import OutboxMessage
from models.packs import read_pack
from models.people import Role
from simulator.stage import Phone, Stage

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
"""A Monday morning in office hours, fiscal year 2570."""

TUESDAY_AT_TWO = datetime(2026, 11, 24, 14, 0, tzinfo=BANGKOK)

ASKING = "อยากปรึกษาเรื่องสอนคณิต พรุ่งนี้บ่ายสองได้ไหมคะ"

PACKS = Path(__file__).parent.parent / "offices"


@dataclass
class Installation:
    """Nithet at work, with the people that a test enrols."""

    services: Services
    line: Stage
    web: str
    office_id: int
    channel: str

    def session(self) -> Session:
        """A session of the office, for looking; close it."""
        return Session(self.services.database.engine, info={"office_id": self.office_id})

    def staff(self, role: Role, code: str | None = None, name: str = "") -> Phone:
        """A member of staff who has enrolled; by conversation: tests/journeys/test_meeting.py."""
        phone, now = self._friend(name or code or role.value), self.services.clock()
        with self.services.database.begin(self.office_id) as session:
            invited = people.invite(session, role, now, code, self.office_id)
            person = people.redeem(session, invited, phone.user_id, now)
            assert person is not None
            person.name = person.name or (None if person.title else phone.name)
        return phone

    def teacher(self, name: str = "มานะ ใจดี", school: str = "ตัวอย่าง", phone_number: str | None = None) -> Phone:
        """A teacher who has registered; by conversation: tests/journeys/test_meeting.py."""
        phone, now = self._friend(name), self.services.clock()
        with self.services.database.begin(self.office_id) as session:
            person = people.consent(session, self.office_id, phone.user_id, now)
            people.give_role(session, person, Role.TEACHER)
            person.name, person.position, person.phone, person.registered_at = name, "ครู", phone_number, now
            person.school = offices.schools_like(session, school)[0]
        return phone

    def _friend(self, name: str) -> Phone:
        """A person who has added the account, and was not greeted."""
        self.line.set_channel(self.channel, webhookActive=False)
        phone = self.line.person(name, self.channel).follows()
        self.line.set_channel(self.channel, webhookActive=True)
        return phone

    def turn_to(self, moment: datetime) -> None:
        """Turn LINE's clock and ours, and let the scheduled jobs run once."""
        assert self.services.settings.clock_file is not None
        self.line.turn_to(moment.isoformat())
        show(moment, self.services.settings.clock_file)
        self.jobs()

    def jobs(self, *names: str) -> None:
        """Let these scheduled jobs run now, or all of them, and what they have to say arrive."""
        for job in JOBS:
            if job.name in names or not names:
                job.run(self.services)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that came in is handled and everything that must go out is sent."""
        self.line.settle()
        assert self.line.wait_until(self._is_idle), "the inbox or the outbox does not get empty"

    def unfinished(self) -> Iterator[str]:
        """What did not come to its end, a line each: events, messages, and webhooks that were not taken."""
        with self.session() as session:
            for event in session.scalars(select(InboxEvent).where(InboxEvent.state != "done")):
                yield f"event {event.id}: {event.state}, try at {event.next_attempt_at}, {event.error}, {event.event!r:.200}"
            for row in session.scalars(select(OutboxMessage).where(OutboxMessage.state != "sent")):
                yield f"message {row.id}: {row.state}, try at {row.next_attempt_at}, {row.error}, {row.messages!r:.200}"
        for entry in self.line.log():
            if entry["direction"] == "webhook" and entry["status"] != 200:
                yield f"webhook at {entry['at']}: {entry['status']} {entry['response']} in {entry['ms']} ms"

    def _is_idle(self) -> bool:
        with self.services.database.reading() as session:
            new = select(InboxEvent.id).where(InboxEvent.state == "new")
            pending = select(OutboxMessage.id).where(OutboxMessage.state.in_(("waiting", "sending")))
            return session.scalar(new) is None and session.scalar(pending) is None

    def consultation(self, teacher: Phone, words: str = ASKING) -> None:
        """The teacher asks in one sentence and confirms."""
        teacher.says(words)
        teacher.taps("ส่งคำขอ")
        assert teacher.sees("ส่งแล้ว")

    def booked(self, teacher: Phone, director: Phone, supervisor: Phone) -> None:
        """A consultation all the way to the appointment tomorrow at two."""
        self.consultation(teacher)
        director.taps("มอบหมาย ศน.คณิตศาสตร์")
        supervisor.taps("รับนัด")
        assert teacher.sees("นัดแล้ว")


AT_WORK: list[Installation] = []
"""Those that run now, for the reports of tests that fail."""


@contextmanager
def installed(
    database: Database, line: Stage, folder: Path, *, pack: str = "nakhonsawan", now: datetime = MONDAY
) -> Iterator[Installation]:
    """Set up and run an installation with one office while the block lasts; LINE's clock and ours show `now`."""
    line.patience_seconds = 30  # on a busy machine; who waits for what comes does not wait longer for it
    clock_file = folder / "clock"
    line.turn_to(now.isoformat())
    show(now, clock_file)
    login = line.ask("POST", "/sim/login-channels", {"callbackUrls": ["http://127.0.0.1:1/console/line-login/back"]})
    settings = Settings.model_validate(
        {
            "database_url": database.engine.url.render_as_string(hide_password=False),
            "secret_key": "a secret for tests only",
            "public_url": "http://127.0.0.1:1",
            "line_api_url": line.address,
            "line_data_api_url": line.address,
            "line_login_url": line.address,
            "line_login_channel_id": login["channelId"],
            "line_login_channel_secret": login["secret"],
            "clock_file": clock_file,
            "log_level": "WARNING",
        }
    )
    services = replace(make_services(settings), database=database)
    migrating.migrate(services.database)
    with at_work(services) as web:
        office_id, channel = add_office(services, line, web, pack)
        AT_WORK.append(Installation(services, line, web, office_id, channel))
        try:
            yield AT_WORK[-1]
        finally:
            AT_WORK[:] = [one for one in AT_WORK if one.services is not services]


@contextmanager
def at_work(services: Services) -> Iterator[str]:
    """Web server and worker in threads of this process while the block lasts; the web's address."""
    worker = Worker(services)
    app = create_app(services)
    app.teardown_request(lambda _error: worker.stir())  # a journey has hundreds of steps: none waits for the next look
    server = make_server("127.0.0.1", 0, _read_whole(app), threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,), name="web")  # how soon it hears of its end
    serving.start()
    worker.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        worker.stop()
        server.shutdown()
        serving.join()
        server.server_close()
        services.database.dispose()


def _read_whole(app: "WSGIApplication") -> "WSGIApplication":
    """The app with answers read before they leave: this server leaves a file open when the browser hangs up meanwhile."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, headers.to_wsgi_list())
        return body

    return answer


def show(moment: datetime, clock_file: Path) -> None:
    """Turn the clock of all who look at this file."""
    written = clock_file.with_suffix(".new")
    written.write_text(str((moment - datetime.now(BANGKOK)).total_seconds()))
    written.replace(clock_file)  # at once: who read while we write would live in another time


def add_office(services: Services, line: Stage, web: str, pack: str) -> tuple[int, str]:
    """Load a pack, unless it is there already, and open a LINE channel for it: (office id, channel id)."""
    # With redelivery on, as docs/operating.md asks of the office: what a busy machine misses comes again.
    made = line.channel(f"{web}/line/{pack}", name=f"บอตของ {pack}", redelivery=True, redeliverySeconds=2)
    with services.database.begin() as session:
        office = offices.find(session, pack)
        if office is None:
            roster.load(session, read_pack(PACKS / f"{pack}.yaml"), services.clock())
            office = session.query(Office).filter_by(slug=pack).one()
        office.channel_secret = encrypted(services.settings, made["secret"])
        office.channel_token = encrypted(services.settings, made["token"])
        office.bot_user_id = made["userId"]
        return office.id, made["channelId"]
