"""A message is taken back or corrected in LINE: a request that is being written from it changes with it."""

from collections.abc import Callable
from dataclasses import replace

from handlers import drafts
from handlers.consultation import go_on
from handlers.drafts import Draft
from handlers.group import said_to_us
from handlers.turn import KEEP, Talk, Turn
from models import consultations, outbox, taken_back

REQUESTS = ("draft", "next")
"""Where a chat's data keep the requests being written."""

WORDS = ("question", "title", "reason")
"""What else in a chat's data are words of its "message_id"."""


def unsend(talk: Talk) -> Turn:
    """A message was taken back: its words and its file go. LINE gives no way to answer here, so nothing is said.

    What was said to us in a group went on in the 1:1 chat, so it is taken back there, too.
    """
    message_id, chat = talk.said.message_id, talk.chat
    if message_id is None:
        return Turn()
    stood = taken_back.forget(talk.session, talk.facts, chat.line_chat_id, message_id, talk.now)
    if talk.said.in_group:
        return Turn(in_private={})
    before = chat.data, chat.buttons
    if chat.buttons.get("answers") == message_id:
        chat.buttons = {}
    if chat.data.get("message_id") == message_id:
        chat.data = {name: value for name, value in chat.data.items() if name not in WORDS}
    turn = _with_requests(talk, lambda draft: drafts.without(_up_to_date(talk, draft), message_id))
    if stood or (turn.data, chat.buttons) != before:
        outbox.forget_answers(talk.session, chat.line_chat_id)
    return turn


def edited(talk: Talk) -> Turn:
    """A message was corrected, of which LINE tells in groups: a request being written from it is shown as it reads now.

    What was sent stands as it was confirmed.
    """
    said = talk.said
    if talk.person is None or said.message_id is None:
        return Turn()
    if said.in_group:
        talk.said = replace(said, text=said_to_us(talk) or said.text)
        return Turn(in_private={})
    words = drafts.sentence(talk, said.text, said.message_id)
    turn = _with_requests(talk, lambda draft: drafts.corrected(draft, words))
    draft = (turn.data or {}).get("draft")
    if draft is None or words not in draft["said"]:
        return turn
    shown = go_on(talk, draft)
    return replace(shown, data={**(turn.data or {}), **(shown.data or {})})


def _with_requests(talk: Talk, changed: Callable[[Draft], Draft | None]) -> Turn:
    """The chat with its requests changed; one of which nothing is left is gone, and so is the question about it."""
    requests = {name: changed(talk.chat.data[name]) for name in REQUESTS if name in talk.chat.data}
    left = {name: value for name, value in {**talk.chat.data, **requests}.items() if value is not None}
    return Turn(state=None if "draft" in requests and "draft" not in left else KEEP, data=left)


def _up_to_date(talk: Talk, draft: Draft) -> Draft:
    """A follow-up begins with the words of the consultation it follows, as they are now."""
    earlier = consultations.find(talk.session, str(draft.get("follows_id", "")))
    if earlier is None or draft["said"][0][0] == earlier.question:
        return draft
    said = [[earlier.question, *draft["said"][0][1:]], *draft["said"][1:]]
    return {**drafts.unconfirmed(draft), "said": said, "chosen": {**draft["chosen"], "topic": earlier.topic}}
