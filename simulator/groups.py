"""What happens in groups: the bot and people come and go."""

from collections.abc import Sequence

from simulator import ids
from simulator.platform import Platform
from simulator.webhooks.events import group_source, new_event
from simulator.world import Channel, Entry, Group


def add_bot(platform: Platform, channel: Channel, group: Group) -> None:
    """The bot enters the group."""
    group.channel_id = channel.channel_id
    note(platform, group, f"{channel.name} เข้าร่วมกลุ่ม")
    _tell(platform, channel, group, "join", {})


def remove_bot(platform: Platform, channel: Channel, group: Group) -> None:
    """The bot leaves, or is put out; from now on it can send nothing here."""
    note(platform, group, f"{channel.name} ออกจากกลุ่ม")
    group.channel_id = None
    _tell(platform, channel, group, "leave", {})


def add_members(platform: Platform, group: Group, user_ids: Sequence[str]) -> None:
    """People enter the group together."""
    group.members.extend(user_ids)
    note(platform, group, f"{_names(platform, user_ids)} เข้าร่วมกลุ่ม")
    _tell_members(platform, group, "memberJoined", "joined", user_ids)


def remove_members(platform: Platform, group: Group, user_ids: Sequence[str]) -> None:
    """People leave the group."""
    group.members = [user_id for user_id in group.members if user_id not in user_ids]
    note(platform, group, f"{_names(platform, user_ids)} ออกจากกลุ่ม")
    _tell_members(platform, group, "memberLeft", "left", user_ids)


def note(platform: Platform, group: Group, text: str) -> None:
    """A grey line in the chat of the group."""
    entry = Entry(ids.message_id(), platform.clock.now(), "system", None, "", {"type": "text", "text": text})
    platform.world.add(group.chat, entry)
    platform.journal.chat_changed(group.group_id, group.channel_id)


def _tell_members(platform: Platform, group: Group, event_type: str, name: str, user_ids: Sequence[str]) -> None:
    channel = platform.world.channels.get(group.channel_id or "")
    known = [user_id for user_id in user_ids if platform.world.people[user_id].shares_user_id]
    if channel is not None and known:
        members = [{"type": "user", "userId": user_id} for user_id in known]
        _tell(platform, channel, group, event_type, {name: {"members": members}})


def _tell(platform: Platform, channel: Channel, group: Group, event_type: str, own: dict[str, object]) -> None:
    source = group_source(group, event_type, None)
    event = new_event(channel, event_type, at=platform.clock.now(), chat_id=group.group_id, source=source, own=own)
    platform.courier.send(channel, group.group_id, event)


def _names(platform: Platform, user_ids: Sequence[str]) -> str:
    return ", ".join(platform.world.people[user_id].name for user_id in user_ids)
