"""LINE's raw events, translated into what was said. Tolerant: an odd event becomes something to keep and not to answer."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.turn import Arguments, Said

FROM_GROUP = "nithet:fromGroup"
"""The key, none of LINE's, under which an event that came in a group keeps what the group adds."""


def in_private(event: dict[str, Any], said: Said, known: dict[str, str]) -> dict[str, Any]:
    """A group's event as one of the speaker's own chat; without the group's reply token, which answers the group."""
    moved = {key: value for key, value in event.items() if key not in ("replyToken", "webhookEventId")}
    if said.kind in ("text", "messageEdited"):
        moved["message"] = {"type": "text", "id": said.message_id, "text": said.text}
    return {**moved, "source": {"type": "user", "userId": said.user_id}, FROM_GROUP: known}


def said_in(event: dict[str, Any], at: datetime) -> Said:
    """What an event says; `at` is the time of the event."""
    kind = _text(event.get("type")) or "unknown"
    source = _dict(event.get("source"))
    common: dict[str, Any] = {
        "at": at,
        "in_group": source.get("type") in ("group", "room"),
        "user_id": _line_id(source.get("userId")),
        "from_group": _dict(event.get(FROM_GROUP)) if FROM_GROUP in event else None,
    }
    if kind == "message":
        return _message(_dict(event.get("message")), common)
    if kind == "messageEdited":
        return replace(_message(_dict(event.get("message")), common), kind=kind)
    if kind == "postback":
        return _postback(_dict(event.get("postback")), common)
    if kind == "unsend":
        return Said(kind, message_id=_line_id(_dict(event.get("unsend")).get("messageId")), **common)
    return Said(kind, **common)


def _message(message: dict[str, Any], common: dict[str, Any]) -> Said:
    kind = _text(message.get("type")) or "unknown"
    words = _text(message.get("text")) if kind == "text" else ""
    mentions = _dict(message.get("mention")).get("mentionees")
    mentions = [mention for mention in mentions if isinstance(mention, dict)] if isinstance(mentions, list) else []
    return Said(
        kind,
        text=_without_mentions(words, mentions),
        mentioned=any(mention.get("isSelf") is True for mention in mentions),
        message_id=_line_id(message.get("id")),
        quoted_id=_line_id(message.get("quotedMessageId")),
        file_name=_text(message.get("fileName"))[:255] or None,
        is_external=_dict(message.get("contentProvider")).get("type") == "external",
        **common,
    )


def _without_mentions(words: str, mentions: list[dict[str, Any]]) -> str:
    # LINE counts index and length in UTF-16 units; the difference shows after an emoji.
    units = words.encode("utf-16-le")
    for mention in sorted(mentions, key=lambda one: -_number(one.get("index"))):
        start, length = _number(mention.get("index")), _number(mention.get("length"))
        if mention.get("isSelf") is True and length > 0:
            units = units[: start * 2] + units[(start + length) * 2 :]
    return units.decode("utf-16-le", errors="ignore").strip()


def _postback(postback: dict[str, Any], common: dict[str, Any]) -> Said:
    action, *args = _text(postback.get("data")).split(":")
    params = _dict(postback.get("params"))
    picked = next((_text(params[key]) for key in ("datetime", "date", "time") if params.get(key)), None)
    return Said("postback", action=action, args=Arguments(args), picked=picked, **common)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line_id(value: Any) -> str | None:
    # LINE's ids have up to 33 characters; what is longer is none and fits into no column.
    return value if isinstance(value, str) and 0 < len(value) <= 33 else None


def _number(value: Any) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
