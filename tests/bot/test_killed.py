"""`kill -9` while conversations run and in the middle of a broadcast: nothing is lost, nothing said twice; the simulator counts.

10 conversations in the suite; `CONVERSATIONS=300 python -m pytest tests/bot/test_killed.py` runs as many as are asked for.
"""

import os
import random
import time
from pathlib import Path

import pytest
from sqlalchemy import and_, func, or_, select

from models.broadcasts import BroadcastRecipient
from models.outbox import BROADCAST_LEASE, LEASE, PENDING, OutboxMessage
from tests.bot.announcing import enrol, job, submitted, times_shown
from tests.bot.conftest import House
from tests.bot.many_people import People, every_appointment_stands_once, every_message_was_shown_once, is_over
from tests.bot.processes import Process, at_work

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "10"))

KILLS = 1 + CONVERSATIONS // 100
"""Of web and of worker each, in a random order."""


class Killer:
    """Kills web and worker in a random order at random moments, and starts them again."""

    def __init__(self, house: House, processes: tuple[Process, Process], seed: int) -> None:
        self._house = house
        self._random = random.Random(seed)
        self._victims = [process for process in processes for _ in range(KILLS)]
        self._random.shuffle(self._victims)
        self._alive_since: float | None = None
        self._expected_starts = dict.fromkeys(processes, 1)
        self.killed: list[str] = []

    def tick(self) -> None:
        """Kill the next one when its time has come: some moments after both are at work, while something is being sent."""
        if not self._victims or any(one.starts() < count for one, count in self._expected_starts.items()):
            return
        if self._alive_since is None:
            self._alive_since = time.monotonic() + self._random.uniform(0.1, 0.7)
        elif time.monotonic() > self._alive_since and self._is_pushing() and not self._unsure():
            self._kill(self._victims.pop())
            self._alive_since = None

    def _is_pushing(self) -> bool:
        with self._house.database.reading() as session:
            pushes = select(OutboxMessage.id).where(
                OutboxMessage.state == "sending", OutboxMessage.reply_token.is_(None)
            )
            return session.scalar(pushes.limit(1)) is not None

    def _unsure(self) -> bool:
        # LINE takes a reply token for a minute and knows no retry key for replies: what a kill left in doubt is
        # settled by a second try within that minute. A second kill within it may leave a doubt that nobody can settle.
        with self._house.database.reading() as session:
            now = self._house.services.clock()
            left_behind = and_(OutboxMessage.reply_token.is_not(None), OutboxMessage.next_attempt_at <= now)
            doubtful = select(OutboxMessage.id).where(
                OutboxMessage.state.in_(PENDING),
                or_(OutboxMessage.reply_unsure, and_(OutboxMessage.state == "sending", left_behind)),
            )
            return session.scalar(doubtful.limit(1)) is not None

    def _kill(self, victim: Process) -> None:
        victim.kill()
        self.killed.append(victim.name)
        if victim.name == "worker":
            self._house.advance(LEASE.total_seconds() + 1)  # instead of waiting until the dead worker's leases end
        self._expected_starts[victim] += 1
        victim.start()


@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_said_twice(house: House, tmp_path: Path) -> None:
    people = People(house, CONVERSATIONS)
    with at_work(house, tmp_path) as processes:
        # As far away as LINE: a sender that is killed has calls under way that LINE will still carry out.
        house.line.fault("*Message", "slow", seconds=0.2, probability=1.0)
        killer = Killer(house, processes, seed=2570)
        people.ask()
        deadline = time.monotonic() + 500
        while not is_over(house, CONVERSATIONS) and time.monotonic() < deadline:
            people.press()
            killer.tick()
            time.sleep(0.05)
    assert sorted(killer.killed) == sorted(["web", "worker"] * KILLS), "it was over before all were killed"
    every_appointment_stands_once(house, CONVERSATIONS)
    every_message_was_shown_once(people)


READERS = 60


@pytest.mark.parametrize("office_database", ["postgres"], indirect=True)
def test_a_broadcast_whose_sender_is_killed_in_the_middle_reaches_everybody_once(house: House, tmp_path: Path) -> None:
    house.line.set_channel(house.channel["channelId"], webhook="", plan="pro")
    readers = [house.friend(f"ครู {number}") for number in range(READERS)]
    enrol(house, house.office_id, readers)
    broadcast_id = submitted(house, "เรียน{ชื่อ} ประชุม 30 พ.ย.")
    job(house, "send broadcasts")
    house.line.fault("pushMessage", "timeout-after-accept", probability=1.0)  # LINE shows what we never hear of
    worker = Process(house, tmp_path, "worker")
    try:
        assert house.line.wait_until(lambda: counted(house), within=60)
        worker.kill()
        assert told(house, broadcast_id, "sent") == 0
        house.line.clear_faults()
        house.advance(BROADCAST_LEASE.total_seconds() + 1)  # instead of waiting until the dead worker's leases end
        worker.start()
        assert house.line.wait_until(lambda: told(house, broadcast_id, "sent") == READERS, within=60)
    finally:
        worker.kill()
    assert times_shown(readers) == {1}
    assert counted(house) == READERS
    assert any(entry["status"] == 409 for entry in house.line.log()), "some were sent again under the same retry key"


def counted(house: House) -> int:
    """How many messages LINE has taken and counted."""
    number: int = house.line.usage(house.channel["channelId"])["usedThisMonth"]
    return number


def told(house: House, broadcast_id: int, state: str) -> int:
    """How many recipients' messages are in that state."""
    with house.database.reading(house.office_id) as session:
        mine = select(BroadcastRecipient.outbox_id).where(BroadcastRecipient.broadcast_id == broadcast_id)
        query = select(func.count()).where(OutboxMessage.id.in_(mine), OutboxMessage.state == state)
        return session.scalar(query) or 0
