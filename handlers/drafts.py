"""The request being written, as the chat's data keep it. Sentences are kept, not what they mean.

    draft = {"key", "asked_at", "said": [[text, time, LINE message id or None], …], "chosen": {field: value}}

The card to confirm adds what it shows ("topic", "wish", "mode"); a change takes it away: nobody sends what they have not seen.
"""

from typing import Any
from uuid import uuid4

from handlers.turn import Talk

Draft = dict[str, Any]
Sentence = list[Any]
"""[text, time in ISO 8601, LINE message id or None], as JSON keeps it."""

CONFIRMED = ("topic", "wish", "mode")


def new(talk: Talk, *said: Sentence) -> Draft:
    """A request with its first sentence, if there is one yet."""
    return {"key": uuid4().hex, "asked_at": talk.said.at.isoformat(), "said": list(said), "chosen": {}}


def sentence(talk: Talk, text: str, message_id: str | None) -> Sentence:
    """What was said now: `text`, in the LINE message of that id."""
    return [text, talk.said.at.isoformat(), message_id]


def with_words(talk: Talk) -> Draft | None:
    """The request being written; None when there is none, or nothing was said yet that a button could complete."""
    draft: Draft | None = talk.chat.data.get("draft")
    return draft if draft is not None and draft["said"] else None


def as_topic(text: str) -> str:
    """The topic that a sentence gives which none of our words knows."""
    return text[:80]


def unconfirmed(draft: Draft) -> Draft:
    """The draft without what only the card to confirm gives it."""
    return {name: value for name, value in draft.items() if name not in CONFIRMED}


def without(draft: Draft, message_id: str) -> Draft | None:
    """The request when that message was never said; None when nothing is left of it."""
    gone = _of_message(draft, message_id)
    if gone is None:
        return draft
    chosen = {field: value for field, value in draft["chosen"].items() if not _is_topic_of(field, value, gone)}
    said = [one for one in draft["said"] if one is not gone]
    return {**unconfirmed(draft), "said": said, "chosen": chosen} if said else None


def corrected(draft: Draft, words: Sentence) -> Draft:
    """The request with these words in place of what their message said before; older words change nothing."""
    gone = _of_message(draft, words[2])
    if gone is None or words[1] <= gone[1]:
        return draft
    chosen = {
        field: as_topic(words[0]) if _is_topic_of(field, value, gone) else value
        for field, value in draft["chosen"].items()
    }
    said = [words if one is gone else one for one in draft["said"]]
    return {**unconfirmed(draft), "said": said, "chosen": chosen}


def _of_message(draft: Draft, message_id: str) -> Sentence | None:
    return next((one for one in draft["said"] if one[2] == message_id), None)


def _is_topic_of(field: str, value: Any, said: Sentence) -> bool:
    return field == "topic" and value == as_topic(said[0])
