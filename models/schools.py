"""Keeping the list of schools: what teachers typed in is checked by a clerk, or merged with a school that is there."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.consultations import Consultation
from models.offices import Office, School, schools_like
from models.people import Person
from models.rounds import RoundAnswer


def unchecked(session: Session, most: int = 50) -> list[School]:
    """Schools that teachers typed in and nobody has looked at."""
    return list(session.scalars(select(School).where(School.checked.is_(False)).order_by(School.id).limit(most)))


def page(session: Session, words: str, after: str = "", most: int = 50) -> list[School]:
    """Schools by name, those whose name contains the words, from behind the name `after`."""
    query = select(School).where(School.name > after).order_by(School.name).limit(most)
    return list(session.scalars(query.where(School.name.contains(words, autoescape=True)) if words else query))


def find(session: Session, school_id: int | None) -> School | None:
    """The school of this office with that id."""
    return session.scalar(select(School).where(School.id == school_id))


def meant(session: Session, words: str) -> School | None:
    """The school of that name, or the only one whose name contains the words."""
    found = named(session, words)
    if found is None and len(like := schools_like(session, words, 2)) == 1:
        return like[0]
    return found


def named(session: Session, name: str) -> School | None:
    """The school of exactly that name."""
    return session.scalar(select(School).where(School.name == name))


def perhaps_the_same(session: Session, school: School) -> list[School]:
    """Schools whose names contain the words of this one's, longest words first."""
    words = sorted(school.name.removeprefix("โรงเรียน").split(), key=len, reverse=True)
    found = {one.id: one for word in words[:3] for one in schools_like(session, word) if one.id != school.id}
    return list(found.values())[:6]


def teachers_of(session: Session, school: School) -> int:
    """How many people gave this school as theirs."""
    return session.scalar(select(func.count()).select_from(Person).where(Person.school_id == school.id)) or 0


def change(session: Session, office: Office, school: School, name: str, area: str | None) -> bool:
    """Give it this name and area; it counts as checked, and loading the pack leaves it alone. False: as it was already."""
    if (school.name, school.area, school.checked) == (name, area, True):
        return False
    if school.area != area:
        _count_anew(session, school)
    school.name, school.area, school.checked, school.edited = name, area, True, True
    office.words_changed()
    return True


def merge(session: Session, office: Office, school: School, into: School) -> None:
    """The school is `into` under another name: its people, consultations and answers go there, and it goes."""
    _count_anew(session, school)
    answered = select(RoundAnswer.round_id).where(RoundAnswer.school_id == into.id).scalar_subquery()
    session.execute(
        delete(RoundAnswer).where(RoundAnswer.school_id == school.id, RoundAnswer.round_id.in_(answered)),
        execution_options={"synchronize_session": False},
    )
    for model in (Person, Consultation, RoundAnswer):
        session.execute(
            update(model).where(model.school_id == school.id).values(school_id=into.id),
            execution_options={"synchronize_session": False},
        )
    session.delete(school)
    office.words_changed()
    session.flush()


def _count_anew(session: Session, school: School) -> None:
    session.execute(
        update(Consultation).where(Consultation.school_id == school.id).values(counted=False),
        execution_options={"synchronize_session": False},
    )
