"""The worker process: dispatches, delivers, and lets the scheduler ring. Any number may run against one PostgreSQL."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.broadcasting import BroadcastSender
from bot.deliver import deliver_one
from bot.dispatch import handle_one
from bot.jobs import JOBS, Job
from bot.services import Services

log = logging.getLogger(__name__)

SENDERS = 8
DISPATCHERS = 4
IDLE_SECONDS = 0.1


class Worker:
    """Threads that take work until they are told to stop; each piece of work is finished first."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = threading.Event()
        # SQLite lets one writer in at a time: more dispatchers would only queue.
        dispatchers = 1 if services.settings.database_url.startswith("sqlite") else DISPATCHERS
        self._threads = [
            threading.Thread(target=self._loop, args=(take, f"{name} {index}"), name=f"{name} {index}")
            for name, take, count in (("dispatch", handle_one, dispatchers), ("deliver", deliver_one, SENDERS))
            for index in range(count)
        ]
        broadcasts = BroadcastSender(services)
        self._threads.append(threading.Thread(target=broadcasts.run, args=(self._stopping,), name="broadcasts"))
        self._scheduler = BackgroundScheduler(timezone="Asia/Bangkok")
        for job in JOBS:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=job.every_seconds),
                args=[job],
                name=job.name,
                id=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin to work, in threads."""
        for thread in self._threads:
            thread.start()
        self._scheduler.start()

    def stop(self) -> None:
        """Finish what is under way and return."""
        self._stopping.set()
        self._scheduler.shutdown()
        for thread in self._threads:
            thread.join()

    def run_until_told(self) -> None:
        """Work until SIGTERM or SIGINT."""
        told = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told.set())
        self.start()
        log.info("worker at work")
        while not told.wait(timedelta(hours=1).total_seconds()):
            pass
        self.stop()
        log.info("worker stopped")

    def _loop(self, take: Callable[[Services], bool], name: str) -> None:
        while not self._stopping.is_set():
            try:
                busy = take(self._services)
            except Exception:
                log.exception("%s: could not take work; trying again", name)
                self._stopping.wait(1.0)
            else:
                if not busy:
                    self._stopping.wait(IDLE_SECONDS)

    def _run(self, job: Job) -> None:
        try:
            job.run(self._services)
        except Exception:
            log.exception("job %s failed; it will be called again", job.name)
