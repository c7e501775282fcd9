"""Action objects: labels by place, limits of each action, and which action may stand where."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.rules import check_rich_menu
from simulator.rules.refusal import Refusal
from tests.simulator.rules_examples import (
    EMOJI_OF_TWO_UNITS,
    PICTURE,
    WATER,
    address,
    area,
    bubble,
    buttons,
    carousel,
    column,
    confirm,
    flex,
    flex_with,
    image_carousel,
    only,
    postback,
    problems_of,
    quick_replies,
    refusal_of,
    rich_menu,
    without,
    words,
)

Action = dict[str, Any]
Where = Callable[[Action], Refusal | None]


def in_quick_reply(action: Action) -> Refusal | None:
    return refusal_of(quick_replies(action))


def in_buttons(action: Action) -> Refusal | None:
    return refusal_of(buttons(actions=[action]))


def in_default_action(action: Action) -> Refusal | None:
    return refusal_of(buttons(defaultAction=action))


def in_confirm(action: Action) -> Refusal | None:
    return refusal_of(confirm(actions=[postback(), action]))


def in_carousel(action: Action) -> Refusal | None:
    return refusal_of(carousel(column(actions=[action])))


def in_image_carousel(action: Action) -> Refusal | None:
    return refusal_of(image_carousel({"imageUrl": PICTURE, "action": action}))


def in_rich_menu(action: Action) -> Refusal | None:
    return check_rich_menu(rich_menu(areas=[{"bounds": area(), "action": action}]))


def in_flex_button(action: Action) -> Refusal | None:
    return refusal_of(flex_with({"type": "button", "action": action}))


def in_flex_text(action: Action) -> Refusal | None:
    return refusal_of(flex_with(words(action=action)))


def in_flex_bubble(action: Action) -> Refusal | None:
    return refusal_of(flex(bubble(words(), action=action)))


PLACES: list[tuple[Where, str, int, bool]] = [
    (in_quick_reply, "messages[0].quickReply.items[0].action", 20, True),
    (in_buttons, "template/actions/0", 20, True),
    (in_default_action, "template/defaultAction", 20, True),
    (in_confirm, "template/actions/1", 20, True),
    (in_carousel, "template/columns/0/actions/0", 20, True),
    (in_image_carousel, "template/columns/0/action", 12, False),
    (in_rich_menu, "areas[0].action", 20, False),
    (in_flex_button, "/body/contents/0/action", 40, True),
    (in_flex_text, "/body/contents/0/action", 40, False),
    (in_flex_bubble, "/action", 40, False),
]


def inside(place: str, name: str) -> str:
    return f"{place}.{name}" if "." in place else f"{place}/{name}"


@pytest.mark.parametrize(("where", "place", "most", "required"), PLACES)
def test_each_place_has_its_own_rule_for_labels(where: Where, place: str, most: int, required: bool) -> None:
    assert where(postback(WATER * most)) is None
    assert where(postback(EMOJI_OF_TWO_UNITS * most)) is None
    assert problems_of(where(postback(WATER * (most + 1)))) == [
        (f"must not be longer than {most} characters", inside(place, "label"))
    ]
    missing = [("`label` must be specified", inside(place, "label"))] if required else []
    assert problems_of(where(postback(None))) == missing


ORDINARY: list[Action] = [
    postback(),
    {"type": "message", "label": "ก", "text": "ก"},
    {"type": "uri", "label": "ก", "uri": "https://example.com"},
    {"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date"},
    {"type": "clipboard", "label": "ก", "clipboardText": "ก"},
]
PHONE: list[Action] = [{"type": kind, "label": "ก"} for kind in ("camera", "cameraRoll", "location")]
SWITCH: Action = {"type": "richmenuswitch", "richMenuAliasId": "tab-2", "data": "d"}


@pytest.mark.parametrize("where", [where for where, _, _, _ in PLACES])
def test_camera_and_location_belong_to_quick_replies_and_switches_to_rich_menus(where: Where) -> None:
    for action in ORDINARY:
        assert where(action) is None
    for action in PHONE:
        assert (where(action) is None) is (where is in_quick_reply)
    assert (where(SWITCH) is None) is (where is in_rich_menu)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (
            in_quick_reply,
            (
                "Must be one of the following values: [postback, message, uri, datetimepicker, clipboard, camera, "
                "cameraRoll, location]",
                "messages[0].quickReply.items[0].action.type",
            ),
        ),
        (in_buttons, ("invalid property", "template/actions/0")),
        (in_flex_button, ("invalid property", "/body/contents/0/action")),
        (in_rich_menu, ("invalid property", "areas[0].action")),
    ],
)
def test_an_unknown_action_is_refused(where: Where, said: tuple[str, str]) -> None:
    assert problems_of(where({"type": "phone", "label": "ก"})) == [said]


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (postback(), "data"),
        ({"type": "message", "label": "ก", "text": "ก"}, "text"),
        ({"type": "uri", "label": "ก", "uri": "https://example.com"}, "uri"),
        ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date"}, "data"),
        ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date"}, "mode"),
        ({"type": "clipboard", "label": "ก", "clipboardText": "ก"}, "clipboardText"),
        (SWITCH, "richMenuAliasId"),
        (SWITCH, "data"),
    ],
)
def test_an_action_without_what_it_needs_is_refused(action: Action, name: str) -> None:
    assert in_rich_menu(action) is None
    assert problems_of(in_rich_menu(without(action, name))) == [("must be specified", f"areas[0].action.{name}")]


@pytest.mark.parametrize(
    ("most", "build", "name", "words_said"),
    [
        (300, lambda n: postback(data="ก" * n), "data", "size must be between 0 and 300"),
        (300, lambda n: postback(displayText=WATER * n), "displayText", "must not be longer than 300 characters"),
        (300, lambda n: postback(text=WATER * n), "text", "must not be longer than 300 characters"),
        (
            300,
            lambda n: postback(inputOption="openKeyboard", fillInText=WATER * n),
            "fillInText",
            "must not be longer than 300 characters",
        ),
        (
            300,
            lambda n: {"type": "message", "label": "ก", "text": WATER * n},
            "text",
            "must not be longer than 300 characters",
        ),
        (
            10000,
            lambda n: {"type": "uri", "label": "ก", "uri": address(n)},
            "uri",
            "size must be between 0 and 10000",
        ),
        (
            300,
            lambda n: {"type": "datetimepicker", "label": "ก", "data": "ก" * n, "mode": "time"},
            "data",
            "size must be between 0 and 300",
        ),
        (
            1000,
            lambda n: {"type": "clipboard", "label": "ก", "clipboardText": "ก" * n},
            "clipboardText",
            "size must be between 1 and 1000",
        ),
        (300, lambda n: {**SWITCH, "data": "ก" * n}, "data", "size must be between 0 and 300"),
        (32, lambda n: {**SWITCH, "richMenuAliasId": "a" * n}, "richMenuAliasId", "size must be between 0 and 32"),
    ],
)
def test_texts_of_actions_end_where_line_says(
    most: int, build: Callable[[int], Action], name: str, words_said: str
) -> None:
    assert in_rich_menu(build(most)) is None
    assert problems_of(in_rich_menu(build(most + 1))) == [(words_said, f"areas[0].action.{name}")]


def test_the_data_of_a_postback_is_counted_in_utf16_units() -> None:
    assert in_buttons(postback(data=EMOJI_OF_TWO_UNITS * 150)) is None
    assert in_buttons(postback(data=EMOJI_OF_TWO_UNITS * 151)) is not None


def test_the_desktop_address_has_the_limit_of_the_other() -> None:
    def link(length: int) -> Action:
        return {"type": "uri", "label": "ก", "uri": "https://example.com", "altUri": {"desktop": address(length)}}

    assert in_flex_button(link(10000)) is None
    assert problems_of(in_flex_button(link(10001))) == [
        ("size must be between 0 and 10000", "/body/contents/0/action/altUri/desktop")
    ]


@pytest.mark.parametrize(
    "uri",
    ["http://example.com", "HTTPS://example.com/a?b=c#d", "line://nv/chat", "tel:0900000000",
     "https://example.com/%E0%B8%99", "https://line.me/R/nv/recommendOA/%40nithet"],
)  # fmt: skip
def test_phones_open_http_https_line_and_tel(uri: str) -> None:
    assert in_buttons({"type": "uri", "label": "ก", "uri": uri}) is None


@pytest.mark.parametrize(
    "uri",
    ["ftp://example.com", "javascript:alert(1)", "mailto:a@example.com", "example.com", "https://", "https:///path",
     "https://example.com/นัด", "https://example.com/a b", "https://example.com/%zz", "https://[1"],
)  # fmt: skip
def test_other_addresses_are_invalid(uri: str) -> None:
    assert problems_of(in_buttons({"type": "uri", "label": "ก", "uri": uri})) == [
        ("invalid uri", "template/actions/0/uri")
    ]


@pytest.mark.parametrize("where", [where for where, _, _, _ in PLACES])
def test_unknown_properties_of_actions_are_refused_in_flex_and_overlooked_elsewhere(where: Where) -> None:
    in_flex = where in {in_flex_button, in_flex_text, in_flex_bubble}
    assert (where(postback(tone="kind")) is None) is not in_flex


def test_a_postback_shows_or_sends_a_text_not_both() -> None:
    assert problems_of(in_buttons(postback(displayText="ก", text="ก"))) == [
        ("invalid property", "template/actions/0/text")
    ]


def test_a_text_is_filled_in_only_when_the_keyboard_opens() -> None:
    for option in ({}, {"inputOption": "openVoice"}):
        assert problems_of(in_buttons(postback(fillInText="ก", **option))) == [
            ("invalid property", "template/actions/0/fillInText")
        ]
    assert in_buttons(postback(fillInText="ก", inputOption="openKeyboard")) is None


@pytest.mark.parametrize("option", ["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice", "openNothing"])
def test_an_input_option_is_one_of_four(option: str) -> None:
    assert (in_buttons(postback(inputOption=option)) is None) is (option != "openNothing")


def picker(mode: str, **moments: str) -> Action:
    return {"type": "datetimepicker", "label": "ก", "data": "d", "mode": mode, **moments}


@pytest.mark.parametrize(
    ("mode", "inside_", "outside"),
    [
        ("date", ["1900-01-01", "2100-12-31", "2024-02-29"],
         ["1899-12-31", "2101-01-01", "2023-02-29", "2024-2-9", "2567-01-01", "09:00", "2024-01-01T09:00"]),
        ("time", ["00:00", "23:59"], ["24:00", "9:00", "09:60", "2024-01-01", "๐๙:๐๐"]),
        ("datetime", ["1900-01-01T00:00", "2100-12-31T23:59", "2017-06-18t06:15"],
         ["1899-12-31T23:59", "2101-01-01T00:00", "2024-01-01 09:00", "2024-01-01T09:00:00", "2024-01-01T09:00Z"]),
    ],
)  # fmt: skip
def test_a_picker_takes_moments_of_its_mode_only(mode: str, inside_: list[str], outside: list[str]) -> None:
    for moment in inside_:
        assert in_buttons(picker(mode, initial=moment)) is None
    for moment in outside:
        assert problems_of(in_buttons(picker(mode, initial=moment))) == [
            ("invalid datetime format for the specified mode", "template/actions/0/initial")
        ]


@pytest.mark.parametrize(
    ("moments", "taken"),
    [
        ({"min": "2027-01-01", "max": "2027-01-02"}, True),
        ({"min": "2027-01-01", "max": "2027-01-01"}, False),
        ({"min": "2027-01-02", "max": "2027-01-01"}, False),
        ({"min": "2027-01-01", "initial": "2027-01-01"}, True),
        ({"min": "2027-01-02", "initial": "2027-01-01"}, False),
        ({"max": "2027-01-02", "initial": "2027-01-02"}, True),
        ({"max": "2027-01-01", "initial": "2027-01-02"}, False),
    ],
)
def test_a_picker_starts_before_it_ends_and_shows_a_moment_between(moments: dict[str, str], taken: bool) -> None:
    expected = [] if taken else [("invalid date time order", "template/actions/0")]
    assert problems_of(in_buttons(picker("date", **moments))) == expected


def test_a_picker_has_one_of_three_modes() -> None:
    assert only(problems_of(in_buttons(picker("month")))) == ("invalid property", "template/actions/0/mode")
