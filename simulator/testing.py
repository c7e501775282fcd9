"""The pytest plug-in: put `pytest_plugins = ["simulator.testing"]` into conftest.py and take the fixture `line`."""

from collections.abc import Iterator

import pytest

from simulator.background import running
from simulator.stage import ControlError, GroupChat, Phone, Sight, Stage

__all__ = ["ControlError", "GroupChat", "Phone", "Sight", "Stage", "line", "line_address"]


@pytest.fixture(scope="session")
def line_address() -> Iterator[str]:
    """The address of a simulator that runs for the whole session, for `Configuration(host=…)`."""
    with running() as address:
        yield address


@pytest.fixture
def line(line_address: str) -> Iterator[Stage]:
    """An empty LINE Platform."""
    stage = Stage(line_address)
    stage.reset()
    yield stage
    stage.reset()
