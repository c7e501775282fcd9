"""What the tests of the simulator share: an office's channel, its client, a bot that listens, some people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.stage import Phone, Stage
from tests.simulator.client import Client
from tests.simulator.listener import Listener


@dataclass
class Office:
    """A channel with a bot that listens to its webhooks."""

    channel: dict[str, Any]
    client: Client
    bot: Listener

    @property
    def channel_id(self) -> str:
        return str(self.channel["channelId"])


@pytest.fixture(scope="session")
def listening() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture
def office(line: Stage, listening: Listener) -> Iterator[Office]:
    """An Official Account whose bot takes every webhook and answers nothing."""
    listening.forget()
    channel = line.channel(webhook=listening.address, name="สำนักงาน")
    client = Client(line.address, channel["token"])
    yield Office(channel, client, listening)
    client.close()
    line.settle()


@pytest.fixture
def api(office: Office) -> Client:
    """The office's calls to the Messaging API."""
    return office.client


@pytest.fixture
def teacher(line: Stage, office: Office) -> Phone:
    """A friend of the office."""
    phone = line.person("ครูสมศรี").follows()
    office.bot.wait_for(1)
    office.bot.forget()
    return phone
