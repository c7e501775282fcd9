"""Requests that reached the office by letter, telephone or at the counter enter the same pipeline as those by LINE."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from handlers import notices
from handlers.cards import consultation as cards
from handlers.proposals import propose
from handlers.turn import Context, Notice
from models import consultations
from models.consultations import Consultation
from models.offices import School
from models.people import Person
from models.roster import words_of
from nlp.understand import understand


@dataclass(frozen=True)
class Entered:
    """What a clerk wrote down of a request."""

    channel: str
    reference: str | None
    name: str
    school: School | None
    phone: str | None
    question: str
    requested_at: datetime
    wished_at: datetime | None


def enter(context: Context, entered: Entered, by: Person, request_key: str) -> tuple[Consultation, list[Notice]]:
    """Put it into the register as if the teacher had written it; whoever decides is told. The same key makes it once."""
    known = consultations.by_request_key(context.session, request_key)
    if known is not None:
        return known, []
    teacher = _teacher(context, entered)
    understanding = understand(entered.question, words_of(context.session, context.office).vocabulary, context.now)
    found = propose(context.session, context.office, understanding, {}, teacher.area, context.now)
    made = consultations.register(
        context.session,
        teacher=teacher,
        question=entered.question,
        topic=understanding.topic or cards.shortened(entered.question, 60),
        mode="appointment",
        proposed=[proposal.stored() for proposal in found],
        requested_at=entered.requested_at,
        now=context.now,
        request_key=request_key,
        learning_area=understanding.learning_area,
        function=understanding.function,
        area=understanding.area or teacher.area,
        wished_at=entered.wished_at,
        call_back=bool(entered.phone),
        channel=entered.channel,
        reference=entered.reference,
        by=by,
    )
    return made, notices.of_new_consultation(context, made)


def _teacher(context: Context, entered: Entered) -> Person:
    """The teacher of that name at that school, known already (on LINE or not) or new."""
    school_id = entered.school.id if entered.school else None
    same = select(Person).where(Person.name == entered.name, Person.school_id == school_id)
    known = context.session.scalars(same.order_by(Person.line_user_id.is_(None)).limit(1)).first()
    if known is not None:
        known.phone = known.phone or entered.phone
        return known
    teacher = Person(
        office_id=context.office.id,
        name=entered.name,
        school_id=school_id,
        phone=entered.phone,
        created_at=context.now,
    )
    context.session.add(teacher)
    context.session.flush()
    return teacher
