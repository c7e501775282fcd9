"""Rich menu aliases: names that tabs switch to."""

from simulator.api.call import Answer, Call, refused
from simulator.api.rich_menus import menu_to_show
from simulator.rules import check_alias, check_alias_target

_ALIASES_A_CHANNEL = 1000


async def create(call: Call) -> Answer:
    """POST /v2/bot/richmenu/alias."""
    call.ensure(check_alias(call.body))
    aliases = call.channel.rich_menus.aliases
    if call.body["richMenuAliasId"] in aliases:
        raise refused(400, "conflict richmenu alias id")
    if len(aliases) >= _ALIASES_A_CHANNEL:
        raise refused(400, "the number of richmenu alias has reached the limit")
    aliases[call.body["richMenuAliasId"]] = menu_to_show(call, call.body).rich_menu_id
    return Answer()


async def get(call: Call) -> Answer:
    """GET /v2/bot/richmenu/alias/{richMenuAliasId}."""
    alias = _existing(call)
    return Answer(_as_json(alias, call.channel.rich_menus.aliases[alias]))


async def update(call: Call) -> Answer:
    """POST /v2/bot/richmenu/alias/{richMenuAliasId}: let it lead elsewhere."""
    alias = _existing(call)
    call.ensure(check_alias_target(call.body))
    call.channel.rich_menus.aliases[alias] = menu_to_show(call, call.body).rich_menu_id
    return Answer()


async def delete(call: Call) -> Answer:
    """DELETE /v2/bot/richmenu/alias/{richMenuAliasId}."""
    del call.channel.rich_menus.aliases[_existing(call)]
    return Answer()


async def list_all(call: Call) -> Answer:
    """GET /v2/bot/richmenu/alias/list."""
    return Answer({"aliases": [_as_json(*item) for item in call.channel.rich_menus.aliases.items()]})


def _existing(call: Call) -> str:
    alias = call.path["richMenuAliasId"]
    if alias not in call.channel.rich_menus.aliases:
        raise refused(404, "richmenu alias not found")
    return alias


def _as_json(alias: str, rich_menu_id: str) -> dict[str, str]:
    return {"richMenuAliasId": alias, "richMenuId": rich_menu_id}
