"""The words in a message, as somebody reading the screen sees them."""

import re
from collections.abc import Callable
from typing import Any

_PLACES = re.compile(r"\{\{|\}\}|\{(?P<key>\w+)\}")


def visible_text(message: dict[str, Any], name_of: Callable[[str], str] = str) -> str:
    """All words of a message object, line by line, from top to bottom; button labels included.

    `name_of` tells the name behind a user id that is mentioned.
    """
    if message["type"] == "textV2":
        return _text_v2(message, name_of)
    lines = _LINES.get(message["type"], _no_lines)
    return "\n".join(line for line in lines(message) if line)


def flex_text(component: dict[str, Any]) -> str:
    """The words inside a Flex component, joined by blanks."""
    return " ".join(line for line in _flex(component) if line)


def _no_lines(_message: dict[str, Any]) -> list[str]:
    return []


def _text_v2(message: dict[str, Any], name_of: Callable[[str], str]) -> str:
    substitution = message.get("substitution") or {}

    def shown(place: re.Match[str]) -> str:
        key = place["key"]
        if key is None:
            return place[0][0]  # a doubled brace stands for itself
        if substitution[key]["type"] == "emoji":
            return "(emoji)"
        mentionee = substitution[key]["mentionee"]
        return "@All" if mentionee["type"] == "all" else f"@{name_of(mentionee['userId'])}"

    return _PLACES.sub(shown, message["text"])


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
    "template": _template,
    "flex": lambda message: _flex(message["contents"]),
    "imagemap": lambda message: [message["altText"]],
    "location": lambda message: [message.get("title", ""), message.get("address", "")],
    "file": lambda message: [message["fileName"]],
}
