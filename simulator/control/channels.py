"""Open channels and change their settings."""

from collections.abc import Callable
from typing import Any, TypeAlias

from simulator import ids
from simulator.clock import DAY
from simulator.control.ask import Ask, Rejected
from simulator.platform import Platform
from simulator.world import PLANS, AccessToken, Channel, LoginChannel

Reader: TypeAlias = Callable[[Any], Any]


def _flag(value: Any) -> bool:
    return {True: True, False: False, "true": True, "false": False}[value]


def _limit(value: Any) -> int | None:
    return None if value is None else int(value)


def _at_least_one(value: Any) -> int:
    return max(1, int(value))


def _one_of(*choices: str) -> Reader:
    return {choice: choice for choice in choices}.__getitem__


# What can be set, the attribute that keeps it, and how its value is read
_OF_THE_CHANNEL: dict[str, tuple[str, Reader]] = {
    "name": ("name", str),
    "secret": ("secret", str),  # the old one ends at once, as on LINE
    "plan": ("plan", _one_of(*PLANS)),
    "quota": ("quota", _limit),
    "chatMode": ("chat_mode", _one_of("bot", "chat")),
    "mode": ("event_mode", _one_of("active", "standby")),
    "verified": ("verified", _flag),
    "rateLimits": ("rate_limits", _flag),
    "userIdInGroupPostbacks": ("user_id_in_group_postbacks", _flag),
    "consumptionLagSeconds": ("consumption_lag_seconds", float),
}
_OF_THE_WEBHOOK: dict[str, tuple[str, Reader]] = {
    "webhook": ("endpoint", str),
    "webhookActive": ("active", _flag),
    "webhookTimeoutSeconds": ("timeout_seconds", float),
    "redelivery": ("redelivery", _flag),
    "redeliveryAttempts": ("redelivery_attempts", int),
    "redeliverySeconds": ("redelivery_seconds", float),
    "eventsPerCall": ("events_per_call", _at_least_one),
    "hold": ("held", _flag),
}


async def open_channel(ask: Ask) -> dict[str, Any]:
    """POST /sim/channels."""
    channel = make_channel(ask.platform, ask.body)
    return channel_json(ask.platform, channel)


async def change_channel(ask: Ask) -> dict[str, Any]:
    """PATCH /sim/channels/{channelId}."""
    channel = ask.channel()
    apply_settings(ask.platform, channel, ask.body)
    if not channel.webhook.held:
        ask.platform.courier.release(channel)
    return channel_json(ask.platform, channel)


async def show_channel(ask: Ask) -> dict[str, Any]:
    """GET /sim/channels/{channelId}."""
    return channel_json(ask.platform, ask.channel())


async def release(ask: Ask) -> dict[str, Any]:
    """POST /sim/channels/{channelId}/release: let held webhooks go, shuffled if a seed is given."""
    channel = ask.channel()
    ask.platform.courier.release(channel, ask.body.get("shuffleSeed"))
    return channel_json(ask.platform, channel)


async def add_key(ask: Ask) -> dict[str, Any]:
    """POST /sim/channels/{channelId}/keys: register the public key (JWK) that signs assertions."""
    channel = ask.channel()
    if ask.body.get("kty") != "RSA" or not {"n", "e"} <= ask.body.keys():
        raise Rejected(400, "the key must be an RSA public key as JWK, with n and e")
    kid = ids.token(18)
    channel.keys[kid] = {**ask.body, "kid": kid}
    return {"kid": kid}


async def open_login_channel(ask: Ask) -> dict[str, Any]:
    """POST /sim/login-channels."""
    channel = make_login_channel(ask.platform, ask.body)
    return {
        "channelId": channel.channel_id,
        "name": channel.name,
        "secret": channel.secret,
        "callbackUrls": channel.callback_urls,
        "bot": channel.bot_channel_id,
    }


def make_channel(platform: Platform, wish: dict[str, Any]) -> Channel:
    """A new channel with its long-lived access token; what the wish leaves out is made up."""
    name = wish.get("name") or "บัญชีทางการ"
    channel = Channel(
        channel_id=str(wish.get("channelId") or ids.channel_id()),
        name=name,
        basic_id=wish.get("basicId") or ids.basic_id(),
        user_id=wish.get("userId") or ids.user_id(),
        secret=ids.secret(),
        picture_url=wish.get("pictureUrl"),
    )
    if channel.channel_id in platform.world.channels:
        raise Rejected(409, f"there is a channel {channel.channel_id} already")
    apply_settings(platform, channel, {"token": ids.token(96), **wish})
    platform.world.channels[channel.channel_id] = channel
    platform.journal.announce({"type": "world"})
    return channel


def make_login_channel(platform: Platform, wish: dict[str, Any]) -> LoginChannel:
    """A new LINE Login channel."""
    channel = LoginChannel(
        channel_id=str(wish.get("channelId") or ids.channel_id()),
        name=wish.get("name") or "LINE Login",
        secret=wish.get("secret") or ids.secret(),
        callback_urls=list(wish.get("callbackUrls") or ()),
        bot_channel_id=wish.get("bot"),
    )
    platform.world.login_channels[channel.channel_id] = channel
    return channel


def apply_settings(platform: Platform, channel: Channel, wish: dict[str, Any]) -> None:
    """Change what the wish names, leave the rest. A plan brings its quota; a quota beside it goes before that."""
    wish = {name: value for name, value in wish.items() if value is not None or name == "quota"}
    if "plan" in wish:
        wish = {"quota": PLANS.get(wish["plan"]), **wish}
    for settings, owner in ((_OF_THE_CHANNEL, channel), (_OF_THE_WEBHOOK, channel.webhook)):
        for name in settings.keys() & wish.keys():
            attribute, read = settings[name]
            try:
                setattr(owner, attribute, read(wish[name]))
            except (KeyError, TypeError, ValueError):
                raise Rejected(400, f"{name} can't be {wish[name]!r}") from None
    if "token" in wish:
        _reissue_token(platform, channel, str(wish["token"]))
    platform.journal.announce({"type": "world"})


def channel_json(platform: Platform, channel: Channel) -> dict[str, Any]:
    """A channel with its secrets: there is nothing here to protect."""
    return {
        "channelId": channel.channel_id,
        "basicId": channel.basic_id,
        "userId": channel.user_id,
        "pictureUrl": channel.picture_url,
        "token": _long_lived_tokens(platform, channel)[-1].token,
        "used": channel.usage.this_month(platform.clock.now()),
        "webhookErrors": channel.webhook.errors,
        **{name: getattr(channel, attribute) for name, (attribute, _) in _OF_THE_CHANNEL.items()},
        **{name: getattr(channel.webhook, attribute) for name, (attribute, _) in _OF_THE_WEBHOOK.items()},
    }


def _reissue_token(platform: Platform, channel: Channel, secret: str) -> None:
    """Give the channel a new long-lived token; the one before lives for another day."""
    now = platform.clock.now()
    for old in _long_lived_tokens(platform, channel):
        old.expires_at = old.expires_at or now + DAY
    platform.world.tokens[secret] = AccessToken(secret, channel.channel_id, "long-lived", now)


def _long_lived_tokens(platform: Platform, channel: Channel) -> list[AccessToken]:
    """Oldest first."""
    return [
        token
        for token in platform.world.tokens.values()
        if token.channel_id == channel.channel_id and token.kind == "long-lived"
    ]
