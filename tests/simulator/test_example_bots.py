"""Bots as people publish them run against the simulator by changing only the host."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from simulator.stage import Stage


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def bot(line: Stage, module: str) -> Iterator[None]:
    """Run a bot with a channel of its own while the block lasts."""
    port = free_port()
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
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the bot did not start")


@pytest.fixture
def echo_bot(line: Stage) -> Iterator[None]:
    with bot(line, "echo_flask"):
        yield


@pytest.fixture
def booking_bot(line: Stage) -> Iterator[None]:
    with bot(line, "booking_aiohttp"):
        yield


@pytest.mark.usefixtures("echo_bot")
def test_the_echo_bot_greets_and_says_it_again(line: Stage) -> None:
    teacher = line.person("ครูสมศรี")
    teacher.follows()
    assert teacher.sees("สวัสดี ครูสมศรี")
    teacher.says("พรุ่งนี้ว่างไหม 🍎")
    assert teacher.sees("พรุ่งนี้ว่างไหม 🍎")
    group = line.group("ครู", [teacher]).phone(teacher)
    group.says("ในกลุ่มก็ได้")
    assert group.sees("ในกลุ่มก็ได้")


@pytest.mark.usefixtures("booking_bot")
def test_the_booking_bot_books_a_day(line: Stage) -> None:
    teacher = line.person("ครูสมศรี").follows()
    teacher.says("นัด")
    teacher.taps("เลือกวัน", value="2027-01-31")
    assert teacher.sees("นัดวันที่ 2027-01-31")
    teacher.taps("ยืนยัน")
    assert teacher.sees("จองแล้ว 2027-01-31")
    usage = line.usage()
    assert (usage["usedThisMonth"], usage["kinds"]["push"]["messages"], usage["kinds"]["reply"]["messages"]) == (
        1,
        1,
        2,
    )
