"""What stands in each role's menu. The pictures are drawn from this table by `make pictures`."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.people import Person, Role

WIDTH, HEIGHT, COLUMNS, ROWS = 1200, 810, 3, 2
PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True)
class Menu:
    """A menu of six fields: (label, postback data), row by row."""

    role: str
    chat_bar: str
    fields: tuple[tuple[str, str], ...]

    @property
    def picture(self) -> bytes:
        """The PNG."""
        return (PICTURES / f"{self.role}.png").read_bytes()

    @property
    def alias(self) -> str:
        """Alias at LINE; changes with content and picture, because a menu at LINE can't be changed."""
        content = json.dumps([self.chat_bar, self.fields]).encode() + self.picture
        return f"{self.role}-{hashlib.sha256(content).hexdigest()[:12]}"

    def as_line_wants(self) -> dict[str, Any]:
        """The menu object (Messaging API reference, Rich menu object)."""
        return {
            "size": {"width": WIDTH, "height": HEIGHT},
            "selected": True,
            "name": self.alias,
            "chatBarText": self.chat_bar,
            "areas": [
                {
                    "bounds": {
                        "x": index % COLUMNS * (WIDTH // COLUMNS),
                        "y": index // COLUMNS * (HEIGHT // ROWS),
                        "width": WIDTH // COLUMNS,
                        "height": HEIGHT // ROWS,
                    },
                    "action": {"type": "postback", "label": label, "data": data, "displayText": label},
                }
                for index, (label, data) in enumerate(self.fields)
            ],
        }


MENUS = {
    menu.role: menu
    for menu in (
        Menu(
            "teacher",
            "เมนู",
            (
                ("ขอคำปรึกษา", "ask"),
                ("เรื่องของฉัน", "mine"),
                ("ศน.ว่างวันไหน", "free_times"),
                ("คุยกับเจ้าหน้าที่", "human"),
                ("ข้อมูลของฉัน", "my_data"),
                ("วิธีใช้", "help"),
            ),
        ),
        Menu(
            "supervisor",
            "เมนู ศน.",
            (
                ("งานของฉัน", "mine"),
                ("นัด 7 วันนี้", "week"),
                ("ไปราชการ / ลา", "absence"),
                ("เวลาว่าง ศน.", "free_times"),
                ("คุยกับเจ้าหน้าที่", "human"),
                ("วิธีใช้", "help"),
            ),
        ),
        Menu(
            "director",
            "เมนู ผอ.",
            (
                ("รอพิจารณา", "mine"),
                ("นัด 7 วันนี้", "week"),
                ("ให้รักษาการ", "delegate"),
                ("ไปราชการ / ลา", "absence"),
                ("เวลาว่าง ศน.", "free_times"),
                ("วิธีใช้", "help"),
            ),
        ),
        Menu(
            "clerk",
            "เมนูธุรการ",
            (
                ("รอพิจารณา", "mine"),
                ("เวลาว่าง ศน.", "free_times"),
                ("ให้รักษาการ", "delegate"),
                ("เวลาทำการ", "hours"),
                ("ข้อมูลของฉัน", "my_data"),
                ("วิธีใช้", "help"),
            ),
        ),
    )
}


def menu_of(person: Person) -> Menu | None:
    """The menu of a member of staff; None for everybody else, who sees the default one."""
    for role, name in (
        (Role.DIRECTOR, "director"),
        (Role.ACTING_DIRECTOR, "director"),
        (Role.SUPERVISOR, "supervisor"),
        (Role.CLERK, "clerk"),
    ):
        if person.may(role):
            return MENUS[name]
    return None
