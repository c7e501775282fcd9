"""Messages that were not understood, and the keywords that clerks attach to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once
from models.offices import Office
from models.people import Person


class NotUnderstood(OfficeOwned, Base):
    """A sentence that led nowhere; a clerk can attach a keyword to it."""

    __tablename__ = "not_understood"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Keyword(OfficeOwned, Base):
    """A word of this office: it means a learning area, function, area or project."""

    __tablename__ = "keywords"
    __table_args__ = (UniqueConstraint("office_id", "word", name="one_meaning_per_word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(200))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


def keep(session: Session, person: Person, text: str, now: datetime) -> NotUnderstood:
    """Put the sentence on the clerks' list."""
    kept = NotUnderstood(office_id=person.office_id, person_id=person.id, text=text, at=now)
    session.add(kept)
    return kept


def attach(session: Session, office: Office, word: str, kind: str, code: str, by: Person | None, now: datetime) -> None:
    """Give the word a meaning, from the next message on and in every process; a word that has one gets the new one."""
    values = {"kind": kind, "code": code, "added_by_id": by.id if by else None, "added_at": now}
    if insert_once(session, Keyword, office_id=office.id, word=word, **values) is None:
        row = session.scalars(select(Keyword).where(Keyword.office_id == office.id, Keyword.word == word)).one()
        row.kind, row.code, row.added_at = kind, code, now
    office.words_changed()


def open_ones(session: Session, below: int | None = None, most: int = 30) -> list[NotUnderstood]:
    """Sentences that nobody has settled yet, newest first, older than the id `below` when given."""
    query = (
        select(NotUnderstood).where(NotUnderstood.settled_at.is_(None)).order_by(NotUnderstood.id.desc()).limit(most)
    )
    return list(session.scalars(query if below is None else query.where(NotUnderstood.id < below)))


def settle(session: Session, not_understood_id: int, now: datetime) -> bool:
    """Take a sentence off the list; False when somebody did or it is not there."""
    row = session.scalar(select(NotUnderstood).where(NotUnderstood.id == not_understood_id))
    if row is None or row.settled_at is not None:
        return False
    row.settled_at = now
    return True


def keywords(session: Session, most: int = 200) -> list[Keyword]:
    """The words that clerks attached, newest first."""
    return list(session.scalars(select(Keyword).order_by(Keyword.added_at.desc()).limit(most)))


def forget(session: Session, office: Office, keyword_id: int) -> str | None:
    """Take the meaning from a word again; the word, None when it is not there."""
    row = session.scalar(select(Keyword).where(Keyword.id == keyword_id))
    if row is None:
        return None
    session.delete(row)
    office.words_changed()
    return row.word
