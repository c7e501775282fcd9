"""Message objects: text, sticker, picture, film, sound, place, imagemap, template, Flex, coupon."""

import re
from collections.abc import Mapping
from typing import Any

from simulator.rules.actions import IN_QUICK_REPLY, URI
from simulator.rules.report import Place, Report
from simulator.rules.schema import Array, ByType, Choice, Number, Object, Rule, String, Together
from simulator.rules.values import MediaUrl

UNLIMITED = 2**31 - 1
ALT_TEXT = String(1500)
ANYTHING = Object({})

QUICK_REPLY = Object(
    {
        "items": Array(
            Object(
                {"type": Choice(("action",)), "imageUrl": MediaUrl(), "action": IN_QUICK_REPLY},
                required=("action",),
            ),
            min=1,
            max=13,
        )
    },
    required=("items",),
)
SENDER = Object({"name": String(20), "iconUrl": MediaUrl()})


def name_without_line(message: Mapping[str, Any], place: Place, report: Report) -> None:
    """Nobody may speak in LINE's name."""
    name = (message.get("sender") or {}).get("name")
    if name and re.search(r"\bline\b", name, re.IGNORECASE):
        report.invalid(((place, "sender"), "name"))


def _message(properties: Mapping[str, Rule], required: tuple[str, ...], *together: Together) -> Object:
    everywhere: dict[str, Rule] = {"type": String(), "quickReply": QUICK_REPLY, "sender": SENDER}
    return Object({**everywhere, **properties}, required=required, together=(name_without_line, *together))


def emojis_at_dollar_signs(message: Mapping[str, Any], place: Place, report: Report) -> None:
    """Each emoji takes the place of a `$`, counted in UTF-16 units."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(message.get("emojis") or ()):
        start = 2 * emoji["index"]
        if units[start : start + 2] != b"$\0":
            report.invalid((((place, "emojis"), index), "index"))


EMOJI = Object(
    {"index": Number(0, UNLIMITED), "productId": String(), "emojiId": String()},
    required=("index", "productId", "emojiId"),
)

AREA = Object(
    {name: Number(0, UNLIMITED) for name in ("x", "y", "width", "height")}, required=("x", "y", "width", "height")
)
IMAGEMAP_ACTION = ByType(
    {
        "message": Object(
            {"type": String(), "label": String(100), "text": String(400), "area": AREA}, required=("text", "area")
        ),
        "uri": Object(
            {"type": String(), "label": String(100), "linkUri": URI, "area": AREA}, required=("linkUri", "area")
        ),
        "clipboard": Object(
            {"type": String(), "label": String(100), "clipboardText": String(1000), "area": AREA},
            required=("clipboardText", "area"),
        ),
    }
)
IMAGEMAP_VIDEO = Object(
    {
        "originalContentUrl": MediaUrl(),
        "previewImageUrl": MediaUrl(),
        "area": AREA,
        "externalLink": Object({"linkUri": URI, "label": String(30)}, required=("linkUri", "label")),
    },
    required=("originalContentUrl", "previewImageUrl", "area"),
)

MESSAGES: dict[str, Object] = {
    "text": _message(
        {"text": String(5000), "emojis": Array(EMOJI, max=20), "quoteToken": String()},
        ("text",),
        emojis_at_dollar_signs,
    ),
    "textV2": _message({"text": String(5000), "substitution": ANYTHING, "quoteToken": String()}, ("text",)),
    "sticker": _message(
        {"packageId": String(), "stickerId": String(), "quoteToken": String()}, ("packageId", "stickerId")
    ),
    "image": _message(
        {"originalContentUrl": MediaUrl(), "previewImageUrl": MediaUrl()}, ("originalContentUrl", "previewImageUrl")
    ),
    "video": _message(
        {"originalContentUrl": MediaUrl(), "previewImageUrl": MediaUrl(), "trackingId": String(100)},
        ("originalContentUrl", "previewImageUrl"),
    ),
    "audio": _message(
        {"originalContentUrl": MediaUrl(), "duration": Number(1, 2**63 - 1)}, ("originalContentUrl", "duration")
    ),
    "location": _message(
        {
            "title": String(100),
            "address": String(100),
            "latitude": Number(-90, 90, whole=False),
            "longitude": Number(-180, 180, whole=False),
        },
        ("title", "address", "latitude", "longitude"),
    ),
    "imagemap": _message(
        {
            "baseUrl": MediaUrl(),
            "altText": ALT_TEXT,
            "baseSize": Object(
                {"width": Number(1040, 1040), "height": Number(1, UNLIMITED)}, required=("width", "height")
            ),
            "video": IMAGEMAP_VIDEO,
            "actions": Array(IMAGEMAP_ACTION, max=50),
        },
        ("baseUrl", "altText", "baseSize", "actions"),
    ),
    "template": _message({"altText": ALT_TEXT, "template": ANYTHING}, ("altText", "template")),
    "flex": _message({"altText": ALT_TEXT, "contents": ANYTHING}, ("altText", "contents")),
    "coupon": _message({"couponId": String(), "deliveryTag": String(30)}, ("couponId",)),
}

MESSAGE = ByType(MESSAGES)
