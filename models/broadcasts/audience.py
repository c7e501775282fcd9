"""Whom a broadcast is for: groups, and people by role, area, school, subject, or because they owe a report."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models.consultations import Consultation
from models.groups import Group
from models.offices import School
from models.people import HEAD_OF_SCHOOL, Person, PersonRole
from models.roster import Duty
from models.rounds import RoundAnswer

HEADS_OF_SCHOOLS = "head_of_school"
"""In `Audience.roles`: who speaks for a school, by the position given at registration."""


@dataclass(frozen=True)
class Audience:
    """The groups (by id), and beside them the people who fit: of each kind of wish that is given, one of its values.

    Two roles and one area mean: people who have one of the roles and belong to the area. No wish, no people.
    """

    groups: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    """Values of `models.people.Role`, and HEADS_OF_SCHOOLS."""
    areas: tuple[str, ...] = ()
    """Codes of the office pack: people of the area's schools, and supervisors who look after it."""
    schools: tuple[int, ...] = ()
    learning_areas: tuple[str, ...] = ()
    """Codes: supervisors responsible for the subject, and teachers who asked about it."""
    missing_in_round: int | None = None
    """Id of a report round: people of the schools that have not answered it."""

    @property
    def wants_people(self) -> bool:
        """Whether people are written to in their own chats."""
        return bool(self.roles or self.areas or self.schools or self.learning_areas or self.missing_in_round)

    def as_json(self) -> dict[str, Any]:
        """For the row; only what is wished."""
        return {name: value for name, value in asdict(self).items() if value}

    def beside(self, other: "Audience") -> "Audience":
        """Of each kind of wish the values of both."""
        mine, theirs = self.as_json(), other.as_json()
        both = {name: (*mine.get(name, ()), *theirs.get(name, ())) for name in (*mine, *theirs) if name != _OF_ROUND}
        found = mine.get(_OF_ROUND, theirs.get(_OF_ROUND))
        return Audience(**{name: tuple(dict.fromkeys(values)) for name, values in both.items()}, missing_in_round=found)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Audience":
        """What `as_json` made."""
        known = {field.name for field in fields(cls)}
        wishes: dict[str, Any] = {name: _tuple(value) for name, value in stored.items() if name in known}
        return cls(**wishes)


_OF_ROUND = "missing_in_round"


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def groups_of(session: Session, audience: Audience) -> list[Group]:
    """Its groups that can be written to: the bot is in, and they are for something."""
    if not audience.groups:
        return []
    present = Group.id.in_(audience.groups), Group.left_at.is_(None), Group.kind.is_not(None)
    return list(session.scalars(select(Group).where(*present).order_by(Group.id)))


def people_after(session: Session, audience: Audience, person_id: int, most: int) -> Sequence[Person]:
    """The next of its people who can be reached on LINE, by id."""
    if not audience.wants_people:
        return []
    query = select(Person).where(*_wished(audience), _reachable(), Person.id > person_id)
    return session.scalars(query.order_by(Person.id).limit(most)).all()


def first_person(session: Session, audience: Audience) -> Person | None:
    """One of its people, as an example; None when it has none who can be reached."""
    return next(iter(people_after(session, audience, 0, 1)), None)


def count_people(session: Session, audience: Audience) -> int:
    """How many of its people can be reached on LINE."""
    return _count(session, audience, _reachable())


def count_out_of_reach(session: Session, audience: Audience) -> int:
    """How many of its people are known but not on LINE or have blocked the account."""
    return _count(session, audience, ~_reachable())


def _count(session: Session, audience: Audience, which: ColumnElement[bool]) -> int:
    if not audience.wants_people:
        return 0
    return session.scalar(select(func.count()).select_from(Person).where(*_wished(audience), which)) or 0


def _reachable() -> ColumnElement[bool]:
    return Person.line_user_id.is_not(None) & Person.blocked_at.is_(None) & Person.consent_version.is_not(None)


def _wished(audience: Audience) -> list[ColumnElement[bool]]:
    wishes: list[ColumnElement[bool]] = []
    if audience.roles:
        has_role = Person.id.in_(select(PersonRole.person_id).where(PersonRole.role.in_(audience.roles)))
        wishes.append(
            has_role | (Person.position == HEAD_OF_SCHOOL) if HEADS_OF_SCHOOLS in audience.roles else has_role
        )
    if audience.areas:
        schools = select(School.id).where(School.area.in_(audience.areas))
        wishes.append(or_(Person.school_id.in_(schools), Person.id.in_(_responsible("area", audience.areas))))
    if audience.schools:
        wishes.append(Person.school_id.in_(audience.schools))
    if audience.learning_areas:
        asked = select(Consultation.teacher_id).where(Consultation.learning_area.in_(audience.learning_areas))
        responsible = _responsible("learning_area", audience.learning_areas)
        wishes.append(or_(Person.id.in_(asked), Person.id.in_(responsible)))
    if audience.missing_in_round is not None:
        answered = select(RoundAnswer.school_id).where(RoundAnswer.round_id == audience.missing_in_round)
        wishes.append(Person.school_id.is_not(None) & Person.school_id.not_in(answered))
    return wishes


def _responsible(kind: str, codes: tuple[str, ...]) -> Select[Any]:
    return select(Duty.person_id).where(Duty.kind == kind, Duty.code.in_(codes))
