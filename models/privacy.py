"""Forgetting (PDPA): what of a person goes, and what the register keeps without a name."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import inbox, outbox, sentences
from models.appointments import Appointment
from models.attachments import Attachment
from models.chats import Chat
from models.consultations import Consultation, ConsultationEvent
from models.group_members import GroupMember
from models.not_understood import NotUnderstood
from models.office_facts import OfficeFacts
from models.people import Person, PersonRole
from models.rounds import RoundAnswer

GONE = "(ลบตามคำขอ)"


def forget_person(session: Session, facts: OfficeFacts, person: Person) -> None:
    """Remove everything personal of a teacher. Of consultations stay numbers, times, the school and the subject; words go."""
    if person.line_user_id is not None:
        inbox.forget_person(session, person.line_user_id)
        outbox.forget_chat(session, person.line_user_id)
        session.execute(delete(Chat).where(Chat.line_chat_id == person.line_user_id))
    session.execute(delete(Attachment).where(Attachment.person_id == person.id))
    session.execute(delete(NotUnderstood).where(NotUnderstood.person_id == person.id))
    session.execute(
        update(RoundAnswer).where(RoundAnswer.person_id == person.id).values(words="", line_message_id=None)
    )
    sentences.forget_person(session, person)
    session.execute(delete(GroupMember).where(GroupMember.person_id == person.id))
    session.execute(delete(PersonRole).where(PersonRole.person_id == person.id))
    _forget_consultations(session, facts, person)
    person.line_user_id = person.name = person.position = person.phone = None
    person.school_id = person.consent_version = person.consented_at = person.registered_at = None
    session.flush()
    session.expire(person)


def _forget_consultations(session: Session, facts: OfficeFacts, person: Person) -> None:
    asked = session.scalars(select(Consultation).where(Consultation.teacher_id == person.id)).all()
    numbers = [facts.register_number(one.number, one.fiscal_year) for one in asked]
    # A first name alone is part of too many words.
    named = [words for words in (person.phone, person.name) if words and (words.isdecimal() or " " in words)]
    outbox.forget_mentions(session, [*numbers, *named])
    ids = [one.id for one in asked]
    session.execute(update(ConsultationEvent).where(ConsultationEvent.consultation_id.in_(ids)).values(note=None))
    session.execute(update(Appointment).where(Appointment.teacher_id == person.id).values(place=None))
    for one in asked:
        one.topic = facts.subject_name(one.learning_area, one.function) or GONE
        one.question = GONE
        one.outcome_note = one.rating_comment = one.reason = None
