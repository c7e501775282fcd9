"""Signing in to the console: links that the bot hands out, and the sessions that begin with them. Only hashes are kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned
from models.offices import Office
from models.people import STAFF, Person, PersonRole

LINK_LASTS = timedelta(minutes=5)
SESSION_LASTS = timedelta(hours=9)
"""A day at the desk; tomorrow one signs in again."""

MOST_LINKS, MOST_LINKS_WITHIN = 5, timedelta(minutes=10)


class SignInLink(OfficeOwned, Base):
    """A link that signs its owner in, once and soon."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WebSession(OfficeOwned, Base):
    """A browser in which a member of staff is signed in."""

    __tablename__ = "web_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def make_link(session: Session, person: Person, now: datetime) -> str | None:
    """The secret of a new link; None when this person asked for too many in the last minutes."""
    recent = select(func.count()).where(
        SignInLink.person_id == person.id, SignInLink.created_at > now - MOST_LINKS_WITHIN
    )
    if (session.scalar(recent) or 0) >= MOST_LINKS:
        return None
    token = secrets.token_urlsafe(24)
    session.add(
        SignInLink(
            office_id=person.office_id,
            token_hash=_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    return token


def enter(session: Session, token: str, now: datetime) -> str | None:
    """Use up a link and begin a session: its secret for the cookie. None when the link is unknown, used or too old."""
    taken = session.execute(
        update(SignInLink)
        .where(SignInLink.token_hash == _hash(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .returning(SignInLink.office_id, SignInLink.person_id)
    ).first()
    if taken is None:
        return None
    return begin(session, taken.office_id, taken.person_id, now)


def begin(session: Session, office_id: int, person_id: int, now: datetime) -> str:
    """Begin a session: its secret for the cookie."""
    key = secrets.token_urlsafe(32)
    session.add(
        WebSession(office_id=office_id, token_hash=_hash(key), person_id=person_id, expires_at=now + SESSION_LASTS)
    )
    return key


def staff_posts(session: Session, line_user_id: str) -> list[tuple[int, int, str]]:
    """Where this LINE user is staff: (office id, person id, name of the office) of each."""
    rows = session.execute(
        select(Person.office_id, Person.id, Office.name)
        .join(Office, Office.id == Person.office_id)
        .where(Person.line_user_id == line_user_id, Person.role_rows.any(PersonRole.role.in_(STAFF)))
        .order_by(Office.name)
    )
    return [(office_id, person_id, name) for office_id, person_id, name in rows]


def whose(session: Session, key: str, now: datetime) -> Person | None:
    """Who is signed in with the secret of this cookie; None when the session has ended."""
    return session.scalar(
        select(Person)
        .join(WebSession, WebSession.person_id == Person.id)
        .where(WebSession.token_hash == _hash(key), WebSession.ended_at.is_(None), WebSession.expires_at > now)
    )


def leave(session: Session, key: str, now: datetime) -> None:
    """End one session."""
    session.execute(update(WebSession).where(WebSession.token_hash == _hash(key)).values(ended_at=now))


def end_all_of(session: Session, person: Person, now: datetime) -> None:
    """End all sessions of a person, such as one who hands over the post."""
    session.execute(
        update(WebSession)
        .where(WebSession.person_id == person.id, WebSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
