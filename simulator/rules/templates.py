"""Template messages: buttons, confirm, carousel, image carousel."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.actions import IN_IMAGE_CAROUSEL, IN_TEMPLATE, ON_WHOLE_TEMPLATE
from simulator.rules.lengths import grapheme_length
from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import Array, ByType, Choice, Object, Rule, String
from simulator.rules.values import Colour, MediaUrl


def short_text_beside_picture_or_title(card: Mapping[str, Any], place: Place, report: Report) -> None:
    """Beside a title or a picture there is room for 60 letters only."""
    if (card.get("title") or card.get("thumbnailImageUrl")) and grapheme_length(card["text"]) > 60:
        report.too_many_graphemes((place, "text"), 60)


def columns_alike(template: Mapping[str, Any], place: Place, report: Report) -> None:
    """All columns have the same number of actions, and all or none have a title or a picture."""
    first, *others = template["columns"]
    for index, column in enumerate(others, start=1):
        at: Place = ((place, "columns"), index)
        if len(column["actions"]) != len(first["actions"]):
            report.say((at, "actions"), "must have the same number of actions in all columns")
        for name in ("title", "thumbnailImageUrl"):
            if (column.get(name) is None) != (first.get(name) is None):
                report.missing(at, name)


_PICTURE: dict[str, Rule] = {
    "imageAspectRatio": Choice(("rectangle", "square")),
    "imageSize": Choice(("cover", "contain")),
}

BUTTONS = Object(
    {
        "type": String(),
        "thumbnailImageUrl": MediaUrl(),
        **_PICTURE,
        "imageBackgroundColor": Colour(with_alpha=False),
        "title": String(40, graphemes=True),
        "text": String(160, graphemes=True),
        "defaultAction": ON_WHOLE_TEMPLATE,
        "actions": Array(IN_TEMPLATE, min=1, max=4),
    },
    required=("text", "actions"),
    together=(short_text_beside_picture_or_title,),
    words=PART,
)

CONFIRM = Object(
    {"type": String(), "text": String(240, graphemes=True), "actions": Array(IN_TEMPLATE, min=2, max=2)},
    required=("text", "actions"),
    words=PART,
)

COLUMN = Object(
    {
        "thumbnailImageUrl": MediaUrl(),
        "imageBackgroundColor": Colour(with_alpha=False),
        "title": String(40, graphemes=True),
        "text": String(120, graphemes=True),
        "defaultAction": ON_WHOLE_TEMPLATE,
        "actions": Array(IN_TEMPLATE, min=1, max=3),
    },
    required=("text", "actions"),
    together=(short_text_beside_picture_or_title,),
)

CAROUSEL = Object(
    {"type": String(), "columns": Array(COLUMN, min=1, max=10), **_PICTURE},
    required=("columns",),
    together=(columns_alike,),
    words=PART,
)

IMAGE_COLUMN = Object({"imageUrl": MediaUrl(), "action": IN_IMAGE_CAROUSEL}, required=("imageUrl", "action"))

IMAGE_CAROUSEL = Object(
    {"type": String(), "columns": Array(IMAGE_COLUMN, min=1, max=10)}, required=("columns",), words=PART
)

TEMPLATE = ByType({"buttons": BUTTONS, "confirm": CONFIRM, "carousel": CAROUSEL, "image_carousel": IMAGE_CAROUSEL})
