"""Who of the people we know is in which LINE group: only members can be mentioned, and only LINE knows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.db import Base, OfficeOwned, keep_latest
from models.groups import Group
from models.people import Person

ASK_AGAIN_AFTER = timedelta(hours=12)


class GroupMember(OfficeOwned, Base):
    """What LINE said last about one person in one group."""

    __tablename__ = "group_members"
    __table_args__ = (UniqueConstraint("group_id", "person_id", name="one_row_per_group_and_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    is_member: Mapped[bool]
    asked_at: Mapped[datetime]


def keep(session: Session, group_id: int, person_id: int, now: datetime, *, is_member: bool) -> None:
    """Keep what LINE says now."""
    unique = {"group_id": group_id, "person_id": person_id}
    values = {"office_id": session.info["office_id"], "is_member": is_member, "asked_at": now}
    keep_latest(session, GroupMember, unique, **values)


def to_ask_about(session: Session, group: Group, people: Sequence[Person], now: datetime) -> list[Person]:
    """Those of the people about whom LINE was not asked lately."""
    fresh = select(GroupMember.person_id).where(
        GroupMember.group_id == group.id, GroupMember.asked_at > now - ASK_AGAIN_AFTER
    )
    known = set(session.scalars(fresh))
    return [person for person in people if person.line_user_id is not None and person.id not in known]


def members_among(session: Session, group: Group, people: Sequence[Person]) -> list[Person]:
    """Those of the people who are in the group, as far as LINE told us."""
    rows = select(GroupMember.person_id).where(GroupMember.group_id == group.id, GroupMember.is_member.is_(True))
    members = set(session.scalars(rows))
    return [person for person in people if person.id in members and person.line_user_id is not None]
