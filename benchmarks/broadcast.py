"""How long a broadcast to 5,000 people takes when things go wrong, beside a bare client: `python -m benchmarks.broadcast`.

LINE (the simulator) answers after 60 ms. The floor is the best that this latency and this machine allow: as many connections
as our sender keeps busy, which push the same card to the same number of people, without database, without faults.
Ours: one worker process on SQLite, each reader gets words of their own (so that each needs a push), 2 % of the calls are
answered with 429, 2 % with 500, 0.5 % never, half of those carried out; at half of the way the worker is killed with -9.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select

from benchmarks.simulator_load import body, request, server
from bot import migrating
from bot.broadcasting import PARALLEL
from bot.channels import encrypted
from bot.services import Services, make_services
from bot.settings import Settings
from handlers.cards.broadcast import announcement
from models import broadcasts, people, roster
from models.broadcasts import Audience, Broadcast, State
from models.clock import system_clock
from models.offices import Office
from models.packs import read_pack
from models.people import CONSENT_VERSION, Person, Role
from simulator.stage import Stage

ROOT = Path(__file__).parents[1]
LATENCY_SECONDS = 0.06
PER_SECOND = 2000
"""LINE's limit for pushes."""
PERSONAL = "เรียนคุณครู{ชื่อ} ขอเชิญประชุมวันที่ 30 พ.ย. เวลา 9.00 น."
COMMON = "ขอเชิญประชุมวันที่ 30 พ.ย. เวลา 9.00 น."
SETTINGS = {"monthly_messages": 35_000, "reserved_messages": 60, "sending_start": "00:00", "sending_end": "23:59:59"}


@dataclass
class House:
    """An office with a channel and people on both sides."""

    services: Services
    stage: Stage
    channel: dict[str, str]
    office_id: int
    environment: dict[str, str]
    readers: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What one broadcast took and did."""

    seconds: float
    arrived: dict[str, int]
    """LINE user id: how often it stands on the phone."""
    progress: list[int]
    """Percent, as it could be seen while it ran."""
    megabytes: list[float]
    """Resident memory of the worker at each look at the progress; after a kill that of the next one."""

    @property
    def by_quarters(self) -> str:
        """The memory when a quarter, half, three quarters and all had arrived."""
        looks = list(zip(self.progress[1:], self.megabytes, strict=True))
        first = [next(size for percent, size in looks if percent >= quarter) for quarter in (25, 50, 75, 100)]
        return " ".join(f"{size:.0f}" for size in first)


def prepare(folder: str, stage: Stage, count: int) -> House:
    """An SQLite database with one office and `count` teachers, who are friends of its bot."""
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/broadcast.sqlite",
        "SECRET_KEY": "key of the benchmark",
        "PUBLIC_URL": "https://x.test",
        "LINE_API_URL": stage.address,
        "LINE_DATA_API_URL": stage.address,
        "LOG_LEVEL": "WARNING",
    }
    services = make_services(Settings.model_validate({name.lower(): value for name, value in settings.items()}))
    migrating.migrate(services.database)
    channel = stage.channel(plan="unlimited")
    with services.database.begin() as session:
        roster.load(session, read_pack(ROOT / "offices" / "nakhonsawan.yaml"), system_clock())
        office = session.query(Office).one()
        office.channel_secret = encrypted(services.settings, channel["secret"])
        office.channel_token = encrypted(services.settings, channel["token"])
        office.settings = dict(SETTINGS)
    house = House(services, stage, channel, office.id, {**os.environ, **settings, "PYTHONPATH": str(ROOT)})
    with ThreadPoolExecutor(8) as pool:
        house.readers = list(pool.map(lambda number: stage.person(f"ครู {number}").follows().user_id, range(count)))
    with services.database.begin(office.id) as session:
        for number, line_id in enumerate(house.readers):
            session.add(_teacher(office.id, number, line_id))
    with services.database.begin(office.id) as session:
        for person in session.scalars(select(Person).where(Person.line_user_id.is_not(None))):
            people.give_role(session, person, Role.TEACHER)
    return house


def _teacher(office_id: int, number: int, line_id: str) -> Person:
    now = system_clock()
    return Person(
        office_id=office_id,
        line_user_id=line_id,
        name=f"ทดสอบ {number}",
        consent_version=CONSENT_VERSION,
        registered_at=now,
        created_at=now,
    )


def bare_pushes(house: House) -> float:
    """Seconds for the floor: the same card to everybody, over PARALLEL connections that never wait for anything but LINE."""
    house.stage.fault("pushMessage", "slow", seconds=LATENCY_SECONDS, probability=1.0)
    with house.services.office_context(house.office_id) as context:
        card = announcement(context, Broadcast(id=1, text=PERSONAL, link=None, mention_all=False), None)
    calls = [request("/v2/bot/message/push", body(one, *card), house.channel["token"]) for one in house.readers]
    started = time.perf_counter()
    asyncio.run(_all_of(house.stage.address, calls))
    seconds = time.perf_counter() - started
    house.stage.clear_faults()
    return seconds


async def _all_of(address: str, calls: list[bytes]) -> None:
    left = iter(calls)
    await asyncio.gather(*(_take_turns(address, left) for _ in range(PARALLEL)))


async def _take_turns(address: str, left: "list[bytes] | object") -> None:
    target = urlsplit(address)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    for call in left:  # type: ignore[attr-defined]
        writer.write(call)
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


def faults(stage: Stage, endpoint: str, *, often: float) -> None:
    """Everything at once, by seeded dice; the last fault is LINE's distance."""
    stage.fault(endpoint, "429-rate", probability=0.02 * often, seed=1)
    stage.fault(endpoint, "500", probability=0.02 * often, seed=2)
    stage.fault(endpoint, "timeout", probability=0.0025 * often, seed=3)
    stage.fault(endpoint, "timeout-after-accept", probability=0.0025 * often, seed=4)
    stage.fault(endpoint, "slow", seconds=LATENCY_SECONDS, probability=1.0)


def broadcast(house: House, text: str, *, kill: bool) -> Result:
    """Send it with a worker process of its own; with `kill` that one dies at half of the way and another takes over."""
    before = shown(house)
    worker = _start(house)
    _warmed_up(worker)
    made = _submit(house, text)
    progress, memory = [0], []
    started: float | None = None
    while progress[-1] < 100:
        time.sleep(0.1)
        percent, state = _looked_at(house, made)
        if started is None and state == State.SENDING:
            started = time.perf_counter()
        progress.append(percent)
        memory.append(_megabytes(worker))
        if kill and percent >= 50:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            worker, kill = _start(house), False
    seconds = time.perf_counter() - (started or 0)
    worker.terminate()
    worker.wait()
    after = shown(house)
    return Result(seconds, {one: after[one] - before[one] for one in after}, progress, memory)


def _start(house: House) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "bot", "worker"], cwd=ROOT, env=house.environment)


def _warmed_up(worker: "subprocess.Popen[bytes]") -> None:
    """Wait until it has read what it needs for conversations, so that its memory shows the broadcast alone."""
    seen = [0.0, 0.0, 0.0]
    while seen[-1] < 50 or max(seen[-3:]) - min(seen[-3:]) > 1:
        time.sleep(1)
        seen.append(_megabytes(worker))


def _submit(house: House, text: str) -> int:
    now = house.services.clock()
    with house.services.database.begin(house.office_id) as session:
        clerk = session.scalars(select(Person).where(Person.line_user_id == house.readers[0])).one()
        made = broadcasts.draft(session, clerk, text, Audience(roles=(Role.TEACHER,)), now)
        broadcasts.submit(session, made, clerk, now, needs_approval=False)
        return made.id


def _looked_at(house: House, broadcast_id: int) -> tuple[int, str]:
    with house.services.database.reading(house.office_id) as session:
        made = session.get_one(Broadcast, broadcast_id)
        return broadcasts.progress(session, made).percent, made.state


def _megabytes(process: "subprocess.Popen[bytes]") -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def shown(house: House) -> dict[str, int]:
    """{LINE user id: messages of the bot on the phone}."""

    def count(user_id: str) -> tuple[str, int]:
        entries = house.stage.ask("GET", f"/sim/people/{user_id}/chat")["entries"]
        return user_id, sum(entry["from"] == "bot" for entry in entries)

    with ThreadPoolExecutor(8) as pool:
        return dict(pool.map(count, house.readers))


def report(name: str, result: Result, floor: float | None) -> None:
    """Print what is claimed, with the figures."""
    times = sorted(set(result.arrived.values()))
    ratio = f", {result.seconds / floor:.2f} times the floor" if floor else ""
    print(f"{name}: {result.seconds:.1f} s{ratio}")
    print(f"  {len(result.arrived):,} people, each reached {' or '.join(map(str, times))} time")
    seen = result.progress[:: max(1, len(result.progress) // 8)]
    print(f"  progress seen: {' '.join(f'{percent}%' for percent in seen)}")
    print(f"  memory of the worker: {result.megabytes[0]:.0f} MB before, {result.by_quarters} MB after each quarter")


def main() -> None:
    """Measure the floor, then ours with words of their own and with common words."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with (
        tempfile.TemporaryDirectory() as folder,
        server("-m", "simulator", "--port", "0", stderr=subprocess.DEVNULL) as address,
    ):
        house = prepare(folder, Stage(address), count)
        allowed = max(count / PER_SECOND, count * LATENCY_SECONDS / PARALLEL)
        floor = bare_pushes(house)
        print(
            f"rate limit and latency allow {allowed:.1f} s over {PARALLEL} connections; a bare client took {floor:.1f} s (floor)"
        )
        faults(house.stage, "pushMessage", often=1)
        report("words of their own, faults, kill -9", broadcast(house, PERSONAL, kill=True), floor)
        house.stage.clear_faults()
        faults(house.stage, "multicast", often=4)
        report("the same words, by multicast, faults", broadcast(house, COMMON, kill=False), None)


if __name__ == "__main__":
    main()
