"""Chats: where the conversation with one person (or group) stands between two messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, Json, OfficeOwned


class Chat(OfficeOwned, Base):
    """The stored half of a conversation. `state` is a name of handlers/table.py, or None when nothing was asked."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("office_id", "line_chat_id", name="one_chat_per_line_chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_chat_id: Mapped[str] = mapped_column(String(33))
    state: Mapped[str | None] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was gathered so far, such as the draft of a request; words beside the "message_id" that said them."""
    buttons: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """{"shown": [[label, postback data, number of the matter], …]} of the last answer that showed buttons, and the LINE
    message that it "answers" (None: a button)."""
    updated_at: Mapped[datetime]


def find(session: Session, line_chat_id: str) -> Chat | None:
    """The chat as it was left; None for one that is new."""
    return session.scalar(select(Chat).where(Chat.line_chat_id == line_chat_id))


def new(office_id: int, line_chat_id: str, now: datetime) -> Chat:
    """A chat in which nothing was said yet. It is not stored: that needs consent."""
    return Chat(office_id=office_id, line_chat_id=line_chat_id, state=None, data={}, buttons={}, updated_at=now)
