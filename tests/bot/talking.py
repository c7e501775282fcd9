"""People who talk to the bot, an event at a time and in this process, and a look at all that is kept of it."""

from typing import Any

import pytest
from sqlalchemy import select

from models import inbox, tables
from models.chats import Chat
from models.outbox import OutboxMessage
from tests.bot.conftest import House
from tests.office import line_id, officer, teacher

ASKER, DIRECTOR, SUPERVISOR, STRANGER = (line_id(number) for number in range(1, 5))
GROUP = f"C{1:032x}"
SECRET = "ลูกป่วย โทรหาแม่ 0898765432"

one_engine = pytest.mark.parametrize("office_database", ["sqlite"], indirect=True)
"""For rules that are made in Python, not in the database."""


def meet(house: House) -> None:
    """The office knows a teacher, the director and a supervisor."""
    with house.database.begin(house.office_id) as session:
        teacher(session, 1, "ดวงดารา ใจดี").phone = "0812345678"
        officer(session, "s01", 2)
        officer(session, "s07", 3)


def comes(house: House, user: str, *, group: str | None = None, at: int = 0, **event: Any) -> None:
    """An event of LINE, `at` seconds later than now."""
    source = {"type": "user", "userId": user}
    if group is not None:
        source |= {"type": "group", "groupId": group}
    stamp = int(house.services.clock().timestamp() * 1000) + at * 1000
    with house.database.begin() as session:
        whole = {"mode": "active", "timestamp": stamp, "source": source, **event}
        inbox.store(session, house.office_id, [whole], house.services.clock())


def says(house: House, user: str, words: str, message_id: str = "1", *, group: str | None = None) -> None:
    """Somebody writes, and is answered."""
    sends(house, user, {"id": message_id, "type": "text", "text": words}, group=group)


def sends(house: House, user: str, message: dict[str, Any], *, group: str | None = None) -> None:
    """The same with a message of any type, as LINE tells of it."""
    comes(house, user, group=group, type="message", message=message)
    house.handle_all()


def takes_back(house: House, user: str, message_id: str, *, group: str | None = None) -> None:
    """Somebody takes a message back."""
    comes(house, user, group=group, type="unsend", unsend={"messageId": message_id})
    house.handle_all()


def presses(house: House, user: str, data: str) -> None:
    """Somebody presses a button, and is answered."""
    comes(house, user, type="postback", postback={"data": data})
    house.handle_all()


def draft(house: House, user: str = ASKER) -> dict[str, Any]:
    """The request that the person is writing; empty when there is none."""
    with house.database.reading(house.office_id) as session:
        chat = session.scalar(select(Chat).where(Chat.line_chat_id == user))
        return dict(chat.data.get("draft", {})) if chat is not None else {}


def everything(house: House) -> str:
    """All that the database holds, as one text."""
    with house.database.reading() as session:
        rows = [row for table in tables.metadata.sorted_tables for row in session.execute(select(table))]
    return "\n".join(str(tuple(row)) for row in rows)


def last_words(house: House, user: str) -> str:
    """What the person reads last."""
    with house.database.reading(house.office_id) as session:
        told = select(OutboxMessage.messages).where(OutboxMessage.line_chat_id == user)
        return str(session.scalars(told.order_by(OutboxMessage.id.desc())).first())
