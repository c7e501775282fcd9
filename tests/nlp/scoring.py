"""How right predictions are: shares of messages, and F1 of the slots."""

from collections.abc import Sequence
from typing import Any

Line = dict[str, Any]
ALIKE = {"book": "consult"}
UNROUTED = ("calendar", "contact")


def top1(lines: Sequence[Line], predictions: Sequence[Line]) -> float:
    """Share of the lines with somebody expected where the first predicted is one of them."""
    pairs = [(line, said) for line, said in zip(lines, predictions, strict=True) if _routed(line)]
    return _share(said["supervisors"][:1] and said["supervisors"][0] in line["expect"] for line, said in pairs)


def abstention(lines: Sequence[Line], predictions: Sequence[Line]) -> float:
    """Share of the lines with nobody expected where nobody is predicted."""
    pairs = [
        (line, said)
        for line, said in zip(lines, predictions, strict=True)
        if not line["expect"] and "any:expect" not in line["tags"]
    ]
    return _share(not said["supervisors"] for _, said in pairs)


def intents(lines: Sequence[Line], predictions: Sequence[Line]) -> float:
    """Share of the right intents; asking for advice and for an appointment are one."""
    return _share(
        ALIKE.get(line["intent"], line["intent"]) == ALIKE.get(said["intent"], said["intent"])
        or f"alt:{said['intent']}" in line["tags"]
        for line, said in zip(lines, predictions, strict=True)
        if "any:intent" not in line["tags"]
    )


def f1(field: str, lines: Sequence[Line], predictions: Sequence[Line]) -> float:
    """Of the filled values of a field: twice the right ones over all wanted and all given."""
    pairs = [
        (line[field], said[field])
        for line, said in zip(lines, predictions, strict=True)
        if f"any:{field}" not in line["tags"]
    ]
    right = sum(wanted == given is not None for wanted, given in pairs)
    filled = sum((wanted is not None) + (given is not None) for wanted, given in pairs)
    return 2 * right / filled if filled else 1.0


def _routed(line: Line) -> bool:
    return bool(line["expect"]) and line["intent"] not in UNROUTED


def _share(outcomes: Any) -> float:
    counted = [bool(outcome) for outcome in outcomes]
    return sum(counted) / len(counted)
