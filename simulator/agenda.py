"""Things that happen later, by the platform's clock: turning the clock brings them about at once."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

from simulator.clock import Clock


class Agenda:
    """Runs small functions when their moment has come."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, Callable[[], None]]] = []
        self._alarm: asyncio.TimerHandle | None = None

    def add(self, moment: float, action: Callable[[], None]) -> None:
        """Have the action done at a moment (seconds since the epoch)."""
        heapq.heappush(self._waiting, (moment, next(self._order), action))
        self._set_alarm()

    def catch_up(self) -> None:
        """Do all that is due; called by the alarm and whenever the clock is turned."""
        while self._waiting and self._waiting[0][0] <= self._clock.now():
            heapq.heappop(self._waiting)[2]()
        self._set_alarm()

    def clear(self) -> None:
        """Forget everything that was planned."""
        self._waiting.clear()
        self._set_alarm()

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._waiting:
            wait = max(0.0, self._waiting[0][0] - self._clock.now())
            self._alarm = asyncio.get_running_loop().call_later(wait, self.catch_up)
