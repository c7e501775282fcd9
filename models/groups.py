"""LINE groups that the bot is in: what each is for, and how many a push to it counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, insert_once, row_id
from models.people import Person, hashed, one_time_code

COUNT_AGAIN_AFTER = timedelta(days=1)
CODE_DAYS = timedelta(days=7)

KINDS = ("office", "area", "learning_area", "function", "project", "free")
"""What a group may be bound to; free is an audience of its own, such as school directors."""


class Group(OfficeOwned, Base):
    """A LINE group. Unbound (`kind` None) until somebody of the office says what it is for."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("office_id", "line_group_id", name="one_row_per_line_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_group_id: Mapped[str] = mapped_column(String(33))
    name: Mapped[str | None] = mapped_column(String(200))
    member_count: Mapped[int | None]
    """Members without the bot, as LINE counted last."""
    asked_at: Mapped[datetime | None]
    """When LINE was asked for name and count; None: ask now."""
    kind: Mapped[str | None] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(200))
    """Code in the office pack of the area, learning area or function; the name of the project."""
    bound_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    left_at: Mapped[datetime | None]
    """The bot was removed: nothing can be sent any more."""
    created_at: Mapped[datetime]

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or "กลุ่มที่ยังไม่ทราบชื่อ"


class GroupCode(OfficeOwned, Base):
    """A one-time code that binds the group in which it is written; only its hash is kept."""

    __tablename__ = "group_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(200))
    """As in `Group`."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def joined(session: Session, office_id: int, line_group_id: str, now: datetime) -> Group:
    """The bot is in the group (again); what it was bound to stays."""
    insert_once(session, Group, office_id=office_id, line_group_id=line_group_id, created_at=now)
    group = find(session, line_group_id)
    assert group is not None
    group.left_at = group.asked_at = None
    return group


def left(session: Session, line_group_id: str, now: datetime) -> Group | None:
    """The bot is out of the group; None when we never knew it."""
    group = find(session, line_group_id)
    if group is not None:
        group.left_at = now
    return group


def count_again(session: Session, line_group_id: str) -> None:
    """People came or went: ask LINE for the count."""
    group = find(session, line_group_id)
    if group is not None:
        group.asked_at = None


def find(session: Session, line_group_id: str) -> Group | None:
    """The group with that LINE id."""
    return session.scalar(select(Group).where(Group.line_group_id == line_group_id))


def of_id(session: Session, group_id: str) -> Group | None:
    """The group that a button means."""
    number = row_id(group_id)
    return None if number is None else session.scalar(select(Group).where(Group.id == number))


def new_code(session: Session, by: Person, kind: str, code: str | None, now: datetime) -> str:
    """A one-time code for the group of that purpose: staff who write it in a group bind that group. Only its hash is kept."""
    written = one_time_code()
    row = GroupCode(
        office_id=by.office_id,
        code_hash=hashed(written),
        kind=kind,
        code=code,
        made_by_id=by.id,
        expires_at=now + CODE_DAYS,
    )
    session.add(row)
    session.flush()
    return written


def is_open(session: Session, written: str, now: datetime) -> bool:
    """Whether somebody gave out this code and it can still be used."""
    return session.scalar(select(GroupCode.id).where(*_open(written, now))) is not None


def _open(written: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return GroupCode.code_hash == hashed(written), GroupCode.used_at.is_(None), GroupCode.expires_at > now


def redeem(session: Session, written: str, group: Group, now: datetime) -> bool:
    """Bind the group by a code; False when the code is unknown, used or too old."""
    taken = session.execute(
        update(GroupCode)
        .where(*_open(written, now))
        .values(used_at=now)
        .returning(GroupCode.kind, GroupCode.code, GroupCode.made_by_id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return False
    group.kind, group.code, group.bound_by_id = taken
    return True


def ask_again(session: Session) -> None:
    """Somebody looks at the list: LINE is asked anew what the groups are called and how many are in them."""
    session.execute(update(Group).where(Group.left_at.is_(None)).values(asked_at=None))


def of_ids(session: Session, group_ids: Sequence[int]) -> list[Group]:
    """The groups with these ids."""
    return list(session.scalars(select(Group).where(Group.id.in_(group_ids)).order_by(Group.id))) if group_ids else []


def present(session: Session) -> list[Group]:
    """The groups that the bot is in."""
    return list(session.scalars(select(Group).where(Group.left_at.is_(None)).order_by(Group.id)))


def bound(session: Session) -> list[Group]:
    """The groups that can be written to: the bot is in, and somebody said what they are for."""
    return [group for group in present(session) if group.kind is not None]


def to_ask_about(session: Session, now: datetime) -> list[Group]:
    """Groups whose name and count are not known or a day old."""
    old = or_(Group.asked_at.is_(None), Group.asked_at < now - COUNT_AGAIN_AFTER)
    return list(session.scalars(select(Group).where(Group.left_at.is_(None), old)))


def bind(group: Group, kind: str, code: str | None, by: Person) -> None:
    """Say what the group is for. Raises ValueError for a kind that does not exist."""
    if kind not in KINDS:
        raise ValueError(kind)
    group.kind, group.code, group.bound_by_id = kind, code, by.id


def unbind(group: Group) -> None:
    """It is for nothing any more: nobody announces there, and what is asked in it has no context."""
    group.kind = group.code = group.bound_by_id = None
