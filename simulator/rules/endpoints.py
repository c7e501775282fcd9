"""The small endpoints: loading animation, read mark, webhook endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.rules.bodies import check_body
from simulator.rules.ids import USER_ID
from simulator.rules.refusal import Refusal
from simulator.rules.report import BODY, Place, Report
from simulator.rules.schema import Number, Object, String
from simulator.rules.values import LOOPBACK, split_address

MAX_WEBHOOK_URL = 500


@dataclass(frozen=True, slots=True)
class OnePerson:
    """The id of a user; LINE explains itself when it is another."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not USER_ID.fullmatch(value):
            report.say(
                place,
                "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.",
            )


@dataclass(frozen=True, slots=True)
class LoadingSeconds:
    """5, 10, 15 … 60; LINE reports both rules when both are broken."""

    def check(self, value: object, place: Place, report: Report) -> None:
        Number(5, 60).check(value, place, report)
        if type(value) is int and value % 5:
            report.say(place, "must be a multiple of five")


LOADING = Object({"chatId": OnePerson(), "loadingSeconds": LoadingSeconds()}, required=("chatId",))
MARK_AS_READ = Object({"markAsReadToken": String()}, required=("markAsReadToken",))


def check_loading(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to a loading animation that it would not start, None if it would."""
    return check_body(LOADING, body, BODY)


def check_mark_as_read(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to a read mark without a token; whether it knows the token is for others to check."""
    return check_body(MARK_AS_READ, body, BODY)


def check_webhook_endpoint(body: Mapping[str, Any]) -> Refusal | None:
    """LINE's answer to an `endpoint` that is no https address of at most 500 characters.

    Other than LINE, which asks for https everywhere, a stand-in may call a bot on the same machine by http.
    """
    endpoint = body.get("endpoint")
    address = split_address(endpoint) if isinstance(endpoint, str) and len(endpoint) <= MAX_WEBHOOK_URL else None
    if address is not None:
        scheme, host = address
        if host and (scheme == "https" or (scheme == "http" and host in LOOPBACK)):
            return None
    return Refusal(400, "Invalid webhook endpoint URL")
