"""Draws the rich menus from their table in bot/rich_menus/menus.py."""

import base64
from html import escape
from pathlib import Path

from bot.rich_menus.menus import HEIGHT, MENUS, PICTURES, WIDTH, Menu
from tests.browser import browser

FONTS = Path(__file__).parents[2] / "simulator" / "phones" / "fonts"

ICONS = {
    "ask": "M8 10h32a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H22l-9 8v-8H8a4 4 0 0 1-4-4V14a4 4 0 0 1 4-4z M15 20h18 M15 26h11",
    "mine": "M12 6h18l8 8v28H12z M30 6v8h8 M18 22h14 M18 28h14 M18 34h9",
    "free_times": "M6 10h36v32H6z M6 19h36 M15 5v9 M33 5v9 M24 25v8l5 3",
    "human": "M24 6a8 8 0 1 1 0 16a8 8 0 0 1 0-16z M8 42c0-9 7-14 16-14s16 5 16 14z",
    "my_data": "M6 10h36v28H6z M17 18a4.500 4.500 0 1 1 0 9a4.500 4.500 0 0 1 0-9z M10 33c1-4 4-5 7-5s6 1 7 5 M29 20h8 M29 27h8",
    "help": "M24 5a19 19 0 1 1 0 38a19 19 0 0 1 0-38z M18 19a6 6 0 1 1 9 5c-2 1-3 2-3 5 M24 35v.5",
    "week": "M6 10h36v32H6z M6 19h36 M15 5v9 M33 5v9 M14 26h4 M22 26h4 M30 26h4 M14 34h4 M22 34h4",
    "absence": "M10 42V16h28v26 M18 16v-6h12v6 M4 42h40 M18 24h4 M26 24h4 M18 32h4 M26 32h4",
    "delegate": "M16 8a7 7 0 1 1 0 14a7 7 0 0 1 0-14z M4 40c0-8 5-12 12-12s12 4 12 12 M32 16h12 M38 10l6 6l-6 6",
    "hours": "M24 5a19 19 0 1 1 0 38a19 19 0 0 1 0-38z M24 13v11l8 5",
}


def draw_rich_menus() -> None:
    """Write bot/rich_menus/pictures/*.png."""
    PICTURES.mkdir(exist_ok=True)
    with browser() as opened:
        page = opened.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for menu in MENUS.values():
            page.set_content(_html(menu))
            page.evaluate("document.fonts.ready")
            page.screenshot(path=PICTURES / f"{menu.role}.png")


def _html(menu: Menu) -> str:
    fields = "".join(
        f'<div class="{"first" if index == 0 else ""}"><svg viewBox="0 0 48 48"><path d="{ICONS[data]}"/></svg>'
        f"<span>{escape(label)}</span></div>"
        for index, (label, data) in enumerate(menu.fields)
    )
    return f"<style>{_font('thai')}{_font('latin')}{STYLE}</style><main>{fields}</main>"


def _font(subset: str) -> str:
    file = FONTS / f"noto-sans-thai-looped-{subset}-700-normal.woff2"
    data = base64.b64encode(file.read_bytes()).decode()
    ranges = "U+0E00-0E7F" if subset == "thai" else "U+0000-00FF"
    return (
        f"@font-face{{font-family:Menu;font-weight:700;src:url(data:font/woff2;base64,{data});unicode-range:{ranges}}}"
    )


STYLE = f"""
* {{ box-sizing: border-box; margin: 0; }}
main {{ width: {WIDTH}px; height: {HEIGHT}px; display: grid; grid-template: 1fr 1fr / 1fr 1fr 1fr; gap: 3px;
  background: #cfd9d6; }}
div {{ background: #fff; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 34px;
  font: 700 46px/1.3 Menu, sans-serif; color: #1b2b34; text-align: center; }}
div.first {{ background: #0b6b4f; color: #fff; }}
svg {{ width: 128px; fill: none; stroke: #0b6b4f; stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }}
div.first svg {{ stroke: #fff; }}
"""
