"""Every button with data that no button of ours carries: the person reads an answer, and no event fails."""

import pytest
from sqlalchemy import func, select

from handlers import table
from models import inbox
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.people import Role
from tests.bot.conftest import House
from tests.office import NOW, assigned, colleague, officer, teacher

ODD = ["", ":0:nobody", ":1", ":1:99999999999999999999:x", ":" + "๙:" * 140]


def press(house: House, user: str, data: str, number: int, picked: str | None = None) -> None:
    postback = {"data": data} if picked is None else {"data": data, "params": {"datetime": picked}}
    event = {
        "type": "postback",
        "mode": "active",
        "webhookEventId": f"{number:026d}",
        "timestamp": int(NOW.timestamp() * 1000),
        "source": {"type": "user", "userId": user},
        "postback": postback,
    }
    with house.database.begin() as session:
        inbox.store(session, house.office_id, [event], house.services.clock())


# The rule is made in the handlers, not in the database, so one engine is enough here.
@pytest.mark.parametrize("office_url", ["sqlite"], indirect=True)
def test_no_button_fails_whatever_its_data(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        asker = teacher(session, 1)
        assigned(session, asker, officer(session, "s07", 2))
        people = [asker, officer(session, "s07"), officer(session, "s01", 3), colleague(session, Role.CLERK, 4)]
        users = [person.line_user_id or "" for person in people]
    pressed = [f"{action}{odd}" for action in table.BUTTONS for odd in ODD if action != "delete_data_now"]
    for number, data in enumerate(pressed):
        press(house, users[number % 4], data, number, picked="not a time" if number % 2 else None)
    house.handle_all()

    with house.database.reading(house.office_id) as session:
        failed = session.scalars(select(InboxEvent).where(InboxEvent.error.is_not(None))).all()
        assert {row.event["postback"]["data"]: row.error for row in failed} == {}
        said = session.scalar(
            select(func.count()).select_from(OutboxMessage).where(OutboxMessage.person_id.is_not(None))
        )
    assert said is not None and said > len(table.BUTTONS)
