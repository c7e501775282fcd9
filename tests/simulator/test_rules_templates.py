"""Limits of template messages. Facts: LINE's reference, Template messages."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.simulator.rules_examples import (
    EMOJI_OF_TWO_UNITS,
    PICTURE,
    WATER,
    address,
    buttons,
    carousel,
    column,
    confirm,
    image_carousel,
    postback,
    problems_of,
    refusal_of,
    repeated,
    template,
    without,
)

IMAGE_COLUMN = {"imageUrl": PICTURE, "action": postback()}


def letters(most: int) -> str:
    return f"must not be longer than {most} characters"


@pytest.mark.parametrize(
    ("most", "build", "words_said", "place"),
    [
        (160, lambda n: buttons(text=WATER * n), letters(160), "text"),
        (60, lambda n: buttons(text=WATER * n, title="ก"), letters(60), "text"),
        (60, lambda n: buttons(text=WATER * n, thumbnailImageUrl=PICTURE), letters(60), "text"),
        (40, lambda n: buttons(title=WATER * n), letters(40), "title"),
        (2000, lambda n: buttons(thumbnailImageUrl=address(n)), "size must be between 0 and 2000", "thumbnailImageUrl"),
        (4, lambda n: buttons(actions=repeated(postback(), n)), "must not be more than 4 items", "actions"),
        (240, lambda n: confirm(text=WATER * n), letters(240), "text"),
        (2, lambda n: confirm(actions=repeated(postback(), n)), "must not be more than 2 items", "actions"),
        (120, lambda n: carousel(column(text=WATER * n)), letters(120), "columns/0/text"),
        (60, lambda n: carousel(column(text=WATER * n, title="ก")), letters(60), "columns/0/text"),
        (60, lambda n: carousel(column(text=WATER * n, thumbnailImageUrl=PICTURE)), letters(60), "columns/0/text"),
        (40, lambda n: carousel(column(title=WATER * n)), letters(40), "columns/0/title"),
        (10, lambda n: carousel(*repeated(column(), n)), "must not be more than 10 items", "columns"),
        (
            3,
            lambda n: carousel(column(actions=repeated(postback(), n))),
            "must not be more than 3 items",
            "columns/0/actions",
        ),
        (10, lambda n: image_carousel(*repeated(IMAGE_COLUMN, n)), "must not be more than 10 items", "columns"),
        (
            2000,
            lambda n: image_carousel({**IMAGE_COLUMN, "imageUrl": address(n)}),
            "size must be between 0 and 2000",
            "columns/0/imageUrl",
        ),
    ],
)
def test_the_last_size_that_fits_is_taken_and_the_next_refused(
    most: int, build: Callable[[int], dict[str, Any]], words_said: str, place: str
) -> None:
    assert refusal_of(build(most)) is None
    refused = refusal_of(build(most + 1))
    assert problems_of(refused) == [(words_said, f"template/{place}")]
    assert refused is not None
    assert (refused.status, refused.message) == (
        400,
        "A message (messages[0])\N{NO-BREAK SPACE}in the request body is invalid",
    )


@pytest.mark.parametrize(
    ("build", "fewest", "place"),
    [
        (lambda n: buttons(actions=repeated(postback(), n)), 1, "actions"),
        (lambda n: confirm(actions=repeated(postback(), n)), 2, "actions"),
        (lambda n: carousel(*repeated(column(), n)), 1, "columns"),
        (lambda n: carousel(column(actions=repeated(postback(), n))), 1, "columns/0/actions"),
        (lambda n: image_carousel(*repeated(IMAGE_COLUMN, n)), 1, "columns"),
    ],
)
def test_too_few_are_refused(build: Callable[[int], dict[str, Any]], fewest: int, place: str) -> None:
    assert refusal_of(build(fewest)) is None
    assert problems_of(refusal_of(build(fewest - 1))) == [
        (f"must not be less than {fewest} items", f"template/{place}")
    ]


def test_texts_of_templates_are_counted_as_a_reader_counts() -> None:
    assert refusal_of(buttons(text=EMOJI_OF_TWO_UNITS * 160)) is None
    assert refusal_of(confirm(text=EMOJI_OF_TWO_UNITS * 240)) is None


@pytest.mark.parametrize(
    ("message", "place", "name"),
    [
        (buttons(), "template", "text"),
        (buttons(), "template", "actions"),
        (confirm(), "template", "text"),
        (confirm(), "template", "actions"),
        (carousel(column()), "template", "columns"),
        (image_carousel(IMAGE_COLUMN), "template", "columns"),
        (buttons(), "template", "type"),
    ],
)
def test_what_a_template_needs_may_not_be_left_out(message: dict[str, Any], place: str, name: str) -> None:
    broken = {**message, "template": without(message["template"], name)}
    assert problems_of(refusal_of(broken)) == [("must be specified", f"{place}/{name}")]


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (carousel(without(column(), "text")), "text"),
        (carousel(without(column(), "actions")), "actions"),
        (image_carousel(without(IMAGE_COLUMN, "imageUrl")), "imageUrl"),
        (image_carousel(without(IMAGE_COLUMN, "action")), "action"),
    ],
)
def test_what_a_column_needs_may_not_be_left_out(broken: dict[str, Any], name: str) -> None:
    assert problems_of(refusal_of(broken)) == [("must be specified", f"template/columns/0/{name}")]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (column(actions=repeated(postback(), 2), title="ก"), ("invalid property", "template/columns/1/actions")),
        (column(), ("must be specified", "template/columns/1/title")),
        (column(title="ก", thumbnailImageUrl=PICTURE), ("invalid property", "template/columns/1/thumbnailImageUrl")),
    ],
)
def test_all_columns_are_built_alike(second: dict[str, Any], said: tuple[str, str]) -> None:
    first = column(title="ก")
    assert refusal_of(carousel(first, first)) is None
    assert problems_of(refusal_of(carousel(first, second))) == [said]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"imageAspectRatio": "round"}, ("invalid property", "template/imageAspectRatio")),
        ({"imageSize": "full"}, ("invalid property", "template/imageSize")),
        ({"imageBackgroundColor": "#FFF"}, ("invalid property", "template/imageBackgroundColor")),
        ({"imageBackgroundColor": "#FFFFFF80"}, ("invalid property", "template/imageBackgroundColor")),
        ({"thumbnailImageUrl": "http://example.com/a.png"}, ("invalid uri scheme", "template/thumbnailImageUrl")),
        ({"thumbnailImageUrl": "https://example.com/a b"}, ("invalid uri", "template/thumbnailImageUrl")),
        ({"text": ""}, ("must be specified", "template/text")),
        ({"text": 5}, ("invalid property", "template/text")),
        ({"actions": [None]}, ("cannot contain null elements", "template/actions")),
    ],
)
def test_values_that_make_no_sense_are_refused(changes: dict[str, Any], said: tuple[str, str]) -> None:
    assert problems_of(refusal_of(buttons(**changes))) == [said]


def test_the_picture_of_a_template_has_a_shape_and_a_colour_behind_it() -> None:
    shown = {"imageAspectRatio": "square", "imageSize": "contain", "imageBackgroundColor": "#FFFFFF"}
    assert refusal_of(buttons(thumbnailImageUrl=PICTURE, **shown)) is None


def test_an_unknown_template_is_refused() -> None:
    assert problems_of(refusal_of(template("poster"))) == [("invalid property", "template")]


def test_properties_that_are_null_count_as_left_out() -> None:
    long_text = WATER * 160
    assert refusal_of(buttons(text=long_text, title=None, thumbnailImageUrl=None)) is None


def test_the_first_wrong_template_is_named_by_its_place() -> None:
    refused = refusal_of(buttons(), buttons(text=WATER * 161), confirm(text=""))
    assert refused is not None
    assert refused.message == "A message (messages[1])\N{NO-BREAK SPACE}in the request body is invalid"
