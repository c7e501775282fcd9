"""How many messages a channel has sent, the way LINE counts them: by people reached, replies free."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

PLANS: dict[str, int | None] = {"free": 300, "basic": 15_000, "pro": 35_000, "unlimited": None}

_STATISTICS_ZONE = timezone(timedelta(hours=9))


@dataclass(slots=True)
class Tally:
    """What one recipient got in one way: shown message objects, and messages that LINE charges for."""

    deliveries: int = 0
    messages: int = 0
    counted: int = 0
    vanished: int = 0  # accepted with 200 and shown to nobody: blocked, or never a friend


@dataclass(slots=True)
class Usage:
    """Counters of one channel."""

    by_month: dict[str, int] = field(default_factory=dict)
    by_day: dict[str, dict[str, int]] = field(default_factory=dict)
    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)
    recent: list[tuple[float, int]] = field(default_factory=list)

    def tally(self, kind: str, recipient: str) -> Tally:
        """The tally of a recipient (user, group or room id) in one way of sending."""
        return self.tallies.setdefault(kind, {}).setdefault(recipient, Tally())

    def count(self, kind: str, people: int, *, charged: bool, at: float) -> None:
        """Book a request that reached so many people."""
        day = self.by_day.setdefault(day_of(at), {})
        day[kind] = day.get(kind, 0) + people
        if charged:
            self.charge(people, at)

    def charge(self, people: int, at: float) -> None:
        """Take messages from the month's quota, or give them back with a negative number."""
        month = month_of(at)
        self.by_month[month] = self.by_month.get(month, 0) + people
        self.recent.append((at, people))

    def this_month(self, now: float) -> int:
        """Messages charged since the first of the month."""
        return self.by_month.get(month_of(now), 0)

    def reported(self, now: float, lag_seconds: float) -> int:
        """The consumption as the platform admits it, which lags behind."""
        self.recent = [(at, people) for at, people in self.recent if at > now - lag_seconds]
        return self.this_month(now) - sum(people for at, people in self.recent if month_of(at) == month_of(now))


def month_of(at: float) -> str:
    """`2026-11` in LINE's statistics zone, UTC+9."""
    return datetime.fromtimestamp(at, UTC).astimezone(_STATISTICS_ZONE).strftime("%Y-%m")


def day_of(at: float) -> str:
    """`20261121` in LINE's statistics zone, UTC+9."""
    return datetime.fromtimestamp(at, UTC).astimezone(_STATISTICS_ZONE).strftime("%Y%m%d")
