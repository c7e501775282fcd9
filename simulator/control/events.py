"""Send any event to a bot: types that nobody presses here, types that LINE will invent, malformed ones."""

from typing import Any

from simulator import ids
from simulator.control.ask import Ask, Rejected
from simulator.webhooks.events import Event, group_source, new_event, user_source
from simulator.world import Channel


async def send_events(ask: Ask) -> dict[str, Any]:
    """POST /sim/events: all in one webhook call.

    What an event leaves out is filled in; a null leaves a property out. With `"raw": true` nothing is touched.
    """
    channel = ask.channel()
    wanted = ask.body.get("events")
    if not isinstance(wanted, list) or not all(isinstance(event, dict) for event in wanted):
        raise Rejected(400, "events must be a list of objects")
    events = wanted if ask.body.get("raw") else [_completed(ask, channel, event) for event in wanted]
    ask.platform.courier.send(channel, _chat_id(ask), *events)
    return {"events": events}


def _completed(ask: Ask, channel: Channel, event: Event) -> Event:
    if not isinstance(event.get("type"), str):
        raise Rejected(400, "an event needs a type")
    own = dict(event)
    if isinstance(own.get("message"), dict):
        own["message"] = {"id": ids.message_id(), **own["message"]}
    complete = new_event(
        channel,
        event["type"],
        at=ask.platform.clock.now(),
        chat_id=_chat_id(ask),
        source=_source(ask, event["type"]),
        own={},
    )
    return {name: value for name, value in {**complete, **own}.items() if value is not None}


def _source(ask: Ask, event_type: str) -> Event | None:
    if "groupId" in ask.body:
        group = ask.platform.world.groups.get(ask.text("groupId"))
        if group is None:
            raise Rejected(404, f"no group {ask.text('groupId')}")
        return group_source(group, event_type, ask.optional_text("userId"))
    return user_source(ask.person().user_id) if "userId" in ask.body else None


def _chat_id(ask: Ask) -> str:
    return str(ask.body.get("groupId") or ask.body.get("userId") or "")
