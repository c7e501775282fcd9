"""Open channels and change their settings."""

from collections.abc import Callable
from typing import Any

from simulator import ids
from simulator.control.ask import Ask, Rejected
from simulator.platform import Platform
from simulator.world import PLANS, AccessToken, Channel, LoginChannel

_FLAGS = {
    "verified": "verified",
    "rateLimits": "rate_limits",
    "userIdInGroupPostbacks": "user_id_in_group_postbacks",
}
_CHOICES = {
    "chatMode": ("chat_mode", ("bot", "chat")),
    "mode": ("event_mode", ("active", "standby")),
}
_WEBHOOK: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "webhook": ("endpoint", str),
    "webhookActive": ("active", bool),
    "redelivery": ("redelivery", bool),
    "redeliveryAttempts": ("redelivery_attempts", int),
    "redeliverySeconds": ("redelivery_seconds", float),
    "webhookTimeoutSeconds": ("timeout_seconds", float),
    "eventsPerCall": ("events_per_call", int),
    "hold": ("held", bool),
}


async def open_channel(ask: Ask) -> dict[str, Any]:
    """POST /sim/channels."""
    channel = make_channel(ask.platform, ask.body)
    return channel_json(ask.platform, channel)


async def change_channel(ask: Ask) -> dict[str, Any]:
    """PATCH /sim/channels/{channelId}."""
    channel = ask.channel()
    apply_settings(ask.platform, channel, ask.body)
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
        secret=wish.get("secret") or ids.secret(),
        picture_url=wish.get("pictureUrl"),
    )
    if channel.channel_id in platform.world.channels:
        raise Rejected(409, f"there is a channel {channel.channel_id} already")
    apply_settings(platform, channel, wish)
    token = wish.get("token") or ids.token(96)
    platform.world.tokens[token] = AccessToken(token, channel.channel_id, "long-lived", platform.clock.now())
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
    """Change what the wish names, leave the rest."""
    if "plan" in wish:
        if wish["plan"] not in PLANS:
            raise Rejected(400, f"plan must be one of {', '.join(PLANS)}")
        channel.plan, channel.quota = wish["plan"], PLANS[wish["plan"]]
    if "quota" in wish:
        channel.quota = None if wish["quota"] is None else int(wish["quota"])
    if "name" in wish:
        channel.name = str(wish["name"])
    if "consumptionLagSeconds" in wish:
        channel.consumption_lag_seconds = float(wish["consumptionLagSeconds"])
    for name, attribute in _FLAGS.items():
        if name in wish:
            setattr(channel, attribute, bool(wish[name]))
    for name, (attribute, choices) in _CHOICES.items():
        if name in wish:
            if wish[name] not in choices:
                raise Rejected(400, f"{name} must be one of {', '.join(choices)}")
            setattr(channel, attribute, wish[name])
    for name, (attribute, kind) in _WEBHOOK.items():
        if name in wish:
            setattr(channel.webhook, attribute, kind(wish[name]))
    platform.journal.announce({"type": "world"})


def channel_json(platform: Platform, channel: Channel) -> dict[str, Any]:
    """A channel with its secrets: there is nothing here to protect."""
    tokens = [t.token for t in platform.world.tokens.values() if t.channel_id == channel.channel_id]
    return {
        "channelId": channel.channel_id,
        "name": channel.name,
        "basicId": channel.basic_id,
        "userId": channel.user_id,
        "pictureUrl": channel.picture_url,
        "secret": channel.secret,
        "token": tokens[0] if tokens else None,
        "plan": channel.plan,
        "quota": channel.quota,
        "used": channel.usage.this_month(platform.clock.now()),
        "consumptionLagSeconds": channel.consumption_lag_seconds,
        "webhookErrors": channel.webhook.errors,
        **{name: getattr(channel, attribute) for name, attribute in _FLAGS.items()},
        **{name: getattr(channel, attribute) for name, (attribute, _) in _CHOICES.items()},
        **{name: getattr(channel.webhook, attribute) for name, (attribute, _) in _WEBHOOK.items()},
    }
