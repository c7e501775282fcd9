"""Rich menus: make, show and delete them, their pictures, and the default one."""

from collections.abc import Mapping

from simulator import ids
from simulator.api.call import Answer, Call, refused
from simulator.rules import check_rich_menu, check_rich_menu_image
from simulator.world import RichMenu

_MENUS_A_CHANNEL = 1000
_NO_IMAGE = "must upload richmenu image before applying it to user"


async def create(call: Call) -> Answer:
    """POST /v2/bot/richmenu."""
    call.ensure(check_rich_menu(call.body))
    menus = call.channel.rich_menus.menus
    if len(menus) >= _MENUS_A_CHANNEL:
        raise refused(400, "the number of richmenu has reached the limit")
    menu = RichMenu(ids.rich_menu_id(), call.body)
    menus[menu.rich_menu_id] = menu
    return Answer({"richMenuId": menu.rich_menu_id})


async def validate(call: Call) -> Answer:
    """POST /v2/bot/richmenu/validate."""
    call.ensure(check_rich_menu(call.body))
    return Answer()


async def list_all(call: Call) -> Answer:
    """GET /v2/bot/richmenu/list."""
    return Answer({"richmenus": [menu.response() for menu in call.channel.rich_menus.menus.values()]})


async def get(call: Call) -> Answer:
    """GET /v2/bot/richmenu/{richMenuId}."""
    return Answer(menu_named(call, call.path).response())


async def delete(call: Call) -> Answer:
    """DELETE /v2/bot/richmenu/{richMenuId}."""
    call.channel.rich_menus.delete(menu_named(call, call.path).rich_menu_id)
    return Answer()


async def upload_image(call: Call) -> Answer:
    """POST /v2/bot/richmenu/{richMenuId}/content: once."""
    menu = menu_named(call, call.path)
    content_type = call.headers.get("Content-Type", "")
    call.ensure(check_rich_menu_image(content_type, call.raw, menu.body["size"]))
    if menu.image is not None:
        raise refused(400, "An image has already been uploaded to the richmenu")
    menu.image, menu.image_type = call.raw, content_type.partition(";")[0].strip().lower()
    return Answer()


async def download_image(call: Call) -> Answer:
    """GET /v2/bot/richmenu/{richMenuId}/content."""
    menu = menu_named(call, call.path)
    if menu.image is None:
        raise refused(404, "Not found")
    return Answer(menu.image, 200, menu.image_type)


async def set_default(call: Call) -> Answer:
    """POST /v2/bot/user/all/richmenu/{richMenuId}."""
    call.channel.rich_menus.default_id = menu_to_show(call, call.path).rich_menu_id
    return Answer()


async def get_default(call: Call) -> Answer:
    """GET /v2/bot/user/all/richmenu."""
    if call.channel.rich_menus.default_id is None:
        raise refused(404, "no default richmenu")
    return Answer({"richMenuId": call.channel.rich_menus.default_id})


async def cancel_default(call: Call) -> Answer:
    """DELETE /v2/bot/user/all/richmenu."""
    call.channel.rich_menus.default_id = None
    return Answer()


def menu_named(call: Call, names: Mapping[str, str], name: str = "richMenuId") -> RichMenu:
    """The menu whose id stands under a name in the path or body."""
    menu = call.channel.rich_menus.menus.get(names[name])
    if menu is None:
        raise refused(404, "richmenu not found")
    return menu


def menu_to_show(call: Call, names: Mapping[str, str], name: str = "richMenuId") -> RichMenu:
    """The same, of a menu that is to be shown and so must have its picture."""
    menu = menu_named(call, names, name)
    if menu.image is None:
        raise refused(400, _NO_IMAGE)
    return menu
