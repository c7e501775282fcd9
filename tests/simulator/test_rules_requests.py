"""What LINE asks of every request and of the small endpoints: addressees, JSON, content type, retry key, loading."""

import json
from typing import Any

import pytest

from simulator.rules import (
    Refusal,
    check_content_type,
    check_loading,
    check_mark_as_read,
    check_parameter,
    check_retry_key,
    check_send,
    check_webhook_endpoint,
    parse_json,
)
from tests.simulator.rules_examples import (
    GROUP,
    OTHER_USER,
    ROOM,
    USER,
    address,
    problems_of,
    refusal_of,
    repeated,
    text,
)

RECIPIENT = {"type": "audience", "audienceGroupId": 1}
MALFORMED_IDS = ["", "somebody", "U" + "A" * 32, USER + "0", USER[:-1], "X" + "0" * 32, "U" + "g" * 32]


def invalid(name: str) -> str:
    return f"The property, {name}, in the request body is invalid (line: -, column: -)"


def message_of(refusal: Refusal | None) -> str | None:
    return refusal.message if refusal else None


@pytest.mark.parametrize("to", [USER, GROUP, ROOM])
def test_a_push_goes_to_a_person_a_group_or_a_room(to: str) -> None:
    assert refusal_of(text(), to=to) is None


@pytest.mark.parametrize("to", [*MALFORMED_IDS, 5, [USER]])
def test_a_push_to_a_malformed_id_is_refused(to: Any) -> None:
    assert message_of(refusal_of(text(), to=to)) == invalid("'to'")


def test_a_multicast_goes_to_one_to_500_people() -> None:
    def multicast(to: Any) -> Refusal | None:
        return check_send("multicast", {"to": to, "messages": [text()]})

    assert multicast([USER, OTHER_USER]) is None
    assert multicast(repeated(USER, 500)) is None
    for wrong in ([], repeated(USER, 501)):
        assert problems_of(multicast(wrong)) == [("Size must be between 1 and 500", "to")]
    for malformed in [*MALFORMED_IDS, GROUP, ROOM]:
        assert message_of(multicast([USER, malformed])) == invalid("to[1]")
    assert message_of(multicast(USER)) == invalid("'to'")


@pytest.mark.parametrize(
    ("operation", "name"), [("reply", "replyToken"), ("push", "to"), ("multicast", "to"), ("validate", "messages")]
)
def test_what_a_request_needs_may_not_be_left_out(operation: Any, name: str) -> None:
    body = {"replyToken": "0" * 32, "to": [USER] if operation == "multicast" else USER, "messages": [text()]}
    del body[name]
    assert problems_of(check_send(operation, body)) == [("May not be empty", name)]


@pytest.mark.parametrize("token", ["", "not a token", 5])
def test_a_malformed_reply_token_is_refused(token: Any) -> None:
    assert message_of(check_send("reply", {"replyToken": token, "messages": [text()]})) == invalid("'replyToken'")
    assert check_send("reply", {"replyToken": "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", "messages": [text()]}) is None


@pytest.mark.parametrize("operation", ["push", "multicast"])
def test_one_aggregation_unit_of_30_plain_characters_may_be_named(operation: Any) -> None:
    def with_units(*units: str) -> list[tuple[str, str]]:
        to = [USER] if operation == "multicast" else USER
        return problems_of(
            check_send(operation, {"to": to, "messages": [text()], "customAggregationUnits": list(units)})
        )

    assert with_units("Promotion_a" + "9" * 19) == []
    assert with_units() == []
    assert with_units("a" * 31) == [("Length must be between 1 and 30", "customAggregationUnits[0]")]
    assert with_units("a", "b") == [("Size must be between 0 and 1", "customAggregationUnits")]
    for wrong in ("a b", "ก", "a-b"):
        assert with_units(wrong) == [("invalid property", "customAggregationUnits[0]")]
    assert with_units("") == [("May not be empty", "customAggregationUnits[0]")]


def test_notifications_are_disabled_by_true_or_false() -> None:
    body = {"to": USER, "messages": [text()]}
    for value in (True, False, None):
        assert check_send("push", {**body, "notificationDisabled": value}) is None
    refused = check_send("push", {**body, "notificationDisabled": "yes"})
    assert message_of(refused) == invalid("'notificationDisabled'")


def narrowcast(**who: object) -> Refusal | None:
    return check_send("narrowcast", {"messages": [text()], **who})


def test_a_narrowcast_combines_audiences_and_attributes() -> None:
    audience = {**RECIPIENT, "audienceGroupId": 5614991017776}
    recipient = {"type": "operator", "and": [{"type": "operator", "not": audience}]}
    attributes = {
        "type": "operator",
        "or": [
            {"type": "gender", "oneOf": ["male", "female"]},
            {"type": "age", "gte": "age_20", "lt": "age_25"},
            {"type": "appType", "oneOf": ["ios"]},
            {"type": "area", "oneOf": ["th_08", "jp_47"]},
            {"type": "subscriptionPeriod", "lt": "day_30"},
        ],
    }
    assert narrowcast(recipient=recipient, filter={"demographic": attributes}, limit={"max": 100}) is None
    assert narrowcast(recipient={"type": "operator", "or": [audience]}, limit={"max": 1}) is None
    assert narrowcast(recipient={"type": "redelivery", "requestId": "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}) is None


@pytest.mark.parametrize(
    "who",
    [
        {"recipient": {"type": "operator"}},
        {"recipient": {"type": "operator", "and": []}},
        {"recipient": {"type": "operator", "or": []}},
        {"recipient": {"type": "operator", "and": [RECIPIENT], "or": [RECIPIENT]}},
        {"recipient": {"type": "audience"}},
        {"recipient": {"type": "crowd"}},
        {"filter": {"demographic": {"type": "gender", "oneOf": ["other"]}}},
        {"filter": {"demographic": {"type": "age"}}},
        {"filter": {"demographic": {"type": "area", "oneOf": ["th_09"]}}},
        {"limit": {"max": 0}},
        {"limit": {"forbidPartialDelivery": True}},
    ],
)
def test_a_narrowcast_to_nobody_in_particular_is_refused(who: dict[str, Any]) -> None:
    assert narrowcast(**who) is not None


def test_partial_delivery_is_forbidden_only_within_the_remaining_quota() -> None:
    assert narrowcast(limit={"forbidPartialDelivery": True, "upToRemainingQuota": True}) is None
    assert narrowcast(limit={"forbidPartialDelivery": True}) == Refusal(
        400, "The option forbidPartialDelivery must be used with upToRemainingQuota."
    )


def test_parsed_json_is_handed_on() -> None:
    assert parse_json('{"text": "สวัสดี"}'.encode()) == {"text": "สวัสดี"}


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b"", "line: 1, column: 1"),
        (b'{"to": }', "line: 1, column: 8"),
        (b'{\n  "to": "U",\n}', "line: 3, column: 1"),
        (b"[]", "line: 1, column: 1"),
        (b'"text"', "line: 1, column: 1"),
        (b'{"text": "\xff"}', "line: -, column: -"),
        (b'{"latitude": NaN}', "line: -, column: -"),
        (b'{"latitude": Infinity}', "line: -, column: -"),
        (b'{"index": ' + b"9" * 5000 + b"}", "line: -, column: -"),
        (b"[" * 100_000, "line: -, column: -"),
    ],
)
def test_what_is_no_json_object_cannot_be_parsed(raw: bytes, where: str) -> None:
    refused = parse_json(raw)
    assert isinstance(refused, Refusal)
    assert refused == Refusal(400, f"The request body could not be parsed as JSON ({where})")


def test_a_body_has_at_most_two_megabytes() -> None:
    frame = len(json.dumps({"text": ""}))
    largest = json.dumps({"text": "a" * (2 * 1024 * 1024 - frame)}).encode()
    assert isinstance(parse_json(largest), dict)
    refused = parse_json(largest + b" ")
    assert isinstance(refused, Refusal)
    assert refused.status == 413


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=UTF-8", "Application/JSON"])
def test_json_is_announced_as_json(content_type: str) -> None:
    assert check_content_type(content_type) is None


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_another_content_type_is_not_supported(content_type: str) -> None:
    assert check_content_type(content_type) == Refusal(415, f"The content type, {content_type}, is not supported")


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("userId", USER, GROUP),
        ("groupId", GROUP, ROOM),
        ("roomId", ROOM, GROUP),
        ("userId", OTHER_USER, "me"),
        ("date", "20270131", "2027-01-31"),
        ("date", "20240229", "20230229"),
    ],
)
def test_ids_and_dates_of_path_and_query_have_lines_form(name: str, right: str, wrong: str) -> None:
    assert check_parameter(name, right) is None
    assert check_parameter(name, wrong) == Refusal(400, f"The value for the '{name}' parameter is invalid")


@pytest.mark.parametrize("operation", ["push", "multicast", "narrowcast", "broadcast"])
def test_a_retry_key_is_a_uuid(operation: str) -> None:
    assert check_retry_key(operation, None) is None
    assert check_retry_key(operation, "123e4567-e89b-12d3-a456-426614174000") is None
    for wrong in ("", "1", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"):
        refused = check_retry_key(operation, wrong)
        assert refused == Refusal(400, "The value for the 'X-Line-Retry-Key' parameter is invalid")


def test_a_reply_takes_no_retry_key() -> None:
    assert check_retry_key("reply", None) is None
    refused = check_retry_key("reply", "123e4567-e89b-12d3-a456-426614174000")
    assert refused is not None
    assert refused.status == 400


@pytest.mark.parametrize("seconds", range(5, 61, 5))
def test_the_loading_animation_runs_5_to_60_seconds_in_fives(seconds: int) -> None:
    assert check_loading({"chatId": USER, "loadingSeconds": seconds}) is None
    assert check_loading({"chatId": USER}) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (4, ["Must be between 5 and 60", "must be a multiple of five"]),
        (61, ["Must be between 5 and 60", "must be a multiple of five"]),
        (0, ["Must be between 5 and 60"]),
        (65, ["Must be between 5 and 60"]),
        (7, ["must be a multiple of five"]),
    ],
)
def test_other_seconds_are_refused(seconds: int, said: list[str]) -> None:
    refused = check_loading({"chatId": USER, "loadingSeconds": seconds})
    assert problems_of(refused) == [(words, "loadingSeconds") for words in said]


@pytest.mark.parametrize("chat", [GROUP, ROOM, "somebody"])
def test_the_loading_animation_is_for_single_people(chat: str) -> None:
    said = "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
    assert problems_of(check_loading({"chatId": chat})) == [(said, "chatId")]
    assert problems_of(check_loading({})) == [("May not be empty", "chatId")]


def test_a_read_mark_needs_a_token() -> None:
    assert check_mark_as_read({"markAsReadToken": "t"}) is None
    for body in ({}, {"markAsReadToken": ""}):
        assert problems_of(check_mark_as_read(body)) == [("May not be empty", "markAsReadToken")]


@pytest.mark.parametrize(
    "endpoint",
    ["https://example.com/callback", "http://127.0.0.1:5000/callback", "http://localhost:5000", address(500)],
)
def test_a_webhook_endpoint_is_https_or_on_this_machine(endpoint: str) -> None:
    assert check_webhook_endpoint({"endpoint": endpoint}) is None


@pytest.mark.parametrize(
    "endpoint", [None, 5, "", "callback", "http://example.com", "ftp://localhost", "https://", "http://", address(501)]
)
def test_another_webhook_endpoint_is_refused(endpoint: Any) -> None:
    assert check_webhook_endpoint({"endpoint": endpoint}) == Refusal(400, "Invalid webhook endpoint URL")
