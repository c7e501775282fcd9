"""Every button with data that no button of ours carries: the person reads an answer, and no event fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from handlers import table
from models import broadcasts, inbox, people
from models.broadcasts import Audience
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.people import Role
from tests.bot.conftest import House
from tests.office import NOW, assigned, colleague, line_id, officer, teacher

ODD = [
    "",
    ":0:nobody",
    ":1",
    ":1:99999999999999999999:x",
    ":99999999999999999999",
    ":999999999:999999999",
    ":1:role:nobody",
    ":" + "๙:" * 140,
]


def pressed(user: str, data: str, number: int, picked: str | None) -> dict[str, Any]:
    """What LINE tells of it."""
    postback = {"data": data} if picked is None else {"data": data, "params": {"datetime": picked}}
    return {
        "type": "postback",
        "mode": "active",
        "webhookEventId": f"{number:026d}",
        "timestamp": int(NOW.timestamp() * 1000),
        "source": {"type": "user", "userId": user},
        "postback": postback,
    }


def presses(everything: str, others: list[str]) -> Iterator[dict[str, Any]]:
    """One person presses all, people of one role each a ninth of it."""
    odd = [f"{action}{odd}" for action in table.BUTTONS for odd in ODD if action != "delete_data_now"]
    for number, data in enumerate(odd):
        picked = "not a time" if number % 2 else None
        yield pressed(everything, data, 2 * number, picked)
        if number % 9 == 0:
            yield pressed(others[number // 9 % 3], data, 2 * number + 1, picked)


# The rule is made in the handlers, not in the database, so one engine is enough here.
@pytest.mark.parametrize("office_database", ["sqlite"], indirect=True)
def test_no_button_fails_whatever_its_data(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        asker = teacher(session, 1)
        clerk = colleague(session, Role.CLERK, 4)
        assigned(session, asker, officer(session, "s07", 2))
        broadcasts.draft(session, clerk, "ส่งแผนนิเทศ", Audience(roles=("teacher",)), NOW)
        everything = officer(session, "s01", 3)  # a person of all roles gets past every door
        for role in set(Role) - everything.roles:
            people.give_role(session, everything, role)
        others = [line_id(1), line_id(2), line_id(4)]
    with house.database.begin() as session:
        inbox.store(session, house.office_id, list(presses(line_id(3), others)), house.services.clock())
    house.handle_all()

    with house.database.reading(house.office_id) as session:
        failed = session.scalars(select(InboxEvent).where(InboxEvent.error.is_not(None))).all()
        assert {row.event["postback"]["data"]: row.error for row in failed} == {}
        said = session.scalar(
            select(func.count()).select_from(OutboxMessage).where(OutboxMessage.person_id.is_not(None))
        )
    assert said is not None and said > len(table.BUTTONS)
