"""Finding consultations in the register, page by page. A page continues below a number: the hundredth costs as the first.

Words are looked for in the newest `LOOK_THROUGH` numbers of a page only, so a search costs the same however long the register is.
"""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.consultations import Consultation
from models.offices import School
from models.people import Person

PAGE = 50
LOOK_THROUGH = 5000
"""Numbers that one page of a search by words looks through."""

_NUMBER = re.compile(r"(?:\D+\s)?(?P<number>\d{1,8})(?:/(?P<year>25\d\d))?")


@dataclass(frozen=True)
class Filter:
    """What is looked for, in one fiscal year; `words` in topic, question, letter's number, school and teacher's name."""

    fiscal_year: int
    state: str | None = None
    supervisor_id: int | None = None
    channel: str | None = None
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions of a query."""
        found = [Consultation.fiscal_year == self.fiscal_year]
        for column, wanted in (
            (Consultation.state, self.state),
            (Consultation.supervisor_id, self.supervisor_id),
            (Consultation.channel, self.channel),
        ):
            if wanted:
                found.append(column == wanted)
        if self.words:
            found.append(_says(self.words))
        return found


@dataclass(frozen=True)
class Found:
    """A page of the register."""

    consultations: list[Consultation]
    below: int | None
    """The number below which the next page begins; None: this was the last."""
    looked_down_to: int | None = None
    """A search by words has looked no further than this number so far; None: it has seen everything."""


def year_named(words: str) -> int | None:
    """The fiscal year of a number such as ปษ 12/2569; None when the words name none."""
    found = _NUMBER.fullmatch(words)
    return int(found["year"]) if found and found["year"] else None


def by_number(session: Session, words: str, fiscal_year: int) -> Consultation | None:
    """The consultation with the number that the words name, such as 12 or ปษ 12/2569; of `fiscal_year` when they name none."""
    found = _NUMBER.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    year = int(found["year"] or fiscal_year)
    query = select(Consultation).where(Consultation.fiscal_year == year, Consultation.number == int(found["number"]))
    return session.scalar(query)


def page(session: Session, wanted: Filter, below: int | None = None) -> Found:
    """Up to PAGE consultations, highest number first."""
    query = select(Consultation).where(*wanted.conditions()).order_by(Consultation.number.desc()).limit(PAGE + 1)
    if below is not None:
        query = query.where(Consultation.number < below)
    floor = _floor(session, wanted, below)
    if floor is not None:
        query = query.where(Consultation.number >= floor)
    found = list(session.scalars(query))
    if len(found) > PAGE:
        return Found(found[:PAGE], found[PAGE - 1].number)
    return Found(found, floor, floor)


def _floor(session: Session, wanted: Filter, below: int | None) -> int | None:
    """Where a search by words stops for this page; None when it reaches the first number."""
    if not wanted.words or _NUMBER.fullmatch(wanted.words):
        return None
    if below is None:
        last = select(func.max(Consultation.number)).where(Consultation.fiscal_year == wanted.fiscal_year)
        below = (session.scalar(last) or 0) + 1
    floor = below - LOOK_THROUGH
    return floor if floor > 1 else None


def _says(words: str) -> ColumnElement[bool]:
    number = _NUMBER.fullmatch(words)
    if number:
        return Consultation.number == int(number["number"])
    return (
        Consultation.topic.contains(words, autoescape=True)
        | Consultation.question.contains(words, autoescape=True)
        | Consultation.reference.contains(words, autoescape=True)
        | Consultation.teacher.has(Person.name.contains(words, autoescape=True))
        | Consultation.school.has(School.name.contains(words, autoescape=True))
    )
