"""Look at the world as a whole, turn the clock, order faults, begin again."""

import asyncio
import json
from typing import Any

from aiohttp import web

from simulator.clock import from_iso, iso
from simulator.control.ask import Ask, Rejected
from simulator.control.description import description
from simulator.control.groups import group_json
from simulator.world import Channel, Tally


async def state(ask: Ask) -> dict[str, Any]:
    """GET /sim/state."""
    world = ask.platform.world
    return {
        "now": iso(ask.platform.clock.now()),
        "timeZone": ask.platform.time_zone,
        "channels": [_channel(channel) for channel in world.channels.values()],
        "people": [
            {
                "userId": person.user_id,
                "name": person.name,
                "pictureUrl": person.picture_url,
                "friends": _channels_where(world.channels, person.user_id, blocked=False),
                "blocked": _channels_where(world.channels, person.user_id, blocked=True),
            }
            for person in world.people.values()
        ],
        "groups": [group_json(group) for group in world.groups.values()],
        "faults": ask.platform.faults.as_json(),
        "webhooksUnderWay": ask.platform.courier.pending,
    }


async def usage(ask: Ask) -> dict[str, Any]:
    """GET /sim/usage: what was shown and what LINE charges, by channel, kind and recipient."""
    return {"channels": [_usage(ask, channel) for channel in ask.platform.world.channels.values()]}


async def log(ask: Ask) -> dict[str, Any]:
    """GET /sim/log: calls and webhooks after a sequence number."""
    after = ask.query.get("after", "0")
    if not after.isdecimal():
        raise Rejected(400, "after must be a number")
    return {"entries": ask.platform.journal.after(int(after))}


async def live(ask: Ask) -> web.StreamResponse:
    """GET /sim/live: server-sent events."""
    response = web.StreamResponse(headers={"content-type": "text/event-stream", "cache-control": "no-store"})
    await response.prepare(ask.request)
    listener = ask.platform.journal.listen()
    try:
        await response.write(b": connected\n\n")
        while True:
            news = await listener.get()
            await response.write(b"data: " + json.dumps(news, ensure_ascii=False).encode() + b"\n\n")
    except (ConnectionResetError, asyncio.CancelledError):
        return response
    finally:
        ask.platform.journal.forget(listener)


async def turn_clock(ask: Ask) -> dict[str, Any]:
    """POST /sim/clock."""
    clock = ask.platform.clock
    if len(ask.body) != 1:
        raise Rejected(400, "give advanceSeconds or at")
    if "advanceSeconds" in ask.body:
        clock.advance(ask.number("advanceSeconds"))
    else:
        try:
            clock.set_to(from_iso(ask.text("at")))
        except ValueError:
            raise Rejected(400, "at is no moment in ISO 8601") from None
    return await read_clock(ask)


async def read_clock(ask: Ask) -> dict[str, Any]:
    """GET /sim/clock."""
    return {"now": iso(ask.platform.clock.now())}


async def list_faults(ask: Ask) -> dict[str, Any]:
    """GET /sim/faults."""
    return {"faults": ask.platform.faults.as_json()}


async def order_fault(ask: Ask) -> dict[str, Any]:
    """POST /sim/faults."""
    try:
        fault = ask.platform.faults.order(ask.body)
    except (ValueError, TypeError) as error:
        raise Rejected(400, str(error)) from None
    ask.platform.journal.announce({"type": "faults"})
    return fault.as_json()


async def clear_faults(ask: Ask) -> dict[str, Any]:
    """DELETE /sim/faults, or one of them."""
    ask.platform.faults.clear(ask.path.get("faultId"))
    ask.platform.journal.announce({"type": "faults"})
    return {}


async def openapi(_ask: Ask) -> dict[str, Any]:
    """GET /sim/openapi.json: the description of this API."""
    return description()


async def reset(ask: Ask) -> dict[str, Any]:
    """POST /sim/reset: nobody, nothing said, no faults."""
    ask.platform.reset()
    return {}


async def content(ask: Ask) -> web.StreamResponse:
    """GET /sim/content/{messageId}: what a person sent, for the phones."""
    found = ask.platform.world.contents.get(ask.path["messageId"])
    if found is None or found.gone:
        raise Rejected(404, "no such content")
    return web.Response(body=found.data, content_type=found.content_type)


async def rich_menu_image(ask: Ask) -> web.StreamResponse:
    """GET /sim/richmenus/{richMenuId}/image, for the phones."""
    for channel in ask.platform.world.channels.values():
        menu = channel.rich_menus.menus.get(ask.path["richMenuId"])
        if menu is not None and menu.image is not None:
            return web.Response(body=menu.image, content_type=menu.image_type)
    raise Rejected(404, "no such picture")


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "channelId": channel.channel_id,
        "name": channel.name,
        "basicId": channel.basic_id,
        "userId": channel.user_id,
        "plan": channel.plan,
        "pictureUrl": channel.picture_url,
    }


def _channels_where(channels: dict[str, Channel], user_id: str, *, blocked: bool) -> list[str]:
    return [
        channel.channel_id
        for channel in channels.values()
        if (friend := channel.friends.get(user_id)) and friend.follows and friend.blocked == blocked
    ]


def _usage(ask: Ask, channel: Channel) -> dict[str, Any]:
    kinds = {
        kind: {
            **_sum(list(recipients.values())),
            "recipients": [
                {"to": to, "name": ask.platform.world.name(to), **_sum([tally])} for to, tally in recipients.items()
            ],
        }
        for kind, recipients in channel.usage.tallies.items()
    }
    every = [tally for recipients in channel.usage.tallies.values() for tally in recipients.values()]
    return {
        "channelId": channel.channel_id,
        "name": channel.name,
        "plan": channel.plan,
        "quota": channel.quota,
        "usedThisMonth": channel.usage.this_month(ask.platform.clock.now()),
        **_sum(every),
        "kinds": kinds,
    }


def _sum(tallies: list[Tally]) -> dict[str, int]:
    return {
        "deliveries": sum(tally.deliveries for tally in tallies),
        "messages": sum(tally.messages for tally in tallies),
        "counted": sum(tally.counted for tally in tallies),
        "vanished": sum(tally.vanished for tally in tallies),
    }
