"""Many conversations at once, from the sentence to the appointment: people press what LINE shows; what must be true after."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from models.appointments import Appointment, AppointmentState
from models.clock import local
from models.consultations import Consultation, State
from models.inbox import InboxEvent
from models.office_facts import facts_of
from models.offices import Office
from models.outbox import PENDING, OutboxMessage
from models.people import CONSENT_VERSION, Person, PersonRole, Role
from simulator.stage import Phone
from tests.bot.conftest import House
from tests.office import NOW, officer

SUBJECTS = {
    "คณิตศาสตร์": "s07",
    "วิทยาศาสตร์": "s08",
    "ภาษาไทย": "s09",
    "ภาษาอังกฤษ": "s03",
    "สังคมศึกษา": "s02",
    "สุขศึกษา": "s04",
    "ศิลปะ": "s06",
}
REMINDER = re.compile(r"รอพิจารณา \d+ เรื่อง")
MONTHS = {11: "พ.ย.", 12: "ธ.ค."}


class People:
    """Teachers, the director and the supervisors: they press what LINE shows them, as soon as they see it."""

    def __init__(self, house: House, count: int) -> None:
        self._house = house
        house.line.set_channel(house.channel["channelId"], webhookActive=False)
        with ThreadPoolExecutor(8) as pool:
            names = [f"ครู {number}" for number in range(count)]
            self.teachers: list[Phone] = list(pool.map(house.friend, names))
            self.staff: dict[str, Phone] = {code: house.friend(code) for code in ("s01", *SUBJECTS.values())}
        house.line.set_channel(house.channel["channelId"], webhookActive=True)
        with house.database.begin(house.office_id) as session:
            for code, phone in self.staff.items():
                officer(session, code).line_user_id = phone.user_id
                officer(session, code).consent_version = CONSENT_VERSION
            # Enough for all: what waits or is dropped when the month runs short is not the matter here.
            office = session.get_one(Office, house.office_id)
            office.settings = {"monthly_messages": 100_000}
            office.words_changed()
            for phone in self.teachers:
                roles = [PersonRole(office_id=house.office_id, role=Role.TEACHER)]
                person = Person(line_user_id=phone.user_id, name=phone.name, role_rows=roles, created_at=NOW)
                person.consent_version, person.registered_at = CONSENT_VERSION, NOW
                session.add(person)
        self._pressed: set[tuple[str, str]] = set()
        self._chat_of_token: dict[str, str] = {}
        self._seen = 0

    def ask(self) -> None:
        """Everybody writes the first sentence."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda phone, text: phone.says(text), self.teachers, self._sentences()))

    def _sentences(self) -> Iterator[str]:
        """Each supervisor's free slots, one after the other."""
        with self._house.database.reading(self._house.office_id) as session:
            calendar = facts_of(session.get_one(Office, self._house.office_id)).calendar
        first = local(NOW).date() + timedelta(days=2)
        slots = [slot for day in range(20) for slot in calendar.slots_of(first + timedelta(days=day))]
        for slot in slots:
            for subject in SUBJECTS:
                at = f"วันที่ {slot.day} {MONTHS[slot.month]} เวลา {slot:%H.%M} น."
                yield f"ขอปรึกษาเรื่องการสอน{subject} {at}"

    def press(self) -> None:
        """Look at what was shown since the last look, and press what each has to press."""
        entries = self._house.line.log(self._seen)
        assert not entries or self._seen == 0 or entries[0]["seq"] == self._seen + 1, "looked too late"
        for entry in entries:
            self._seen = entry["seq"]
            if entry["direction"] == "webhook":
                for event in entry["request"]["events"]:
                    self._chat_of_token[event.get("replyToken", "")] = event["source"]["userId"]
            elif entry["path"].startswith(("/v2/bot/message/push", "/v2/bot/message/reply")) and entry["status"] == 200:
                to = entry["request"].get("to") or self._chat_of_token[entry["request"]["replyToken"]]
                for data in wanted(entry["request"]["messages"]):
                    self._press(to, data)

    def _press(self, user_id: str, data: str) -> None:
        if (user_id, data) not in self._pressed:
            self._pressed.add((user_id, data))
            self._house.line.ask("POST", f"/sim/people/{user_id}/postback", {"data": data})


def wanted(messages: list[dict[str, Any]]) -> Iterator[str]:
    """The first button of each card that sends, assigns or accepts."""
    for message in messages:
        found = [data for data in postbacks(message) if data.split(":")[0] in ("send", "assign", "accept")]
        yield from found[:1]


def postbacks(part: Any) -> Iterator[str]:
    """The data of every postback button in a message."""
    if isinstance(part, dict):
        if part.get("type") == "postback":
            yield part["data"]
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from postbacks(value)


def is_over(house: House, count: int) -> bool:
    """Whether every conversation has come to its end and nothing is under way."""
    with house.database.reading(house.office_id) as session:
        booked = session.scalar(select(func.count()).where(Consultation.state == State.BOOKED))
        if booked != count:
            return False
        waiting = select(OutboxMessage.id).where(OutboxMessage.state.in_(PENDING))
        new = select(InboxEvent.id).where(InboxEvent.state == "new")
        return session.scalar(waiting.limit(1)) is None and session.scalar(new.limit(1)) is None


def every_appointment_stands_once(house: House, count: int) -> None:
    with house.database.reading(house.office_id) as session:
        made = session.scalars(select(Consultation).order_by(Consultation.number)).all()
        live = session.scalars(select(Appointment).where(Appointment.state == AppointmentState.BOOKED)).all()
        failed = session.scalars(select(InboxEvent.error).where(InboxEvent.state == "failed")).all()
        dead = session.scalars(select(OutboxMessage.error).where(OutboxMessage.state.not_in(["sent"]))).all()
    assert (failed, dead) == ([], [])
    assert [one.number for one in made] == list(range(1, count + 1))
    assert {one.state for one in made} == {State.BOOKED}
    assert sorted(one.consultation_id for one in live) == sorted(one.id for one in made)
    assert {(one.supervisor_id, one.starts_at) for one in live} == {(one.supervisor_id, one.wished_at) for one in made}


def every_message_was_shown_once(people: People) -> None:
    """Teacher: draft, number and state, appointment. Director: card and answer. Supervisor: card and appointment."""
    for phone in people.teachers:
        assert shown(phone) == 4, phone.name
    assert sum(shown(people.staff[code]) for code in SUBJECTS.values()) == 2 * len(people.teachers)
    assert shown(people.staff["s01"]) == 2 * len(people.teachers)


def shown(phone: Phone) -> int:
    """How many messages the phone shows; none of them twice."""
    seen = Counter(json.dumps(entry["message"], sort_keys=True, ensure_ascii=False) for entry in phone.messages())
    twice = [message[:300] for message, count in seen.items() if count > 1]
    assert not twice, f"{phone.name} saw twice: {twice}"
    # On a slow machine the director is reminded of what has waited for the standard minutes.
    return sum(REMINDER.search(message) is None for message in seen)
