"""Flex Messages: bubbles, carousels and the components inside them."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.rules.actions import IN_FLEX, IN_FLEX_BUTTON, IN_FLEX_VIDEO
from simulator.rules.report import PART, Place, Report
from simulator.rules.schema import Array, Boolean, ByType, Enum, Number, Object, Rule, String, Together
from simulator.rules.values import MEDIA_URL, AspectRatio, Colour, Measure

BUBBLE_KILOBYTES = 30
CAROUSEL_KILOBYTES = 50
MAX_BUBBLES = 12
MAX_ANIMATED_IMAGES = 10

SPACINGS = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")
BORDERS = ("none", "light", "normal", "medium", "semi-bold", "bold")

SHARE = Number(0)
COLOUR = Colour()
SPACING = Measure(units=("px",), keywords=SPACINGS)
PADDING = Measure(units=("px", "%"), keywords=SPACINGS)
OFFSET = Measure(units=("px", "%"), keywords=SPACINGS, may_be_negative=True)
EXTENT = Measure(units=("px", "%"))
FONT_SIZE = Measure(units=("px",), keywords=SIZES)
ALIGN = Enum(("start", "end", "center"))
GRAVITY = Enum(("top", "bottom", "center"))
ADJUST_MODE = Enum(("shrink-to-fit",))
FLAG = Boolean()

POSITION: dict[str, Rule] = {
    "margin": SPACING,
    "position": Enum(("relative", "absolute")),
    "offsetTop": OFFSET,
    "offsetBottom": OFFSET,
    "offsetStart": OFFSET,
    "offsetEnd": OFFSET,
}
LETTERS: dict[str, Rule] = {
    "size": FONT_SIZE,
    "color": COLOUR,
    "weight": Enum(("regular", "bold")),
    "style": Enum(("normal", "italic")),
    "decoration": Enum(("none", "underline", "line-through")),
}


def _closed(properties: Mapping[str, Rule], required: tuple[str, ...] = (), *together: Together) -> Object:
    return Object({"type": String(), **properties}, required, together, closed=True, voice=PART)


def shows_words(text: Mapping[str, Any], place: Place, report: Report) -> None:
    """A text component shows its spans; without spans its own text, which must not be empty."""
    if text.get("contents"):
        return
    if text.get("text") is None:
        report.say((place, "text"), "`text` or `contents` must be specified")
    elif not text["text"]:
        report.say((place, "text"), "must be non-empty text")


STACKED = {"box", "button", "image", "text", "separator", "filler"}
CONTENTS_BY_LAYOUT = {"horizontal": STACKED, "vertical": STACKED, "baseline": {"icon", "text", "filler"}}


def contents_fit_layout(box: Mapping[str, Any], place: Place, report: Report) -> None:
    """Icons stand in baseline boxes only, and only icons, texts and fillers stand there."""
    allowed = CONTENTS_BY_LAYOUT[box["layout"]]
    for index, component in enumerate(box["contents"]):
        if component["type"] not in allowed:
            report.invalid(((place, "contents"), index))


BACKGROUND = ByType(
    {
        "linearGradient": _closed(
            {
                "angle": Measure(units=("deg",), below=360),
                "startColor": COLOUR,
                "endColor": COLOUR,
                "centerColor": COLOUR,
                "centerPosition": Measure(units=("%",), max=100),
            },
            ("angle", "startColor", "endColor"),
        )
    }
)

BUTTON = _closed(
    {
        **POSITION,
        "action": IN_FLEX_BUTTON,
        "flex": SHARE,
        "height": Enum(("md", "sm")),
        "style": Enum(("primary", "secondary", "link")),
        "color": COLOUR,
        "gravity": GRAVITY,
        "adjustMode": ADJUST_MODE,
        "scaling": FLAG,
    },
    ("action",),
)

IMAGE = _closed(
    {
        **POSITION,
        "url": MEDIA_URL,
        "flex": SHARE,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": Measure(units=("px", "%"), keywords=(*SIZES, "full")),
        "aspectRatio": AspectRatio(),
        "aspectMode": Enum(("fit", "cover")),
        "backgroundColor": COLOUR,
        "action": IN_FLEX,
        "animated": FLAG,
    },
    ("url",),
)

ICON = _closed(
    {**POSITION, "url": MEDIA_URL, "size": FONT_SIZE, "aspectRatio": AspectRatio(), "scaling": FLAG},
    ("url",),
)

SPAN = _closed({**LETTERS, "text": String(may_be_empty=True)})

TEXT = _closed(
    {
        **POSITION,
        **LETTERS,
        "text": String(may_be_empty=True),
        "contents": Array(ByType({"span": SPAN})),
        "flex": SHARE,
        "align": ALIGN,
        "gravity": GRAVITY,
        "wrap": FLAG,
        "lineSpacing": Measure(units=("px",)),
        "maxLines": Number(0),
        "adjustMode": ADJUST_MODE,
        "scaling": FLAG,
        "action": IN_FLEX,
    },
    (),
    shows_words,
)

SEPARATOR = _closed({"margin": SPACING, "color": COLOUR})
FILLER = _closed({"flex": SHARE})

COMPONENTS: dict[str, Rule] = {
    "button": BUTTON,
    "image": IMAGE,
    "icon": ICON,
    "text": TEXT,
    "separator": SEPARATOR,
    "filler": FILLER,
}

BOX = _closed(
    {
        **POSITION,
        "layout": Enum(("horizontal", "vertical", "baseline")),
        "contents": Array(ByType(COMPONENTS)),
        "flex": SHARE,
        "spacing": SPACING,
        "backgroundColor": COLOUR,
        "background": BACKGROUND,
        "borderColor": COLOUR,
        "borderWidth": Measure(units=("px",), keywords=BORDERS),
        "cornerRadius": SPACING,
        "width": EXTENT,
        "maxWidth": EXTENT,
        "height": EXTENT,
        "maxHeight": EXTENT,
        "paddingAll": PADDING,
        "paddingTop": PADDING,
        "paddingBottom": PADDING,
        "paddingStart": PADDING,
        "paddingEnd": PADDING,
        "justifyContent": Enum(("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")),
        "alignItems": Enum(("center", "flex-start", "flex-end")),
        "action": IN_FLEX,
    },
    ("layout", "contents"),
    contents_fit_layout,
)
COMPONENTS["box"] = BOX  # a box may hold boxes

VIDEO = _closed(
    {
        "url": MEDIA_URL,
        "previewUrl": MEDIA_URL,
        "altContent": ByType({"box": BOX, "image": IMAGE}),
        "aspectRatio": AspectRatio(),
        "action": IN_FLEX_VIDEO,
    },
    ("url", "previewUrl", "altContent"),
)

BLOCKS = ("header", "hero", "body", "footer")
BLOCK_STYLE = Object({"backgroundColor": COLOUR, "separator": FLAG, "separatorColor": COLOUR}, closed=True)
DEFAULT_SIZE = "mega"
SIZES_WITH_VIDEO = ("kilo", "mega", "giga")


def shows_a_block(bubble: Mapping[str, Any], place: Place, report: Report) -> None:
    """A bubble has at least one block."""
    if all(bubble.get(block) is None for block in BLOCKS):
        report.say(place, "At least one block must be specified")


def has_room_for_video(bubble: Mapping[str, Any], place: Place, report: Report) -> None:
    """A video needs a bubble of kilo, mega or giga that stands alone."""
    hero = bubble.get("hero")
    if hero is None or hero["type"] != "video":
        return
    stands_alone = place is None
    if not stands_alone:
        report.say((None, "contents"), "embedding videos in messages is not allowed")
    elif (bubble.get("size") or DEFAULT_SIZE) not in SIZES_WITH_VIDEO:
        report.invalid((place, "hero"))


BUBBLE = _closed(
    {
        "size": Enum(("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
        "direction": Enum(("ltr", "rtl")),
        "header": ByType({"box": BOX}),
        "hero": ByType({"box": BOX, "image": IMAGE, "video": VIDEO}),
        "body": ByType({"box": BOX}),
        "footer": ByType({"box": BOX}),
        "styles": Object(dict.fromkeys(BLOCKS, BLOCK_STYLE), closed=True),
        "action": IN_FLEX,
    },
    (),
    shows_a_block,
    has_room_for_video,
)


def bubbles_of_one_size(carousel: Mapping[str, Any], place: Place, report: Report) -> None:
    """All bubbles of a carousel are as wide as the first."""
    sizes = [bubble.get("size") or DEFAULT_SIZE for bubble in carousel["contents"]]
    for index, size in enumerate(sizes):
        if size != sizes[0]:
            report.invalid((((place, "contents"), index), "size"))


CAROUSEL = _closed(
    {"contents": Array(ByType({"bubble": BUBBLE}), min=1, max=MAX_BUBBLES)},
    ("contents",),
    bubbles_of_one_size,
)

CONTAINER = ByType({"bubble": BUBBLE, "carousel": CAROUSEL})


def check_container(container: Mapping[str, Any], report: Report) -> None:
    """Report what LINE finds wrong with the `contents` of a Flex Message, its size in bytes first."""
    text = _compact_json(container)
    too_large = _too_large_part(container, text)
    if too_large is not None:
        report.say(None, f"Too large flex message. The maximum size of JSON data that defines a {too_large} KB.")
        return
    CONTAINER.check(container, None, report)
    # Inside a JSON string the quotes would be escaped, so this counts properties only.
    if text.count('"animated":true') > MAX_ANIMATED_IMAGES:
        report.invalid(None)


def _too_large_part(container: Mapping[str, Any], text: str) -> str | None:
    """Which part has too many bytes and what it may have, in LINE's words; None if none has."""
    too_large_bubble = f"bubble is {BUBBLE_KILOBYTES}"
    if not _exceeds(text, BUBBLE_KILOBYTES):
        return None
    if container.get("type") != "carousel":
        return too_large_bubble
    if _exceeds(text, CAROUSEL_KILOBYTES):
        return f"carousel is {CAROUSEL_KILOBYTES}"
    bubbles = container.get("contents")
    if type(bubbles) is list and any(_exceeds(_compact_json(bubble), BUBBLE_KILOBYTES) for bubble in bubbles):
        return too_large_bubble
    return None


def _compact_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _exceeds(text: str, kilobytes: int) -> bool:
    return len(text.encode(errors="surrogatepass")) > kilobytes * 1024
