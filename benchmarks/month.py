"""A month of a typical office, with and without saving: `python -m benchmarks.month [consultations]`, both at once on two cores.

40 schools, 9 supervisors' seats and the director, 100 consultations from question to rating, 6 groups of 40, 4 broadcasts.
Everything runs as in production but for the clock, which is turned: webhook, conversation, outbox, delivery, jobs, and LINE
(the simulator) counts. The same people do the same at the same times, by the same dice:

- naive: a plan without end, so that nothing is ever saved: every notice is a push;
- saving: the free plan of 300 messages, of which 60 are kept for appointments.

Teachers write at all hours (a third in office hours), wish for a time one to six working days ahead; the director decides
within minutes, supervisors answer within the hour, and all act only on what reached their phones. Two in five
teachers rate, and two in five supervisors record the outcome, by the button in their card; the rest when they are asked.
"""

import heapq
import multiprocessing
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event, select
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
from handlers.reminders import ASK_OUTCOME_AFTER, DAY_BEFORE_AT, HOUR_BEFORE
from models import groups, people, roster
from models.appointments import Appointment
from models.clock import BANGKOK, today
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


@dataclass(frozen=True)
class Days:
    """From when to when people ask, and until when the last consultations come to their end (what they count counts too)."""

    first: date
    last: date
    end: date


NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 21))
A_WEEK = Days(date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 23))
SUBJECTS = {"คณิต": 6, "วิทย์": 5, "ภาษาไทย": 5, "ภาษาอังกฤษ": 4, "สังคม": 3, "พลศึกษา": 1, "คอมพิวเตอร์": 2, "ศิลปะ": 2}
"""What teachers ask about, and how often of 28."""
DAYS_AHEAD = {1: 8, 2: 5, 3: 3, 4: 2, 6: 2}
"""Working days until the wished time, and how often of 20."""
HOURS = {7: 2, 9: 2, 10: 2, 12: 5, 14: 2, 15: 4, 16: 5, 18: 3, 19: 3, 20: 2}
"""The hour in which a teacher writes, and how often of 30."""
JOBS_AT_WORK = {
    "remind appointments",
    "remind decisions",
    "ask outcomes",
    "morning digests",
    "release held messages",
    "send broadcasts",
    "warn of quota",
}
"""Those that write messages in this office; the others would only look, at each turn of the clock."""
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
    """Office minutes: {what was waited for: by each}."""
    told_late: int = 0
    """Teachers who heard of their appointment on its day only, though they had asked on an earlier working day."""
    refused: int = 0

    @property
    def each(self) -> float:
        """Counted messages per completed consultation."""
        return self.counted / max(1, self.completed)


class Month:
    """One office in one month, on a plan of so many messages, a fifth of them for appointments; None: without end."""

    def __init__(self, folder: str, stage: Stage, consultations: int, days: Days, allowed: int | None) -> None:
        self._days = days
        self._dice = random.Random(2570)
        self._allowed = allowed
        self._count = consultations
        self._clock_file = Path(folder) / "clock"
        self._clock_file.write_text("0")
        self.stage = stage
        self.services = self._services(folder)
        self.web = make_server("127.0.0.1", 0, create_app(self.services), threaded=True)
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = iter(range(10**9))
        self._read: set[int] = set()
        self._words: dict[int, list[Any]] = {}
        """What each message said: the row forgets it when it is sent."""
        self._woken: set[datetime] = set()
        self._turn(datetime.combine(days.first, time(), BANGKOK))
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
        made = self.stage.channel(plan="free" if self._allowed else "unlimited", webhook="")
        self.channel = made["channelId"]
        now = self.services.clock()
        with self.services.database.begin() as session:
            roster.load(session, read_pack(ROOT / "offices" / "nakhonsawan.yaml"), now)
            office = session.query(Office).one()
            office.channel_secret = encrypted(self.services.settings, made["secret"])
            office.channel_token = encrypted(self.services.settings, made["token"])
            office.bot_user_id, office.bot_basic_id = made["userId"], made["basicId"]
            allowed = self._allowed or 10**6
            office.settings = {"monthly_messages": allowed, "reserved_messages": allowed // 5}
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
        wanted = max((to for day, to in BROADCASTS if self._days.first.day <= day <= self._days.last.day), default=0)
        for number in range(wanted):
            members = [self.stage.person(f"สมาชิก {number}/{index}") for index in range(40)]
            made = self.stage.group(f"กลุ่มที่{number}", members, channel=self.channel)
            group = groups.joined(session, self.office_id, made.group_id, now)
            group.name, group.member_count, group.asked_at = f"กลุ่มที่{number}", 40, now
            groups.bind(group, "free", None, clerk)

    # what people will do

    def _plan(self) -> None:
        days = [day for day in _days_between(self._days.first, self._days.end) if self._calendar.is_working_day(day)]
        asking = [day for day in days if day <= self._days.last]
        for teacher_id in self.teachers:
            day, hour = self._dice.choice(asking), self._drawn(HOURS)
            moment = datetime.combine(day, time(hour, self._dice.randrange(60), self._dice.randrange(60)), BANGKOK)
            ahead, subject = self._drawn(DAYS_AHEAD), self._drawn(SUBJECTS)
            self._at(moment, self._asks(teacher_id, subject, ahead))
        for day in days:
            for hours in (time(8, 30), time(13), DAY_BEFORE_AT, time(16, 30)):
                self._wake(datetime.combine(day, hours, BANGKOK))
        for day in asking:
            for to in (to for day_of_month, to in BROADCASTS if day_of_month == day.day):
                self._at(datetime.combine(day, time(10, 5), BANGKOK), self._announces(to))

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
            self._wake(self.services.clock() + timedelta(minutes=3))

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

    def _wake(self, moment: datetime) -> None:
        """Something may be due then: the jobs will look."""
        if moment not in self._woken:
            self._woken.add(moment)
            self._at(moment, lambda: None)

    def run(self) -> Outcome:
        """Let the month pass."""
        event.listen(OutboxMessage.messages, "set", self._keep_words)
        try:
            return self._pass()
        finally:
            event.remove(OutboxMessage.messages, "set", self._keep_words)

    def _keep_words(self, row: OutboxMessage, _new: list[Any], old: object, _initiator: object) -> None:
        if row.state == "sent" and isinstance(old, list):
            self._words.setdefault(row.id, old)

    def _pass(self) -> Outcome:
        end = datetime.combine(self._days.end + timedelta(days=1), time(), BANGKOK)
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
            if job.name in JOBS_AT_WORK:
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
                for data in _buttons(self._words.get(row.id, [])):
                    self._react_to(row.person_id, data)

            self._wake_for_what_waits(session)

    def _wake_for_what_waits(self, session: Session) -> None:
        waiting = select(OutboxMessage.next_attempt_at).where(
            OutboxMessage.state == "held", OutboxMessage.priority == Priority.URGENT
        )
        for moment in session.scalars(waiting):
            self._wake(moment)

    def _react_to(self, person_id: int | None, data: str) -> None:
        action, *args = data.split(":")
        if action == "move":
            self._expect_meeting(int(args[0]))
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

    def _expect_meeting(self, appointment_id: int) -> None:
        with self.services.database.reading(self.office_id) as session:
            meeting = session.get_one(Appointment, appointment_id)
            self._wake(meeting.starts_at - HOUR_BEFORE)
            self._wake(meeting.ends_at + ASK_OUTCOME_AFTER)

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
                    outcome.kinds[_kind(self._words.get(row.id, []))] += 1
            for one in session.scalars(select(Consultation)):
                outcome.completed += one.state == State.DONE
                outcome.rated += one.rating is not None
            for step, minutes in self._waits(session):
                outcome.waits.setdefault(step, []).append(minutes)
            outcome.told_late = self._told_late(session)
        at_line = self.stage.usage(self.channel)["counted"]
        assert at_line == outcome.counted + outcome.announced, (at_line, outcome)
        return outcome

    def _waits(self, session: Session) -> Iterator[tuple[str, float]]:
        """(what was waited for, office minutes): cards for the phone of who decides, teachers for their appointment."""
        for row in session.scalars(
            select(OutboxMessage).where(OutboxMessage.state == "sent").order_by(OutboxMessage.id)
        ):
            assert row.sent_at is not None
            for action, number in {
                tuple(data.split(":")[:2]) for data in _buttons(self._words.get(row.id, [])) if ":" in data
            }:
                if action in ("assign", "accept"):
                    minutes = self._calendar.office_minutes_between(row.created_at, row.sent_at)
                    yield f"card to {action}, {self._haste(session, int(number), row.created_at)}", minutes
        for meeting, told_at in self._told(session):
            asked_at = meeting.consultation.registered_at
            minutes = self._calendar.office_minutes_between(asked_at, told_at)
            yield f"teacher for the appointment, {self._haste(session, meeting.consultation_id, asked_at)}", minutes

    def _told(self, session: Session) -> Iterator[tuple[Appointment, datetime]]:
        """Appointments, and when the teacher heard of each."""
        for row in session.scalars(select(OutboxMessage).where(OutboxMessage.sent_by == "push")):
            for data in set(_buttons(self._words.get(row.id, []))):
                meeting = session.get(Appointment, int(data.split(":")[1])) if data.startswith("move:") else None
                if (
                    meeting
                    and meeting.teacher_id == row.person_id
                    and _kind(self._words.get(row.id, [])) == "appointment: นัดแล้ว"
                ):
                    assert row.sent_at is not None
                    yield meeting, row.sent_at

    def _haste(self, session: Session, consultation_id: int, at: datetime) -> str:
        wished = session.get_one(Consultation, consultation_id).wished_at
        next_day = self._calendar.working_day_after(today(at))
        return "for the next working day" if wished is not None and today(wished) <= next_day else "for later"

    def _told_late(self, session: Session) -> int:
        return sum(
            today(told_at) >= today(meeting.starts_at) > today(meeting.consultation.registered_at)
            for meeting, told_at in self._told(session)
        )


def _days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


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


def _kind(words: list[Any]) -> str:
    actions = [data.split(":")[0] for data in _buttons(words)]
    title = str(words[0].get("altText", "")) if words else ""
    for action in actions:
        if action == "move":
            return f"appointment: {title.split()[0] if title else ''}"
        if action in KINDS:
            return KINDS[action]
    return title[:24] or "text"


def simulated(consultations: int, allowed: int | None, days: Days = NOVEMBER) -> Outcome:
    """Run one month with so many messages; None: without end, so that nothing is saved."""
    with tempfile.TemporaryDirectory() as folder, running() as address:
        return Month(folder, Stage(address, patience_seconds=30), consultations, days, allowed).run()


def report(naive: Outcome, saving: Outcome) -> None:
    """Print both months side by side: what was counted by kind, what was reached, who waited how long."""
    print(f"{'':58} {'naive':>10} {'saving':>10}")
    rows: dict[str, tuple[object, object]] = {
        "counted messages per completed consultation": (f"{naive.each:.2f}", f"{saving.each:.2f}"),
        "counted messages for consultations": (naive.counted, saving.counted),
    }
    kinds = naive.kinds + saving.kinds
    rows |= {f"  {kind}": (naive.kinds[kind], saving.kinds[kind]) for kind, _ in kinds.most_common()}
    for name in ("completed", "rated", "told_late", "announced", "refused"):
        rows[NAMES[name]] = getattr(naive, name), getattr(saving, name)
    for wait in sorted(naive.waits | saving.waits):
        rows[f"office minutes: {wait}"] = _spread(naive.waits.get(wait)), _spread(saving.waits.get(wait))
    for name, (left, right) in rows.items():
        print(f"{name:58} {left!s:>10} {right!s:>10}")


NAMES = {
    "completed": "consultations completed",
    "rated": "rated",
    "told_late": "teachers who heard on the day of the meeting only",
    "announced": "counted messages of announcements",
    "refused": "announcements refused, posted by hand",
}


def _spread(minutes: list[float] | None) -> str:
    return f"{median(minutes):.0f} ≤ {max(minutes):.0f}" if minutes else "–"


def main() -> None:
    """Both months, each in a process of its own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        naive, saving = (pool.submit(simulated, count, allowed) for allowed in (None, 300))
        report(naive.result(), saving.result())


if __name__ == "__main__":
    main()
