"""One message in, one turn out: finds the step in handlers/table.py and keeps what the chat must remember."""

from collections.abc import Iterator
from dataclasses import replace

from handlers import consultation, registration, round_answers, shown, table
from handlers.enrolment import CODE
from handlers.group import said_to_us
from handlers.leaving import bare
from handlers.turn import KEEP, Arguments, Message, Step, Talk, Turn, UnreadableButton
from models import people
from models.people import Person
from models.roster import words_of
from nlp.calendar_questions import asks_calendar
from nlp.understand import understand
from nlp.understanding import Understanding

BEFORE_CONSENT = {"agree", "agree_and"}
"""Buttons that work before consent."""

OWN_DATA = {"my_data", "delete_data", "delete_data_now"}
"""Buttons for which nobody need agree to a new notice first."""

BEFORE_REGISTRATION = {"help", "web", "human", "my_data", "delete_data"}
"""What works, by its word or in a sentence, before somebody has given a name and a school."""

OFFERED = {"noting_outcome", "commenting"}
"""States that only offer to take words; who writes of another matter has left them."""

FILES = {"image", "video", "file"}


def respond(talk: Talk) -> Turn:
    """The answer to one message or event. The chat's state, data and buttons are updated in the session."""
    try:
        turn = _step(talk)(talk)
    except UnreadableButton:
        turn = table.UNREADABLE(talk)
    if talk.person is not None or talk.said.in_group:
        _remember(talk, turn)
    return turn


def _step(talk: Talk) -> Step:
    said = talk.said
    if said.kind in table.EVENTS:
        return table.EVENTS[said.kind]
    if said.in_group:
        return _in_group(talk)
    if said.kind not in ("text", "postback", *table.KINDS):
        return table.SILENT
    if said.kind == "text" and CODE.match(said.text):
        return table.CODE
    if talk.person is not None and talk.person.has_settled and said.action in BEFORE_CONSENT:
        return _agrees_again(talk, talk.person)
    if talk.person is None or not talk.person.has_consented:
        return _before_consent(talk)
    return _of_a_known_person(talk)


def _before_consent(talk: Talk) -> Step:
    if talk.person is not None and talk.said.action in OWN_DATA:
        return table.BUTTONS[talk.said.action]
    return table.BUTTONS["agree"] if talk.said.action in BEFORE_CONSENT else table.FIRST_CONTACT


def _agrees_again(talk: Talk, person: Person) -> Step:
    """Somebody who was known agrees to the notice as it is now; what was said or pressed before it is answered."""
    if not person.has_consented and person.line_user_id is not None:
        people.consent(talk.session, talk.office.id, person.line_user_id, talk.now)
    action, args = talk.said.action, talk.said.args
    message_id, words = registration.agreed_to(talk.said)
    if action == "agree_and":
        talk.said = replace(talk.said, action=args[0], args=Arguments(args[1:]))
    elif words:
        talk.said = replace(talk.said, kind="text", text=words, message_id=message_id, action="", args=Arguments())
    else:
        return table.AGREED_AGAIN
    return _of_a_known_person(talk)


def _in_group(talk: Talk) -> Step:
    if talk.said.kind == "postback":
        return table.IN_GROUP["postback"]
    if talk.said.kind != "text":
        return table.SILENT
    if CODE.match(talk.said.text):
        return table.IN_GROUP["code"]
    words = said_to_us(talk)
    if words is None:
        return table.SILENT
    talk.said = replace(talk.said, text=words)
    return table.IN_GROUP["text"]


def _of_a_known_person(talk: Talk) -> Step:
    said = talk.said
    if said.kind == "postback":
        return table.BUTTONS.get(said.action, table.NOT_UNDERSTOOD)
    if said.kind in FILES and talk.chat.state in table.FILES_IN_STATE:
        return table.FILES_IN_STATE[talk.chat.state]
    if said.kind != "text":
        return table.KINDS[said.kind]
    return _for_text(talk)


def _for_text(talk: Talk) -> Step:
    here = talk.said.from_group is None  # what was said in a group answers nothing that was asked here
    step = (_of_word(talk) if here else None) or _command(talk)
    if step is not None:
        return step
    understanding = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    state = talk.chat.state
    if here and state in table.STATES:
        if state not in table.LEAVES or not table.LEAVES[state](talk.said.text, understanding):
            return table.STATES[state]
        if state in OFFERED:
            talk.chat.state, talk.chat.data = None, {}
    return consultation.beside(_of_sentence(talk, understanding))


def _of_word(talk: Talk) -> Step | None:
    """The step of a word that leaves what the chat was doing, or that stands for a button."""
    whole, words = " ".join(talk.said.text.split()), bare(talk.said.text)
    if words in table.WAYS_OUT and (talk.chat.state in table.STATES or "draft" in talk.chat.data):
        return table.LEFT.get(talk.chat.state or "confirming", table.LEFT_OTHERWISE)
    fixed = table.WORDS.get(whole) or table.WORDS.get(words)
    if fixed is not None and (_is_registered(talk) or fixed in BEFORE_REGISTRATION):
        return consultation.beside(table.BUTTONS[fixed])
    meant = shown.meant_by(talk, {whole, words} - {""}, begun=talk.chat.state not in table.STATES)
    if len(meant) > 1:
        return lambda talk: Turn([shown.which(talk, meant)])
    return _of_button(talk, meant[0].data) if meant else None


def _of_button(talk: Talk, data: str) -> Step:
    action, *args = data.split(":")
    talk.said = replace(talk.said, action=action, args=Arguments(args))
    return table.BUTTONS[action]


def _command(talk: Talk) -> Step | None:
    return next((step for is_meant, step in table.COMMANDS if is_meant(talk)), None)


def _of_sentence(talk: Talk, understanding: Understanding) -> Step:
    """The step of a sentence that answers no question of ours: what it means."""
    if not _is_registered(talk) and understanding.intent not in BEFORE_REGISTRATION:
        return table.INTENTS["register"]
    if round_answers.is_answer(talk, talk.me):
        return round_answers.said
    if asks_calendar(understanding):
        return table.INTENTS["calendar"]
    return table.INTENTS.get(understanding.intent, table.NOT_UNDERSTOOD)


def _is_registered(talk: Talk) -> bool:
    return talk.me.registered_at is not None or talk.me.is_staff


def _remember(talk: Talk, turn: Turn) -> None:
    chat = talk.chat
    chat.updated_at = talk.now
    if turn.state != KEEP:
        chat.state = turn.state
        if turn.state is None:
            chat.data = {}
    if turn.data is not None:
        chat.data = turn.data
    buttons = shown.buttons_of(turn.messages, talk.facts.settings.prefix_th)
    if buttons:
        chat.buttons = {"shown": buttons, "answers": talk.said.message_id}


def messages_in_fives(messages: list[Message]) -> Iterator[list[Message]]:
    """The messages in calls of at most five, as LINE takes them."""
    for start in range(0, len(messages), 5):
        yield messages[start : start + 5]
