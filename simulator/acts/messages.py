"""People write, send things, take them back and correct them."""

from dataclasses import dataclass
from typing import Any, Literal

from simulator import ids
from simulator.acts.place import Place
from simulator.rules import utf16_length
from simulator.world import Content, Entry

_WITH_QUOTE_TOKEN = frozenset({"text", "sticker", "image", "video"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, video, sound or file to be sent."""

    name: str
    content_type: str
    data: bytes
    duration: int | None = None  # milliseconds
    prepare_seconds: float = 0.0
    image_set: dict[str, Any] | None = None

    @property
    def kind(self) -> Literal["image", "video", "audio", "file"]:
        """What LINE on a phone makes of the content type."""
        for kind in ("image", "video", "audio"):
            if self.content_type.startswith(f"{kind}/"):
                return kind
        return "file"


def say(place: Place, text: str, *, quote: str | None = None, extra: dict[str, Any] | None = None) -> Entry:
    """Write a text; `extra` holds `mention` and `emojis` of the webhook."""
    message: dict[str, Any] = {"type": "text", "text": text, **(extra or {})}
    return send(place, message, {"type": "text", "text": text, **(extra or {})}, quote=quote)


def mention_bot(name: str, text: str, bot_user_id: str) -> tuple[str, dict[str, Any]]:
    """A text that mentions the bot, and the webhook's `mention`; `@name` is put in front when it is missing."""
    handle = f"@{name}"
    if handle not in text:
        text = f"{handle} {text}".rstrip()
    mentionee = {
        "index": utf16_length(text[: text.index(handle)]),
        "length": utf16_length(handle),
        "type": "user",
        "userId": bot_user_id,
        "isSelf": True,
    }
    return text, {"mentionees": [mentionee]}


def send_file(place: Place, attachment: Attachment) -> Entry:
    """Send a picture, video, sound or file."""
    message_id = ids.message_id()
    kind = attachment.kind
    content: dict[str, Any] = {"type": kind}
    address = f"/sim/content/{message_id}"
    shown: dict[str, Any] = {"type": kind, "originalContentUrl": address, "contentType": attachment.content_type}
    if kind == "file":
        content |= {"fileName": attachment.name, "fileSize": len(attachment.data)}
        shown |= {"fileName": attachment.name, "fileSize": len(attachment.data)}
    else:
        content["contentProvider"] = {"type": "line"}
    if kind == "image" and attachment.image_set:
        content["imageSet"] = attachment.image_set
    if kind in ("video", "audio") and attachment.duration is not None:
        content["duration"] = shown["duration"] = attachment.duration
    if place.channel is not None:
        place.platform.world.contents[message_id] = Content(
            place.channel.channel_id,
            kind,
            attachment.content_type,
            attachment.data,
            place.now + attachment.prepare_seconds,
        )
    return send(place, shown, content, message_id=message_id)


def send(
    place: Place,
    shown: dict[str, Any],
    content: dict[str, Any],
    *,
    quote: str | None = None,
    message_id: str | None = None,
) -> Entry:
    """Send any message: what the chat shows, and what the webhook's `message` says beside ids and tokens."""
    world = place.platform.world
    quote_token = ids.token(48) if content["type"] in _WITH_QUOTE_TOKEN else None
    entry = place.show(shown, message_id=message_id, quote_token=quote_token, quoted_id=quote)
    told = {**content, "id": entry.id}
    if quote_token:
        told["quoteToken"] = quote_token
    if quote:
        told["quotedMessageId"] = quote
    told["markAsReadToken"] = ids.token(48)
    world.mark_as_read_tokens[told["markAsReadToken"]] = entry.id
    if place.channel is not None and place.group is None:
        place.channel.friend(place.person.user_id).wrote_at = place.now
    place.tell("message", {"message": told})
    place.changed()
    return entry


def unsend(place: Place, entry: Entry) -> None:
    """Take a message back: the bot is told, and its content is gone."""
    entry.unsent = True
    content = place.platform.world.contents.get(entry.id)
    if content is not None:
        content.gone = True
        content.data = b""
    place.tell("unsend", {"unsend": {"messageId": entry.id}})
    place.changed()


def edit(place: Place, entry: Entry, text: str) -> None:
    """Correct a text that was sent to a group."""
    entry.message = {**entry.message, "text": text}
    entry.edited = True
    entry.quote_token = ids.token(48)
    place.platform.world.quotes[entry.quote_token] = entry.id
    told = {"type": "text", "id": entry.id, "text": text, "quoteToken": entry.quote_token}
    place.tell("messageEdited", {"message": told})
    place.changed()
