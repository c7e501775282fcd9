"""The rich menus of a channel, and who sees which."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class RichMenu:
    """A rich menu object as it was created, with its picture once uploaded."""

    rich_menu_id: str
    body: dict[str, Any]
    image: bytes | None = None
    image_type: str = ""

    def response(self) -> dict[str, Any]:
        """LINE's rich menu response object."""
        return {"richMenuId": self.rich_menu_id, **self.body}


@dataclass(slots=True)
class RichMenuBatch:
    """A batch of replacements, worked off in the background."""

    accepted_at: float
    completed_at: float


@dataclass(slots=True)
class RichMenus:
    """All that the rich menu endpoints of one channel work on."""

    menus: dict[str, RichMenu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # user id -> rich menu id
    default_id: str | None = None
    batches: dict[str, RichMenuBatch] = field(default_factory=dict)

    def shown_to(self, user_id: str) -> RichMenu | None:
        """The person's own menu, else the default one."""
        return self.menus.get(self.links.get(user_id) or self.default_id or "")

    def delete(self, rich_menu_id: str) -> None:
        """Take a menu away from everybody; its aliases stay and lead nowhere."""
        del self.menus[rich_menu_id]
        self.links = {user: menu for user, menu in self.links.items() if menu != rich_menu_id}
        if self.default_id == rich_menu_id:
            self.default_id = None
