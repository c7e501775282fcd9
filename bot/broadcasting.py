"""Sending broadcasts: many calls to LINE at once, few transactions, at LINE's rate, fairly between offices.

One thread talks to the database: it writes down what came back and claims as much as there is room for. A pool of threads
only calls LINE. Everything under way is in memory, nothing else: a broadcast of 5,000 needs no more than one of 50.
"""

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.channels import ChannelError
from bot.line import Fate, Outcome
from bot.services import Services
from models import broadcasts, line_rates, outbox, quota
from models.broadcasts import lane
from models.clock import first_of_next_month
from models.offices import Office
from models.outbox import MULTICAST, OutboxMessage

log = logging.getLogger(__name__)

PARALLEL = 24
"""Calls under way at once, per process."""
AHEAD = 4 * PARALLEL
"""Messages claimed beyond that, so that no caller waits for the database."""
STUCK_SECONDS = 0.3
"""A call that takes longer does not count as under way: another takes its place."""
FIRST_PATIENCE_SECONDS = 0.8
"""A first push without an answer is tried again so soon, under the same retry key; later tries wait longer (bot/line.py)."""
PAUSE_SECONDS = 0.05
"""Between two looks while there is work: what came back meanwhile is written down in one transaction."""
LONGEST_PAUSE = 300.0


@dataclass
class Job:
    """One claimed message and whom it goes to: one chat, or the people of a multicast."""

    row: OutboxMessage
    office: Office
    to: list[str]
    called_at: float | None = None
    """When its call began; None while it waits for its turn, and when it no longer keeps others from theirs."""


class BroadcastSender:
    """Claims, sends and writes down. Several processes share the work through the database."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pool = ThreadPoolExecutor(PARALLEL + AHEAD, thread_name_prefix="broadcast")
        self._under_way: dict[Future[Outcome], Job] = {}
        self._turns = threading.Semaphore(PARALLEL)
        self._lock = threading.Lock()

    def step(self, _services: Services) -> bool:
        """Write down what has come back and send more; False when there is nothing to do. For one thread."""
        done = [future for future in self._under_way if future.done()]
        room = self._room()
        with self._services.database.reading() as session:
            lanes = lane.lanes(session, self._services.clock()) if room > 0 else []
        if done or lanes:
            with self._services.database.begin() as session:
                self._write_down(session, done)
                jobs = self._claim(session, lanes, room)
            for future in done:
                del self._under_way[future]
            self._under_way |= {self._pool.submit(self._send, job): job for job in jobs}
        if self._under_way:
            time.sleep(PAUSE_SECONDS)
        return bool(self._under_way)

    def close(self) -> None:
        """Finish what is under way and write it down."""
        self._pool.shutdown(wait=True)
        with self._services.database.begin() as session:
            self._write_down(session, list(self._under_way))

    def _room(self) -> int:
        running = [job for future, job in self._under_way.items() if not future.done()]
        late = time.monotonic() - STUCK_SECONDS
        for job in running:
            if job.called_at is not None and job.called_at < late:
                self._give_turn_back(job)
        return PARALLEL + AHEAD - len(running)

    def _give_turn_back(self, job: Job) -> None:
        with self._lock:
            if job.called_at is not None:
                job.called_at = None
                self._turns.release()

    def _claim(self, session: Session, lanes: list[tuple[int, bool]], room: int) -> list[Job]:
        now = self._services.clock()
        jobs: list[Job] = []
        for office_id, multicast in lanes[:room]:
            share = max(1, room // len(lanes))
            endpoint = "multicast" if multicast else "push"
            granted = line_rates.take(session, office_id, endpoint, share, now, for_broadcast=True)
            if granted:
                rows = lane.claim(session, office_id, now, granted, multicast=multicast)
                jobs += [self._job(session, row) for row in rows]
        return jobs

    def _job(self, session: Session, row: OutboxMessage) -> Job:
        office = session.get_one(Office, row.office_id)
        to = [row.line_chat_id]
        if row.line_chat_id == MULTICAST:
            to = broadcasts.addresses(session, row)
            row.recipients = len(to)
        return Job(row, office, to)

    def _send(self, job: Job) -> Outcome:
        self._turns.acquire()
        job.called_at = time.monotonic()
        try:
            return self._call(job)
        finally:
            self._give_turn_back(job)

    def _call(self, job: Job) -> Outcome:
        row = job.row
        if row.is_too_old(self._services.clock()):
            return Outcome(Fate.REFUSED, error=f"older than 24 h: {row.error or 'never tried'}")
        if not job.to:
            return Outcome(Fate.REFUSED, error=broadcasts.NOBODY_LEFT)
        try:
            line = self._services.line_of(job.office)
        except ChannelError as error:
            return Outcome(Fate.UNAUTHORIZED, error=str(error))
        if row.line_chat_id == MULTICAST:
            return line.multicast(job.to, row.messages, row.retry_key)
        return line.push(row.line_chat_id, row.messages, row.retry_key, FIRST_PATIENCE_SECONDS * row.attempts)

    def _write_down(self, session: Session, done: "list[Future[Outcome]]") -> None:
        outcomes = {self._under_way[future].row.id: (self._under_way[future], future.result()) for future in done}
        ours = lane.still_sending(session, [job.row for job, _ in outcomes.values()])
        arrived = [row for row in ours if outcomes[row.id][1].fate is Fate.ACCEPTED]
        lane.mark_pushed(session, arrived, self._services.clock())
        for row in ours:
            job, outcome = outcomes[row.id]
            if outcome.fate is not Fate.ACCEPTED:
                self._write_one(session, session.get_one(OutboxMessage, row.id), job, outcome)

    def _write_one(self, session: Session, row: OutboxMessage, job: Job, outcome: Outcome) -> None:
        now = self._services.clock()
        log.info("broadcast message %s: %s, attempt %s", row.id, outcome.error or outcome.fate.value, row.attempts)
        match outcome.fate:
            case Fate.MONTH_USED_UP:
                self._hold(session, row, outcome)
            case Fate.REFUSED | Fate.REPLY_USED_UP if len(job.to) > 1 and not row.is_too_old(now):
                broadcasts.split(session, row, 2, now)
            case Fate.REFUSED | Fate.REPLY_USED_UP:
                outbox.mark_dead(row, outcome.error)
            case Fate.UNAUTHORIZED:
                outbox.mark_later(row, outcome.error, now, 60.0)
            case _:
                self._again(session, row, outcome)

    def _again(self, session: Session, row: OutboxMessage, outcome: Outcome) -> None:
        now = self._services.clock()
        if outcome.fate is Fate.TRY_LATER:
            line_rates.empty(session, row.office_id, "multicast" if row.line_chat_id == MULTICAST else "push")
        outbox.mark_later(row, outcome.error, now, min(LONGEST_PAUSE, 2.0**row.attempts / 8))
        if broadcasts.is_stopped(session, row):
            row.state, row.error = "dropped", broadcasts.STOPPED

    def _hold(self, session: Session, row: OutboxMessage, outcome: Outcome) -> None:
        """The month is used up: each waits in its own chat for a free ride, or for the 1st."""
        now = self._services.clock()
        log.error("office %s: LINE's messages of this month are used up; broadcasts are held", row.office_id)
        until = first_of_next_month(now)
        many = row.line_chat_id == MULTICAST
        for one in broadcasts.split(session, row, len(broadcasts.addresses(session, row)), now) if many else [row]:
            outbox.mark_held(one, outcome.error, until)
        lane.hold(session, row.office_id, outcome.error, until)
        quota.refused(session, row.office_id, row.recipients, now)
