"""What a message takes along when its sender takes it back (LINE's "ยกเลิกข้อความ"): its words wherever they were written down.

What an office has announced stays: it was published, and has a stop of its own.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import attachments, broadcasts, consultations, inbox, outbox, sentences
from models.appointments import Appointment
from models.broadcasts import Broadcast
from models.consultations import Consultation, ConsultationEvent
from models.db import Base
from models.not_understood import NotUnderstood
from models.office_facts import OfficeFacts
from models.offices import Office
from models.postponements import Postponement
from models.roster import words_of
from models.sentences import Sentence
from nlp.understand import understand

TAKEN_BACK = "(ผู้ส่งยกเลิกข้อความ)"
"""What stands where something must stand."""


def forget(session: Session, facts: OfficeFacts, line_chat_id: str, line_message_id: str, now: datetime) -> bool:
    """Remove the words and the file of a message that was taken back in that chat, also from what others were not sent yet.

    False when nobody wrote its words down.
    """
    inbox.forget_message(session, line_chat_id, line_message_id)
    attachments.forget(session, line_message_id)
    outbox.forget_about(session, about(line_message_id))
    found = sentences.of_message(session, line_message_id)
    for sentence in found:
        row = sentences.row_of(session, sentence)
        if row is not None:
            _take_out_of(session, facts, row, sentence, now)
        session.delete(sentence)
    return bool(found)


def about(line_message_id: str | None) -> str | None:
    """The matter (`OutboxMessage.about`) of messages that hand on what somebody wrote, which is kept nowhere else."""
    return f"said:{line_message_id}" if line_message_id is not None else None


def _take_out_of(session: Session, facts: OfficeFacts, row: Base, sentence: Sentence, now: datetime) -> None:
    column, words = sentence.kept_as, sentence.words
    if isinstance(row, NotUnderstood):
        session.delete(row)
    elif isinstance(row, Consultation):
        _take_out_of_consultation(session, facts, row, column, words)
    elif isinstance(row, Broadcast) and row.begun_at is not None:
        return
    elif _take_out(row, column, words):
        _tell_otherwise(session, facts, row, words, now)


def _tell_otherwise(session: Session, facts: OfficeFacts, row: Base, words: str, now: datetime) -> None:
    """What was to be told of the row is told without the words, or not at all."""
    if isinstance(row, Broadcast):
        broadcasts.stop(session, row, now)
    if isinstance(row, (Broadcast, Postponement)):
        outbox.forget_about(session, row.matter)
    elif isinstance(row, Appointment):
        outbox.reword(session, _number(facts, row.consultation), {words: TAKEN_BACK})
        row.sequence, row.changed_at = row.sequence + 1, now  # calendars replace their entry


def _take_out(row: Base, column: str, words: str) -> bool:
    """Remove the words from the column, where they are all of it or whole lines; False when they don't stand there any more."""
    before = getattr(row, column)
    after = f"\n{before}\n".replace(f"\n{words}\n", f"\n{TAKEN_BACK}\n", 1)[1:-1]
    if before is None or after == before:
        return False
    is_all = after == TAKEN_BACK
    setattr(row, column, None if is_all and row.__table__.c[column].nullable else after)
    return True


def _take_out_of_consultation(
    session: Session, facts: OfficeFacts, consultation: Consultation, column: str, words: str
) -> None:
    question, topic, number = consultation.question, consultation.topic, _number(facts, consultation)
    stood = _take_out(consultation, column, words)
    if column == "reason":
        said = ConsultationEvent.consultation_id == consultation.id, ConsultationEvent.note == words
        session.execute(update(ConsultationEvent).where(*said).values(note=None))
        outbox.reword(session, number, {words: TAKEN_BACK})
    elif column == "question" and stood:
        if not _is_said(session, consultation, topic):
            consultation.topic = facts.subject_name(consultation.learning_area, consultation.function) or TAKEN_BACK
        outbox.reword(session, number, {question: consultation.question, topic: consultation.topic})
        for one in consultations.follow_ups(session, consultation):
            _take_out_of_consultation(session, facts, one, column, words)


def _is_said(session: Session, consultation: Consultation, topic: str) -> bool:
    """Whether the words that are left of the question say the topic."""
    left = consultation.question.replace(TAKEN_BACK, "")
    vocabulary = words_of(session, session.get_one(Office, consultation.office_id)).vocabulary
    return topic in left or understand(left, vocabulary, consultation.requested_at).topic == topic


def _number(facts: OfficeFacts, consultation: Consultation) -> str:
    return facts.register_number(consultation.number, consultation.fiscal_year)
