"""A call to the platform, its answer, and the ways it can be refused."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from simulator.platform import Platform
from simulator.rates import PER_SECOND_2000, Rate
from simulator.rules import Refusal
from simulator.world import Channel, World

RATE_EXCEEDED = "The API rate limit has been exceeded. Try again later."
MONTHLY_LIMIT = "You have reached your monthly limit."


@dataclass(slots=True)
class Answer:
    """What the platform answers: a JSON body, bytes, or nothing."""

    body: dict[str, Any] | bytes | None = field(default_factory=dict)
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Ends a call with a refusal as its answer."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, body)
        self.answer = Answer(dict(body), status, headers=dict(headers or {}))


def refused(status: int, message: str) -> Refused:
    """A refusal in LINE's error shape without details."""
    return Refused(status, {"message": message})


@dataclass(slots=True)
class Call:
    """One call, checked as far as the gate can: who calls, how often, and that the body can be read."""

    platform: Platform
    channel: Channel
    request_id: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    body: dict[str, Any]
    cost: int = 0

    def ensure(self, refusal: Refusal | None) -> None:
        """End the call when the rules refuse it."""
        if refusal is not None:
            raise Refused(refusal.status, refusal.located(self.raw).body())

    @property
    def world(self) -> World:
        """Everything that exists."""
        return self.platform.world

    @property
    def now(self) -> float:
        """The platform's time in seconds."""
        return self.platform.clock.now()


Handler: TypeAlias = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the routes: where it is, LINE's name for it, who answers, and how often it may be asked."""

    method: str
    path: str
    name: str
    handler: Handler
    rate: Rate = PER_SECOND_2000
    body: Literal["json", "form", "bytes", "none"] = "none"
    needs_token: bool = True

    @property
    def fault_names(self) -> tuple[str, ...]:
        """The names by which a fault can mean it: `push`, `pushMessage`, `/v2/bot/message/push`."""
        short = self.path.removeprefix("/v2/bot/").removeprefix("message/").lstrip("/")
        return short, self.name, self.path
