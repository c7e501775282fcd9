"""An Official Account as the tests use it."""

from dataclasses import dataclass
from typing import Any

from tests.simulator.client import Client
from tests.simulator.listener import Listener


@dataclass
class Office:
    """A channel with a bot that listens to its webhooks."""

    address: str
    channel: dict[str, Any]
    client: Client
    bot: Listener

    @property
    def channel_id(self) -> str:
        return str(self.channel["channelId"])
