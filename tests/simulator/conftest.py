"""What the tests of the simulator share: an office's channel, its client, a bot that listens, some people."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser, Error, Page

from simulator.stage import Phone, Stage
from tests.simulator.browser import DESK, open_page
from tests.simulator.client import Client
from tests.simulator.listener import Listener
from tests.simulator.office import Office
from tests.simulator.scene import Scene
from tests.simulator.signing import new_key


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
    yield Office(line.address, channel, client, listening)
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
    line.settle()
    office.bot.forget()
    return phone


@pytest.fixture
def scene(line: Stage, office: Office, teacher: Phone) -> Scene:
    """The office and its friend, ready for any operation."""
    return Scene(line, office, teacher)


@pytest.fixture(scope="session")
def private_key() -> rsa.RSAPrivateKey:
    """Signs the assertions of this test run."""
    return new_key()


@pytest.fixture(scope="module")
def desk_page(chrome: Browser) -> Iterator[Page]:
    """One page at the width of a desk for all tests of a module: what it has loaded it need not load again."""
    opened = open_page(chrome, DESK)
    yield opened
    opened.context.close()


@pytest.fixture
def page(desk_page: Page) -> Iterator[Page]:
    """A page at the width of a desk, in Thai. An error in its script fails the test."""
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(error.message)

    desk_page.on("pageerror", note)
    yield desk_page
    desk_page.remove_listener("pageerror", note)
    desk_page.unroute_all()
    desk_page.goto("about:blank")
    assert errors == []
