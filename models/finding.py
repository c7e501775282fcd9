"""Finding consultations in the register, page by page. A page continues below a number: the hundredth costs as the first."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.consultations import Consultation
from models.people import Person

PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What is looked for, in one fiscal year; `words` are looked for in topic, question and the teacher's name."""

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


def page(session: Session, wanted: Filter, below: int | None = None) -> tuple[list[Consultation], int | None]:
    """Up to PAGE consultations, highest number first, and the number below which the next page begins (None: the end)."""
    query = select(Consultation).where(*wanted.conditions()).order_by(Consultation.number.desc()).limit(PAGE + 1)
    if below is not None:
        query = query.where(Consultation.number < below)
    found = list(session.scalars(query))
    return found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else None


def _says(words: str) -> ColumnElement[bool]:
    number = words.rpartition(" ")[2].partition("/")[0]
    if number.isdecimal() and len(number) < 9:
        return Consultation.number == int(number)
    teachers = select(Person.id).where(Person.name.contains(words, autoescape=True))
    return (
        Consultation.topic.contains(words, autoescape=True)
        | Consultation.question.contains(words, autoescape=True)
        | Consultation.teacher_id.in_(teachers)
    )
