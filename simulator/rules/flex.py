"""Flex Messages: bubbles, carousels and the components inside them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.rules.actions import IN_FLEX, IN_FLEX_BUTTON
from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import Array, Boolean, ByType, Choice, Number, Object, Rule, String, Together
from simulator.rules.values import AspectRatio, Colour, Measure, MediaUrl

MAX_BUBBLE_BYTES = 30 * 1024
MAX_CAROUSEL_BYTES = 50 * 1024
MAX_BUBBLES = 12

UNLIMITED = 2**31 - 1  # the size in bytes is the only limit

SPACINGS = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")

FLEX = Number(0, UNLIMITED)
COLOUR = Colour()
SPACING = Measure(units=("px",), keywords=SPACINGS)
PADDING = Measure(units=("px", "%"), keywords=SPACINGS)
OFFSET = Measure(units=("px", "%"), keywords=SPACINGS, may_be_negative=True)
EXTENT = Measure(units=("px", "%"))
FONT_SIZE = Measure(units=("px",), keywords=SIZES)
ALIGN = Choice(("start", "end", "center"))
GRAVITY = Choice(("top", "bottom", "center"))
ADJUST_MODE = Choice(("shrink-to-fit",))
FLAG = Boolean()

PLACING: dict[str, Rule] = {
    "margin": SPACING,
    "position": Choice(("relative", "absolute")),
    "offsetTop": OFFSET,
    "offsetBottom": OFFSET,
    "offsetStart": OFFSET,
    "offsetEnd": OFFSET,
}
LETTERS: dict[str, Rule] = {
    "size": FONT_SIZE,
    "color": COLOUR,
    "weight": Choice(("regular", "bold")),
    "style": Choice(("normal", "italic")),
    "decoration": Choice(("none", "underline", "line-through")),
}


class OneOf(ByType):
    """Components by type; LINE points at the component itself when it does not know the type."""

    __slots__ = ()

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is dict and type(value.get("type")) is str and value["type"] not in self.types:
            report.invalid(place)
        else:
            super().check(value, place, report)


def _closed(properties: Mapping[str, Rule], required: Sequence[str] = (), *together: Together) -> Object:
    return Object({"type": String(), **properties}, required=required, together=together, closed=True)


def has_text(text: Mapping[str, Any], place: Place, report: Report) -> None:
    """A text component shows its spans or, without spans, its own text, which must not be empty."""
    if text.get("contents"):
        return
    if text.get("text") is None:
        report.say((place, "text"), "`text` or `contents` must be specified")
    elif not text["text"]:
        report.say((place, "text"), "must be non-empty text")


# Which components a box of each layout takes.
IN_LAYOUT = {
    "horizontal": {"box", "button", "image", "text", "separator", "filler"},
    "vertical": {"box", "button", "image", "text", "separator", "filler"},
    "baseline": {"icon", "text", "filler"},
}


def contents_fit_layout(box: Mapping[str, Any], place: Place, report: Report) -> None:
    """Icons stand in baseline boxes only, and nothing but icons, texts and fillers stands there."""
    allowed = IN_LAYOUT[box["layout"]]
    for index, component in enumerate(box["contents"]):
        if component["type"] not in allowed:
            report.invalid(((place, "contents"), index))


BACKGROUND = ByType(
    {
        "linearGradient": _closed(
            {
                "angle": Measure(units=("deg",), max=360),
                "startColor": COLOUR,
                "endColor": COLOUR,
                "centerColor": COLOUR,
                "centerPosition": Measure(units=("%",), max=100),
            },
            ("angle", "startColor", "endColor"),
        )
    }
)

IMAGE = _closed(
    {
        "url": MediaUrl(),
        "flex": FLEX,
        **PLACING,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": Measure(units=("px", "%"), keywords=(*SIZES, "full")),
        "aspectRatio": AspectRatio(),
        "aspectMode": Choice(("fit", "cover")),
        "backgroundColor": COLOUR,
        "action": IN_FLEX,
        "animated": FLAG,
    },
    ("url",),
)

COMPONENTS: dict[str, Rule] = {
    "button": _closed(
        {
            "action": IN_FLEX_BUTTON,
            "flex": FLEX,
            **PLACING,
            "height": Choice(("md", "sm")),
            "style": Choice(("primary", "secondary", "link")),
            "color": COLOUR,
            "gravity": GRAVITY,
            "adjustMode": ADJUST_MODE,
            "scaling": FLAG,
        },
        ("action",),
    ),
    "image": IMAGE,
    "icon": _closed(
        {"url": MediaUrl(), **PLACING, "size": FONT_SIZE, "aspectRatio": AspectRatio(), "scaling": FLAG},
        ("url",),
    ),
    "text": _closed(
        {
            "text": String(may_be_empty=True),
            "contents": Array(
                OneOf({"span": _closed({"text": String(may_be_empty=True), **LETTERS}, ("text",))}), max=UNLIMITED
            ),
            "adjustMode": ADJUST_MODE,
            "flex": FLEX,
            **PLACING,
            **LETTERS,
            "align": ALIGN,
            "gravity": GRAVITY,
            "wrap": FLAG,
            "lineSpacing": Measure(units=("px",)),
            "maxLines": FLEX,
            "action": IN_FLEX,
            "scaling": FLAG,
        },
        (),
        has_text,
    ),
    "separator": _closed({"margin": SPACING, "color": COLOUR}),
    "filler": _closed({"flex": FLEX}),
}

BOX = _closed(
    {
        "layout": Choice(("horizontal", "vertical", "baseline")),
        "contents": Array(OneOf(COMPONENTS), max=UNLIMITED),
        "backgroundColor": COLOUR,
        "borderColor": COLOUR,
        "borderWidth": Measure(units=("px",), keywords=("none", "light", "normal", "medium", "semi-bold", "bold")),
        "cornerRadius": SPACING,
        "width": EXTENT,
        "maxWidth": EXTENT,
        "height": EXTENT,
        "maxHeight": EXTENT,
        "flex": FLEX,
        "spacing": SPACING,
        **PLACING,
        "paddingAll": PADDING,
        "paddingTop": PADDING,
        "paddingBottom": PADDING,
        "paddingStart": PADDING,
        "paddingEnd": PADDING,
        "action": IN_FLEX,
        "justifyContent": Choice(("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")),
        "alignItems": Choice(("center", "flex-start", "flex-end")),
        "background": BACKGROUND,
    },
    ("layout", "contents"),
    contents_fit_layout,
)
COMPONENTS["box"] = BOX  # a box may stand in a box

VIDEO = _closed(
    {
        "url": MediaUrl(),
        "previewUrl": MediaUrl(),
        "altContent": OneOf({"box": BOX, "image": IMAGE}),
        "aspectRatio": AspectRatio(),
        "action": IN_FLEX,
    },
    ("url", "previewUrl", "altContent"),
)

BLOCK_STYLE = Object({"backgroundColor": COLOUR, "separator": FLAG, "separatorColor": COLOUR}, closed=True)
BLOCKS = ("header", "hero", "body", "footer")
BUBBLE_SIZES = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
SIZES_WITH_VIDEO = ("kilo", "mega", "giga")


def has_a_block(bubble: Mapping[str, Any], place: Place, report: Report) -> None:
    """A bubble shows something."""
    if all(bubble.get(block) is None for block in BLOCKS):
        report.say(place, "At least one block must be specified")


def video_has_room(bubble: Mapping[str, Any], place: Place, report: Report) -> None:
    """A film needs a bubble of kilo, mega or giga, outside a carousel."""
    if (bubble.get("hero") or {}).get("type") != "video":
        return
    if place is not None:
        report.say((None, "contents"), "embedding videos in messages is not allowed")
    elif (bubble.get("size") or "mega") not in SIZES_WITH_VIDEO:
        report.invalid((place, "hero"))


BUBBLE = Object(
    {
        "type": String(),
        "size": Choice(BUBBLE_SIZES),
        "direction": Choice(("ltr", "rtl")),
        "header": OneOf({"box": BOX}),
        "hero": OneOf({"box": BOX, "image": IMAGE, "video": VIDEO}),
        "body": OneOf({"box": BOX}),
        "footer": OneOf({"box": BOX}),
        "styles": Object(dict.fromkeys(BLOCKS, BLOCK_STYLE), closed=True),
        "action": IN_FLEX,
    },
    together=(has_a_block, video_has_room),
    closed=True,
    words=PART,
)


def bubbles_of_one_size(carousel: Mapping[str, Any], place: Place, report: Report) -> None:
    """All bubbles of a carousel are equally wide."""
    sizes = [bubble.get("size") or "mega" for bubble in carousel["contents"]]
    for index, size in enumerate(sizes):
        if size != sizes[0]:
            report.invalid((((place, "contents"), index), "size"))


CAROUSEL = Object(
    {"type": String(), "contents": Array(OneOf({"bubble": BUBBLE}), min=1, max=MAX_BUBBLES)},
    required=("contents",),
    together=(bubbles_of_one_size,),
    closed=True,
    words=PART,
)

CONTAINER = OneOf({"bubble": BUBBLE, "carousel": CAROUSEL})


def json_bytes(value: object) -> int:
    """Size of `value` as compact JSON in UTF-8."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"))


def too_large(container: Mapping[str, Any]) -> str | None:
    """LINE's words for a container that has too many bytes, None if it has not."""
    is_carousel = container.get("type") == "carousel"
    if is_carousel and json_bytes(container) > MAX_CAROUSEL_BYTES:
        return "Too large flex message. The maximum size of JSON data that defines a carousel is 50 KB."
    bubbles = container.get("contents") if is_carousel else [container]
    if isinstance(bubbles, list) and any(json_bytes(bubble) > MAX_BUBBLE_BYTES for bubble in bubbles):
        return "Too large flex message. The maximum size of JSON data that defines a bubble is 30 KB."
    return None
