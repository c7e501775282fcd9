"""People add the bot as a friend, block it, and come back."""

from simulator.acts.place import Place


def follow(place: Place) -> None:
    """Add the bot, or unblock it."""
    if place.channel is None:
        return
    friend = place.channel.friend(place.person.user_id)
    was_blocked = friend.blocked
    friend.follows, friend.blocked = True, False
    place.tell("follow", {"follow": {"isUnblocked": was_blocked}})
    place.platform.journal.announce({"type": "world"})


def unfollow(place: Place) -> None:
    """Block the bot."""
    if place.channel is None:
        return
    place.channel.friend(place.person.user_id).blocked = True
    place.tell("unfollow", {})
    place.platform.journal.announce({"type": "world"})
