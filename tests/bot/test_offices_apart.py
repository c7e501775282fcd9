"""Two offices in one deployment, with two channels: whatever people of one press, type or open, they see nothing of the other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot import calendars
from bot.app import create_app
from bot.sheets import as_csv
from handlers.cards.appointment import stamp
from models import appointments, consultations, inbox, people, register
from models.appointments import Appointment
from models.consultations import Consultation
from models.office_facts import facts_of
from models.offices import Office, School
from models.outbox import OutboxMessage
from models.people import Person, Role
from tests.bot.conftest import House, give_channel
from tests.bot.talking import one_engine
from tests.bot.test_webhook import VERIFY, sign
from tests.office import SLOT, assigned, colleague, line_id, load_office, officer, teacher

SECRET = "เรื่องลับของสำนักงานแรก"
SECRET_SCHOOL = "โรงเรียนลับวิทยา"
SECRET_NAME = "ครูลับ สำนักงานแรก"


@dataclass
class Neighbours:
    """The second office of the house, and what the first one keeps to itself."""

    house: House
    second: int
    channel: dict[str, str]
    ids: dict[str, Any]

    def hears(self, sender: int, event: dict[str, Any]) -> str:
        """What the second office's bot has to say to an event, as one text."""
        now = self.house.services.clock()
        source = {"type": "user", "userId": line_id(sender)}
        whole = {"mode": "active", "timestamp": int(now.timestamp() * 1000), "source": source, **event}
        with self.house.database.begin(self.second) as session:
            inbox.store(session, self.second, [whole], now)
        self.house.handle_all()
        with self.house.database.reading(self.second) as session:
            rows = session.scalars(select(OutboxMessage)).all()
        return json.dumps([row.messages for row in rows], ensure_ascii=False)

    def first_office(self) -> list[tuple[Any, ...]]:
        """What stands in the first office's books."""
        with self.house.database.reading(self.house.office_id) as session:
            one, meeting = session.scalars(select(Consultation)).one(), session.scalars(select(Appointment)).one()
            persons = session.execute(
                select(Person.id, Person.line_user_id, Person.school_id).order_by(Person.id)
            ).all()
            return [(one.state, one.supervisor_id, one.rating, meeting.state, meeting.starts_at), *map(tuple, persons)]


@pytest.fixture
def neighbours(house: House) -> Iterator[Neighbours]:
    """An appointment in the first office; teacher, supervisor and director in the second."""
    second = load_office(house.database, "khonkaen5")
    channel = house.line.channel()
    give_channel(house.services, second, channel)
    with house.database.begin(house.office_id) as session:
        supervisor, asker = officer(session, "s07", 101), teacher(session, 100, SECRET_NAME)
        school = School(name=SECRET_SCHOOL)
        session.add(school)
        session.flush()
        asker.school_id = school.id
        one = assigned(session, asker, supervisor)
        one.topic = one.question = SECRET
        meeting = appointments.book(session, one, supervisor, SLOT, None, house.services.clock())
        assert meeting is not None
        consultations.mark_booked(session, one, supervisor, house.services.clock())
        code = people.invite(session, Role.DIRECTOR, house.services.clock(), None, house.office_id)
        ids = {"c": one.id, "a": meeting.id, "p": supervisor.id, "s": school.id, "t": stamp(SLOT), "code": code}
    with house.database.begin(second) as session:
        teacher(session, 1)
        colleague(session, Role.SUPERVISOR, 2)
        colleague(session, Role.DIRECTOR, 3)
        colleague(session, Role.CLERK, 4)
    yield Neighbours(house, second, channel, ids)


BUTTONS = [
    "assign:{c}:{p}",
    "others:{c}",
    "decline:{c}",
    "decline_because:{c}:x",
    "delegate_to:{p}",
    "accept:{c}",
    "take:{c}",
    "offer:{c}",
    "offer:{c}:{t}",
    "offer_send:{c}",
    "handback:{c}",
    "handback_because:{c}:x",
    "pick:{c}:{t}",
    "none_fits:{c}",
    "move:{a}",
    "move_to:{a}:0:{t}",
    "cancel:{c}",
    "cancel_because:{c}:x",
    "away_offer:{a}",
    "away_pass:{a}",
    "away_keep:{a}",
    "outcome:{c}:done",
    "rate:{c}:5",
    "again:{c}",
    "show:{c}",
    "show_rating:{c}",
    "school:{s}",
    "ask_at:{p}:{t}",
    "free:{p}",
    "mine",
    "week",
    "my_data",
    "others:{c}",
]
WORDS = ("{code}", "ลับ", "ลับวิทยา", SECRET, "เรื่องของฉัน", "ศน.คณิตว่างวันไหน", "ปษ 1/2570 ถึงไหนแล้ว")


@one_engine
@pytest.mark.parametrize("sender", [1, 2, 3, 4], ids=["teacher", "supervisor", "director", "clerk"])
def test_no_button_and_no_words_reach_across(neighbours: Neighbours, sender: int) -> None:
    before = neighbours.first_office()
    for number, template in enumerate((*BUTTONS, *WORDS)):
        filled = template.format(**neighbours.ids)
        event: dict[str, Any] = {"webhookEventId": f"{sender}-{number}"}
        if template in BUTTONS:
            event |= {"type": "postback", "postback": {"data": filled}}
        else:
            event |= {"type": "message", "message": {"type": "text", "id": "1", "text": filled}}
        said = neighbours.hears(sender, event).replace(filled, "")
        assert not any(secret in said for secret in (SECRET, SECRET_SCHOOL, SECRET_NAME)), filled
        assert neighbours.first_office() == before, filled


def test_a_code_of_one_office_is_worth_nothing_in_another_and_stays_good(neighbours: Neighbours) -> None:
    event = {"type": "message", "message": {"type": "text", "id": "1", "text": neighbours.ids["code"]}}
    neighbours.hears(1, event)
    with neighbours.house.database.begin(neighbours.second) as session:
        asker = people.by_line_id(session, line_id(1))
        assert asker is not None
        assert asker.roles == {Role.TEACHER}
    with neighbours.house.database.begin(neighbours.house.office_id) as session:
        now = neighbours.house.services.clock()
        assert people.redeem(session, neighbours.ids["code"], line_id(50), now) is not None


def test_a_calendar_link_shows_only_its_own_persons_appointments(neighbours: Neighbours) -> None:
    house = neighbours.house
    client = create_app(house.services).test_client()
    with house.database.reading() as session:
        stranger = session.scalars(select(Person).where(Person.office_id == neighbours.second)).first()
        owner = session.scalars(select(Person).where(Person.name == SECRET_NAME)).one()
        assert stranger is not None
        assert calendars.entry(session, stranger.id, neighbours.ids["a"], house.services.links) is None
    links = house.services.links
    for person, status in ((stranger, 404), (owner, 200)):
        path = links.ics(person, neighbours.ids["a"]).removeprefix(links.base)
        assert client.get(path).status_code == status


def test_the_register_of_one_office_has_no_row_of_another(neighbours: Neighbours) -> None:
    with neighbours.house.database.reading(neighbours.second) as session:
        facts = facts_of(session.get_one(Office, neighbours.second))
        printed = as_csv(register.table(session, facts, 2570)).decode("utf-8-sig")
    assert SECRET not in printed
    assert "1/2570" not in printed


def test_the_signature_of_one_channel_does_not_open_the_others_door(neighbours: Neighbours) -> None:
    client = create_app(neighbours.house.services).test_client()
    signature = sign(VERIFY, neighbours.channel["secret"])
    for office, status in (("khonkaen5", 200), ("nakhonsawan", 400)):
        answer = client.post(f"/line/{office}", data=VERIFY, headers={"x-line-signature": signature})
        assert answer.status_code == status
