"""Where the words of a LINE message were written down, so that they are found again when their sender takes it back.

Whoever writes what somebody said into a row says so here (`keep`); what becomes of it stands in models/taken_back.py.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text, delete, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned
from models.people import Person

KEEP_DAYS = 30
"""So long the words of a message can be found; then only the row that holds them knows them (`wipe_old`)."""


class Sentence(OfficeOwned, Base):
    """Words of one LINE message as they stand in one column of one row; a message can have several."""

    __tablename__ = "sentences"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_message_id: Mapped[str] = mapped_column(String(40), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kept_in: Mapped[str] = mapped_column(String(40))
    """The table of the row."""
    row_id: Mapped[int]
    kept_as: Mapped[str] = mapped_column(String(40))
    """The column."""
    words: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime]


def keep(
    session: Session,
    person: Person,
    line_message_id: str | None,
    row: Base,
    column: str,
    now: datetime,
    words: str | None = None,
) -> None:
    """Remember that the person's message is what stands in the row's column, or only its part `words`.

    Without a message (a button, a form) there is nothing to take back.
    """
    session.flush()
    said = getattr(row, column) if words is None else words
    if line_message_id is not None and said:
        session.add(
            Sentence(
                office_id=person.office_id,
                line_message_id=line_message_id,
                person_id=person.id,
                kept_in=row.__tablename__,
                row_id=inspect(row).identity[0],  # type: ignore[index]
                kept_as=column,
                words=said,
                kept_at=now,
            )
        )


def of_message(session: Session, line_message_id: str) -> list[Sentence]:
    """Where the words of a message stand."""
    query = select(Sentence).where(Sentence.line_message_id == line_message_id).order_by(Sentence.id)
    return list(session.scalars(query))


def row_of(session: Session, sentence: Sentence) -> Base | None:
    """The row that the words were written into; None when it is gone."""
    models = {mapper.local_table.fullname: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    row: Base | None = session.get(models[sentence.kept_in], sentence.row_id)
    return row


def forget_person(session: Session, person: Person) -> None:
    """Forget what the person said and where."""
    session.execute(delete(Sentence).where(Sentence.person_id == person.id))


def wipe_old(session: Session, now: datetime) -> None:
    """Forget what was said more than `KEEP_DAYS` ago."""
    session.execute(delete(Sentence).where(Sentence.kept_at < now - timedelta(days=KEEP_DAYS)))
