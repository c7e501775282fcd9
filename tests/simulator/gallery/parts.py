"""Short ways to write message objects."""

from typing import Any

Json = dict[str, Any]

PICTURES = "https://pictures.example"  # the browser gets these from the folder pictures; nothing is fetched


def text(words: str, **more: Any) -> Json:
    """A text message."""
    return {"type": "text", "text": words, **more}


def postback(label: str, data: str = "pressed", **more: Any) -> Json:
    """A postback action."""
    return {"type": "postback", "label": label, "data": data, **more}


def says(label: str, words: str | None = None) -> Json:
    """A message action."""
    return {"type": "message", "label": label, "text": words or label}


def picks(label: str, mode: str, **more: Any) -> Json:
    """A date picker action."""
    return {"type": "datetimepicker", "label": label, "data": f"picked {mode}", "mode": mode, **more}


def opens(label: str, uri: str = "https://example.com/guide") -> Json:
    """A link action."""
    return {"type": "uri", "label": label, "uri": uri}


def box(layout: str, *contents: Json, **more: Any) -> Json:
    """A Flex box."""
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def words(content: str, **more: Any) -> Json:
    """A Flex text."""
    return {"type": "text", "text": content, "wrap": True, **more}


def button(action: Json, style: str = "primary", **more: Any) -> Json:
    """A Flex button."""
    return {"type": "button", "action": action, "style": style, "height": "sm", **more}


def flex(alt_text: str, *bubbles: Json) -> Json:
    """A Flex message of one bubble, or a carousel."""
    contents = bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": list(bubbles)}
    return {"type": "flex", "altText": alt_text, "contents": contents}


def template(alt_text: str, kind: str, **content: Any) -> Json:
    """A template message."""
    return {"type": "template", "altText": alt_text, "template": {"type": kind, **content}}
