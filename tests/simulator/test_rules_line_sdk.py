"""What line-bot-sdk builds within LINE's limits, the rules take."""

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3 import messaging as sdk

from simulator.rules import Refusal, check_rich_menu, check_send, grapheme_length, parse_json
from tests.simulator.rules_examples import PICTURE, USER

ADDRESS = st.sampled_from(["https://example.com/%E0%B8%81?a=b#c", "http://example.com", "line://nv/chat", "tel:0900"])


def made(model: type[Any], **values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Models of the SDK with these values; `st.builds` would add what it infers from their aliases."""
    return st.fixed_dictionaries(values).map(lambda drawn: model(**drawn))


def letters(most: int) -> st.SearchStrategy[str]:
    """Thai and other texts of one to `most` letters, as a reader counts them."""
    written = st.text("กขคงจฉน้ำี่ๆ 🍎aZ", min_size=1, max_size=min(2 * most, 40))
    return written.filter(lambda shown: grapheme_length(shown) <= most)


def actions(label: int) -> st.SearchStrategy[sdk.Action]:
    """Actions that may stand anywhere."""
    labels = letters(label)
    moments = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str)
    return st.one_of(
        made(sdk.PostbackAction, label=labels, data=letters(150), display_text=st.none() | letters(300)),
        made(sdk.MessageAction, label=labels, text=letters(300)),
        made(sdk.URIAction, label=labels, uri=ADDRESS),
        made(sdk.DatetimePickerAction, label=labels, data=letters(150), mode=st.just("date"), initial=moments),
        made(sdk.ClipboardAction, label=labels, clipboard_text=letters(500)),
    )


QUICK_REPLIES = st.none() | made(
    sdk.QuickReply,
    items=st.lists(made(sdk.QuickReplyItem, action=actions(20)), min_size=1, max_size=13),
)
BUTTONS = made(
    sdk.ButtonsTemplate,
    text=letters(60),
    title=st.none() | letters(40),
    thumbnail_image_url=st.none() | st.just(PICTURE),
    actions=st.lists(actions(20), min_size=1, max_size=4),
)
CONFIRM = made(sdk.ConfirmTemplate, text=letters(240), actions=st.lists(actions(20), min_size=2, max_size=2))
CAROUSEL = st.integers(1, 3).flatmap(
    lambda count: made(
        sdk.CarouselTemplate,
        columns=st.lists(
            made(
                sdk.CarouselColumn,
                text=letters(120),
                actions=st.lists(actions(20), min_size=count, max_size=count),
            ),
            min_size=1,
            max_size=3,
        ),
    )
)
SIZES = st.none() | st.sampled_from(["xs", "md", "5xl", "14px"])
COLOURS = st.none() | st.sampled_from(["#0F9D58", "#0f9d5880"])
LEAVES = st.one_of(
    made(
        sdk.FlexText,
        text=letters(300),
        size=SIZES,
        color=COLOURS,
        wrap=st.booleans(),
        weight=st.sampled_from(["bold", "regular", None]),
        action=st.none() | actions(40),
        contents=st.none() | st.lists(made(sdk.FlexSpan, text=letters(20), color=COLOURS), max_size=2),
    ),
    made(sdk.FlexButton, action=actions(40), style=st.sampled_from(["primary", "secondary", "link", None])),
    made(sdk.FlexImage, url=st.just(PICTURE), aspect_ratio=st.sampled_from(["1.51:1", "1:3", None])),
    made(sdk.FlexSeparator, margin=st.sampled_from(["md", "4px", None]), color=COLOURS),
)
BOXES = st.recursive(
    LEAVES,
    lambda inside: made(
        sdk.FlexBox,
        layout=st.sampled_from(["vertical", "horizontal"]),
        contents=st.lists(inside, max_size=3),
        padding_all=st.sampled_from(["12px", "5%", "lg", None]),
        background_color=COLOURS,
    ),
    max_leaves=6,
)
BODY = made(sdk.FlexBox, layout=st.just("vertical"), contents=st.lists(BOXES, max_size=4))
BUBBLE = made(sdk.FlexBubble, body=BODY, footer=st.none() | BODY, size=st.just("kilo"))
CONTAINER = BUBBLE | made(sdk.FlexCarousel, contents=st.lists(BUBBLE, min_size=1, max_size=3))

MESSAGE = st.one_of(
    made(sdk.TextMessage, text=letters(2500), quick_reply=QUICK_REPLIES),
    made(sdk.StickerMessage, package_id=st.just("446"), sticker_id=st.just("1988")),
    made(sdk.ImageMessage, original_content_url=st.just(PICTURE), preview_image_url=st.just(PICTURE)),
    made(
        sdk.LocationMessage,
        title=letters(50),
        address=letters(50),
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
    ),
    made(sdk.TemplateMessage, alt_text=letters(700), template=BUTTONS | CONFIRM | CAROUSEL),
    made(sdk.FlexMessage, alt_text=letters(700), contents=CONTAINER, quick_reply=QUICK_REPLIES),
)


@given(messages=st.lists(MESSAGE, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_messages_within_the_limits_are_taken(messages: list[sdk.Message]) -> None:
    request = sdk.PushMessageRequest(to=USER, messages=messages)
    body = parse_json(json.dumps(request.to_dict()).encode())
    assert not isinstance(body, Refusal)
    assert check_send("push", body) is None


@given(
    name=letters(300),
    chat_bar_text=letters(14).filter(lambda shown: len(shown) <= 14),  # the SDK counts code points
    area_actions=st.lists(actions(20), max_size=20),
    height=st.integers(250, 1724),
)
@settings(max_examples=20, deadline=None)
def test_rich_menus_within_the_limits_are_taken(
    name: str, chat_bar_text: str, area_actions: list[sdk.Action], height: int
) -> None:
    bounds = sdk.RichMenuBounds(x=0, y=0, width=2500, height=height)
    request = sdk.RichMenuRequest(
        size=sdk.RichMenuSize(width=2500, height=height),
        selected=True,
        name=name,
        chatBarText=chat_bar_text,
        areas=[sdk.RichMenuArea(bounds=bounds, action=action) for action in area_actions],
    )
    assert check_rich_menu(request.to_dict()) is None
