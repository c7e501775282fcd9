"""Faults on demand: which calls go wrong, how, and how often."""

import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

WEBHOOK = "webhook"  # the endpoint that means events on their way to a bot

CALL_KINDS = {
    "timeout-after-accept": "the call is carried out, the answer never comes",
    "timeout": "nothing is done, no answer comes",
    "drop": "nothing is done, the connection is closed",
    "drop-after-accept": "the call is carried out, then the connection is closed",
    "slow": "the answer comes after `seconds`",
    "500": "500 with LINE's JSON body; any other status from 500 to 599 likewise",
    "html": "500 with an HTML page",
    "429-rate": "429, too many calls",
    "429-monthly": "429, the month's messages are used up",
}
WEBHOOK_KINDS = {
    "drop": "the event is lost",
    "slow": "the event comes `seconds` late, and so do those behind it in the chat",
    "duplicate": "the event comes twice, without the mark of a redelivery",
    "reorder": "the event comes `seconds` late, overtaken by those behind it",
}


@dataclass(slots=True)
class Fault:
    """One order to go wrong. With `times` it ends by itself; with `probability` it strikes by a seeded die."""

    fault_id: str
    endpoint: str
    kind: str
    times: int | None
    probability: float | None
    seed: int | None
    seconds: float
    channel_id: str | None
    struck: int = 0
    die: random.Random = field(default_factory=random.Random)

    def strikes(self, channel_id: str | None) -> bool:
        """Whether it strikes this time, at a call or event of that channel that it is meant for."""
        if self.channel_id not in (None, channel_id):
            return False
        if self.probability is not None and self.die.random() >= self.probability:
            return False
        self.struck += 1
        return True

    @property
    def exhausted(self) -> bool:
        """Whether it has struck as often as it should."""
        return self.times is not None and self.struck >= self.times

    def as_json(self) -> dict[str, Any]:
        """What GET /sim/faults tells about it."""
        return {
            "id": self.fault_id,
            "endpoint": self.endpoint,
            "kind": self.kind,
            "times": self.times,
            "probability": self.probability,
            "seed": self.seed,
            "seconds": self.seconds,
            "channelId": self.channel_id,
            "struck": self.struck,
        }


class Faults:
    """The faults in force, in the order they were asked for."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._faults: list[Fault] = []

    def order(self, wish: Mapping[str, Any]) -> Fault:
        """Put a fault in force. ValueError says what is wrong with the wish."""
        endpoint, kind = str(wish.get("endpoint", "")), str(wish.get("kind", ""))
        kinds = WEBHOOK_KINDS if endpoint == WEBHOOK else CALL_KINDS
        if not endpoint:
            raise ValueError("endpoint is missing: an operation such as push, a path pattern, or webhook")
        any_status = endpoint != WEBHOOK and kind.isdigit() and 500 <= int(kind) <= 599
        if kind not in kinds and not any_status:
            raise ValueError(f"kind must be one of {', '.join(kinds)}")
        probability = wish.get("probability")
        times = wish.get("times", 1 if probability is None else None)
        seed = wish.get("seed")
        fault = Fault(
            fault_id=str(next(self._numbers)),
            endpoint=endpoint,
            kind=kind,
            times=None if times is None else int(times),
            probability=None if probability is None else float(probability),
            seed=seed,
            seconds=float(wish.get("seconds", 1.0 if kind in ("slow", "reorder") else 60.0)),
            channel_id=wish.get("channel"),
            die=random.Random(seed),  # noqa: S311 - a die that can be thrown again, not a secret
        )
        self._faults.append(fault)
        return fault

    def strike_call(self, names: tuple[str, ...], channel_id: str | None) -> Fault | None:
        """The fault that hits a call, known by several names; None if it goes well."""
        if not self._faults:
            return None
        meant = [fault for fault in self._faults if any(fnmatchcase(name, fault.endpoint) for name in names)]
        return self._first_to_strike(meant, channel_id)

    def strike_webhook(self, channel_id: str) -> Fault | None:
        """The fault that hits an event, if any."""
        return self._first_to_strike([fault for fault in self._faults if fault.endpoint == WEBHOOK], channel_id)

    def _first_to_strike(self, faults: list[Fault], channel_id: str | None) -> Fault | None:
        for fault in faults:
            if fault.strikes(channel_id):
                if fault.exhausted:
                    self._faults.remove(fault)
                return fault
        return None

    def clear(self, fault_id: str | None = None) -> None:
        """End one fault, or all."""
        self._faults = [fault for fault in self._faults if fault_id not in (None, fault.fault_id)]

    def as_json(self) -> list[dict[str, Any]]:
        """All faults in force."""
        return [fault.as_json() for fault in self._faults]
