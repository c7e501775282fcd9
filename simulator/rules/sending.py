"""Would LINE send this? reply, push, multicast, broadcast, narrowcast and their validate twins."""

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from simulator.rules.flex import CONTAINER, too_large
from simulator.rules.messages import MESSAGE
from simulator.rules.refusal import Detail, Refusal, invalid_body, invalid_message, invalid_property
from simulator.rules.report import BODY, PART, Report, dotted, pointer
from simulator.rules.schema import Array, Boolean, Object, Rule, String
from simulator.rules.templates import TEMPLATE

Operation: TypeAlias = Literal["reply", "push", "multicast", "broadcast", "narrowcast", "validate"]

MESSAGES_5: dict[str, Rule] = {"messages": Array(MESSAGE, min=1, max=5)}
SILENT: dict[str, Rule] = {"notificationDisabled": Boolean()}
UNITS: dict[str, Rule] = {"customAggregationUnits": Array(String(30, pattern=re.compile(r"[A-Za-z0-9_]{1,30}")), max=1)}
ANYTHING = Object({})

BODIES: dict[Operation, Object] = {
    "reply": Object({**MESSAGES_5, **SILENT}, required=("messages",)),
    "push": Object({**MESSAGES_5, **SILENT, **UNITS}, required=("messages",)),
    "multicast": Object({**MESSAGES_5, **SILENT, **UNITS}, required=("messages",)),
    "broadcast": Object({**MESSAGES_5, **SILENT}, required=("messages",)),
    "narrowcast": Object(
        {**MESSAGES_5, **SILENT, "recipient": ANYTHING, "filter": ANYTHING, "limit": ANYTHING}, required=("messages",)
    ),
    "validate": Object(MESSAGES_5, required=("messages",)),
}

_USER = re.compile(r"U[0-9a-f]{32}")
_CHAT = re.compile(r"[UCR][0-9a-f]{32}")
_REPLY_TOKEN = re.compile(r"[0-9A-Za-z_-]+")


def check_send(operation: Operation, body: Mapping[str, Any]) -> Refusal | None:
    """None if LINE would take the parsed `body` of a send or validate request, else its answer.

    Knows nothing of people, tokens or quota: only what can be seen in the body itself.
    """
    try:
        return _check_addressee(operation, body) or _check_body(operation, body) or _check_parts(body)
    except RecursionError:  # nested deeper than LINE's own JSON parser goes
        return Refusal(400, "The request body could not be parsed as JSON (line: -, column: -)")


def _check_addressee(operation: Operation, body: Mapping[str, Any]) -> Refusal | None:
    if operation == "reply":
        return _check_shape(body, "replyToken", _REPLY_TOKEN)
    if operation == "push":
        return _check_shape(body, "to", _CHAT)
    if operation == "multicast":
        return _check_many(body.get("to"))
    return None


def _check_shape(body: Mapping[str, Any], name: str, shape: re.Pattern[str]) -> Refusal | None:
    value = body.get(name)
    if value is None:
        return invalid_body((Detail("May not be empty", name),))
    if not isinstance(value, str) or not shape.fullmatch(value):
        return invalid_property(f"'{name}'")
    return None


def _check_many(to: object) -> Refusal | None:
    if to is None:
        return invalid_body((Detail("May not be empty", "to"),))
    if not isinstance(to, list):
        return invalid_property("'to'")
    if not 1 <= len(to) <= 500:
        return invalid_body((Detail("Size must be between 1 and 500", "to"),))
    for index, user_id in enumerate(to):
        if not isinstance(user_id, str) or not _USER.fullmatch(user_id):
            return invalid_property(f"to[{index}]")
    return None


def _check_body(operation: Operation, body: Mapping[str, Any]) -> Refusal | None:
    report = Report(BODY)
    BODIES[operation].check(body, None, report)
    if report.unreadable:
        return invalid_property(f"'{dotted(report.unreadable[0])}'")
    if report.problems:
        return invalid_body(tuple(Detail(message, dotted(place)) for place, message in report.problems))
    return None


def _check_parts(body: Mapping[str, Any]) -> Refusal | None:
    for index, message in enumerate(body["messages"]):
        if message["type"] == "flex":
            details = _flex_problems(message["contents"])
        elif message["type"] == "template":
            details = _template_problems(message["template"])
        else:
            continue
        if details:
            return invalid_message(index, details)
    return None


def _flex_problems(container: Mapping[str, Any]) -> tuple[Detail, ...]:
    if words := too_large(container):
        return (Detail(words, "/"),)
    report = Report(PART)
    CONTAINER.check(container, None, report)
    return tuple(Detail(message, pointer(place)) for place, message in report.problems)


def _template_problems(template: Mapping[str, Any]) -> tuple[Detail, ...]:
    report = Report(PART)
    TEMPLATE.check(template, None, report)
    return tuple(Detail(message, "template" + pointer(place)) for place, message in report.problems)
