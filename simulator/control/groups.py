"""Make groups; let people and bots come and go."""

from typing import Any

from simulator import groups, ids
from simulator.control.ask import Ask, Rejected
from simulator.world import Chat, Group


async def add_group(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups: a group with its members, and with the bot unless `"bot": false`."""
    room = ask.body.get("kind") == "room"
    group_id = ask.new_id("roomId", ids.room_id) if room else ask.new_id("groupId", ids.group_id)
    group = Group(
        group_id=group_id,
        name=ask.optional_text("name") or "กลุ่ม",
        kind="room" if room else "group",
        members=_people(ask),
        chat=Chat(group_id),
        picture_url=ask.optional_text("pictureUrl"),
    )
    ask.platform.world.groups[group_id] = group
    if ask.body.get("bot", True) and (ask.body.get("channel") or len(ask.platform.world.channels) == 1):
        groups.add_bot(ask.platform, ask.channel(), group)
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


async def join(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups/{groupId}/join: somebody invites the bot. A second Official Account can't get in."""
    group, channel = ask.group(), ask.channel()
    if group.channel_id == channel.channel_id:
        return group_json(group)
    if group.channel_id is not None:
        raise Rejected(409, "there is an Official Account in this group already")
    groups.add_bot(ask.platform, channel, group)
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


async def leave(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups/{groupId}/leave: somebody puts the bot out."""
    group = ask.group()
    channel = ask.platform.world.channels.get(group.channel_id or "")
    if channel is None:
        raise Rejected(409, "there is no Official Account in this group")
    groups.remove_bot(ask.platform, channel, group)
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


async def rename(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups/{groupId}/rename: somebody gives it another name. LINE tells no bot of it."""
    group = ask.group()
    group.name = ask.text("name")
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


async def add_members(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups/{groupId}/members: people enter together."""
    group = ask.group()
    new = [user_id for user_id in _people(ask) if user_id not in group.members]
    groups.add_members(ask.platform, group, new)
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


async def remove_member(ask: Ask) -> dict[str, Any]:
    """DELETE /sim/groups/{groupId}/members/{userId}."""
    group, person = ask.group(), ask.person()
    if person.user_id not in group.members:
        raise Rejected(404, f"{person.name} is not in the group {group.name}")
    groups.remove_members(ask.platform, group, [person.user_id])
    ask.platform.journal.announce({"type": "world"})
    return group_json(group)


def group_json(group: Group) -> dict[str, Any]:
    """A group as the control API shows it."""
    return {
        "groupId": group.group_id,
        "name": group.name,
        "kind": group.kind,
        "members": group.members,
        "bots": [group.channel_id] if group.channel_id else [],
    }


def _people(ask: Ask) -> list[str]:
    members = ask.body.get("members", [])
    if not isinstance(members, list):
        raise Rejected(400, "members must be a list of user ids")
    for user_id in members:
        if user_id not in ask.platform.world.people:
            raise Rejected(404, f"no person {user_id}")
    return list(dict.fromkeys(members))
