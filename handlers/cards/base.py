"""The parts that all cards are made of: one look, sizes and colours that stay readable in LINE's light and dark display.

Contrast of every text colour on its background is at least 4.5:1 (tests/handlers/test_cards.py computes it).
"""

from collections.abc import Sequence
from typing import Any

from handlers.turn import Message

INK = "#1B2B34"
QUIET = "#5B6770"
BRAND = "#0B6B4F"
WAIT = "#8A5300"
STOP = "#A3262A"
PAPER = "#FFFFFF"
LINE_GREY = "#D5DBDF"
TINTS = {BRAND: "#E3F2EC", WAIT: "#FBF0DC", STOP: "#FBE7E7", QUIET: "#EEF1F3"}

Part = dict[str, Any]


def text(words: str, *, size: str = "sm", color: str = INK, bold: bool = False, **more: Any) -> Part:
    """A text that wraps."""
    part: Part = {"type": "text", "text": words, "size": size, "color": color, "wrap": True, **more}
    if bold:
        part["weight"] = "bold"
    return part


def postback(label: str, data: str, **more: Any) -> Part:
    """An action that does what `data` says and shows `label` as the person's words."""
    return {"type": "postback", "label": label, "data": data, "displayText": label, **more}


def link(label: str, uri: str) -> Part:
    """An action that opens an address or dials a number."""
    return {"type": "uri", "label": label, "uri": uri}


def pick_moment(label: str, data: str, *, initial: str, earliest: str, latest: str) -> Part:
    """An action that opens the date and time wheel; wall clock as YYYY-MM-DDtHH:MM."""
    return {
        "type": "datetimepicker",
        "label": label,
        "data": data,
        "mode": "datetime",
        "initial": initial,
        "min": earliest,
        "max": latest,
    }


def button(action: Part, *, primary: bool = False) -> Part:
    """A button; one primary per card."""
    part: Part = {"type": "button", "action": action, "height": "sm", "style": "primary" if primary else "secondary"}
    if primary:
        part["color"] = BRAND
    return part


def chip(words: str, color: str) -> Part:
    """The state in a word or two, with a tint behind."""
    return {
        "type": "box",
        "layout": "vertical",
        "contents": [text(words, size="sm", color=color, bold=True, align="center")],
        "backgroundColor": TINTS[color],
        "cornerRadius": "12px",
        "paddingAll": "4px",
        "paddingStart": "10px",
        "paddingEnd": "10px",
        "flex": 0,
    }


def row(label: str, value: str) -> Part:
    """A line `label  value`."""
    return {
        "type": "box",
        "layout": "horizontal",
        "spacing": "md",
        "contents": [text(label, color=QUIET, flex=2), text(value, flex=5)],
    }


def column(contents: Sequence[Part], **more: Any) -> Part:
    """Parts under each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def bubble(
    title: str,
    *,
    state: tuple[str, str] | None = None,
    body: Sequence[Part] = (),
    buttons: Sequence[Part] = (),
) -> Part:
    """One card: title, state chip (words, colour), body, buttons."""
    head: list[Part] = [text(title, size="md", bold=True, flex=1)]
    if state is not None:
        head.append(chip(*state))
    top: Part = {"type": "box", "layout": "horizontal", "contents": head, "spacing": "md", "alignItems": "center"}
    part: Part = {
        "type": "bubble",
        "body": column(
            [top, {"type": "separator", "color": LINE_GREY}, *body],
            spacing="md",
            backgroundColor=PAPER,
        ),
    }
    if buttons:
        part["footer"] = column(buttons, spacing="sm", backgroundColor=PAPER)
    return part


def flex(alt_text: str, *bubbles: Part) -> Message:
    """A message of one card, or of several side by side; `alt_text` is the notification and carries the news."""
    contents: Part = bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": list(bubbles)}
    return {"type": "flex", "altText": alt_text[:400], "contents": contents}


def say(words: str) -> Message:
    """A plain text message."""
    return {"type": "text", "text": words}


def ask(words: str, *actions: Part) -> Message:
    """A question with its answers as buttons in a card, so that it works on LINE for PC too; typing always works."""
    card: Part = {
        "type": "bubble",
        "size": "kilo",
        "body": column([text(words, size="md")], backgroundColor=PAPER),
    }
    if actions:
        card["footer"] = column(
            [button(action, primary=index == 0) for index, action in enumerate(actions)],
            spacing="sm",
            backgroundColor=PAPER,
        )
    return {"type": "flex", "altText": words, "contents": card}


def image(original: str, preview: str) -> Message:
    """A picture that can be forwarded; both addresses are https, the small one is shown in the chat."""
    return {"type": "image", "originalContentUrl": original, "previewImageUrl": preview}


def progress(reached: int, of: int = 5) -> Part:
    """A slim line of `of` pieces, `reached` of them filled; its meaning stands beside it in words."""
    pieces = [
        column(
            [{"type": "filler"}], height="6px", cornerRadius="3px", backgroundColor=BRAND if i < reached else LINE_GREY
        )
        for i in range(of)
    ]
    return {"type": "box", "layout": "horizontal", "spacing": "xs", "contents": pieces}
