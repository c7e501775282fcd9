"""Who a send reaches, and putting the messages into their chats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator import ids
from simulator.clock import DAY
from simulator.platform import Platform
from simulator.world import Channel, Chat, Entry

_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
_WROTE_LATELY = 7 * DAY


@dataclass(frozen=True, slots=True)
class Reach:
    """One addressee: the chat, how many people the send counts as, and whether anybody will see it."""

    chat: Chat
    people: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was put into one chat, in the form of LINE's `sentMessages`."""

    reach: Reach
    sent_messages: list[dict[str, str]]


def reach(platform: Platform, channel: Channel, to: str) -> Reach | None:
    """Whom a send to this id reaches; None for ids that mean nothing to the channel.

    Someone who blocked the bot, or is no friend and has not written for 7 days, is an addressee who sees nothing.
    """
    group = platform.world.groups.get(to)
    if group is not None:
        return Reach(group.chat, len(group.members), shown=True) if group.channel_id == channel.channel_id else None
    if to not in platform.world.people:
        return None
    friend = channel.friend(to)
    wrote_lately = friend.wrote_at is not None and platform.clock.now() <= friend.wrote_at + _WROTE_LATELY
    shown = not friend.blocked and (friend.follows or wrote_lately)
    return Reach(friend.chat, 1 if shown else 0, shown)


def deliver(
    platform: Platform, channel: Channel, kind: str, targets: list[Reach], body: Mapping[str, Any]
) -> list[Delivery]:
    """Show the messages of a request to everybody it reaches, and book it."""
    now = platform.clock.now()
    deliveries = [_deliver_to(platform, channel, kind, target, body, now) for target in targets]
    people = sum(target.people for target in targets)
    channel.usage.count(kind, people, charged=kind != "reply", at=now)
    return deliveries


def _deliver_to(
    platform: Platform, channel: Channel, kind: str, target: Reach, body: Mapping[str, Any], now: float
) -> Delivery:
    messages = body["messages"]
    entries = [_entry(channel, message, bool(body.get("notificationDisabled")), now) for message in messages]
    tally = channel.usage.tally(kind, target.chat.chat_id)
    if target.shown:
        tally.deliveries += 1
        tally.messages += len(entries)
        tally.counted += target.people if kind != "reply" else 0
        target.chat.loading_until = 0.0
        for entry in entries:
            entry.quoted_id = platform.world.quotes.get(entry.message.get("quoteToken", ""))
            platform.world.add(target.chat, entry)
        platform.journal.chat_changed(target.chat.chat_id, channel.channel_id)
    else:
        tally.vanished += 1
    sent = [{"id": e.id, "quoteToken": e.quote_token} if e.quote_token else {"id": e.id} for e in entries]
    return Delivery(target, sent)


def _entry(channel: Channel, message: dict[str, Any], silent: bool, now: float) -> Entry:
    sender = message.get("sender") or {}
    return Entry(
        id=ids.message_id(),
        at=now,
        sender="bot",
        user_id=channel.user_id,
        name=sender.get("name") or channel.name,
        message=message,
        silent=silent,
        quote_token=ids.token(48) if message["type"] in _QUOTABLE else None,
    )
