"""The worker process: dispatches, delivers, and lets the scheduler ring. Any number may run against one PostgreSQL."""

import logging
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from apscheduler.util import undefined

from bot.broadcasting import BroadcastSender
from bot.crew import Crew
from bot.deliver import deliver_one
from bot.dispatch import handle_one
from bot.jobs import JOBS, Job
from bot.services import Services

log = logging.getLogger(__name__)

SENDERS = 8
DISPATCHERS = 4
TURN_SECONDS = 0.0005
"""How long a thread that computes keeps the interpreter while others want it. With Python's own 5 ms, dozens of senders that
need it for an instant each would stand in line behind whoever reads a vocabulary or writes a broadcast."""


class Worker:
    """Threads that take work until they are told to stop; each piece of work is finished first."""

    def __init__(self, services: Services) -> None:
        self._services = services
        # SQLite lets one writer in at a time: more dispatchers would only queue.
        dispatchers = 1 if services.settings.database_url.startswith("sqlite") else DISPATCHERS
        senders = Crew("deliver", deliver_one, services, SENDERS)
        readers = Crew("dispatch", handle_one, services, dispatchers, senders.stir)
        self._crews = [readers, senders]
        self._broadcasts = BroadcastSender(services)
        self._crews.append(Crew("broadcast", self._broadcasts.step, services, 1))
        self._scheduler = BackgroundScheduler(timezone="Asia/Bangkok")
        for job in JOBS:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=job.every_seconds),
                next_run_time=datetime.now(UTC) if job.at_start else undefined,
                args=[job],
                name=job.name,
                id=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin to work, in threads."""
        for crew in self._crews:
            crew.start()
        self._scheduler.start()

    def stir(self) -> None:
        """Say that there may be work: who waits looks at once. For whoever is web server and worker in one process."""
        for crew in self._crews:
            crew.stir()

    def stop(self) -> None:
        """Finish what is under way and return."""
        self._scheduler.shutdown()
        for crew in self._crews:
            crew.stop()
        self._broadcasts.close()

    def run_until_told(self) -> None:
        """Work until SIGTERM or SIGINT."""
        sys.setswitchinterval(TURN_SECONDS)
        told = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told.set())
        self.start()
        log.info("worker at work")
        while not told.wait(timedelta(hours=1).total_seconds()):
            pass
        self.stop()
        log.info("worker stopped")

    def _run(self, job: Job) -> None:
        try:
            job.run(self._services)
        except Exception:
            log.exception("job %s failed; it will be called again", job.name)
