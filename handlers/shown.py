"""Typing the word of a button does what the button does (LINE for PC, habit): the buttons that a chat has been shown."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from handlers.cards.base import ask, postback
from handlers.talk_says import which_button, which_matter
from handlers.turn import Message, Talk
from models import consultations, outbox

PUSHED = timedelta(days=outbox.BUTTONS_DAYS)
"""How long the word of a button on a card that came unasked is known."""
MOST_BUTTONS = 12


class Shown(NamedTuple):
    """A button: its word, its data, and the number of the consultation that its card is about, or ""."""

    label: str
    data: str
    number: str


def buttons_of(messages: list[Message], prefix: str) -> list[Shown]:
    """The postback buttons in messages; `prefix` begins the office's numbers (ปษ)."""
    found = []
    for message in messages:
        number = re.search(rf"{re.escape(prefix)} \d+/\d{{4}}", str(message.get("altText", "")))
        found += [Shown(label, data, number.group() if number else "") for label, data in outbox.postbacks(message)]
    return found


def meant_by(talk: Talk, words: set[str], *, begun: bool) -> list[Shown]:
    """The buttons that have one of the words for a label, or that `begun` with it: of the last answer, and of cards pushed.

    A card whose consultation has changed since counts only where no other does: it says what happened.
    """
    present = [Shown(*one) for one in talk.chat.buttons.get("shown", [])]
    old: list[Shown] = []
    for written_at, messages in outbox.pushed_lately(talk.session, talk.chat.line_chat_id, talk.now - PUSHED):
        for one in buttons_of(messages, talk.facts.settings.prefix_th):
            if _is_labelled(one, words, begun=begun):
                (old if _is_settled(talk, one, written_at) else present).append(one)
    exact = [one for one in present if one.label in words]
    fitting = [one for one in present if _is_labelled(one, words, begun=begun)]
    return list({one.data: one for one in exact or fitting or old}.values())


def _is_labelled(shown: Shown, words: set[str], *, begun: bool) -> bool:
    return shown.label in words or (begun and shown.label.startswith(tuple(f"{word} " for word in words)))


def _is_settled(talk: Talk, shown: Shown, written_at: datetime) -> bool:
    name = shown.number.removeprefix(talk.facts.settings.prefix_th).strip()
    return bool(name) and consultations.changed_since(talk.session, name, written_at)


def which(talk: Talk, meant: list[Shown]) -> Message:
    """The word stands for several buttons: which one, with the numbers of their matters."""
    words = which_matter(talk.voice) if len({one.number for one in meant}) > 1 else which_button(talk.voice)
    actions = [postback(f"{one.number} {one.label}".strip()[:40], one.data) for one in meant[:MOST_BUTTONS]]
    return ask(words, *actions)
