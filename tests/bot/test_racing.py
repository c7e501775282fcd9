"""Many press at the same moment: one wins, and each of the others reads clearly what happened instead."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.dispatch import handle_one
from models import consultations, inbox, outbox
from models.appointments import Appointment
from models.consultations import Consultation, State
from models.outbox import OutboxMessage
from models.people import Person, Role
from tests.bot.conftest import House
from tests.office import NOW, SLOT, asked, at_once, colleague, officer, teacher

TEACHERS = 50

DISPATCHERS = 12
"""At once; three workers have as many."""


def press(house: House, person: Person, data: str) -> None:
    """What LINE would have delivered, into the inbox."""
    event = {
        "type": "postback",
        "mode": "active",
        "webhookEventId": f"{person.line_user_id}:{data}"[-40:],
        "timestamp": int(NOW.timestamp() * 1000),
        "source": {"type": "user", "userId": person.line_user_id},
        "postback": {"data": data},
    }
    with house.database.begin() as session:
        inbox.store(session, house.office_id, [event], NOW)


def handle_all_at_once(house: House, threads: int) -> None:
    """So many dispatchers."""

    def work() -> None:
        while handle_one(house.services):
            pass

    at_once(*[work] * threads)


def told(session: Session, person: Person) -> str:
    """All that is on its way to the person, as text."""
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == person.id))
    return "\n".join(str(row.messages) for row in rows)


def test_of_fifty_teachers_who_pick_the_same_time_one_gets_it_and_the_others_read_of_free_ones(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        supervisor = officer(session, "s07", 1)
        pressed = []
        for number in range(TEACHERS):
            asker = teacher(session, 100 + number)
            consultation = asked(session, asker, wished_at=SLOT - timedelta(hours=2))
            assert consultations.assign(session, consultation, supervisor, None, NOW)
            assert consultations.offer(session, consultation, supervisor, [SLOT], NOW)
            pressed.append((asker, f"pick:{consultation.id}:{int(SLOT.timestamp())}"))
        session.flush()
    for asker, data in pressed:
        press(house, asker, data)

    handle_all_at_once(house, DISPATCHERS)

    with house.database.reading(house.office_id) as session:
        assert len(session.scalars(select(Appointment)).all()) == 1
        states = Counter(session.scalars(select(Consultation.state)))
        assert states == {State.BOOKED: 1, State.OFFERED: TEACHERS - 1}
        answers = [told(session, asker) for asker, _ in pressed]
    losers = [answer for answer in answers if ".ics" not in answer]
    assert len(losers) == TEACHERS - 1
    assert all("มีนัดแล้ว" in answer or "เพิ่งมีผู้จอง" in answer for answer in losers)
    assert [answer for answer in losers if "ว่างใกล้กันคือ" not in answer or "14.30 น." not in answer] == []


def test_of_two_who_approve_one_consultation_one_decides_and_the_other_reads_how(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        director = officer(session, "s01", 1)
        acting = colleague(session, Role.ACTING_DIRECTOR, 2)
        rivals = [officer(session, "s07", 3), officer(session, "s08", 4)]
        wanted = [asked(session, teacher(session, 100 + number)).id for number in range(10)]
    for one in wanted:
        press(house, director, f"assign:{one}:{rivals[0].id}")
        press(house, acting, f"assign:{one}:{rivals[1].id}")

    handle_all_at_once(house, 8)

    with house.database.reading(house.office_id) as session:
        chosen = [session.get_one(Consultation, one).supervisor_id for one in wanted]
        answers = told(session, director) + told(session, acting)
        work = [told(session, rival) for rival in rivals]
    assert answers.count("กำลังแจ้งให้รับนัด") == len(wanted)
    assert answers.count("เรื่องนี้มอบหมายแล้ว") == len(wanted)
    for rival, cards in zip(rivals, work, strict=True):
        assert cards.count("'altText': 'งานใหม่") == chosen.count(rival.id)


@pytest.mark.parametrize("office_database", ["postgres"], indirect=True)  # SQLite lets one in at a time
def test_senders_whom_line_tells_to_slow_down_do_not_lock_each_other_out(house: House) -> None:
    readers = [house.friend(f"ครู {number}") for number in range(8)]
    house.line.fault("pushMessage", "429-rate", probability=1.0)
    with house.database.begin(house.office_id) as session:
        for reader in readers * 5:
            outbox.put(session, house.office_id, reader.user_id, [{"type": "text", "text": "ข่าว"}], NOW)

    at_once(*[house.deliver_all] * 8)

    with house.database.reading(house.office_id) as session:
        assert {row.state for row in session.scalars(select(OutboxMessage))} == {"waiting"}
