"""Flex messages are laid out by LINE's rules: measured in the browser, in pixels."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.simulator.browser import HAND, open_page
from tests.simulator.gallery import Json
from tests.simulator.gallery.parts import box

Draw = Callable[..., list[dict[str, Any]]]

# Draws a bubble as the phone does, and gives place and computed style of what matches a selector.
_DRAW = """async ([bubble, selector]) => {
    const { flexMessage } = await import("/sim/assets/js/messages/flex.js");
    document.body.replaceChildren(flexMessage({ contents: bubble, altText: "" }, () => undefined));
    await document.fonts.ready;
    return [...document.querySelectorAll(selector)].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        const style = getComputedStyle(node);
        const names = ["fontSize", "backgroundColor", "backgroundImage", "borderTopWidth", "borderTopLeftRadius", "color"];
        return { x, y, width, height, ...Object.fromEntries(names.map((name) => [name, style[name]])) };
    });
}"""


_STYLES = "".join(f"<link rel=stylesheet href=/sim/assets/css/{name}.css>" for name in ("base", "templates", "flex"))
_PAPER = f"<!doctype html><head>{_STYLES}</head><body style='width: 311px'></body>"


@pytest.fixture(scope="module")
def paper(chrome: Browser, line_address: str) -> Iterator[Page]:
    """An empty page, as wide as a chat's messages."""
    page = open_page(chrome, HAND)
    page.route("**/paper", lambda route: route.fulfill(body=_PAPER, content_type="text/html"))
    page.goto(f"{line_address}/paper")
    yield page
    page.context.close()


@pytest.fixture
def draw(paper: Page) -> Draw:
    """Draws a bubble, a carousel, or a bubble with this body; measures the parts of it that match a selector."""

    def measured(content: Json, selector: str) -> list[dict[str, Any]]:
        contents = {"type": "bubble", "body": content} if content["type"] == "box" else content
        parts: list[dict[str, Any]] = paper.evaluate(_DRAW, [contents, selector])
        return parts

    return measured


def block(**more: Any) -> Json:
    """A box of its own colour, to be found and measured."""
    return box("vertical", {"type": "filler"}, **{"backgroundColor": "#112233", "height": "20px", **more})


def words(content: str, **more: Any) -> Json:
    return {"type": "text", "text": content, **more}


BLOCKS = ".flex-box[style*='rgb(17, 34, 51)']"


@pytest.mark.parametrize(
    ("size", "width"),
    [("nano", 120), ("micro", 160), ("deca", 220), ("hecto", 241), ("kilo", 260), ("mega", 300), ("giga", 311)],
)
def test_a_bubble_is_as_wide_as_its_size_says(draw: Draw, size: str, width: int) -> None:
    assert draw({"type": "bubble", "size": size, "body": box("vertical")}, ".flex-bubble")[0]["width"] == width


def test_a_bubble_is_mega_if_it_says_nothing(draw: Draw) -> None:
    assert draw(box("vertical"), ".flex-bubble")[0]["width"] == 300


def test_beside_each_other_components_share_the_width_by_flex(draw: Draw) -> None:
    two, three = draw(box("horizontal", block(flex=2), block(flex=3), paddingAll="0px"), BLOCKS)
    assert (two["width"], three["width"]) == pytest.approx((120, 180))


def test_beside_each_other_flex_is_1_by_default(draw: Draw) -> None:
    one, two = draw(box("horizontal", words("ก"), block(flex=2), paddingAll="0px"), f".flex-text, {BLOCKS}")
    assert (one["width"], two["width"]) == pytest.approx((100, 200))


def test_with_flex_0_a_component_takes_what_it_needs(draw: Draw) -> None:
    tight, rest = draw(box("horizontal", words("ก", flex=0), words("ข")), ".flex-text")
    assert tight["width"] < 20
    assert tight["width"] + rest["width"] == pytest.approx(260)


def test_a_box_with_a_width_keeps_it(draw: Draw) -> None:
    fixed, rest = draw(box("horizontal", block(width="64px"), block(), paddingAll="0px"), BLOCKS)
    assert (fixed["width"], rest["width"]) == pytest.approx((64, 236))


def test_below_each_other_components_take_the_height_they_need(draw: Draw) -> None:
    first, second = draw(box("vertical", block(), block(height="30px")), BLOCKS)
    assert (first["width"], first["height"], second["y"] - first["y"], second["height"]) == (260, 20, 20, 30)


@pytest.mark.parametrize(
    ("keyword", "pixels"),
    [("none", 0), ("xs", 2), ("sm", 4), ("md", 8), ("lg", 12), ("xl", 16), ("xxl", 20), ("13px", 13)],
)
def test_spacing_stands_between_components(draw: Draw, keyword: str, pixels: int) -> None:
    first, second = draw(box("vertical", block(), block(), spacing=keyword), BLOCKS)
    assert second["y"] - first["y"] - first["height"] == pixels


def test_a_margin_takes_the_place_of_the_spacing(draw: Draw) -> None:
    body = box("horizontal", block(), block(margin="none"), block(margin="xxl"), spacing="md", paddingAll="0px")
    first, second, third = draw(body, BLOCKS)
    gaps = (second["x"] - first["x"] - first["width"], third["x"] - second["x"] - second["width"])
    assert gaps == pytest.approx((0, 20))


def test_blocks_have_the_padding_of_their_place_unless_they_say_otherwise(draw: Draw) -> None:
    bubble = {"type": "bubble", "header": box("vertical", block()), "footer": box("vertical", block())}
    bubble["body"] = box("vertical", block(), paddingAll="0px", paddingStart="7px")
    assert [part["x"] for part in draw(bubble, BLOCKS)] == [20, 7, 10]


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        *(("xxs", 11), ("xs", 13), ("sm", 14), ("md", 16), ("lg", 19), ("xl", 22), ("xxl", 29)),
        *(("3xl", 35), ("4xl", 48), ("5xl", 74), ("21px", 21), (None, 16)),
    ],
)
def test_text_has_the_size_of_its_keyword(draw: Draw, size: str | None, pixels: int) -> None:
    text = words("ก") if size is None else words("ก", size=size)
    assert draw(box("vertical", text), ".flex-text p")[0]["fontSize"] == f"{pixels}px"


def test_text_stays_on_one_line_unless_it_wraps(draw: Draw) -> None:
    long = "ขอคำปรึกษาเรื่องชุมชนแห่งการเรียนรู้ทางวิชาชีพ " * 4
    single, wrapped, clamped = draw(
        box("vertical", words(long), words(long, wrap=True), words(long, wrap=True, maxLines=2)), ".flex-text p"
    )
    assert wrapped["height"] > 4 * single["height"]
    assert clamped["height"] == pytest.approx(2 * single["height"], abs=1)


def test_text_that_shrinks_to_fit_is_smaller(draw: Draw, paper: Page) -> None:
    draw(box("vertical", words("ขอคำปรึกษา " * 6, size="xl", adjustMode="shrink-to-fit")), ".flex-text p")
    paper.wait_for_function("parseFloat(getComputedStyle(document.querySelector('.flex-text p')).fontSize) < 20")


@pytest.mark.parametrize(("gravity", "y"), [("top", 0), ("center", 20), ("bottom", 40)])
def test_gravity_places_beside_something_higher(draw: Draw, gravity: str, y: int) -> None:
    image = {"type": "image", "url": "https://pictures.example/star", "size": "20px", "gravity": gravity}
    body = box("horizontal", image, block(height="60px"), paddingAll="0px")
    assert draw(body, ".flex-frame")[0]["y"] == y


@pytest.mark.parametrize(("align", "x"), [("start", 0), ("center", 100), ("end", 200), (None, 100)])
def test_an_image_keeps_size_ratio_and_side(draw: Draw, align: str | None, x: int) -> None:
    image = {"type": "image", "url": "https://pictures.example/star", "size": "md", "aspectRatio": "2:1"}
    body = box("vertical", image | ({"align": align} if align else {}), paddingAll="0px")
    frame = draw(body, ".flex-frame")[0]
    assert (frame["x"], frame["width"], frame["height"]) == (x, 100, 50)


def test_an_absolute_component_lies_at_its_offsets(draw: Draw) -> None:
    pinned = block(position="absolute", offsetTop="5px", offsetEnd="lg", width="40px")
    below, above = draw(box("vertical", block(height="100px"), pinned, paddingAll="0px", spacing="xl"), BLOCKS)
    assert (above["x"], above["y"]) == (300 - 12 - 40, 5)
    assert below["y"] == 0


def test_from_right_to_left_the_first_component_is_on_the_right(draw: Draw) -> None:
    body = box("horizontal", block(), block(backgroundColor="#445566"), paddingAll="0px")
    assert draw({"type": "bubble", "direction": "rtl", "body": body}, BLOCKS)[0]["x"] == 150


def test_words_of_different_size_stand_on_one_baseline(draw: Draw) -> None:
    small, large = draw(box("baseline", words("ก", size="xs"), words("ก", size="xxl")), ".flex-text")
    assert small["y"] > large["y"]
    assert small["y"] + small["height"] < large["y"] + large["height"]


@pytest.mark.parametrize(
    ("justify", "starts"),
    [
        ("flex-start", (0, 50)),
        ("center", (100, 150)),
        ("flex-end", (200, 250)),
        ("space-between", (0, 250)),
        ("space-around", (50, 200)),
    ],
)
def test_free_room_is_given_as_justify_content_says(draw: Draw, justify: str, starts: tuple[int, int]) -> None:
    blocks = [block(width="50px") for _ in range(2)]
    drawn = draw(box("horizontal", *blocks, justifyContent=justify, paddingAll="0px"), BLOCKS)
    assert tuple(part["x"] for part in drawn) == pytest.approx(starts)


def test_borders_corners_and_gradients_are_drawn(draw: Draw) -> None:
    gradient = {"type": "linearGradient", "angle": "90deg", "startColor": "#ff0000", "endColor": "#0000ff"}
    body = box("vertical", block(borderWidth="medium", cornerRadius="lg", background=gradient))
    drawn = draw(body, BLOCKS)[0]
    assert (drawn["borderTopWidth"], drawn["borderTopLeftRadius"]) == ("2px", "12px")
    assert drawn["backgroundImage"] == "linear-gradient(90deg, rgb(255, 0, 0), rgb(0, 0, 255))"


def test_a_value_that_is_none_of_lines_is_dropped(draw: Draw) -> None:
    odd = box("vertical", backgroundColor="url(https://pictures.example/star)", height="calc(1px)", width="20px")
    drawn = draw(box("horizontal", odd), ".flex-box .flex-box")[0]
    assert (drawn["backgroundImage"], drawn["backgroundColor"]) == ("none", "rgba(0, 0, 0, 0)")


def test_a_separator_lies_across_the_direction_of_its_box(draw: Draw) -> None:
    line = {"type": "separator"}
    lying = draw(box("vertical", block(), line), ".flex-separator")[0]
    standing = draw(box("horizontal", block(), line, block()), ".flex-separator")[0]
    assert (lying["width"], lying["height"]) == (260, 1)
    assert (standing["width"], standing["height"]) == (1, 20)


@pytest.mark.parametrize(("height", "pixels"), [("sm", 40), ("md", 52), (None, 52)])
def test_a_button_is_as_high_as_it_says(draw: Draw, height: str | None, pixels: int) -> None:
    action = {"type": "message", "label": "ตกลง", "text": "ตกลง"}
    button = {"type": "button", "action": action, "style": "primary"} | ({"height": height} if height else {})
    assert draw(box("vertical", button), ".flex-button")[0]["height"] == pixels


def test_the_cards_of_a_carousel_are_equally_high(draw: Draw) -> None:
    cards = [{"type": "bubble", "body": box("vertical", block(height=height))} for height in ("20px", "200px")]
    first, second = draw({"type": "carousel", "contents": cards}, ".flex-bubble")
    assert first["height"] == second["height"] == 240
