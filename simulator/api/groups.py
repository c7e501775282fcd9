"""Groups and multi-person chats: who is in them, their names, leaving. The two kinds are not interchangeable."""

from typing import Literal

from simulator.api.call import Answer, Call, Handler, refused
from simulator.api.pages import next_page
from simulator.api.people import profile_of, require_verified, user_id_in_path
from simulator.groups import remove_bot
from simulator.rules import check_parameter
from simulator.world import Group

Kind = Literal["group", "room"]

_MEMBERS_A_PAGE = 100


def member_profile(kind: Kind) -> Handler:
    """GET …/member/{userId}: also of members who are no friends or have blocked the bot."""

    async def handle(call: Call) -> Answer:
        group = _group(call, kind)
        user_id = user_id_in_path(call)
        if user_id not in group.members:
            raise refused(404, "Not found")
        return Answer(profile_of(call.world.people[user_id], full=False))

    return handle


def member_ids(kind: Kind) -> Handler:
    """GET …/members/ids: verified accounts only; people who share their user id."""

    async def handle(call: Call) -> Answer:
        require_verified(call)
        group = _group(call, kind)
        ids = [user_id for user_id in group.members if call.world.people[user_id].shares_user_id]
        page, following = next_page(call, ids, default_limit=_MEMBERS_A_PAGE, max_limit=_MEMBERS_A_PAGE)
        return Answer({"memberIds": page, **following})

    return handle


def member_count(kind: Kind) -> Handler:
    """GET …/members/count: people only, without the bot."""

    async def handle(call: Call) -> Answer:
        return Answer({"count": len(_group(call, kind).members)})

    return handle


def leave(kind: Kind) -> Handler:
    """POST …/leave."""

    async def handle(call: Call) -> Answer:
        remove_bot(call.platform, call.channel, _group(call, kind))
        return Answer()

    return handle


async def summary(call: Call) -> Answer:
    """GET /v2/bot/group/{groupId}/summary."""
    group = _group(call, "group")
    answer = {"groupId": group.group_id, "groupName": group.name}
    if group.picture_url:
        answer["pictureUrl"] = group.picture_url
    return Answer(answer)


def _group(call: Call, kind: Kind) -> Group:
    group_id = call.path[f"{kind}Id"]
    call.ensure(check_parameter(f"{kind}Id", group_id))
    group = call.world.groups.get(group_id)
    if group is None or group.channel_id != call.channel.channel_id:
        raise refused(404, "Not found")
    return group
