"""`make pictures`: draws what is drawn. Needs Chromium."""

from docs.pictures.console import draw_console
from docs.pictures.journey import draw_journey
from docs.pictures.rich_menus import draw_rich_menus

draw_rich_menus()
draw_journey()
draw_console()
