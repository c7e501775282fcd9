"""Rich menus: one for each role. Made once per channel and picture, linked when somebody's role changes."""

from bot.rich_menus.linking import link_menus
from bot.rich_menus.menus import MENUS, Menu

__all__ = ["MENUS", "Menu", "link_menus"]
