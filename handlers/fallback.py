"""Everything that is not a sentence or a button of ours, and sentences that lead nowhere."""

from handlers import round_answers, says
from handlers.cards.base import ask, postback, say
from handlers.cards.consultation import number
from handlers.talk_says import stopped_here
from handlers.turn import Talk, Turn
from models import attachments, consultations, not_understood


def not_understood_text(talk: Talk) -> Turn:
    """Says so, asks one useful question with buttons, and keeps the sentence for a clerk."""
    talk.wrote(not_understood.keep(talk.session, talk.me, talk.said.text, talk.now), "text")
    last = next((one for one in consultations.of_teacher(talk.session, talk.me, 1) if one.is_living), None)
    actions = [postback("เรื่องใหม่", "ask"), postback("คุยกับเจ้าหน้าที่", "human")]
    if last is not None:
        actions.insert(0, postback(f"เรื่อง {number(talk.facts, last)}", f"show:{last.id}"))
    return Turn([ask(says.not_understood(talk.voice), *actions)], state=None)


def attachment(talk: Talk) -> Turn:
    """A picture or file: kept with the request being written, or with the one just made, or until a question comes."""
    said = talk.said
    if said.message_id is None or said.is_external:
        return Turn([say(says.file_needs_topic(talk.voice))])
    last = next((one for one in consultations.of_teacher(talk.session, talk.me, 1) if one.is_living), None)
    writing = "draft" in talk.chat.data
    attachments.want(
        talk.session, talk.me, said.message_id, said.kind, said.file_name, talk.now, None if writing else last
    )
    if not writing and round_answers.is_file_wanted(talk):
        return round_answers.offer_file(talk)
    if writing or last is not None:
        return Turn([say(says.kept_file(talk.voice))])
    return Turn([say(says.file_needs_topic(talk.voice))])


def stopped(talk: Talk) -> Turn:
    """A word such as ยกเลิก where something was asked: the question is dropped, and nothing else changes."""
    return Turn([say(stopped_here(talk.voice))], state=None)


def unreadable_button(talk: Talk) -> Turn:
    """A button of an older version, or one that is none of ours."""
    return Turn([say(says.not_found(talk.voice))])


def sticker(talk: Talk) -> Turn:
    """A sticker is courtesy."""
    return Turn([say(says.sticker(talk.voice))])


def voice_message(talk: Talk) -> Turn:
    """We can't listen; the file is kept all the same when a request is being written."""
    if talk.said.message_id is not None and "draft" in talk.chat.data:
        attachments.want(talk.session, talk.me, talk.said.message_id, "audio", None, talk.now)
    return Turn([say(says.voice_message(talk.voice))])


def location(talk: Talk) -> Turn:
    """A place alone says little."""
    return Turn([say(says.location(talk.voice))])


def blocked(talk: Talk) -> Turn:
    """The person blocked the account: pushes would vanish, so none are sent."""
    if talk.person is not None:
        talk.person.blocked_at = talk.said.at
    return Turn(state=None)


def silent(talk: Talk) -> Turn:  # noqa: ARG001 (a row of the table like the others)
    """Events that need no answer."""
    return Turn()
