"""Pictures and files that people send while asking: fetched soon, because LINE deletes them, and kept with the consultation.

wanted ──fetched──▶ kept        wanted ──LINE no longer has it──▶ gone        wanted ──over 10 MB──▶ too_big
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from models.consultations import Consultation
from models.db import Base, OfficeOwned, insert_once
from models.people import Person

MOST_BYTES = 10 * 1024 * 1024
ATTEMPTS = 8
LOOSE_HOURS = 24
"""A file that was sent before its question is taken along when the question comes within so many hours."""


class Attachment(OfficeOwned, Base):
    """A picture, video, voice message or file of one LINE message."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("office_id", "line_message_id", name="one_attachment_per_message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_message_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str | None] = mapped_column(String(255))
    content_type: Mapped[str | None] = mapped_column(String(100))
    content: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(String(16), default="wanted")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    created_at: Mapped[datetime]


def want(
    session: Session,
    person: Person,
    message_id: str,
    kind: str,
    file_name: str | None,
    now: datetime,
    consultation: Consultation | None = None,
) -> None:
    """Ask the worker to fetch the content of a message."""
    insert_once(
        session,
        Attachment,
        office_id=person.office_id,
        line_message_id=message_id,
        person_id=person.id,
        consultation_id=consultation.id if consultation else None,
        kind=kind,
        file_name=file_name,
        state="wanted",
        attempts=0,
        next_attempt_at=now,
        created_at=now,
    )


def of_message(session: Session, message_id: str) -> Attachment | None:
    """What was wanted for a message."""
    return session.scalar(select(Attachment).where(Attachment.line_message_id == message_id))


def give_to(session: Session, person: Person, consultation: Consultation) -> None:
    """Put the person's files of the last hours, which belong to nothing yet, with this consultation."""
    session.execute(
        update(Attachment)
        .where(
            Attachment.person_id == person.id,
            Attachment.consultation_id.is_(None),
            Attachment.created_at > consultation.registered_at - timedelta(hours=LOOSE_HOURS),
        )
        .values(consultation_id=consultation.id)
        .execution_options(synchronize_session=False)
    )


def keep(
    session: Session, consultation: Consultation, file_name: str, content_type: str, content: bytes, now: datetime
) -> None:
    """Keep a file that did not come by LINE, such as the scan of a letter."""
    kept = _kept(consultation.office_id, "scan", consultation.teacher_id, file_name, content_type, content, now)
    kept.consultation_id, kept.kind = consultation.id, "file"
    session.add(kept)


def keep_picture(
    session: Session, person: Person, file_name: str, content_type: str, content: bytes, now: datetime
) -> int:
    """Keep a picture that belongs to no consultation, such as that of an announcement; its id."""
    kept = _kept(person.office_id, "picture", person.id, file_name, content_type, content, now)
    session.add(kept)
    session.flush()
    return kept.id


def _kept(
    office_id: int, origin: str, person_id: int, file_name: str, content_type: str, content: bytes, now: datetime
) -> Attachment:
    """A file that is there already; in place of a LINE message's id it has one of its own."""
    return Attachment(
        office_id=office_id,
        line_message_id=f"{origin}:{uuid4()}"[:40],
        person_id=person_id,
        kind="image",
        file_name=file_name[:255],
        content_type=content_type,
        content=content,
        state="kept",
        next_attempt_at=now,
        created_at=now,
    )


def of(session: Session, consultation: Consultation) -> list[Attachment]:
    """The files of a consultation, oldest first, without their contents."""
    query = select(Attachment).where(Attachment.consultation_id == consultation.id).order_by(Attachment.id)
    return list(session.scalars(query.options(defer(Attachment.content))))


def of_messages(session: Session, message_ids: Iterable[str | None]) -> dict[str, Attachment]:
    """{LINE message id: file} of those messages that brought a file, without the contents."""
    wanted = [one for one in message_ids if one is not None]
    query = select(Attachment).where(Attachment.line_message_id.in_(wanted)).options(defer(Attachment.content))
    return {file.line_message_id: file for file in session.scalars(query)} if wanted else {}


def find(session: Session, attachment_id: int) -> Attachment | None:
    """The file with that id whose content is kept; None when it is of another office."""
    return session.scalar(select(Attachment).where(Attachment.id == attachment_id, Attachment.state == "kept"))


def next_wanted(session: Session, now: datetime) -> Attachment | None:
    """One attachment to fetch; its next attempt is moved ahead, so that two workers do not take the same."""
    row = session.scalars(
        select(Attachment)
        .where(Attachment.state == "wanted", Attachment.next_attempt_at <= now)
        .order_by(Attachment.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is not None:
        row.attempts += 1
        row.next_attempt_at = now + timedelta(seconds=10 * 2**row.attempts)
        if row.attempts > ATTEMPTS:
            row.state = "gone"
    return row


def forget(session: Session, message_id: str) -> None:
    """Drop the content of an unsent message."""
    for row in session.scalars(select(Attachment).where(Attachment.line_message_id == message_id)):
        row.state, row.content, row.file_name = "gone", None, None
