"""Message objects, without the inside of templates and Flex Messages."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from simulator.rules.actions import IN_QUICK_REPLY
from simulator.rules.ids import DELIVERY_TAG, SUBSTITUTION_KEY, TRACKING_ID
from simulator.rules.report import Place, Report
from simulator.rules.schema import ANYTHING, Array, ByType, Enum, Map, Number, Object, Rule, String, Together, matching
from simulator.rules.values import MEDIA_URL, can_be_opened

MAX_EMOJIS = 20
MAX_MENTIONS = 20

TEXT = String(5000)
ALT_TEXT = String(1500)
QUOTE_TOKEN = String()

QUICK_REPLY_ITEM = Object(
    {"type": Enum(("action",)), "imageUrl": MEDIA_URL, "action": IN_QUICK_REPLY},
    required=("type", "action"),
)
QUICK_REPLY = Object({"items": Array(QUICK_REPLY_ITEM, min=1, max=13)}, required=("items",))

NOT_IN_THE_NAME_OF_LINE = re.compile(r"(?!.*LINE).*", re.DOTALL)
SENDER = Object({"name": String(20, form=matching(NOT_IN_THE_NAME_OF_LINE)), "iconUrl": MEDIA_URL})


def _message(properties: Mapping[str, Rule], required: tuple[str, ...], *together: Together) -> Object:
    return Object(
        {"type": String(), "quickReply": QUICK_REPLY, "sender": SENDER, **properties},
        required=required,
        together=together,
    )


EMOJI = Object(
    {"index": Number(0), "productId": String(), "emojiId": String()},
    required=("index", "productId", "emojiId"),
)


def emojis_at_dollar_signs(message: Mapping[str, Any], place: Place, report: Report) -> None:
    """Each emoji takes the place of a `$`; positions count UTF-16 units."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(message.get("emojis") or ()):
        start = 2 * emoji["index"]
        if units[start : start + 2] != b"$\0":
            report.invalid((((place, "emojis"), index), "index"))


SUBSTITUTION = Map(
    names=SUBSTITUTION_KEY,
    values=ByType(
        {
            "mention": Object(
                {
                    "type": String(),
                    "mentionee": ByType(
                        {
                            "user": Object({"type": String(), "userId": String()}, required=("userId",)),
                            "all": Object({"type": String()}),
                        }
                    ),
                },
                required=("mentionee",),
            ),
            "emoji": Object(
                {"type": String(), "productId": String(), "emojiId": String()},
                required=("productId", "emojiId"),
            ),
        }
    ),
    max=100,
)
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def braces_are_substituted(message: Mapping[str, Any], place: Place, report: Report) -> None:
    """Each `{key}` has a substitution, other braces are doubled, and mentions and emoji are few."""
    substitution = message.get("substitution") or {}
    used: Counter[str] = Counter()
    for braces in BRACES.finditer(message["text"]):
        if braces[1] in substitution:
            used[substitution[braces[1]]["type"]] += 1
        elif braces[0] not in {"{{", "}}"}:
            report.invalid((place, "text"))
            return
    if used["mention"] > MAX_MENTIONS or used["emoji"] > MAX_EMOJIS:
        report.invalid((place, "substitution"))


# The stickers that bots may send: package, its first and its last sticker.
STICKERS = {
    "446": range(1988, 2027 + 1),
    "789": range(10855, 10894 + 1),
    "1070": range(17839, 17878 + 1),
    "6136": range(10551376, 10551399 + 1),
    "6325": range(10979904, 10979927 + 1),
    "6359": range(11069848, 11069871 + 1),
    "6362": range(11087920, 11087943 + 1),
    "6370": range(11088016, 11088039 + 1),
    "6632": range(11825374, 11825397 + 1),
    "8515": range(16581242, 16581265 + 1),
    "8522": range(16581266, 16581289 + 1),
    "8525": range(16581290, 16581313 + 1),
    "11537": range(52002734, 52002773 + 1),
    "11538": range(51626494, 51626533 + 1),
    "11539": range(52114110, 52114149 + 1),
}


def sticker_can_be_sent(message: Mapping[str, Any], place: Place, report: Report) -> None:
    """Bots may send the stickers of LINE's list only."""
    stickers = STICKERS.get(message["packageId"])
    if stickers is None:
        report.invalid((place, "packageId"))
    elif message["stickerId"] not in map(str, stickers):
        report.invalid((place, "stickerId"))


AREA = Object(
    {"x": Number(0), "y": Number(0), "width": Number(1), "height": Number(1)},
    required=("x", "y", "width", "height"),
)
IMAGEMAP_LINK = String(1000, form=can_be_opened)


def _imagemap_action(name: str, rule: Rule) -> Object:
    return Object({"type": String(), "label": String(100), "area": AREA, name: rule}, required=(name, "area"))


IMAGEMAP_ACTION = ByType(
    {
        "message": _imagemap_action("text", String(400)),
        "uri": _imagemap_action("linkUri", IMAGEMAP_LINK),
        "clipboard": _imagemap_action("clipboardText", String(1000, min=1)),
    }
)
IMAGEMAP_VIDEO = Object(
    {
        "originalContentUrl": MEDIA_URL,
        "previewImageUrl": MEDIA_URL,
        "area": AREA,
        "externalLink": Object({"linkUri": IMAGEMAP_LINK, "label": String(30)}, required=("linkUri", "label")),
    },
    required=("originalContentUrl", "previewImageUrl", "area"),
)

MESSAGES: dict[str, Object] = {
    "text": _message(
        {"text": TEXT, "emojis": Array(EMOJI, max=MAX_EMOJIS), "quoteToken": QUOTE_TOKEN},
        ("text",),
        emojis_at_dollar_signs,
    ),
    "textV2": _message(
        {"text": TEXT, "substitution": SUBSTITUTION, "quoteToken": QUOTE_TOKEN},
        ("text",),
        braces_are_substituted,
    ),
    "sticker": _message(
        {"packageId": String(), "stickerId": String(), "quoteToken": QUOTE_TOKEN},
        ("packageId", "stickerId"),
        sticker_can_be_sent,
    ),
    "image": _message(
        {"originalContentUrl": MEDIA_URL, "previewImageUrl": MEDIA_URL},
        ("originalContentUrl", "previewImageUrl"),
    ),
    "video": _message(
        {
            "originalContentUrl": MEDIA_URL,
            "previewImageUrl": MEDIA_URL,
            "trackingId": String(100, form=matching(TRACKING_ID)),
        },
        ("originalContentUrl", "previewImageUrl"),
    ),
    "audio": _message(
        {"originalContentUrl": MEDIA_URL, "duration": Number(1)},
        ("originalContentUrl", "duration"),
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
            "baseUrl": MEDIA_URL,
            "altText": ALT_TEXT,
            "baseSize": Object({"width": Number(1040, 1040), "height": Number(1)}, required=("width", "height")),
            "actions": Array(IMAGEMAP_ACTION, max=50),
            "video": IMAGEMAP_VIDEO,
        },
        ("baseUrl", "altText", "baseSize", "actions"),
    ),
    "template": _message({"altText": ALT_TEXT, "template": ANYTHING}, ("altText", "template")),
    "flex": _message({"altText": ALT_TEXT, "contents": ANYTHING}, ("altText", "contents")),
    "coupon": _message(
        {"couponId": String(), "deliveryTag": String(30, form=matching(DELIVERY_TAG))},
        ("couponId",),
    ),
}

MESSAGE = ByType(MESSAGES)
