"""What a phone shows: the text of messages, and the buttons that a finger could press now. Pure functions."""

from simulator.screen.buttons import Button, buttons
from simulator.screen.text import visible_text
from simulator.screen.view import chat_view, rich_menu_view

__all__ = ["Button", "buttons", "chat_view", "rich_menu_view", "visible_text"]
