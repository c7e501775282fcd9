"""Webhook event objects."""

from typing import Any

from simulator import ids
from simulator.world import Channel, Group, ReplyToken

Event = dict[str, Any]

REPLYABLE = frozenset(
    {
        "message",
        "messageEdited",
        "follow",
        "join",
        "memberJoined",
        "postback",
        "videoPlayComplete",
        "beacon",
        "accountLink",
        "membership",
    }
)
_WITH_USER_ID_IN_GROUPS = frozenset({"message", "messageEdited", "unsend", "postback"})
_REPLY_TOKEN_LIFE = 20 * 60.0


def user_source(user_id: str) -> Event:
    """The source of an event in a one-to-one chat."""
    return {"type": "user", "userId": user_id}


def group_source(group: Group, event_type: str, user_id: str | None) -> Event:
    """The source of an event in a group or room. Only some types of event say who it was; nobody must rely on it."""
    source: Event = {"type": group.kind, f"{group.kind}Id": group.group_id}
    if user_id is not None and event_type in _WITH_USER_ID_IN_GROUPS:
        source["userId"] = user_id
    return source


def new_event(
    channel: Channel,
    event_type: str,
    *,
    at: float,
    chat_id: str,
    source: Event | None,
    own: Event,
) -> Event:
    """A complete event; replyable types get a reply token, unless the channel is on standby."""
    event: Event = {"type": event_type, **own}
    event["webhookEventId"] = ids.ulid(int(at * 1000))
    event["deliveryContext"] = {"isRedelivery": False}
    event["timestamp"] = int(at * 1000)
    if source is not None:
        event["source"] = source
    event["mode"] = channel.event_mode
    if event_type in REPLYABLE and channel.event_mode == "active":
        event["replyToken"] = issue_reply_token(channel, chat_id, at)
    return event


def issue_reply_token(channel: Channel, chat_id: str, at: float) -> str:
    """A fresh reply token for the chat; tokens that are dead for certain are thrown away."""
    tokens = channel.reply_tokens  # oldest first
    while tokens and tokens[token := next(iter(tokens))].event_at + _REPLY_TOKEN_LIFE < at:
        del tokens[token]
    token = ids.token(24)
    tokens[token] = ReplyToken(chat_id=chat_id, event_at=at, delivered_at=at)
    return token
