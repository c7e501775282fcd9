"""Would LINE send this? reply, push, multicast, broadcast and narrowcast, and their validation."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from simulator.rules.bodies import check_body
from simulator.rules.flex import check_container
from simulator.rules.ids import AGGREGATION_UNIT, CHAT_ID, REPLY_TOKEN, USER_ID
from simulator.rules.messages import MESSAGE
from simulator.rules.narrowcast import FILTER, LIMIT, RECIPIENT
from simulator.rules.refusal import Detail, Refusal, invalid_body, invalid_message, unparsable
from simulator.rules.report import BODY, PART, Report, in_template, pointer
from simulator.rules.schema import Array, Boolean, Identifier, Object, Rule, String, matching
from simulator.rules.templates import TEMPLATE

Operation: TypeAlias = Literal["reply", "push", "multicast", "broadcast", "narrowcast", "validate"]

MESSAGES: dict[str, Rule] = {"messages": Array(MESSAGE, min=1, max=5)}
SILENTLY: dict[str, Rule] = {"notificationDisabled": Boolean()}
UNIT: dict[str, Rule] = {"customAggregationUnits": Array(String(30, min=1, form=matching(AGGREGATION_UNIT)), max=1)}

BODIES: dict[Operation, Object] = {
    "reply": Object(
        {"replyToken": Identifier(REPLY_TOKEN), **MESSAGES, **SILENTLY}, required=("replyToken", "messages")
    ),
    "push": Object({"to": Identifier(CHAT_ID), **MESSAGES, **SILENTLY, **UNIT}, required=("to", "messages")),
    "multicast": Object(
        {"to": Array(Identifier(USER_ID), min=1, max=500), **MESSAGES, **SILENTLY, **UNIT},
        required=("to", "messages"),
    ),
    "broadcast": Object({**MESSAGES, **SILENTLY}, required=("messages",)),
    "narrowcast": Object(
        {**MESSAGES, **SILENTLY, "recipient": RECIPIENT, "filter": FILTER, "limit": LIMIT},
        required=("messages",),
    ),
    "validate": Object(MESSAGES, required=("messages",)),
}


def check_send(operation: Operation, body: Mapping[str, Any], *, to_group: bool | None = None) -> Refusal | None:
    """None if LINE would take the parsed `body` of a send or validate request, else LINE's answer.

    Sees only the body: people, tokens, quota and `X-Line-Retry-Key` are for others to check. `to_group` says whether
    a reply goes to a group or room; a push shows it by its `to`.
    """
    try:
        return (
            check_body(BODIES[operation], body, BODY)
            or _check_parts(body["messages"])
            or _check_addressee(operation, body, to_group)
            or _check_limit(operation, body)
        )
    except RecursionError:  # nested deeper than any JSON parser of LINE's would go
        return unparsable()


def _check_parts(messages: list[dict[str, Any]]) -> Refusal | None:
    for index, message in enumerate(messages):
        report = Report(PART)
        if message["type"] == "flex":
            check_container(message["contents"], report)
            if report.problems:
                return invalid_message(index, *report.details(pointer))
        elif message["type"] == "template":
            TEMPLATE.check(message["template"], None, report)
            if report.problems:
                return invalid_message(index, *report.details(in_template))
    return None


def _check_addressee(operation: Operation, body: Mapping[str, Any], to_group: bool | None) -> Refusal | None:
    if operation == "validate":
        return None
    if operation == "push":
        to_group = not body["to"].startswith("U")
    to_one_chat = operation in {"reply", "push"}
    misplaced = [
        Detail("invalid property", f"messages[{index}].{name}")
        for index, message in enumerate(body["messages"])
        for name in _misplaced(message, to_one_chat=to_one_chat, to_group=to_group)
    ]
    return invalid_body(*misplaced) if misplaced else None


def _misplaced(message: Mapping[str, Any], *, to_one_chat: bool, to_group: bool | None) -> Iterator[str]:
    """What may not go there: quotes belong to one chat, mentions to groups, tracked films to single people."""
    kind = message["type"]
    if kind in {"text", "textV2", "sticker"} and message.get("quoteToken") is not None and not to_one_chat:
        yield "quoteToken"
    if kind == "textV2" and (not to_one_chat or to_group is False):
        for key, substitute in (message.get("substitution") or {}).items():
            if substitute["type"] == "mention":
                yield f"substitution.{key}"
    if kind == "video" and message.get("trackingId") is not None and to_group:
        yield "trackingId"


def _check_limit(operation: Operation, body: Mapping[str, Any]) -> Refusal | None:
    limit = body.get("limit") or {}
    if operation == "narrowcast" and limit.get("forbidPartialDelivery") and not limit.get("upToRemainingQuota"):
        return Refusal(400, "The option forbidPartialDelivery must be used with upToRemainingQuota.")
    return None
