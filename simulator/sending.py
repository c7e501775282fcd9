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
) -> list[dict[str, str]]:
    """Show the messages of a request to everybody it reaches, and book it.

    Returns LINE's `sentMessages` of the last target; only sends with a single target tell them.
    """
    now = platform.clock.now()
    charged = kind != "reply"
    sent: list[dict[str, str]] = []
    for target in targets:
        entries = [
            _entry(channel, message, bool(body.get("notificationDisabled")), now) for message in body["messages"]
        ]
        tally = channel.usage.tally(kind, target.chat.chat_id)
        if target.shown:
            _show(platform, channel, target.chat, entries)
            tally.deliveries += 1
            tally.messages += len(entries)
            tally.counted += target.people if charged else 0
        else:
            tally.vanished += 1
        sent = [{"id": e.id, "quoteToken": e.quote_token} if e.quote_token else {"id": e.id} for e in entries]
    channel.usage.count(kind, sum(target.people for target in targets), charged=charged, at=now)
    return sent


def _show(platform: Platform, channel: Channel, chat: Chat, entries: list[Entry]) -> None:
    chat.loading_until = 0.0
    for entry in entries:
        entry.quoted_id = platform.world.quotes.get(entry.message.get("quoteToken", ""))
        platform.world.add(chat, entry)
    platform.journal.chat_changed(chat.chat_id, channel.channel_id)


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
