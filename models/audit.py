"""The audit trail: who did what at the desk, and when. Rows are added, never changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.db import Base, OfficeOwned
from models.people import Person


class AuditEntry(OfficeOwned, Base):
    """One thing that one person did in the console."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    did: Mapped[str] = mapped_column(String(300))

    person: Mapped[Person] = relationship(lazy="joined")


def note(session: Session, person: Person, did: str, now: datetime) -> None:
    """Write down what the person did, in the same commit as the deed."""
    session.add(AuditEntry(office_id=person.office_id, at=now, person_id=person.id, did=did[:300]))


def latest(session: Session, before: int | None = None, most: int = 50) -> list[AuditEntry]:
    """Entries older than the id `before`, newest first."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(most)
    return list(session.scalars(query if before is None else query.where(AuditEntry.id < before)))
