"""Threads that take one kind of work from the database."""

import logging
import random
import threading
from collections.abc import Callable

from bot.services import Services

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.1
"""How often a crew looks for work when nobody stirs it: the whole crew, however many threads it has."""

PAUSE_AFTER_ERROR_SECONDS = 1.0


class Crew:
    """So many threads that call `take` as long as it finds something to do (True). Who finds work wakes another."""

    def __init__(
        self,
        name: str,
        take: Callable[[Services], bool],
        services: Services,
        count: int,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._name = name
        self._take = take
        self._services = services
        self._after = after
        self._mean_wait = LOOK_EVERY_SECONDS * count
        self._dice = random.Random()  # noqa: S311 (of its own: the shared one is not ours to disturb)
        self._stopping = False
        self._stirred = threading.Condition()
        self._threads = [threading.Thread(target=self._work, name=f"{name} {index}") for index in range(count)]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stir(self) -> None:
        """Say that there is work: one of those who wait looks at once."""
        with self._stirred:
            self._stirred.notify()

    def stop(self) -> None:
        """Finish what is under way and return."""
        with self._stirred:
            self._stopping = True
            self._stirred.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while not self._stopping:
            try:
                busy = self._take(self._services)
            except Exception:
                log.exception("%s: could not take work; trying again", self._name)
                self._wait(PAUSE_AFTER_ERROR_SECONDS)
                continue
            if busy:
                self.stir()
                self._after()
            else:
                # Not all at the same beat: somebody looks every LOOK_EVERY_SECONDS on average.
                self._wait(self._mean_wait * self._dice.uniform(0.5, 1.5))

    def _wait(self, seconds: float) -> None:
        with self._stirred:
            if not self._stopping:
                self._stirred.wait(seconds)
