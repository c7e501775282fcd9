"""The words in a message, as somebody reading the screen sees them."""

from collections.abc import Callable
from typing import Any


def visible_text(message: dict[str, Any]) -> str:
    """All words of a message object, line by line, from top to bottom; button labels included."""
    lines = _LINES.get(message["type"], _no_lines)
    return "\n".join(line for line in lines(message) if line)


def flex_text(component: dict[str, Any]) -> str:
    """The words inside a Flex component, joined by blanks."""
    return " ".join(line for line in _flex(component) if line)


def _no_lines(_message: dict[str, Any]) -> list[str]:
    return []


def _text_v2(message: dict[str, Any]) -> list[str]:
    text = message["text"]
    for key, value in (message.get("substitution") or {}).items():
        mentionee = value.get("mentionee") or {}
        shown = "@All" if mentionee.get("type") == "all" else f"@{mentionee.get('userId', '')}"
        text = text.replace("{" + key + "}", shown if value.get("type") == "mention" else "(emoji)")
    return [text.replace("{{", "{").replace("}}", "}")]


def _template(message: dict[str, Any]) -> list[str]:
    template = message["template"]
    lines = [template.get("title", ""), template.get("text", "")]
    lines += [action.get("label", "") for action in template.get("actions", ())]
    for column in template.get("columns", ()):
        lines += [column.get("title", ""), column.get("text", "")]
        actions = column.get("actions") or [column["action"]]
        lines += [action.get("label", "") for action in actions]
    return lines


def _flex(component: Any) -> list[str]:
    if isinstance(component, list):
        return [line for part in component for line in _flex(part)]
    if not isinstance(component, dict):
        return []
    kind = component.get("type")
    if kind == "button":
        return [component["action"].get("label", "")]
    if kind in ("text", "span"):
        spans = component.get("contents")
        return ["".join(_flex(spans))] if spans else [component.get("text", "")]
    parts = ("header", "hero", "body", "footer", "contents")
    return [line for part in parts for line in _flex(component.get(part))]


_LINES: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "text": lambda message: [message["text"]],
    "textV2": _text_v2,
    "template": _template,
    "flex": lambda message: _flex(message["contents"]),
    "imagemap": lambda message: [message["altText"]],
    "location": lambda message: [message.get("title", ""), message.get("address", "")],
    "file": lambda message: [message["fileName"]],
}
