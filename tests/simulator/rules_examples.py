"""The smallest request bodies that LINE takes, for the tests of the rules to change in one place."""

from collections.abc import Iterable
from typing import Any

from simulator.rules import Operation, Refusal, check_send

USER = "U" + "0" * 32
OTHER_USER = "U" + "1" * 32
GROUP = "C" + "0" * 32
ROOM = "R" + "0" * 32
RICH_MENU = "richmenu-" + "0" * 32
PICTURE = "https://example.com/picture.png"
EMOJI_OF_TWO_UNITS = "🍎"
WATER = "น้ำ"  # three code points and UTF-16 units, one letter for a reader

Problems = list[tuple[str, str]]


def refusal_of(*messages: dict[str, Any], operation: Operation = "push", to: str = USER) -> Refusal | None:
    """What LINE would answer to these messages."""
    addressees: dict[str, dict[str, Any]] = {
        "reply": {"replyToken": "0" * 32},
        "push": {"to": to},
        "multicast": {"to": [to]},
    }
    return check_send(operation, {**addressees.get(operation, {}), "messages": list(messages)})


def problems_of(refusal: Refusal | None) -> Problems:
    """The details of a refusal as (words, place); none for a request that is taken."""
    return [(detail.message, detail.property) for detail in refusal.details] if refusal else []


def without(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """A copy of the body that lacks these properties."""
    return {name: value for name, value in body.items() if name not in names}


def address(length: int, start: str = "https://example.com/") -> str:
    """An address of that many characters."""
    return start.ljust(length, "a")


def text(words: str = "สวัสดี", **more: object) -> dict[str, Any]:
    """A text message."""
    return {"type": "text", "text": words, **more}


def postback(label: str | None = "ตกลง", **more: object) -> dict[str, Any]:
    """A postback action; without label if that is None."""
    action = {"type": "postback", "label": label, "data": "a=1", **more}
    return action if label is not None else without(action, "label")


def quick_replies(*actions: dict[str, Any], **more: object) -> dict[str, Any]:
    """A text message with quick replies."""
    return text(quickReply={"items": [{"type": "action", "action": action, **more} for action in actions]})


def template(kind: str, **properties: object) -> dict[str, Any]:
    """A template message."""
    return {"type": "template", "altText": "เมนู", "template": {"type": kind, **properties}}


def buttons(**changes: object) -> dict[str, Any]:
    """A buttons template with one button."""
    return template("buttons", **{"text": "เลือก", "actions": [postback()], **changes})


def confirm(**changes: object) -> dict[str, Any]:
    """A confirm template."""
    return template("confirm", **{"text": "ยืนยันไหม", "actions": [postback(), postback()], **changes})


def column(**changes: object) -> dict[str, Any]:
    """A column of a carousel template."""
    return {"text": "ช่วงเช้า", "actions": [postback()], **changes}


def carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    """A carousel template."""
    return template("carousel", columns=list(columns))


def image_carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    """An image carousel template."""
    return template("image_carousel", columns=list(columns))


def flex(container: dict[str, Any]) -> dict[str, Any]:
    """A Flex Message."""
    return {"type": "flex", "altText": "นัดหมาย", "contents": container}


def box(*contents: object, **changes: object) -> dict[str, Any]:
    """A vertical box."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **changes}


def bubble(*body: object, **changes: object) -> dict[str, Any]:
    """A bubble with these components in its body."""
    return {"type": "bubble", "body": box(*body), **changes}


def flex_with(*body: object, **changes: object) -> dict[str, Any]:
    """A Flex Message of one bubble with these components in its body."""
    return flex(bubble(*body, **changes))


def words(shown: str = "จองแล้ว", **more: object) -> dict[str, Any]:
    """A Flex text component."""
    return {"type": "text", "text": shown, **more}


def imagemap(**changes: object) -> dict[str, Any]:
    """An imagemap with nothing to press."""
    return {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "แผนที่",
        "baseSize": {"width": 1040, "height": 700},
        "actions": [],
        **changes,
    }


def area(**changes: object) -> dict[str, Any]:
    """A part of an imagemap that can be pressed."""
    return {"x": 0, "y": 0, "width": 100, "height": 100, **changes}


def rich_menu(**changes: object) -> dict[str, Any]:
    """A rich menu with one area."""
    return {
        "size": {"width": 2500, "height": 1686},
        "selected": False,
        "name": "ครู",
        "chatBarText": "เมนู",
        "areas": [{"bounds": area(), "action": postback()}],
        **changes,
    }


def repeated(item: object, times: int) -> list[Any]:
    """A list with the same thing so many times."""
    return [item] * times


def only(problems: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The one problem there is."""
    (problem,) = problems
    return problem
