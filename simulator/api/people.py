"""Profiles of people, and the list of followers."""

from typing import Any

from simulator.api.call import Answer, Call, refused
from simulator.api.pages import next_page
from simulator.rules import check_parameter
from simulator.world import Person


async def profile(call: Call) -> Answer:
    """GET /v2/bot/profile/{userId}: of friends, and of people who wrote and did not block the bot."""
    user_id = user_id_in_path(call)
    person = call.world.people.get(user_id)
    friend = call.channel.friends.get(user_id)
    if person is None or friend is None or friend.blocked or not (friend.follows or friend.wrote_at is not None):
        raise refused(404, "Not found")
    return Answer(profile_of(person, full=True))


async def follower_ids(call: Call) -> Answer:
    """GET /v2/bot/followers/ids: verified accounts only."""
    require_verified(call)
    ids = sorted(user_id for user_id, friend in call.channel.friends.items() if friend.follows and not friend.blocked)
    page, following = next_page(call, ids, default_limit=300, max_limit=1000)
    return Answer({"userIds": page, **following})


def profile_of(person: Person, *, full: bool) -> dict[str, Any]:
    """A profile in LINE's shape; group members show less of themselves."""
    profile = {"displayName": person.name, "userId": person.user_id, "pictureUrl": person.picture_url}
    if full:
        profile |= {"language": person.language, "statusMessage": person.status_message}
    return {name: value for name, value in profile.items() if value is not None}


def require_verified(call: Call) -> None:
    """Refuse ordinary accounts."""
    if not call.channel.verified:
        raise refused(403, "Access to this API is not available for your account")


def user_id_in_path(call: Call) -> str:
    """The `userId` of the path; 400 when it cannot be one."""
    call.ensure(check_parameter("userId", call.path["userId"]))
    return call.path["userId"]
