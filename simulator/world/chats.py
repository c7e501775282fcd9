"""People, groups, and what stands in their chats."""

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class Person:
    """Somebody with LINE on a phone."""

    user_id: str
    name: str
    picture_url: str | None = None
    status_message: str | None = None
    language: str | None = "th"
    shares_user_id: bool = True  # False: has only ever used LINE for PC; groups don't tell the bot who it was


@dataclass(slots=True)
class Entry:
    """One thing that a chat shows. `message` is LINE's message object as it was sent."""

    id: str
    at: float
    sender: Literal["bot", "person", "system"]
    user_id: str | None
    name: str
    message: dict[str, Any]
    silent: bool = False
    unsent: bool = False
    edited: bool = False
    read: bool = False
    quote_token: str | None = None
    quoted_id: str | None = None


@dataclass(slots=True)
class Chat:
    """A one-to-one chat of a person with a bot, or the chat of a group."""

    chat_id: str
    entries: list[Entry] = field(default_factory=list)
    loading_until: float = 0.0
    used_quick_reply: str | None = None  # id of the entry whose quick replies went away by a tap


@dataclass(slots=True)
class Group:
    """A group chat, or a multi-person chat ("room") of old. LINE lets one Official Account in."""

    group_id: str
    name: str
    kind: Literal["group", "room"]
    members: list[str]
    chat: Chat
    channel_id: str | None = None
    picture_url: str | None = None


@dataclass(slots=True)
class Content:
    """The bytes of a picture, video, sound or file that a person sent."""

    channel_id: str
    kind: Literal["image", "video", "audio", "file"]
    content_type: str
    data: bytes
    ready_at: float
    gone: bool = False
