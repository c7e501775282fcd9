"""A chat as JSON for the page of phones and for tests."""

from typing import Any

from simulator.clock import iso
from simulator.screen.buttons import buttons
from simulator.screen.text import visible_text
from simulator.world import Chat, Entry, RichMenu, World


def chat_view(world: World, chat: Chat, title: str, rich_menu: RichMenu | None, now: float) -> dict[str, Any]:
    """What the phone shows, from top to bottom."""
    return {
        "chatId": chat.chat_id,
        "title": title,
        "entries": [_entry_view(world, entry) for entry in chat.entries],
        "buttons": [button.as_json() for button in buttons(chat, rich_menu)],
        "richMenu": rich_menu_view(rich_menu) if rich_menu else None,
        "loading": now < chat.loading_until,
    }


def rich_menu_view(menu: RichMenu) -> dict[str, Any]:
    """A rich menu with the address of its picture."""
    return {**menu.response(), "imageUrl": f"/sim/richmenus/{menu.rich_menu_id}/image"}


def _entry_view(world: World, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": iso(entry.at),
        "from": entry.sender,
        "userId": entry.user_id,
        "name": entry.name,
        "message": {"type": "unsent"} if entry.unsent else entry.message,
        "text": "" if entry.unsent else visible_text(entry.message, world.name),
        "notificationDisabled": entry.silent,
        "unsent": entry.unsent,
        "edited": entry.edited,
        "read": entry.read,
        "quoted": _quoted_view(world, entry),
    }


def _quoted_view(world: World, entry: Entry) -> dict[str, Any] | None:
    found = world.entries.get(entry.quoted_id or "")
    if found is None:
        return None
    quoted = found[1]
    return {
        "id": quoted.id,
        "name": quoted.name,
        "text": "" if quoted.unsent else visible_text(quoted.message, world.name),
    }
