"""The buttons that a finger could press now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from simulator.screen.text import flex_text
from simulator.world import Chat, Entry, RichMenu

Action = dict[str, Any]
Where = Literal["flex", "template", "imagemap", "quickReply", "richMenu"]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what is written on it, where it is, and what it does."""

    label: str
    where: Where
    entry_id: str | None
    action: Action

    def as_json(self) -> dict[str, Any]:
        """What GET …/chat shows of it."""
        return {"label": self.label, "in": self.where, "entryId": self.entry_id, "action": self.action}


def buttons(chat: Chat, rich_menu: RichMenu | None) -> list[Button]:
    """All buttons from top to bottom. Old messages keep theirs; quick replies show under the last message only."""
    found = [button for entry in chat.entries if entry.sender == "bot" for button in _in_message(entry)]
    found += _quick_replies(chat)
    for area in rich_menu.body["areas"] if rich_menu else ():
        found.append(Button(label_of(area["action"]), "richMenu", None, area["action"]))
    return found


def label_of(action: Action) -> str:
    """The label of an action, or what stands in for one where LINE lets it be left out."""
    for name in ("label", "displayText", "text", "clipboardText", "richMenuAliasId", "uri", "linkUri", "data"):
        if action.get(name):
            return str(action[name])
    return ""


def _in_message(entry: Entry) -> Iterator[Button]:
    message = entry.message
    if message["type"] == "template":
        for action in _template_actions(message["template"]):
            yield Button(label_of(action), "template", entry.id, action)
    elif message["type"] == "imagemap":
        for action in message["actions"]:
            yield Button(label_of(action), "imagemap", entry.id, _as_action(action))
    elif message["type"] == "flex":
        for label, action in _flex_actions(message["contents"]):
            yield Button(label, "flex", entry.id, action)


def _quick_replies(chat: Chat) -> list[Button]:
    last = next((entry for entry in reversed(chat.entries) if entry.sender != "system"), None)
    if last is None or last.sender != "bot" or chat.used_quick_reply == last.id:
        return []
    items = (last.message.get("quickReply") or {}).get("items", ())
    return [Button(label_of(item["action"]), "quickReply", last.id, item["action"]) for item in items]


def _template_actions(template: dict[str, Any]) -> Iterator[Action]:
    if template.get("defaultAction"):
        yield template["defaultAction"]
    yield from template.get("actions", ())
    for column in template.get("columns", ()):
        if "action" in column:
            yield column["action"]
        if column.get("defaultAction"):
            yield column["defaultAction"]
        yield from column.get("actions", ())


def _flex_actions(component: Any) -> Iterator[tuple[str, Action]]:
    """Every component with an action, under its label or, lacking one, the words inside it."""
    if isinstance(component, list):
        for part in component:
            yield from _flex_actions(part)
    elif isinstance(component, dict):
        action = component.get("action")
        if action:
            yield action.get("label") or flex_text(component) or label_of(action), action
        for part in ("header", "hero", "body", "footer", "contents"):
            yield from _flex_actions(component.get(part))


def _as_action(imagemap_action: dict[str, Any]) -> Action:
    """An imagemap action in the form of the other actions."""
    if imagemap_action["type"] == "uri":
        return {"type": "uri", "label": label_of(imagemap_action), "uri": imagemap_action["linkUri"]}
    return {name: value for name, value in imagemap_action.items() if name != "area"}
