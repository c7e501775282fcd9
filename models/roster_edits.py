"""The roster as the office changes it at the desk. What was changed here stays when the pack is loaded again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import people
from models.offices import Office
from models.people import Person, Role
from models.roster import Duty


@dataclass(frozen=True)
class DutyWish:
    """A duty as it is wanted: learning_area, function or area by its code, a project by its name and the words for it."""

    kind: str
    code: str
    topics: tuple[str, ...] = ()


def duties_of(session: Session, person: Person) -> list[DutyWish]:
    """What the person is responsible for, in the order it was written down."""
    rows = session.scalars(select(Duty).where(Duty.person_id == person.id).order_by(Duty.id))
    return [DutyWish(row.kind, row.code, tuple(row.topics)) for row in rows]


def set_duties(session: Session, office: Office, person: Person, wanted: Sequence[DutyWish]) -> bool:
    """Give the person exactly these duties; False when nothing changes."""
    present = {(row.kind, row.code): row for row in session.scalars(select(Duty).where(Duty.person_id == person.id))}
    wishes = {(wish.kind, wish.code): wish for wish in wanted}
    changed = False
    for key, row in present.items():
        if key not in wishes:
            _keep_pack_from_bringing_back(session, row)
            session.delete(row)
            changed = True
        elif row.topics != list(wishes[key].topics):
            row.topics, changed = list(wishes[key].topics), True
    for key, wish in wishes.items():
        if key not in present:
            made = Duty(office_id=office.id, kind=wish.kind, code=wish.code, topics=list(wish.topics))
            made.person = person
            session.add(made)
            changed = True
    if changed:
        person.edited = True
        office.words_changed()
    return changed


def _keep_pack_from_bringing_back(session: Session, duty: Duty) -> None:
    # A duty that was handed over still stands with the officer whom the pack gives it.
    owner = people.by_staff_code(session, (duty.pack_key or "").partition(":")[0])
    if owner is not None:
        owner.edited = True


def set_post(office: Office, person: Person, title: str | None, place: int) -> bool:
    """What the post is called and where it stands among the others; False when nothing changes."""
    if (person.title, person.place) == (title, place):
        return False
    person.edited = person.edited or person.title != title
    person.title, person.place = title, place
    office.words_changed()
    return True


def set_roles(session: Session, office: Office, person: Person, wanted: set[Role], among: set[Role]) -> bool:
    """Give exactly the wanted ones of the roles `among`; others stay. False when nothing changes."""
    present = person.roles & among
    if present == wanted & among:
        return False
    for role in (wanted & among) - present:
        people.give_role(session, person, role)
    for role in present - wanted:
        people.take_role(session, person, role)
    office.words_changed()
    return True
