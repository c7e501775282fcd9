"""Pictures of rich menus, drawn by the browser from the labels of their areas."""

from playwright.sync_api import Browser, ViewportSize

from tests.simulator.client import Client
from tests.simulator.gallery import Json

_COLOURS = ("#E3F2EA", "#E6EEFA", "#FBEFD9", "#F3E8F8", "#FBE6E6", "#E8F0F2")
_STYLE = """
    @font-face { font-family: Menu; font-weight: 700;
        src: url("ADDRESS/sim/assets/fonts/noto-sans-thai-looped-thai-700-normal.woff2"); }
    body { margin: 0; position: relative; font: 700 46px Menu, sans-serif; color: #17324A }
    div { position: absolute; display: grid; place-items: center; box-sizing: border-box; border: 3px solid #fff }
"""


def add_menus(started: Browser, api: Client, menus: dict[str, Json], address: str) -> dict[str, str]:
    """Create the menus with pictures and aliases of their own names; gives their ids."""
    created = {}
    for name, menu in menus.items():
        created[name] = menu_id = api.post("/v2/bot/richmenu", menu).json["richMenuId"]
        image = _picture(started, menu, address)
        api.call("POST", f"/v2/bot/richmenu/{menu_id}/content", image, Content_Type="image/png")
        api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": name, "richMenuId": menu_id})
    return created


def _picture(started: Browser, menu: Json, address: str) -> bytes:
    page = started.new_page(viewport=ViewportSize(**menu["size"]))
    areas = "".join(_area(number, area, menu["name"]) for number, area in enumerate(menu["areas"]))
    page.goto(f"{address}/sim/clock")  # fonts may only be loaded from the page's own address
    page.set_content(f"<style>{_STYLE.replace('ADDRESS', address)}</style>{areas}")
    page.evaluate("document.fonts.ready")
    image = page.screenshot()
    page.close()
    return image


def _area(number: int, area: Json, name: str) -> str:
    place = "".join(
        f"{css}:{area['bounds'][side]}px;"
        for css, side in (("left", "x"), ("top", "y"), ("width", "width"), ("height", "height"))
    )
    is_tab = area["action"]["type"] == "richmenuswitch"
    shut = is_tab and area["action"]["richMenuAliasId"] != name
    colour = "#B9C6D3" if shut else "#FFFFFF" if is_tab else _COLOURS[number % len(_COLOURS)]
    return f"<div style='{place}background:{colour}'>{area['action']['label']}</div>"
