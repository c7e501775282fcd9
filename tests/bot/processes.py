"""Our own commands as processes, as in production."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.conftest import SECRET_KEY, House

ROOT = Path(__file__).parents[2]


class Process:
    """One of our commands with all its children, in a process group of its own."""

    def __init__(self, house: House, folder: Path, *arguments: str) -> None:
        self.name = arguments[0]
        self._command = [sys.executable, "-m", "bot", *arguments]
        settings = house.services.settings
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": settings.database_url,
            "SECRET_KEY": SECRET_KEY,
            "PUBLIC_URL": settings.public_url,
            "LINE_API_URL": house.line.address,
            "LINE_DATA_API_URL": house.line.address,
            "CLOCK_FILE": str(house.clock_file),
        }
        self.log = folder / f"{self.name}.log"
        self.start()

    def start(self) -> None:
        """Begin (again)."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """kill -9, the whole group."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def starts(self) -> int:
        """How often it has told that it is at work."""
        return self.log.read_text().count({"web": "Booting worker", "worker": "worker at work"}[self.name])


@contextmanager
def at_work(house: House, folder: Path) -> Iterator[tuple[Process, Process]]:
    """Web and worker as in production, and LINE told where the web process is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = Process(house, folder, "web", "--port", str(port), "--workers", "1")
    worker = Process(house, folder, "worker")
    house.line.set_channel(
        house.channel["channelId"],
        webhook=f"http://127.0.0.1:{port}/line/nakhonsawan",
        redelivery=True,
        redeliverySeconds=2,
        redeliveryAttempts=1000,
        plan="pro",
    )
    try:
        yield web, worker
    finally:
        for process in (web, worker):
            process.kill()
