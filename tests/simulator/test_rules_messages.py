"""Limits of message objects: texts, quick replies, sender, media, imagemap. Facts: LINE's reference."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.rules import check_send, grapheme_length, utf16_length
from tests.simulator.rules_examples import (
    EMOJI_OF_TWO_UNITS,
    GROUP,
    PICTURE,
    ROOM,
    USER,
    WATER,
    address,
    area,
    buttons,
    flex_with,
    imagemap,
    only,
    postback,
    problems_of,
    quick_replies,
    refusal_of,
    repeated,
    text,
    without,
    words,
)

Build = Callable[[int], dict[str, Any]]

STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
IMAGE = {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE}
VIDEO = {**IMAGE, "type": "video"}
AUDIO = {"type": "audio", "originalContentUrl": PICTURE, "duration": 60000}
LOCATION = {"type": "location", "title": "สพม.", "address": "นครสวรรค์", "latitude": 15.7, "longitude": 100.1}
COUPON = {"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"}
EMOJI = {"index": 0, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
MENTION = {"type": "mention", "mentionee": {"type": "user", "userId": USER}}
EMOJI_SUBSTITUTE = {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
IMAGEMAP_VIDEO = {"originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "area": area()}


def imagemap_with(kind: str, name: str, value: str, **more: object) -> dict[str, Any]:
    return imagemap(actions=[{"type": kind, name: value, "area": area(), **more}])


def imagemap_video_link(**link: object) -> dict[str, Any]:
    shown = {"linkUri": "https://example.com", "label": "ดู", **link}
    return imagemap(video={**IMAGEMAP_VIDEO, "externalLink": shown})


def text_v2(shown: str, **substitution: object) -> dict[str, Any]:
    return {"type": "textV2", "text": shown, "substitution": substitution}


def between(most: int) -> str:
    return f"Length must be between 0 and {most}"


@pytest.mark.parametrize(
    ("most", "build", "words_said", "place"),
    [
        (5000, lambda n: text("ก" * n), between(5000), "text"),
        (5000, lambda n: {"type": "textV2", "text": "ก" * n}, between(5000), "text"),
        (1500, lambda n: {**flex_with(words()), "altText": "ก" * n}, between(1500), "altText"),
        (1500, lambda n: {**buttons(), "altText": "ก" * n}, between(1500), "altText"),
        (1500, lambda n: imagemap(altText="ก" * n), between(1500), "altText"),
        (20, lambda n: text(sender={"name": "ก" * n}), between(20), "sender.name"),
        (2000, lambda n: text(sender={"iconUrl": address(n)}), between(2000), "sender.iconUrl"),
        (2000, lambda n: quick_replies(postback(), imageUrl=address(n)), between(2000), "quickReply.items[0].imageUrl"),
        (2000, lambda n: {**IMAGE, "originalContentUrl": address(n)}, between(2000), "originalContentUrl"),
        (2000, lambda n: {**IMAGE, "previewImageUrl": address(n)}, between(2000), "previewImageUrl"),
        (2000, lambda n: {**VIDEO, "originalContentUrl": address(n)}, between(2000), "originalContentUrl"),
        (2000, lambda n: {**VIDEO, "previewImageUrl": address(n)}, between(2000), "previewImageUrl"),
        (2000, lambda n: {**AUDIO, "originalContentUrl": address(n)}, between(2000), "originalContentUrl"),
        (100, lambda n: {**VIDEO, "trackingId": "a" * n}, between(100), "trackingId"),
        (100, lambda n: {**LOCATION, "title": "ก" * n}, between(100), "title"),
        (100, lambda n: {**LOCATION, "address": "ก" * n}, between(100), "address"),
        (30, lambda n: {**COUPON, "deliveryTag": "a" * n}, between(30), "deliveryTag"),
        (2000, lambda n: imagemap(baseUrl=address(n)), between(2000), "baseUrl"),
        (400, lambda n: imagemap_with("message", "text", "ก" * n), between(400), "actions[0].text"),
        (1000, lambda n: imagemap_with("uri", "linkUri", address(n)), between(1000), "actions[0].linkUri"),
        (
            1000,
            lambda n: imagemap_with("clipboard", "clipboardText", "ก" * n),
            "Length must be between 1 and 1000",
            "actions[0].clipboardText",
        ),
        (100, lambda n: imagemap_with("message", "text", "ก", label="ก" * n), between(100), "actions[0].label"),
        (30, lambda n: imagemap_video_link(label="ก" * n), between(30), "video.externalLink.label"),
        (1000, lambda n: imagemap_video_link(linkUri=address(n)), between(1000), "video.externalLink.linkUri"),
        (
            13,
            lambda n: quick_replies(*repeated(postback(), n)),
            "Size must be between 1 and 13",
            "quickReply.items",
        ),
        (20, lambda n: text("$" * n, emojis=repeated(EMOJI, n)), "Size must be between 0 and 20", "emojis"),
        (
            50,
            lambda n: imagemap(actions=repeated({"type": "message", "text": "ก", "area": area()}, n)),
            "Size must be between 0 and 50",
            "actions",
        ),
        (
            100,
            lambda n: text_v2("ก", **{f"key{i}": EMOJI_SUBSTITUTE for i in range(n)}),
            "Size must be between 0 and 100",
            "substitution",
        ),
    ],
)
def test_the_last_length_that_fits_is_taken_and_the_next_refused(
    most: int, build: Build, words_said: str, place: str
) -> None:
    assert refusal_of(build(most)) is None
    refused = refusal_of(build(most + 1))
    assert problems_of(refused) == [(words_said, f"messages[0].{place}")]
    assert refused is not None
    assert (refused.status, refused.message) == (400, "The request body has 1 error(s)")


@pytest.mark.parametrize(
    ("written", "units", "letters"),
    [
        (WATER, 3, 1),
        ("ยืนยันการนัดหมาย", 16, 13),
        ("เลื่อนนัดหมายเป็นวันพรุ่งนี้", 28, 19),
        (EMOJI_OF_TWO_UNITS, 2, 1),
        ("\ud800", 1, 1),
        ("", 0, 0),
    ],
)
def test_line_counts_utf16_units_or_letters(written: str, units: int, letters: int) -> None:
    assert (utf16_length(written), grapheme_length(written)) == (units, letters)


def test_an_emoji_counts_two_in_a_text() -> None:
    assert refusal_of(text(EMOJI_OF_TWO_UNITS * 2500)) is None
    assert refusal_of(text(EMOJI_OF_TWO_UNITS * 2500 + "a")) is not None


@pytest.mark.parametrize("operation", ["reply", "push", "multicast", "broadcast", "narrowcast", "validate"])
def test_one_to_five_messages_go_together(operation: Any) -> None:
    assert refusal_of(*repeated(text(), 5), operation=operation) is None
    for wrong in ([], repeated(text(), 6)):
        refused = refusal_of(*wrong, operation=operation)
        assert problems_of(refused) == [("Size must be between 1 and 5", "messages")]


@pytest.mark.parametrize(
    ("message", "name", "words_said"),
    [
        *(
            (message, name, "May not be empty")
            for message, names in [
                (text(), ["type", "text"]),
                ({"type": "textV2", "text": "ก"}, ["text"]),
                (STICKER, ["packageId", "stickerId"]),
                (IMAGE, ["originalContentUrl", "previewImageUrl"]),
                (VIDEO, ["originalContentUrl", "previewImageUrl"]),
                (AUDIO, ["originalContentUrl", "duration"]),
                (LOCATION, ["title", "address", "latitude", "longitude"]),
                (COUPON, ["couponId"]),
                (imagemap(), ["baseUrl", "altText", "baseSize", "actions"]),
                (buttons(), ["altText", "template"]),
                (flex_with(words()), ["altText", "contents"]),
            ]
            for name in names
        )
    ],
)
def test_what_line_requires_may_be_neither_left_out_nor_null(
    message: dict[str, Any], name: str, words_said: str
) -> None:
    assert refusal_of(message) is None
    for broken in (without(message, name), {**message, name: None}):
        assert problems_of(refusal_of(broken)) == [(words_said, f"messages[0].{name}")]


@pytest.mark.parametrize("empty", [text(""), text("ก", sender={"name": ""}), {**LOCATION, "title": ""}])
def test_an_empty_text_is_refused(empty: dict[str, Any]) -> None:
    assert only(problems_of(refusal_of(empty)))[0] == "May not be empty"


def test_an_unknown_message_type_is_answered_with_all_known_ones() -> None:
    assert problems_of(refusal_of({"type": "file"})) == [
        (
            "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, imagemap, "
            "template, flex, coupon]",
            "messages[0].type",
        )
    ]


def test_every_mistake_is_counted_and_placed() -> None:
    refused = refusal_of(text(""), text(), {"type": "nothing"})
    assert refused is not None
    assert refused.message == "The request body has 2 error(s)"
    assert [place for _, place in problems_of(refused)] == ["messages[0].text", "messages[2].type"]


def test_a_refusal_shows_its_details_in_lines_form() -> None:
    refused = refusal_of(text(""))
    assert refused is not None
    assert refused.body() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "text", "text": 5}, "'messages[0].text'"),
        ({"type": 5}, "'messages[0].type'"),
        ("สวัสดี", "'messages[0]'"),
        ({**LOCATION, "latitude": "15"}, "'messages[0].latitude'"),
        ({**AUDIO, "duration": 1.5}, "'messages[0].duration'"),
        ({**AUDIO, "duration": 2**63}, "'messages[0].duration'"),
        (text(quickReply=[]), "'messages[0].quickReply'"),
    ],
)
def test_a_value_of_another_json_type_is_named_in_the_message(message: Any, place: str) -> None:
    refused = refusal_of(message)
    assert refused is not None
    assert refused.status == 400
    assert refused.body() == {"message": f"The property, {place}, in the request body is invalid (line: -, column: -)"}


def test_unknown_properties_of_a_message_are_overlooked() -> None:
    assert refusal_of(text(tone="kind")) is None


@pytest.mark.parametrize(
    "url", ["http://example.com/a.png", "example.com/a.png", "https://", "https:///a", "https://example.com/ภาพ.png"]
)
def test_media_addresses_are_https_and_percent_encoded(url: str) -> None:
    assert problems_of(refusal_of({**IMAGE, "originalContentUrl": url})) == [
        ("Must be a valid HTTPS URL", "messages[0].originalContentUrl")
    ]


@pytest.mark.parametrize("name", ["LINE", "ทีม LINE", "LINEman"])
def test_nobody_speaks_in_the_name_of_line(name: str) -> None:
    assert problems_of(refusal_of(text(sender={"name": name}))) == [("invalid property", "messages[0].sender.name")]
    assert refusal_of(text(sender={"name": "ทีมออนไลน์"})) is None


@pytest.mark.parametrize(("duration", "taken"), [(1, True), (0, False), (-1, False)])
def test_a_sound_has_a_positive_duration(duration: int, taken: bool) -> None:
    expected = [] if taken else [("Must be a positive value", "messages[0].duration")]
    assert problems_of(refusal_of({**AUDIO, "duration": duration})) == expected


@pytest.mark.parametrize(
    ("name", "edge", "outside", "range_said"),
    [
        ("latitude", 90, 90.1, "-90 and 90"),
        ("latitude", -90, -90.1, "-90 and 90"),
        ("longitude", 180, 180.1, "-180 and 180"),
        ("longitude", -180, -180.1, "-180 and 180"),
    ],
)
def test_a_place_is_on_earth(name: str, edge: float, outside: float, range_said: str) -> None:
    assert refusal_of({**LOCATION, name: edge}) is None
    assert problems_of(refusal_of({**LOCATION, name: outside})) == [
        (f"Must be between {range_said}", f"messages[0].{name}")
    ]


@pytest.mark.parametrize(
    ("package", "first", "last"),
    [
        ("446", 1988, 2027),
        ("789", 10855, 10894),
        ("1070", 17839, 17878),
        ("6136", 10551376, 10551399),
        ("6325", 10979904, 10979927),
        ("6359", 11069848, 11069871),
        ("6362", 11087920, 11087943),
        ("6370", 11088016, 11088039),
        ("6632", 11825374, 11825397),
        ("8515", 16581242, 16581265),
        ("8522", 16581266, 16581289),
        ("8525", 16581290, 16581313),
        ("11537", 52002734, 52002773),
        ("11538", 51626494, 51626533),
        ("11539", 52114110, 52114149),
    ],
)
def test_only_the_stickers_of_lines_list_can_be_sent(package: str, first: int, last: int) -> None:
    def problems(sticker: object) -> list[tuple[str, str]]:
        return problems_of(refusal_of({"type": "sticker", "packageId": package, "stickerId": str(sticker)}))

    assert problems(first) == problems(last) == []
    for other in (first - 1, last + 1, "หัวใจ", f"0{first}"):
        assert problems(other) == [("invalid property", "messages[0].stickerId")]


def test_a_sticker_of_another_package_is_refused() -> None:
    assert problems_of(refusal_of({**STICKER, "packageId": "1"})) == [("invalid property", "messages[0].packageId")]


@pytest.mark.parametrize("wrong", [{"trackingId": "a b"}, {"trackingId": "ก"}])
def test_a_tracking_id_has_plain_characters(wrong: dict[str, str]) -> None:
    assert refusal_of({**VIDEO, "trackingId": "a-.=,+*()%$&;:@{}!?<>[]9"}) is None
    assert problems_of(refusal_of({**VIDEO, **wrong})) == [("invalid property", "messages[0].trackingId")]


@pytest.mark.parametrize(("to", "taken"), [(USER, True), (GROUP, False), (ROOM, False)])
def test_a_tracked_video_goes_to_single_people_only(to: str, taken: bool) -> None:
    expected = [] if taken else [("invalid property", "messages[0].trackingId")]
    assert problems_of(refusal_of({**VIDEO, "trackingId": "t1"}, to=to)) == expected


def test_an_imagemap_is_1040_pixels_wide() -> None:
    for width in (1039, 1041):
        refused = refusal_of(imagemap(baseSize={"width": width, "height": 100}))
        assert problems_of(refused) == [("Must be between 1040 and 1040", "messages[0].baseSize.width")]


@pytest.mark.parametrize(
    ("name", "smallest", "said"),
    [
        ("x", 0, "must be greater than or equal to 0"),
        ("y", 0, "must be greater than or equal to 0"),
        ("width", 1, "Must be a positive value"),
        ("height", 1, "Must be a positive value"),
    ],
)
def test_the_areas_of_an_imagemap_lie_on_it(name: str, smallest: int, said: str) -> None:
    def problems(value: int) -> list[tuple[str, str]]:
        return problems_of(refusal_of(imagemap(video={**IMAGEMAP_VIDEO, "area": area(**{name: value})})))

    assert problems(smallest) == []
    assert problems(smallest - 1) == [(said, f"messages[0].video.area.{name}")]


def test_an_imagemap_has_a_height() -> None:
    assert refusal_of(imagemap(baseSize={"width": 1040, "height": 1})) is None
    assert problems_of(refusal_of(imagemap(baseSize={"width": 1040, "height": 0}))) == [
        ("Must be a positive value", "messages[0].baseSize.height")
    ]


@pytest.mark.parametrize("index", [1, 2, 99])
def test_an_emoji_stands_at_a_dollar_sign_counted_in_utf16(index: int) -> None:
    apple_then_dollar = EMOJI_OF_TWO_UNITS + "$"
    taken = refusal_of(text(apple_then_dollar, emojis=[{**EMOJI, "index": index}])) is None
    assert taken is (index == 2)


@pytest.mark.parametrize(
    "shown", ["{somebody}", "{", "}", "a}b", "{teacher", "{{teacher}", "{}", "{{{teacher}}", "{สวัสดี}"]
)
def test_braces_are_substituted_or_doubled(shown: str) -> None:
    assert problems_of(refusal_of(text_v2(shown, teacher=MENTION), to=GROUP)) == [
        ("invalid property", "messages[0].text")
    ]


@pytest.mark.parametrize("shown", ["{teacher} มาแล้ว", "{{ไม่แทน}}", "{{{teacher}}}", "{teacher}{teacher}", "ไม่มี"])
def test_substituted_and_doubled_braces_are_taken(shown: str) -> None:
    assert refusal_of(text_v2(shown, teacher=MENTION), to=GROUP) is None


@pytest.mark.parametrize("substitute", [MENTION, EMOJI_SUBSTITUTE])
def test_a_text_has_at_most_twenty_mentions_and_twenty_emoji(substitute: dict[str, Any]) -> None:
    assert refusal_of(text_v2("{it}" * 20, it=substitute), to=GROUP) is None
    assert problems_of(refusal_of(text_v2("{it}" * 21, it=substitute), to=GROUP)) == [
        ("invalid property", "messages[0].substitution")
    ]


@pytest.mark.parametrize("key", ["a" * 21, "", "ครู", "a-b"])
def test_a_substitution_key_is_short_and_plain(key: str) -> None:
    assert refusal_of(text_v2("ก", **{"a" * 20: MENTION}), to=GROUP) is None
    assert only(problems_of(refusal_of(text_v2("ก", **{key: MENTION}), to=GROUP)))[0] == "invalid property"


@pytest.mark.parametrize(
    ("operation", "to", "taken"),
    [("push", GROUP, True), ("push", ROOM, True), ("push", USER, False), ("multicast", USER, False),
     ("broadcast", USER, False), ("narrowcast", USER, False), ("reply", USER, True), ("validate", USER, True)],
)  # fmt: skip
def test_mentions_go_to_groups_and_rooms_only(operation: Any, to: str, taken: bool) -> None:
    expected = [] if taken else [("invalid property", "messages[0].substitution.teacher")]
    assert problems_of(refusal_of(text_v2("{teacher}", teacher=MENTION), operation=operation, to=to)) == expected


@pytest.mark.parametrize("to_group", [True, False])
def test_a_reply_may_mention_people_when_it_goes_to_a_group(to_group: bool) -> None:
    body = {"replyToken": "0" * 32, "messages": [text_v2("{teacher}", teacher=MENTION)]}
    assert (check_send("reply", body, to_group=to_group) is None) is to_group


@pytest.mark.parametrize("message", [text(quoteToken="q"), {**STICKER, "quoteToken": "q"}])
def test_quotes_go_to_one_chat_only(message: dict[str, Any]) -> None:
    for operation in ("push", "reply"):
        assert refusal_of(message, operation=operation) is None
    for operation in ("multicast", "broadcast", "narrowcast"):
        refused = refusal_of(message, operation=operation)
        assert problems_of(refused) == [("invalid property", "messages[0].quoteToken")]
