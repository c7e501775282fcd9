"""One message in, one turn out: finds the step in handlers/table.py and keeps what the chat must remember."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handlers import round_answers, table
from handlers.enrolment import CODE
from handlers.group import said_to_us
from handlers.turn import KEEP, Arguments, Message, Talk, Turn, UnreadableButton
from models.roster import words_of
from nlp.calendar_questions import asks_calendar
from nlp.understand import understand

BEFORE_CONSENT = {"agree"}
"""Buttons that work before consent."""

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


def _step(talk: Talk) -> table.Step:
    said = talk.said
    if said.kind in table.EVENTS:
        return table.EVENTS[said.kind]
    if said.in_group:
        return _in_group(talk)
    if said.kind not in ("text", "postback", *table.KINDS):
        return table.SILENT
    if said.kind == "text" and CODE.match(said.text):
        return table.CODE
    if talk.person is None or talk.person.consent_version is None:
        return table.BUTTONS[said.action] if said.action in BEFORE_CONSENT else table.FIRST_CONTACT
    return _of_a_known_person(talk)


def _in_group(talk: Talk) -> table.Step:
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


def _of_a_known_person(talk: Talk) -> table.Step:
    said = talk.said
    if said.kind == "postback":
        return table.BUTTONS.get(said.action, table.NOT_UNDERSTOOD)
    if said.kind in FILES and talk.chat.state in table.FILES_IN_STATE:
        return table.FILES_IN_STATE[talk.chat.state]
    if said.kind != "text":
        return table.KINDS[said.kind]
    return _for_text(talk)


def _for_text(talk: Talk) -> table.Step:
    words = " ".join(talk.said.text.split())
    pressed = table.WAYS_OUT.get(words) or talk.chat.buttons.get(words)
    if pressed is not None:
        action, *args = str(pressed).split(":")
        talk.said = replace(talk.said, action=action, args=Arguments(args))
        return table.BUTTONS[action]
    command = next((step for pattern, step in table.COMMANDS if pattern.match(words)), None)
    if command is not None:
        return command
    if talk.chat.state in table.STATES:
        return table.STATES[talk.chat.state]
    if not talk.me.registered_at and not talk.me.is_staff:
        return table.INTENTS["register"]
    if round_answers.is_answer(talk, talk.me):
        return round_answers.said
    understanding = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    if asks_calendar(understanding):
        return table.INTENTS["calendar"]
    return table.INTENTS.get(understanding.intent, table.NOT_UNDERSTOOD)


def _remember(talk: Talk, turn: Turn) -> None:
    chat = talk.chat
    chat.updated_at = talk.now
    if turn.state != KEEP:
        chat.state = turn.state
        if turn.state is None:
            chat.data = {}
    if turn.data is not None:
        chat.data = turn.data
    shown = {label: data for message in turn.messages for label, data in _buttons(message)}
    if shown:
        chat.buttons = shown


def _buttons(part: Any) -> Iterator[tuple[str, str]]:
    """(label, data) of every postback button in a message, so that typing its word does the same."""
    if isinstance(part, dict):
        if part.get("type") == "postback":
            yield part["label"], part["data"]
        for value in part.values():
            yield from _buttons(value)
    elif isinstance(part, list):
        for value in part:
            yield from _buttons(value)


def messages_in_fives(messages: list[Message]) -> Iterator[list[Message]]:
    """The messages in calls of at most five, as LINE takes them."""
    for start in range(0, len(messages), 5):
        yield messages[start : start + 5]
