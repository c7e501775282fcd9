"""Runs one of the bots as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.stage import Stage


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def bot(line: Stage, module: str) -> Iterator[None]:
    """Run a bot with a channel of its own while the block lasts."""
    port = _free_port()
    channel = line.channel(webhook=f"http://127.0.0.1:{port}/callback", name="บอต")
    environment = {
        **os.environ,
        "PORT": str(port),
        "LINE_CHANNEL_SECRET": channel["secret"],
        "LINE_CHANNEL_ACCESS_TOKEN": channel["token"],
        "LINE_API_HOST": line.address,
    }
    command = [sys.executable, "-W", "ignore", "-m", f"tests.simulator.bots.{module}"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"the bot did not start; its exit status is {process.poll()}")
