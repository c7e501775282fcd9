"""`make pictures`: draws what is drawn. Needs Chromium."""

from docs.pictures.journey import draw_journey
from docs.pictures.rich_menus import draw_rich_menus

draw_rich_menus()
draw_journey()
