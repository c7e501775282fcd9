"""Flex Messages: sizes, components and their properties. Facts: LINE's reference, Flex Message."""

import json
from typing import Any

import pytest

from simulator.rules.flex import BUBBLE, COMPONENTS
from tests.simulator.rules_examples import (
    PICTURE,
    address,
    box,
    bubble,
    flex,
    flex_with,
    postback,
    problems_of,
    refusal_of,
    repeated,
    without,
    words,
)

BUTTON = {"type": "button", "action": postback()}
IMAGE = {"type": "image", "url": PICTURE}
ICON = {"type": "icon", "url": PICTURE}
SEPARATOR = {"type": "separator"}
FILLER = {"type": "filler"}
VIDEO = {"type": "video", "url": "https://example.com/a.mp4", "previewUrl": PICTURE, "altContent": IMAGE}
SPAN = {"type": "span", "text": "ก"}
GRADIENT = {"type": "linearGradient", "angle": "90deg", "startColor": "#000000", "endColor": "#FFFFFF"}


def problems_with(*body: object, **changes: object) -> list[tuple[str, str]]:
    return problems_of(refusal_of(flex_with(*body, **changes)))


def container_of_bytes(build: Any, size: int) -> dict[str, Any]:
    """A container whose compact JSON has exactly that many bytes."""
    empty = len(json.dumps(build(""), ensure_ascii=False, separators=(",", ":")).encode())
    return build("a" * (size - empty))


def carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return {"type": "carousel", "contents": list(bubbles)}


def test_a_card_of_every_component_is_taken() -> None:
    assert (
        problems_with(
            words(contents=[SPAN]),
            BUTTON,
            IMAGE,
            SEPARATOR,
            FILLER,
            box(ICON, words(), FILLER, layout="baseline"),
            box(),
            hero=VIDEO,
            header=box(words()),
            footer=box(background=GRADIENT),
            styles={"header": {"backgroundColor": "#00ffff", "separator": True, "separatorColor": "#00000080"}},
            direction="rtl",
        )
        == []
    )


def test_a_bubble_has_at_most_30_kilobytes() -> None:
    def build(filling: str) -> dict[str, Any]:
        return bubble(words("ก" + filling))

    said = "Too large flex message. The maximum size of JSON data that defines a bubble is 30 KB."
    assert refusal_of(flex(container_of_bytes(build, 30 * 1024))) is None
    assert problems_of(refusal_of(flex(container_of_bytes(build, 30 * 1024 + 1)))) == [(said, "/")]


def test_a_carousel_has_at_most_50_kilobytes_and_its_bubbles_30() -> None:
    def even(filling: str) -> dict[str, Any]:
        return carousel(*repeated(bubble(words("ก" + "a" * 20000)), 2), bubble(words("ก" + filling)))

    def lopsided(filling: str) -> dict[str, Any]:
        return carousel(bubble(words("ก")), bubble(words("ก" + filling)))

    said = "Too large flex message. The maximum size of JSON data that defines a {} is {} KB."
    assert refusal_of(flex(container_of_bytes(even, 50 * 1024))) is None
    assert problems_of(refusal_of(flex(container_of_bytes(even, 50 * 1024 + 1)))) == [
        (said.format("carousel", 50), "/")
    ]
    assert problems_of(refusal_of(flex(container_of_bytes(lopsided, 40 * 1024)))) == [(said.format("bubble", 30), "/")]


def test_a_carousel_has_one_to_twelve_bubbles() -> None:
    assert refusal_of(flex(carousel(*repeated(bubble(words()), 12)))) is None
    assert problems_of(refusal_of(flex(carousel(*repeated(bubble(words()), 13))))) == [
        ("must not be more than 12 items", "/contents")
    ]
    assert problems_of(refusal_of(flex(carousel()))) == [("must not be less than 1 items", "/contents")]


def test_the_bubbles_of_a_carousel_are_of_one_size() -> None:
    default, mega, kilo = bubble(words()), bubble(words(), size="mega"), bubble(words(), size="kilo")
    assert refusal_of(flex(carousel(default, mega))) is None
    assert problems_of(refusal_of(flex(carousel(default, kilo, mega)))) == [("invalid property", "/contents/1/size")]


@pytest.mark.parametrize("count", [10, 11])
def test_at_most_ten_pictures_move(count: int) -> None:
    moving = {**IMAGE, "animated": True}
    assert (problems_with(*repeated(moving, count), {**IMAGE, "animated": False}) == []) is (count == 10)


@pytest.mark.parametrize(
    ("place", "body"),
    [("/body/contents/0/tone", words(tone="kind")), ("/body/contents/0/Text", words(Text="ก")),
     ("/body/contents/0/contents/0/wrap", words(contents=[{**SPAN, "wrap": True}])),
     ("/body/contents/0/action/tone", {**BUTTON, "action": postback(tone="kind")}),
     ("/body/contents/0/action/tone", words(action=postback(tone="kind"))),
     ("/body/contents/0/alt_text", box(alt_text="ก")), ("/body/contents/0/flex", SEPARATOR | {"flex": 1})],
)  # fmt: skip
def test_an_unknown_property_is_refused_where_it_stands(place: str, body: dict[str, Any]) -> None:
    assert problems_with(body) == [("invalid property", place)]


@pytest.mark.parametrize(
    ("container", "place"),
    [
        (bubble(words(), colour="#000000"), "/colour"),
        (bubble(words(), styles={"foot": {}}), "/styles/foot"),
        (bubble(words(), styles={"body": {"color": "#000000"}}), "/styles/body/color"),
        ({**carousel(bubble(words())), "size": "mega"}, "/size"),
        (carousel(bubble(words(), colour="ก")), "/contents/0/colour"),
    ],
)
def test_an_unknown_property_of_a_container_is_refused(container: dict[str, Any], place: str) -> None:
    assert problems_of(refusal_of(flex(container))) == [("invalid property", place)]


def test_a_list_with_null_is_refused_as_a_whole() -> None:
    assert problems_with(words(), None) == [("cannot contain null elements", "/body/contents")]


def test_a_property_that_is_null_counts_as_left_out() -> None:
    assert problems_with(words(color=None, weight=None), hero=None) == []
    assert problems_with({**BUTTON, "action": None}) == [("must be specified", "/body/contents/0/action")]


@pytest.mark.parametrize(
    ("component", "said"),
    [
        (words(""), "must be non-empty text"),
        ({"type": "text"}, "`text` or `contents` must be specified"),
        ({"type": "text", "text": None}, "`text` or `contents` must be specified"),
        ({"type": "text", "contents": []}, "`text` or `contents` must be specified"),
    ],
)
def test_a_text_shows_something(component: dict[str, Any], said: str) -> None:
    assert problems_with(component) == [(said, "/body/contents/0/text")]


def test_a_text_with_spans_needs_no_text_of_its_own() -> None:
    assert problems_with({"type": "text", "contents": [SPAN]}, words("", contents=[{**SPAN, "text": ""}])) == []


@pytest.mark.parametrize(
    ("component", "names"),
    [(BUTTON, ["action"]), (IMAGE, ["url"]), (box(), ["layout", "contents"]), (words(), ["type"])],
)
def test_what_a_component_needs_may_not_be_left_out(component: dict[str, Any], names: list[str]) -> None:
    for name in names:
        assert problems_with(without(component, name)) == [("must be specified", f"/body/contents/0/{name}")]


def test_an_icon_needs_an_address() -> None:
    assert problems_with(box(without(ICON, "url"), layout="baseline")) == [
        ("must be specified", "/body/contents/0/contents/0/url")
    ]


def test_a_video_needs_a_preview_and_something_to_show_instead() -> None:
    for name in ("url", "previewUrl", "altContent"):
        assert problems_with(words(), hero=without(VIDEO, name)) == [("must be specified", f"/hero/{name}")]
    assert problems_with(words(), hero={**VIDEO, "altContent": words()}) == [("invalid property", "/hero/altContent")]


def test_a_video_opens_addresses_only() -> None:
    assert problems_with(words(), hero={**VIDEO, "action": postback()}) == [("invalid property", "/hero/action")]
    link = {"type": "uri", "uri": "https://example.com"}
    for label in ({}, {"label": "ก" * 40}):
        assert problems_with(words(), hero={**VIDEO, "action": {**link, **label}}) == []
    assert problems_with(words(), hero={**VIDEO, "action": {**link, "label": "ก" * 41}}) == [
        ("must not be longer than 40 characters", "/hero/action/label")
    ]


@pytest.mark.parametrize("name", ["angle", "startColor", "endColor"])
def test_a_gradient_needs_an_angle_and_two_colours(name: str) -> None:
    assert problems_with(box(background=GRADIENT)) == []
    assert problems_with(box(background=without(GRADIENT, name))) == [
        ("must be specified", f"/body/contents/0/background/{name}")
    ]


def test_an_empty_bubble_is_refused() -> None:
    assert problems_of(refusal_of(flex({"type": "bubble"}))) == [("At least one block must be specified", "/")]
    assert problems_of(refusal_of(flex({}))) == [("must be specified", "/type")]
    assert problems_of(refusal_of(flex({"type": "card"}))) == [("invalid property", "/")]


@pytest.mark.parametrize("block", ["header", "body", "footer"])
def test_header_body_and_footer_are_boxes(block: str) -> None:
    assert problems_of(refusal_of(flex({"type": "bubble", block: box()}))) == []
    assert problems_of(refusal_of(flex({"type": "bubble", block: IMAGE}))) == [("invalid property", f"/{block}")]


@pytest.mark.parametrize(
    ("layout", "taken"),
    [
        ("vertical", {"box", "button", "image", "text", "separator", "filler"}),
        ("horizontal", {"box", "button", "image", "text", "separator", "filler"}),
        ("baseline", {"icon", "text", "filler"}),
    ],
)
def test_each_layout_takes_its_own_components(layout: str, taken: set[str]) -> None:
    components = [words(), BUTTON, IMAGE, ICON, SEPARATOR, FILLER, box(), VIDEO, SPAN, {"type": "spacer"}]
    for component in components:
        expected = [] if component["type"] in taken else [("invalid property", "/body/contents/0/contents/0")]
        assert problems_with(box(component, layout=layout)) == expected


@pytest.mark.parametrize(
    ("size", "taken"),
    [("nano", False), ("micro", False), ("deca", False), ("hecto", False), ("kilo", True), ("mega", True),
     ("giga", True)],
)  # fmt: skip
def test_a_video_needs_a_wide_bubble(size: str, taken: bool) -> None:
    assert problems_with(words(), hero=VIDEO, size=size) == ([] if taken else [("invalid property", "/hero")])


def test_a_video_stands_in_no_carousel() -> None:
    assert problems_of(refusal_of(flex(carousel(bubble(words(), hero=VIDEO))))) == [
        ("embedding videos in messages is not allowed", "/contents")
    ]


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("margin", ["none", "xs", "sm", "md", "lg", "xl", "xxl", "0px", "1.5px", "-0px"],
         [("", "invalid property"), ("3xl", "invalid property"), ("5", "invalid property"), ("5%", "invalid unit"),
          ("-1px", "lower limit exceeded"), ("5 px", "invalid property"), (5, "invalid property")]),
        ("size", ["xxs", "5xl", "14px"], [("full", "invalid property"), ("5%", "invalid unit")]),
        ("offsetTop", ["-5px", "50%", "-50%", "xl"], [("5deg", "invalid unit"), ("far", "invalid property")]),
        ("color", ["#00ff00", "#00FF0080"],
         [("#0F0", "invalid property"), ("green", "invalid property"), ("00ff00", "invalid property"),
          ("#00ff000", "invalid property"), ("", "invalid property")]),
        ("flex", [0, 1, 100], [(-1, "must be greater than or equal to 0"), ("1", "invalid property"),
                               (1.5, "invalid property"), (True, "invalid property"), (2**63, "invalid property")]),
        ("maxLines", [0, 3], [(-1, "must be greater than or equal to 0")]),
        ("lineSpacing", ["4px", "1.5px"], [("md", "invalid property"), ("5%", "invalid unit")]),
        ("wrap", [True, False], [("true", "invalid property"), (1, "invalid property")]),
        ("align", ["start", "end", "center"], [("left", "invalid property")]),
        ("gravity", ["top", "bottom", "center"], [("middle", "invalid property")]),
        ("weight", ["regular", "bold"], [("light", "invalid property")]),
        ("style", ["normal", "italic"], [("oblique", "invalid property")]),
        ("decoration", ["none", "underline", "line-through"], [("blink", "invalid property")]),
        ("position", ["relative", "absolute"], [("fixed", "invalid property")]),
        ("adjustMode", ["shrink-to-fit"], [("grow", "invalid property")]),
    ],
)  # fmt: skip
def test_the_properties_of_a_text(name: str, taken: list[Any], refused: list[tuple[Any, str]]) -> None:
    for value in taken:
        assert problems_with(words(**{name: value})) == []
    for value, said in refused:
        assert problems_with(words(**{name: value})) == [(said, f"/body/contents/0/{name}")]


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("layout", ["horizontal", "vertical", "baseline"], [("grid", "invalid property")]),
        ("spacing", ["md", "5px"], [("5%", "invalid unit"), ("-1px", "lower limit exceeded")]),
        ("width", ["100px", "50%", "0.5%"], [("md", "invalid property"), ("-5%", "lower limit exceeded")]),
        ("maxHeight", ["100px", "50%"], [("auto", "invalid property")]),
        ("paddingAll", ["none", "5px", "5%"], [("-1px", "lower limit exceeded"), ("big", "invalid property")]),
        ("cornerRadius", ["none", "xxl", "5px"], [("5%", "invalid unit")]),
        ("borderWidth", ["none", "light", "normal", "medium", "semi-bold", "bold", "2px"],
         [("thin", "invalid property"), ("5%", "invalid unit")]),
        ("justifyContent", ["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"],
         [("start", "invalid property")]),
        ("alignItems", ["center", "flex-start", "flex-end"], [("stretch", "invalid property")]),
        ("backgroundColor", ["#00000000"], [("transparent", "invalid property")]),
    ],
)  # fmt: skip
def test_the_properties_of_a_box(name: str, taken: list[Any], refused: list[tuple[Any, str]]) -> None:
    for value in taken:
        assert problems_with(box(**{name: value})) == []
    for value, said in refused:
        assert problems_with(box(**{name: value})) == [(said, f"/body/contents/0/{name}")]


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("size", ["full", "xxs", "5xl", "10px", "10%"], [("big", "invalid property"), ("-1%", "lower limit exceeded")]),
        ("aspectRatio", ["1:1", "1.91:1", "20:13", "1:3", "100000:100000"],
         [("1:3.1", "aspect ratio must be in the range (0 < (h/w) <= 3)"), ("1:4",
           "aspect ratio must be in the range (0 < (h/w) <= 3)"), ("0:1", "invalid property"),
          ("100001:1", "invalid property"), ("1/1", "invalid property"), ("1", "invalid property")]),
        ("aspectMode", ["fit", "cover"], [("fill", "invalid property")]),
        ("url", [address(2000)], [
            (address(2001), "size must be between 0 and 2000"), ("http://example.com", "invalid uri scheme"),
            ("https://example.com/a b", "invalid uri"), ("", "must be specified")]),
        ("animated", [True], [("yes", "invalid property")]),
    ],
)  # fmt: skip
def test_the_properties_of_an_image(name: str, taken: list[Any], refused: list[tuple[Any, str]]) -> None:
    for value in taken:
        assert problems_with({**IMAGE, name: value}) == []
    for value, said in refused:
        assert problems_with({**IMAGE, name: value}) == [(said, f"/body/contents/0/{name}")]


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("style", ["primary", "secondary", "link"], [("danger", "invalid property")]),
        ("height", ["sm", "md"], [("lg", "invalid property")]),
        ("scaling", [True, False], [("on", "invalid property")]),
    ],
)
def test_the_properties_of_a_button(name: str, taken: list[Any], refused: list[tuple[Any, str]]) -> None:
    for value in taken:
        assert problems_with({**BUTTON, name: value}) == []
    for value, said in refused:
        assert problems_with({**BUTTON, name: value}) == [(said, f"/body/contents/0/{name}")]


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("angle", ["0deg", "359.9deg"], [("360deg", "upper limit exceeded"), ("-1deg", "lower limit exceeded"),
                                         ("90", "invalid property"), ("90px", "invalid unit")]),
        ("centerPosition", ["0%", "100%"], [("100.1%", "upper limit exceeded"), ("10px", "invalid unit")]),
        ("centerColor", ["#123456"], [("#123", "invalid property")]),
    ],
)  # fmt: skip
def test_the_properties_of_a_gradient(name: str, taken: list[Any], refused: list[tuple[Any, str]]) -> None:
    for value in taken:
        assert problems_with(box(background={**GRADIENT, name: value})) == []
    for value, said in refused:
        assert problems_with(box(background={**GRADIENT, name: value})) == [
            (said, f"/body/contents/0/background/{name}")
        ]


@pytest.mark.parametrize("size", ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"])
def test_a_bubble_has_one_of_seven_sizes(size: str) -> None:
    assert problems_with(words(), size=size) == []
    assert problems_with(words(), size=size.upper()) == [("invalid property", "/size")]


def test_all_mistakes_of_a_card_are_listed() -> None:
    assert problems_with(words(color="red"), {"type": "spacer"}, words("")) == [
        ("invalid property", "/body/contents/0/color"),
        ("invalid property", "/body/contents/1"),
        ("must be non-empty text", "/body/contents/2/text"),
    ]


def test_a_card_nested_without_end_is_refused_not_crashed_on() -> None:
    deep: dict[str, Any] = box()
    for _ in range(5000):
        deep = box(deep)
    refused = refusal_of(flex({"type": "bubble", "body": deep}))
    assert refused is not None
    assert refused.message == "The request body could not be parsed as JSON (line: -, column: -)"


def test_every_kind_of_component_is_in_the_tables() -> None:
    assert set(COMPONENTS) == {"box", "button", "image", "icon", "text", "separator", "filler"}
    assert set(BUBBLE.properties) == {
        "type",
        "size",
        "direction",
        "header",
        "hero",
        "body",
        "footer",
        "styles",
        "action",
    }
