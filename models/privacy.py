"""Forgetting (PDPA): what of a person goes, and what the register keeps without a name."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import inbox, outbox
from models.attachments import Attachment
from models.chats import Chat
from models.consultations import Consultation, ConsultationEvent
from models.group_members import GroupMember
from models.not_understood import NotUnderstood
from models.people import Person, PersonRole
from models.rounds import RoundAnswer

GONE = "(ลบตามคำขอ)"


def forget_person(session: Session, person: Person) -> None:
    """Remove everything personal of a teacher. Consultations stay as numbers and times; who and what was said go."""
    if person.line_user_id is not None:
        inbox.forget_chat(session, person.line_user_id)
        outbox.forget_chat(session, person.line_user_id)
        session.execute(delete(Chat).where(Chat.line_chat_id == person.line_user_id))
    session.execute(delete(Attachment).where(Attachment.person_id == person.id))
    session.execute(delete(NotUnderstood).where(NotUnderstood.person_id == person.id))
    session.execute(
        update(RoundAnswer).where(RoundAnswer.person_id == person.id).values(words="", line_message_id=None)
    )
    session.execute(delete(GroupMember).where(GroupMember.person_id == person.id))
    session.execute(delete(PersonRole).where(PersonRole.person_id == person.id))
    mine = select(Consultation.id).where(Consultation.teacher_id == person.id)
    session.execute(update(ConsultationEvent).where(ConsultationEvent.consultation_id.in_(mine)).values(note=None))
    session.execute(
        update(Consultation)
        .where(Consultation.teacher_id == person.id)
        .values(question=GONE, outcome_note=None, rating_comment=None, reason=None, line_message_id=None)
    )
    person.line_user_id = person.name = person.position = person.phone = None
    person.school_id = person.consent_version = person.consented_at = person.registered_at = None
    session.flush()
    session.expire(person)
