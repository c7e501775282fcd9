"""Template messages: buttons, confirm, carousel and image carousel."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.actions import IN_IMAGE_CAROUSEL, IN_TEMPLATE
from simulator.rules.lengths import grapheme_length
from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import Array, ByType, Enum, Object, Rule, String
from simulator.rules.values import MEDIA_URL, Colour

TEXT_BESIDE_PICTURE_OR_TITLE = 60

TYPE: dict[str, Rule] = {"type": String()}
PICTURE_SHAPE: dict[str, Rule] = {
    "imageAspectRatio": Enum(("rectangle", "square")),
    "imageSize": Enum(("cover", "contain")),
}
CARD: dict[str, Rule] = {
    "thumbnailImageUrl": MEDIA_URL,
    "imageBackgroundColor": Colour(alpha=False),
    "title": String(40, graphemes=True),
    "defaultAction": IN_TEMPLATE,
}


def text_leaves_room(card: Mapping[str, Any], place: Place, report: Report) -> None:
    """Beside a title or a picture there is room for a shorter text only."""
    if (card.get("title") or card.get("thumbnailImageUrl")) and (
        grapheme_length(card["text"]) > TEXT_BESIDE_PICTURE_OR_TITLE
    ):
        report.too_many_graphemes((place, "text"), TEXT_BESIDE_PICTURE_OR_TITLE)


def columns_alike(carousel: Mapping[str, Any], place: Place, report: Report) -> None:
    """All columns have as many actions as the first, and a title and a picture if the first has them."""
    first, *others = carousel["columns"]
    for index, column in enumerate(others, start=1):
        column_place = ((place, "columns"), index)
        if len(column["actions"]) != len(first["actions"]):
            report.invalid((column_place, "actions"))
        for name in ("title", "thumbnailImageUrl"):
            if first.get(name) is not None and column.get(name) is None:
                report.missing(column_place, name)
            elif first.get(name) is None and column.get(name) is not None:
                report.invalid((column_place, name))


BUTTONS = Object(
    {
        **TYPE,
        **CARD,
        **PICTURE_SHAPE,
        "text": String(160, graphemes=True),
        "actions": Array(IN_TEMPLATE, min=1, max=4),
    },
    required=("text", "actions"),
    together=(text_leaves_room,),
    voice=PART,
)

CONFIRM = Object(
    {**TYPE, "text": String(240, graphemes=True), "actions": Array(IN_TEMPLATE, min=2, max=2)},
    required=("text", "actions"),
    voice=PART,
)

COLUMN = Object(
    {**CARD, "text": String(120, graphemes=True), "actions": Array(IN_TEMPLATE, min=1, max=3)},
    required=("text", "actions"),
    together=(text_leaves_room,),
)

CAROUSEL = Object(
    {**TYPE, **PICTURE_SHAPE, "columns": Array(COLUMN, min=1, max=10)},
    required=("columns",),
    together=(columns_alike,),
    voice=PART,
)

IMAGE_COLUMN = Object({"imageUrl": MEDIA_URL, "action": IN_IMAGE_CAROUSEL}, required=("imageUrl", "action"))

IMAGE_CAROUSEL = Object(
    {**TYPE, "columns": Array(IMAGE_COLUMN, min=1, max=10)},
    required=("columns",),
    voice=PART,
)

TEMPLATE = ByType({"buttons": BUTTONS, "confirm": CONFIRM, "carousel": CAROUSEL, "image_carousel": IMAGE_CAROUSEL})
