"""Make people; let them act. The same acts happen in one-to-one chats and in groups."""

import base64
import binascii
from typing import Any

from aiohttp import web

from simulator import ids
from simulator.acts import friendship, messages, press
from simulator.acts.place import Place
from simulator.control.ask import Ask, Rejected
from simulator.screen import chat_view
from simulator.world import Person


async def add_person(ask: Ask) -> dict[str, Any]:
    """POST /sim/people."""
    person = Person(
        user_id=ask.new_id("userId", ids.user_id),
        name=ask.text("name"),
        picture_url=ask.optional_text("pictureUrl"),
        status_message=ask.optional_text("statusMessage"),
        language=ask.body.get("language", "th"),
        shares_user_id=bool(ask.body.get("sharesUserId", True)),
    )
    if person.user_id in ask.platform.world.people:
        raise Rejected(409, f"there is a person {person.user_id} already")
    ask.platform.world.people[person.user_id] = person
    ask.platform.journal.announce({"type": "world"})
    return {"userId": person.user_id, "name": person.name}


async def follow(ask: Ask) -> dict[str, Any]:
    """POST /sim/people/{userId}/follow."""
    friendship.follow(ask.place())
    return {}


async def unfollow(ask: Ask) -> dict[str, Any]:
    """POST /sim/people/{userId}/unfollow: blocks the bot."""
    friendship.unfollow(ask.place())
    return {}


async def text(ask: Ask) -> dict[str, Any]:
    """POST …/text."""
    place = writing_place(ask)
    words = ask.text("text")
    extra: dict[str, Any] = {}
    if ask.body.get("mention") is True and place.channel is not None:
        words, extra["mention"] = messages.mention_bot(place.channel.name, words, place.channel.user_id)
    elif isinstance(ask.body.get("mention"), dict):
        extra["mention"] = ask.body["mention"]
    if "emojis" in ask.body:
        extra["emojis"] = ask.body["emojis"]
    entry = messages.say(place, words, quote=ask.optional_text("quote"), extra=extra)
    return {"messageId": entry.id}


async def sticker(ask: Ask) -> dict[str, Any]:
    """POST …/sticker."""
    shown: dict[str, Any] = {"type": "sticker", "packageId": ask.text("packageId"), "stickerId": ask.text("stickerId")}
    told = {**shown, "stickerResourceType": ask.body.get("stickerResourceType", "STATIC")}
    for name in ("keywords", "text"):
        if name in ask.body:
            told[name] = ask.body[name]
    entry = messages.send(writing_place(ask), shown, told, quote=ask.optional_text("quote"))
    return {"messageId": entry.id}


async def location(ask: Ask) -> dict[str, Any]:
    """POST …/location."""
    message: dict[str, Any] = {"type": "location"}
    message |= {name: ask.body[name] for name in ("title", "address") if name in ask.body}
    message |= {name: ask.number(name) for name in ("latitude", "longitude")}
    return {"messageId": messages.send(writing_place(ask), message, message).id}


async def file(ask: Ask) -> dict[str, Any]:
    """POST …/file: multipart with a `file` part, or JSON with `base64`."""
    if "file" in ask.body:
        return _uploaded(ask)
    try:
        data = base64.b64decode(ask.text("base64"), validate=True)
    except binascii.Error:
        raise Rejected(400, "base64 is not base64") from None
    attachment = messages.Attachment(
        name=ask.text("fileName"),
        content_type=ask.body.get("contentType") or "application/octet-stream",
        data=data,
        duration=int(ask.number("duration")) if "duration" in ask.body else None,
        prepare_seconds=ask.number("prepareSeconds", 0),
        image_set=ask.body.get("imageSet"),
    )
    return {"messageId": messages.send_file(writing_place(ask), attachment).id}


async def tap(ask: Ask) -> dict[str, Any]:
    """POST …/tap: press what is visible, as a finger would."""
    place = writing_place(ask)
    try:
        aim = press.Aim(ask.text("label"), ask.optional_text("entryId"), ask.body.get("action"))
        return press.tap(place, aim, ask.optional_text("value"))
    except press.NotVisible as error:
        visible = [button.as_json() for button in error.visible]
        labels = [button.label for button in error.visible]
        raise Rejected(404, str(error), visible=labels, buttons=visible) from error
    except ValueError as error:
        raise Rejected(400, str(error)) from None


async def postback(ask: Ask) -> dict[str, Any]:
    """POST …/postback: a postback as from any button, visible or not."""
    press.postback(writing_place(ask), ask.text("data"), ask.body.get("params"))
    return {}


async def unsend(ask: Ask) -> dict[str, Any]:
    """POST …/unsend."""
    place = ask.place()
    entry = ask.own_entry(place, ask.optional_text("messageId"))
    messages.unsend(place, entry)
    return {"messageId": entry.id}


async def edit(ask: Ask) -> dict[str, Any]:
    """POST /sim/groups/{groupId}/edit: LINE lets people edit texts in groups only."""
    place = ask.place()
    entry = ask.own_entry(place, ask.optional_text("messageId"))
    if entry.message["type"] != "text":
        raise Rejected(409, "only texts can be edited")
    messages.edit(place, entry, ask.text("text"))
    return {"messageId": entry.id}


async def chat(ask: Ask) -> dict[str, Any]:
    """GET …/chat: what the phone shows."""
    world = ask.platform.world
    now = ask.platform.clock.now()
    if "groupId" in ask.path:
        group = ask.group()
        return chat_view(world, group.chat, group.name, None, now)
    place = ask.place()
    channel = ask.channel()
    menu = channel.rich_menus.shown_to(place.person.user_id)
    return chat_view(world, place.chat, channel.name, menu, now)


def writing_place(ask: Ask) -> Place:
    """The place of an act that somebody who blocked the bot cannot do before unblocking it."""
    place = ask.place()
    if place.group is None and place.channel is not None and place.channel.friend(place.person.user_id).blocked:
        raise Rejected(409, f"{place.person.name} has blocked {place.channel.name}")
    return place


def _uploaded(ask: Ask) -> dict[str, Any]:
    part = ask.body["file"]
    if not isinstance(part, web.FileField):
        raise Rejected(400, "file is no uploaded file")
    attachment = messages.Attachment(part.filename, part.content_type, part.file.read())
    return {"messageId": messages.send_file(writing_place(ask), attachment).id}
