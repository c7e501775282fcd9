"""Who a narrowcast is for: recipients, demographic filter and limit."""

from collections.abc import Mapping
from typing import Any

from simulator.rules.report import Place, Report
from simulator.rules.schema import Array, Boolean, ByType, Enum, Number, Object, Rule, String

AGE = Enum(tuple(f"age_{years}" for years in range(15, 75, 5)))
FRIEND_FOR = Enum(("day_7", "day_30", "day_90", "day_180", "day_365"))
AREAS_BY_COUNTRY = {"jp": 47, "tw": 22, "th": 8, "id": 12}
AREA = Enum(tuple(f"{land}_{number:02}" for land, count in AREAS_BY_COUNTRY.items() for number in range(1, count + 1)))


def one_operator(operator: Mapping[str, Any], place: Place, report: Report) -> None:
    """Exactly one of `and`, `or`, `not`."""
    if sum(operator.get(name) is not None for name in ("and", "or", "not")) != 1:
        report.invalid(place)


def one_bound_at_least(span: Mapping[str, Any], place: Place, report: Report) -> None:
    """`gte`, `lt` or both."""
    if span.get("gte") is None and span.get("lt") is None:
        report.invalid(place)


def _with_operators(leaves: dict[str, Rule]) -> ByType:
    kinds = dict(leaves)
    either = ByType(kinds)
    kinds["operator"] = Object(
        {"type": String(), "and": Array(either, min=1), "or": Array(either, min=1), "not": either},
        together=(one_operator,),
    )
    return either


def _one_of(choices: Rule) -> Object:
    return Object({"type": String(), "oneOf": Array(choices, min=1)}, required=("oneOf",))


def _span(bound: Rule) -> Object:
    return Object({"type": String(), "gte": bound, "lt": bound}, together=(one_bound_at_least,))


RECIPIENT = _with_operators(
    {
        "audience": Object({"type": String(), "audienceGroupId": Number(1)}, required=("audienceGroupId",)),
        "redelivery": Object({"type": String(), "requestId": String()}, required=("requestId",)),
    }
)
FILTER = Object(
    {
        "demographic": _with_operators(
            {
                "gender": _one_of(Enum(("male", "female"))),
                "appType": _one_of(Enum(("ios", "android"))),
                "area": _one_of(AREA),
                "age": _span(AGE),
                "subscriptionPeriod": _span(FRIEND_FOR),
            }
        )
    }
)
LIMIT = Object({"max": Number(1), "upToRemainingQuota": Boolean(), "forbidPartialDelivery": Boolean()})
