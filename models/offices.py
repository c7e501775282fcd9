"""The office: who it is, what its pack says, how it reaches LINE; its schools."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, Json, OfficeOwned


class Office(Base):
    """A district education office. `pack` is the office pack as last loaded, `settings` what the office changed since."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    short_name: Mapped[str]
    pack: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True)
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    words_version: Mapped[str] = mapped_column(String(32), default=lambda: uuid4().hex)
    """Changes with pack, settings, people and keywords: every process builds its vocabulary anew when it differs."""
    channel_secret: Mapped[bytes | None]
    """Encrypted with SECRET_KEY, see bot/channels.py."""
    channel_token: Mapped[bytes | None]
    bot_user_id: Mapped[str | None] = mapped_column(String(33))
    bot_basic_id: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]

    def words_changed(self) -> None:
        """Make every process build its vocabulary and roster anew before the next message."""
        self.words_version = uuid4().hex


class School(OfficeOwned, Base):
    """A school. One that a teacher typed in is not `checked` until a clerk has looked at it."""

    __tablename__ = "schools"
    __table_args__ = (UniqueConstraint("office_id", "name", name="one_school_of_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    area: Mapped[str | None] = mapped_column(String(64))
    """Code of the area in the office pack."""
    is_example: Mapped[bool] = mapped_column(default=False)
    checked: Mapped[bool] = mapped_column(default=True)
    edited: Mapped[bool] = mapped_column(default=False)
    """The office changed it: loading the pack again leaves it alone."""


def find(session: Session, slug: str) -> Office | None:
    """The office of that slug."""
    return session.scalar(select(Office).where(Office.slug == slug))


def schools_like(session: Session, part: str, most: int = 6) -> list[School]:
    """Schools whose name contains `part` (spaces and the word โรงเรียน do not matter), best first."""
    wanted = _bare(part)
    if not wanted:
        return []
    found = [school for school in session.scalars(select(School).order_by(School.name)) if wanted in _bare(school.name)]
    return sorted(found, key=lambda school: (not _bare(school.name).startswith(wanted), len(school.name)))[:most]


def schools_named(session: Session, words: str) -> list[School]:
    """Schools whose name, in full or without the word โรงเรียน, stands in the words."""
    wanted = _bare(words)
    schools = session.scalars(select(School).order_by(School.name))
    return [school for school in schools if len(_bare(school.name)) > 2 and _bare(school.name) in wanted]


def _bare(name: str) -> str:
    for prefix in ("โรงเรียน", "ร.ร.", "รร."):
        name = name.replace(prefix, "")
    return name.replace(" ", "").casefold()
