"""Pictures of the annual calendar, to be sent and forwarded."""

from bot.pictures.calendar import year_picture
from bot.pictures.rendering import PREVIEW_HEIGHT, PREVIEW_WIDTH, as_png

__all__ = ["PREVIEW_HEIGHT", "PREVIEW_WIDTH", "as_png", "year_picture"]
