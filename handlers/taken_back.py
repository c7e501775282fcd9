"""A message is taken back or corrected in LINE: a request that is being written from it changes with it."""

from dataclasses import replace

from handlers.consultation import Draft, as_topic, go_on, unconfirmed
from handlers.group import said_to_us
from handlers.turn import KEEP, Talk, Turn
from models import consultations, taken_back

REQUESTS = ("draft", "next")
"""Where a chat's data keep the requests being written."""

WORDS = ("question", "title", "reason")
"""What else in a chat's data are words of its "message_id"."""


def unsend(talk: Talk) -> Turn:
    """A message was taken back: its words and its file go. LINE gives no way to answer here, so nothing is said.

    What was said to us in a group went on in the 1:1 chat, so it is taken back there, too.
    """
    message_id = talk.said.message_id
    if message_id is None:
        return Turn()
    taken_back.forget(talk.session, talk.facts, talk.chat.line_chat_id, message_id, talk.now)
    return Turn(in_private={}) if talk.said.in_group else _in_chat(talk, message_id, None)


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
    words = [said.text, said.at.isoformat(), said.message_id] if said.text else None
    turn = _in_chat(talk, said.message_id, words)
    draft = (turn.data or {}).get("draft")
    if draft is None or words not in draft["said"]:
        return turn
    shown = go_on(talk, draft)
    return replace(shown, data={**(turn.data or {}), **(shown.data or {})})


def _in_chat(talk: Talk, message_id: str, words: list[str] | None) -> Turn:
    """The chat with other `words` in place of the message's, or without them."""
    chat, data = talk.chat, dict(talk.chat.data)
    if chat.buttons.get("answers") == message_id:
        chat.buttons = {}
    if data.get("message_id") == message_id:
        data = {name: value for name, value in data.items() if name not in WORDS}
    for name in REQUESTS:
        if name in data:
            data[name] = _reworded(_up_to_date(talk, data[name]), message_id, words)
    left = {name: value for name, value in data.items() if value is not None}
    return Turn(state=None if "draft" in data and "draft" not in left else KEEP, data=left)


def _reworded(draft: Draft, message_id: str, words: list[str] | None) -> Draft | None:
    """The request as it reads then, to be confirmed anew; None when nothing is left of it."""
    old = next((one for one in draft["said"] if one[2] == message_id), None)
    if old is None or (words is not None and words[1] <= old[1]):  # edits may come out of order
        return draft
    said = [words if one is old else one for one in draft["said"]]
    chosen = dict(draft["chosen"])
    if chosen.get("topic") == as_topic(old[0]):
        chosen["topic"] = as_topic(words[0]) if words is not None else ""
    left = {
        "said": [one for one in said if one is not None],
        "chosen": {field: value for field, value in chosen.items() if value != ""},
    }
    return {**unconfirmed(draft), **left} if left["said"] else None


def _up_to_date(talk: Talk, draft: Draft) -> Draft:
    """A follow-up begins with the words of the consultation it follows, as they are now."""
    earlier = consultations.find(talk.session, str(draft.get("follows_id", "")))
    if earlier is None or draft["said"][0][0] == earlier.question:
        return draft
    said = [[earlier.question, *draft["said"][0][1:]], *draft["said"][1:]]
    return {**unconfirmed(draft), "said": said, "chosen": {**draft["chosen"], "topic": earlier.topic}}
