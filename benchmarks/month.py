"""A month of a typical office, with and without saving: `python -m benchmarks.month [consultations]`.

40 schools, 9 supervisors' seats and the director, 100 consultations from question to rating, 6 groups of 40, 4 broadcasts.
Everything runs as in production but for the clock, which is turned: webhook, conversation, outbox, delivery, jobs, and LINE
(the simulator) counts. The same people do the same at the same times, by the same dice:

- naive: a plan without an end, so that nothing is ever saved: every notice is a push;
- saving: the free plan of 300 messages, of which 60 are kept for appointments.

Teachers write at all hours (a third in office hours), wish for a time one to six working days ahead; the director decides
within minutes, supervisors answer within the hour, and all act only on what reached their phones. Two in five
teachers rate, and two in five supervisors record the outcome, by the button in their card; the rest when they are asked.
"""

import heapq
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from bot import migrating
from bot.app import create_app
from bot.broadcasting import BroadcastSender
from bot.channels import encrypted
from bot.deliver import deliver_one
from bot.dispatch import handle_one
from bot.jobs import JOBS
from bot.services import Services, make_services
from bot.settings import Settings
from models import groups, people, roster
from models.clock import BANGKOK
from models.consultations import Consultation, State
from models.office_facts import facts_of
from models.offices import Office, School
from models.outbox import OutboxMessage, Priority
from models.packs import read_pack
from models.people import CONSENT_VERSION, Person, Role
from models.working_days import OfficeCalendar
from simulator.background import running
from simulator.stage import Phone, Stage

ROOT = Path(__file__).parents[1]
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 21)
"""The month, and the days in which its last consultations come to their end; what they count then counts too."""
MONTH = 11
SUBJECTS = {"คณิต": 6, "วิทย์": 5, "ภาษาไทย": 5, "ภาษาอังกฤษ": 4, "สังคม": 3, "พลศึกษา": 1, "คอมพิวเตอร์": 2, "ศิลปะ": 2}
"""What teachers ask about, and how often of 28."""
DAYS_AHEAD = {1: 8, 2: 5, 3: 3, 4: 2, 6: 2}
"""Working days until the wished time, and how often of 20."""
HOURS = {7: 2, 9: 2, 10: 2, 12: 5, 14: 2, 15: 4, 16: 5, 18: 3, 19: 3, 20: 2}
"""The hour in which a teacher writes, and how often of 30."""
SKIPPED_JOBS = {"fetch attachments", "rich menus", "introduce", "wipe old words", "draft next year"}
BROADCASTS = [(3, 1), (9, 6), (17, 6), (24, 2)]
"""Day of the month, and to how many of the six groups."""


REACTIONS = {"assign", "accept", "outcome", "show_outcome", "show_rating", "rate"}
"""Buttons that somebody presses sooner or later, once they are on the phone."""


@dataclass
class Outcome:
    """What a month came to."""

    counted: int = 0
    """Counted messages for consultations (everything but announcements)."""
    announced: int = 0
    completed: int = 0
    rated: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    """Office minutes until a card that asks for a decision reached its phone, by action and haste."""
    refused: int = 0


class Month:
    """One office in one month; `saving` on the free plan, otherwise with messages without end."""

    def __init__(self, folder: str, stage: Stage, consultations: int, *, saving: bool) -> None:
        self._dice = random.Random(2570)
        self._saving = saving
        self._count = consultations
        self._clock_file = Path(folder) / "clock"
        self._clock_file.write_text("0")
        self.stage = stage
        self.services = self._services(folder)
        self.web = make_server("127.0.0.1", 0, create_app(self.services), threaded=True)
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = iter(range(10**9))
        self._read: set[int] = set()
        self._turn(datetime(2026, 11, 1, 0, 0, tzinfo=BANGKOK))
        self._calendar = self._load()
        self._plan()
        self.outcome = Outcome()
        self._sender = BroadcastSender(self.services)
        self._acted: set[str] = set()

    # the office and its people

    def _services(self, folder: str) -> Services:
        settings = {
            "database_url": f"sqlite:///{folder}/month.sqlite",
            "secret_key": "key of the benchmark",
            "public_url": "https://x.test",
            "line_api_url": self.stage.address,
            "line_data_api_url": self.stage.address,
            "clock_file": self._clock_file,
            "log_level": "ERROR",
        }
        services = make_services(Settings.model_validate(settings))
        migrating.migrate(services.database)
        return services

    def _load(self) -> OfficeCalendar:
        made = self.stage.channel(plan="free" if self._saving else "unlimited", webhook="")
        self.channel = made["channelId"]
        now = self.services.clock()
        with self.services.database.begin() as session:
            roster.load(session, read_pack(ROOT / "offices" / "nakhonsawan.yaml"), now)
            office = session.query(Office).one()
            office.channel_secret = encrypted(self.services.settings, made["secret"])
            office.channel_token = encrypted(self.services.settings, made["token"])
            office.bot_user_id, office.bot_basic_id = made["userId"], made["basicId"]
            office.settings = {"monthly_messages": 300 if self._saving else 10**6, "reserved_messages": 60}
            self.office_id = office.id
            calendar = facts_of(office).calendar
        with self.services.database.begin(self.office_id) as session:
            self._enrol(session, now)
            clerk = self._on_line(session, Person(name="ธุรการ", created_at=now), Role.CLERK)
            self.clerk = self.phones[clerk.id]
            self._gather_groups(session, clerk, now)
        self.stage.set_channel(self.channel, webhook=f"http://127.0.0.1:{self.web.port}/line/nakhonsawan")
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        return calendar

    def _enrol(self, session: Session, now: datetime) -> None:
        self.phones: dict[int, Phone] = {}
        for person in people.with_role(session, Role.DIRECTOR, Role.SUPERVISOR):
            self._on_line(session, person, None)
        self.director = people.with_role(session, Role.DIRECTOR)[0].id
        schools = session.scalars(select(School).order_by(School.id)).all()[:40]
        self.teachers = []
        for number in range(self._count):
            teacher = Person(name=f"ทดสอบ {number}", school_id=schools[number % 40].id, created_at=now)
            self.teachers.append(self._on_line(session, teacher, Role.TEACHER).id)

    def _on_line(self, session: Session, person: Person, role: Role | None) -> Person:
        phone = self.stage.person(person.name or person.staff_code or "", self.channel).follows()
        person.line_user_id, person.consent_version = phone.user_id, CONSENT_VERSION
        person.consented_at = person.registered_at = self.services.clock()
        person.office_id = self.office_id
        session.add(person)
        session.flush()
        if role is not None:
            people.give_role(session, person, role)
        self.phones[person.id] = phone
        return person

    def _gather_groups(self, session: Session, clerk: Person, now: datetime) -> None:
        for number in range(6):
            members = [self.stage.person(f"สมาชิก {number}/{index}") for index in range(40)]
            made = self.stage.group(f"กลุ่มที่{number}", members, channel=self.channel)
            group = groups.joined(session, self.office_id, made.group_id, now)
            group.name, group.member_count, group.asked_at = f"กลุ่มที่{number}", 40, now
            groups.bind(group, "free", None, clerk)

    # what people will do

    def _plan(self) -> None:
        days = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
        asking = [day for day in days if self._calendar.is_working_day(day) and day.month == MONTH]
        for teacher_id in self.teachers:
            day, hour = self._dice.choice(asking), self._drawn(HOURS)
            moment = datetime.combine(day, time(hour, self._dice.randrange(60), self._dice.randrange(60)), BANGKOK)
            ahead, subject = self._drawn(DAYS_AHEAD), self._drawn(SUBJECTS)
            self._at(moment, self._asks(teacher_id, subject, ahead))
        for day in (day for day in days if self._calendar.is_working_day(day)):
            for minute in (*range(8 * 60 + 30, 17 * 60, 60), 13 * 60):
                self._at(datetime.combine(day, time(minute // 60, minute % 60), BANGKOK), lambda: None)
        for day_of_month, to in BROADCASTS:
            self._at(datetime(2026, 11, day_of_month, 10, 5, tzinfo=BANGKOK), self._announces(to))

    def _drawn(self, weights: dict) -> "int | str":  # type: ignore[type-arg]
        return self._dice.choices(list(weights), list(weights.values()))[0]

    def _asks(self, teacher_id: int, subject: object, ahead: object) -> Callable[[], None]:
        def act() -> None:
            day = self.services.clock().astimezone(BANGKOK).date()
            for _ in range(int(str(ahead))):
                day = self._calendar.working_day_after(day)
            hour = self._dice.choice([9, 10, 11, 13, 14, 15])
            phone = self.phones[teacher_id]
            phone.says(f"อยากปรึกษาเรื่องสอน{subject} วันที่ {day.day} เดือน {day.month} เวลา {hour}.00 น. ค่ะ")
            self._flush()
            if "ส่งคำขอ" not in phone.buttons():
                slots = [label for label in phone.buttons() if "น." in label]
                if not slots:
                    return
                phone.taps(slots[-1])
                self._flush()
            phone.taps("ส่งคำขอ")
            self._flush()
            self._at(self.services.clock() + timedelta(minutes=3), lambda: None)

        return act

    def _announces(self, to: int) -> Callable[[], None]:
        def act() -> None:
            names = "กับ".join(f"กลุ่มที่{number}" for number in range(to))
            self.clerk.says(f"ประกาศ ส่งแผนนิเทศภายใน 30 พ.ย. ถึง{names}")
            self._flush()
            last = self.clerk.last()
            if last is not None and "เกินที่ใช้ได้" not in last["text"]:
                self.clerk.taps("ส่งเลย")
            else:
                self.outcome.refused += 1
                self.clerk.taps("ให้ข้อความไปโพสต์เอง ฟรี")
            self._flush()

        return act

    # turning the clock

    def _at(self, moment: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._numbers), act))

    def run(self) -> Outcome:
        """Let the month pass."""
        end = datetime.combine(LAST + timedelta(days=1), time(), BANGKOK)
        while self._events and self._events[0][0] < end:
            moment, _, act = heapq.heappop(self._events)
            self._turn(max(moment, self.services.clock()))
            self._let_jobs_run()
            act()
            self._react()
        self.web.shutdown()
        return self._counted()

    def _turn(self, moment: datetime) -> None:
        self.stage.turn_to(moment.isoformat())
        self._clock_file.write_text(str((moment - datetime.now(BANGKOK)).total_seconds()))

    def _let_jobs_run(self) -> None:
        for job in JOBS:
            if job.name not in SKIPPED_JOBS:
                job.run(self.services)
        self._flush()

    def _flush(self) -> None:
        self.stage.settle()
        while handle_one(self.services) or deliver_one(self.services) or self._sender.step(self.services):
            pass

    # people act on what reached their phones

    def _react(self) -> None:
        with self.services.database.reading(self.office_id) as session:
            query = select(OutboxMessage).where(OutboxMessage.state == "sent", OutboxMessage.id.not_in(self._read))
            for row in session.scalars(query.order_by(OutboxMessage.id)):
                self._read.add(row.id)
                for data in _buttons(row.messages):
                    self._react_to(row.person_id, data)

    def _react_to(self, person_id: int | None, data: str) -> None:
        action, *args = data.split(":")
        key = f"{person_id}:{action}:{args[0] if args else ''}"
        if (
            person_id is None
            or key in self._acted
            or action not in ("assign", "accept", "outcome", "show_rating", "rate")
        ):
            return
        self._acted.add(key)
        now = self.services.clock()
        minutes = self._dice.lognormvariate(0, 0.8)
        if action == "assign":
            self._later(person_id, data, self._calendar.add_office_minutes(now, minutes * 1.2))
        elif action == "accept":
            self._later(person_id, data, self._calendar.add_office_minutes(now, minutes * 20))
        elif action == "outcome":
            self._later(person_id, f"outcome:{args[0]}:done", self._calendar.add_office_minutes(now, minutes * 40))
        elif action == "show_outcome" and self._dice.random() < 0.4:
            later = self._calendar.add_office_minutes(self._end_of_meeting(int(args[0])), minutes * 60)
            self._later(person_id, f"outcome:{args[0]}:done", later)
        elif action == "show_rating" and self._dice.random() < 0.4:
            self._at(
                self._end_of_meeting(int(args[0])) + timedelta(days=1, hours=3), self._rates(person_id, int(args[0]))
            )
        elif action == "rate":
            self._at(now + timedelta(minutes=minutes * 60), self._rates(person_id, int(args[0])))

    def _later(self, person_id: int, data: str, moment: datetime) -> None:
        def act() -> None:
            self.phones[person_id].posts_back(data)
            self._flush()

        self._at(moment, act)

    def _end_of_meeting(self, consultation_id: int) -> datetime:
        with self.services.database.reading(self.office_id) as session:
            wished = session.get_one(Consultation, consultation_id).wished_at
        return (wished or self.services.clock()) + timedelta(minutes=30)

    def _rates(self, person_id: int, consultation_id: int) -> Callable[[], None]:
        def act() -> None:
            self.phones[person_id].posts_back(f"rate:{consultation_id}:5")
            self._flush()

        return act

    # what it came to

    def _counted(self) -> Outcome:
        outcome = self.outcome
        with self.services.database.reading(self.office_id) as session:
            for row in session.scalars(select(OutboxMessage).where(OutboxMessage.sent_by == "push")):
                if row.priority == Priority.BROADCAST:
                    outcome.announced += row.recipients
                else:
                    outcome.counted += row.recipients
                    outcome.kinds[_kind(row)] += 1
            for one in session.scalars(select(Consultation)):
                outcome.completed += one.state == State.DONE
                outcome.rated += one.rating is not None
            for step, minutes in self._waits(session):
                outcome.waits.setdefault(step, []).append(minutes)
        at_line = self.stage.usage(self.channel)["counted"]
        assert at_line == outcome.counted + outcome.announced, (at_line, outcome)
        return outcome

    def _waits(self, session: Session) -> "list[tuple[str, float]]":
        """Office minutes in which a card that asks for a decision lay in the outbox before it reached the phone."""
        found = []
        for row in session.scalars(select(OutboxMessage).where(OutboxMessage.state == "sent")):
            for action, number in {tuple(data.split(":")[:2]) for data in _buttons(row.messages) if ":" in data}:
                if action in ("assign", "accept"):
                    assert row.sent_at is not None
                    minutes = self._calendar.office_minutes_between(row.created_at, row.sent_at)
                    found.append((f"{action}, {self._haste(session, int(number), row.created_at)}", minutes))
        return found

    def _haste(self, session: Session, consultation_id: int, at: datetime) -> str:
        wished = session.get_one(Consultation, consultation_id).wished_at
        day = self._calendar.working_day_after(at.astimezone(BANGKOK).date())
        return "urgent" if wished is not None and wished.astimezone(BANGKOK).date() <= day else "not urgent"


def _buttons(part: object) -> list[str]:
    """The data of all buttons in messages."""
    if isinstance(part, dict):
        own = [part["data"]] if part.get("type") == "postback" else []
        return own + [data for value in part.values() for data in _buttons(value)]
    return [data for value in part for data in _buttons(value)] if isinstance(part, list) else []


KINDS = {
    "assign": "director: decide",
    "accept": "supervisor: accept",
    "outcome": "supervisor: how was it",
    "rate": "teacher: rate",
    "move": "appointment: news or reminder",
    "mine": "director: still waiting",
}


def _kind(row: OutboxMessage) -> str:
    actions = [data.split(":")[0] for data in _buttons(row.messages)]
    title = str(row.messages[0].get("altText", "")) if row.messages else ""
    for action in actions:
        if action == "move":
            return f"appointment: {title.split()[0] if title else ''}"
        if action in KINDS:
            return KINDS[action]
    return title[:24] or "text"


def simulated(consultations: int, *, saving: bool) -> Outcome:
    """Run one month."""
    with tempfile.TemporaryDirectory() as folder, running() as address:
        return Month(folder, Stage(address, patience_seconds=30), consultations, saving=saving).run()


def report(name: str, outcome: Outcome) -> float:
    """Print one month; counted messages per completed consultation."""
    each = outcome.counted / max(1, outcome.completed)
    print(
        f"{name}: {outcome.counted} counted messages for {outcome.completed} completed consultations = {each:.2f} each"
    )
    print(
        f"  {outcome.rated} rated; announcements counted {outcome.announced}, {outcome.refused} refused and posted by hand"
    )
    print("  " + " · ".join(f"{kind} {number}" for kind, number in outcome.kinds.most_common()))
    for step, waits in sorted(outcome.waits.items()):
        print(
            f"  office minutes until the card to {step} reached its phone: median {median(waits):.1f}, longest {max(waits):.1f}"
        )
    return each


def main() -> None:
    """Both months and the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    naive = report("naive", simulated(count, saving=False))
    saved = report("saving (free plan, 300)", simulated(count, saving=True))
    print(f"naive / saving = {naive / saved:.1f}")


if __name__ == "__main__":
    main()
