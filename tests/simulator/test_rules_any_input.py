"""Whatever comes in, the rules answer and raise nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.rules import (
    Refusal,
    check_alias,
    check_alias_target,
    check_batch,
    check_bulk_link,
    check_bulk_unlink,
    check_loading,
    check_mark_as_read,
    check_rich_menu,
    check_rich_menu_image,
    check_send,
    check_webhook_endpoint,
    parse_json,
)
from tests.simulator.rules_examples import (
    PICTURE,
    RICH_MENU,
    USER,
    area,
    box,
    bubble,
    buttons,
    carousel,
    column,
    confirm,
    flex,
    image_carousel,
    imagemap,
    postback,
    quick_replies,
    rich_menu,
    text,
    words,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=8,
)

MESSAGES: list[dict[str, Any]] = [
    text("$", emojis=[{"index": 0, "productId": "p", "emojiId": "e"}], sender={"name": "ครู", "iconUrl": PICTURE}),
    {
        "type": "textV2",
        "text": "{who}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "user", "userId": USER}}},
        "quoteToken": "q",
    },
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "video", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "trackingId": "t"},
    quick_replies(
        postback(), {"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date", "min": "2027-01-01"}
    ),
    buttons(title="ก", thumbnailImageUrl=PICTURE),
    confirm(),
    carousel(column(), column()),
    image_carousel({"imageUrl": PICTURE, "action": postback()}),
    imagemap(actions=[{"type": "uri", "linkUri": "https://example.com", "area": area()}]),
    flex(
        {
            "type": "carousel",
            "contents": [
                bubble(
                    words(contents=[{"type": "span", "text": "ก", "color": "#000000"}]),
                    {"type": "button", "action": postback()},
                    box(words(size="12px"), layout="baseline"),
                    {"type": "image", "url": PICTURE, "aspectRatio": "1:1"},
                    box(background={"type": "linearGradient", "angle": "0deg", "startColor": "#000000"}),
                    size="kilo",
                )
            ],
        }
    ),
    flex(bubble(hero={"type": "video", "url": PICTURE, "previewUrl": PICTURE, "altContent": box()})),
]
RECIPIENT = {"type": "operator", "not": {"type": "audience", "audienceGroupId": 1}}
EXAMPLES: list[tuple[Any, dict[str, Any]]] = [
    *((lambda body: check_send("push", body), {"to": USER, "messages": [message]}) for message in MESSAGES),
    (lambda body: check_send("reply", body), {"replyToken": "t", "messages": [text()]}),
    (lambda body: check_send("multicast", body), {"to": [USER], "messages": [text()]}),
    (
        lambda body: check_send("narrowcast", body),
        {
            "messages": [text()],
            "recipient": RECIPIENT,
            "filter": {"demographic": {"type": "age", "gte": "age_15"}},
            "limit": {"max": 1},
        },
    ),
    (check_rich_menu, rich_menu()),
    (check_alias, {"richMenuAliasId": "a", "richMenuId": RICH_MENU}),
    (check_alias_target, {"richMenuId": RICH_MENU}),
    (check_bulk_link, {"richMenuId": RICH_MENU, "userIds": [USER]}),
    (check_bulk_unlink, {"userIds": [USER]}),
    (check_batch, {"operations": [{"type": "link", "from": RICH_MENU, "to": RICH_MENU}], "resumeRequestKey": "k"}),
    (check_loading, {"chatId": USER, "loadingSeconds": 5}),
    (check_mark_as_read, {"markAsReadToken": "t"}),
    (check_webhook_endpoint, {"endpoint": "https://example.com"}),
]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    for key, inside in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inside, dict | list):
            yield from places(inside)


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_body_with_anything_in_any_place_is_answered(
    check: Any, example: dict[str, Any], data: st.DataObject
) -> None:
    body = copy.deepcopy(example)
    container, key = data.draw(st.sampled_from(list(places(body))))
    container[key] = data.draw(JSON)
    answer = check(body)
    assert answer is None or 400 <= answer.status < 500


@given(raw=st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_parsed_or_refused(raw: bytes) -> None:
    assert isinstance(parse_json(raw), dict | Refusal)


@given(start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"]), rest=st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_picture_or_refused(start: bytes, rest: bytes) -> None:
    for content_type in ("image/png", "image/jpeg"):
        assert check_rich_menu_image(content_type, start + rest, {"width": 2500, "height": 1686}) is not None
