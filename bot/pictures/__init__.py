"""Pictures for chats: of the annual calendar, and small ones of what is announced."""

from bot.pictures.calendar import year_picture
from bot.pictures.rendering import PREVIEW_HEIGHT, PREVIEW_WIDTH, as_png, small

__all__ = ["PREVIEW_HEIGHT", "PREVIEW_WIDTH", "as_png", "small", "year_picture"]
