"""Messages of every kind, for tests and screenshots of the page of phones."""

from tests.simulator.gallery.messages import MESSAGES
from tests.simulator.gallery.parts import PICTURES, Json
from tests.simulator.gallery.rich_menus import RICH_MENUS

__all__ = ["MESSAGES", "PICTURES", "RICH_MENUS", "Json"]
