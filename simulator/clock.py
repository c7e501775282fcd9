"""The simulator's own clock: the machine's time plus an offset that anybody may turn."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HOUR = 3600.0
DAY = 24 * HOUR


class Clock:
    """Tells the platform's time; `offset` is how many seconds it is ahead, `turned` is called after every change."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self.offset = 0.0
        self._offset_file = offset_file
        self.turned: Callable[[], None] = lambda: None
        self._publish()

    def now(self) -> float:
        """Seconds since the epoch, as the platform sees them."""
        return time.time() + self.offset

    def milliseconds(self) -> int:
        """The time as webhook events carry it."""
        return int(self.now() * 1000)

    def advance(self, seconds: float) -> None:
        """Turn the clock forward, or backward with a negative number."""
        self.offset += seconds
        self._publish()
        self.turned()

    def set_to(self, moment: datetime) -> None:
        """Turn the clock to a moment; it runs on from there."""
        self.advance(moment.timestamp() - self.now())

    def reset(self) -> None:
        """Back to the machine's time."""
        self.advance(-self.offset)

    def _publish(self) -> None:
        if self._offset_file is not None:
            # In one step: who reads while we write must not find half a number.
            fresh = self._offset_file.with_suffix(".new")
            fresh.write_text(f"{self.offset:.3f}\n")
            fresh.replace(self._offset_file)


def iso(seconds: float) -> str:
    """`2026-11-21T03:46:33.120Z`, the form in which LINE writes moments."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """A moment from ISO 8601; without a zone it is UTC. ValueError when it is none."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
