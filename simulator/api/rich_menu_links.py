"""Who sees which rich menu: one person, many, or whole menus replaced in batches."""

from functools import partial
from typing import Any

from simulator.api.call import Answer, Call, refused
from simulator.api.people import user_id_in_path
from simulator.api.rich_menus import menu_named, menu_to_show
from simulator.clock import iso
from simulator.rules import check_batch, check_bulk_link, check_bulk_unlink
from simulator.world import RichMenuBatch, RichMenus

_BATCH_SECONDS = 1.0


async def get(call: Call) -> Answer:
    """GET /v2/bot/user/{userId}/richmenu."""
    menu_id = call.channel.rich_menus.links.get(user_id_in_path(call))
    if menu_id is None:
        raise refused(404, "the user has no richmenu")
    return Answer({"richMenuId": menu_id})


async def link(call: Call) -> Answer:
    """POST /v2/bot/user/{userId}/richmenu/{richMenuId}: 200 also when the person is no friend."""
    user_id = user_id_in_path(call)
    call.channel.rich_menus.links[user_id] = menu_to_show(call, call.path).rich_menu_id
    call.platform.journal.chat_changed(user_id, call.channel.channel_id)
    return Answer()


async def unlink(call: Call) -> Answer:
    """DELETE /v2/bot/user/{userId}/richmenu."""
    user_id = user_id_in_path(call)
    call.channel.rich_menus.links.pop(user_id, None)
    call.platform.journal.chat_changed(user_id, call.channel.channel_id)
    return Answer()


async def bulk_link(call: Call) -> Answer:
    """POST /v2/bot/richmenu/bulk/link."""
    call.ensure(check_bulk_link(call.body))
    menu = menu_to_show(call, call.body)
    for user_id in call.body["userIds"]:
        call.channel.rich_menus.links[user_id] = menu.rich_menu_id
        call.platform.journal.chat_changed(user_id, call.channel.channel_id)
    return Answer({}, 202)


async def bulk_unlink(call: Call) -> Answer:
    """POST /v2/bot/richmenu/bulk/unlink."""
    call.ensure(check_bulk_unlink(call.body))
    for user_id in call.body["userIds"]:
        call.channel.rich_menus.links.pop(user_id, None)
        call.platform.journal.chat_changed(user_id, call.channel.channel_id)
    return Answer({}, 202)


async def validate_batch(call: Call) -> Answer:
    """POST /v2/bot/richmenu/validate/batch."""
    _check_batch(call)
    return Answer()


async def batch(call: Call) -> Answer:
    """POST /v2/bot/richmenu/batch: worked off in the background."""
    _check_batch(call)
    menus = call.channel.rich_menus
    done_at = call.now + _BATCH_SECONDS
    menus.batches[call.request_id] = RichMenuBatch(call.now, done_at)
    call.platform.agenda.add(done_at, partial(_apply, menus, call.body["operations"]))
    return Answer({}, 202)


async def batch_progress(call: Call) -> Answer:
    """GET /v2/bot/richmenu/progress/batch."""
    found = call.channel.rich_menus.batches.get(call.query.get("requestId", ""))
    if found is None:
        raise refused(404, "Not found")
    answer = {"phase": "ongoing", "acceptedTime": iso(found.accepted_at)}
    if call.now >= found.completed_at:
        answer |= {"phase": "succeeded", "completedTime": iso(found.completed_at)}
    return Answer(answer)


def _check_batch(call: Call) -> None:
    call.ensure(check_batch(call.body))
    for operation in call.body["operations"]:
        if "from" in operation:
            menu_named(call, operation, "from")
        if "to" in operation:
            menu_to_show(call, operation, "to")


def _apply(menus: RichMenus, operations: list[dict[str, Any]]) -> None:
    moves = {operation["from"]: operation.get("to") for operation in operations if operation["type"] != "unlinkAll"}
    everybody = len(moves) < len(operations)
    for user_id, menu_id in list(menus.links.items()):
        target = None if everybody else moves.get(menu_id, menu_id)
        if target is None:
            del menus.links[user_id]
        else:
            menus.links[user_id] = target
