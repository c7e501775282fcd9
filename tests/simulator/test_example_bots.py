"""Bots as people publish them run against the simulator by changing only the host."""

from collections.abc import Iterator

import pytest

from simulator.stage import Stage
from tests.simulator.bots.process import bot


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
