"""A console to sit at: members of staff sign in with the link that the bot sends them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from models.db import Database
from simulator.stage import Phone, Stage
from tests.bot.console.desk import Desk, link_of
from tests.bot.console.staffed import Staffed, signed_in, staffed
from tests.installation import Installation, installed


@pytest.fixture(scope="module")
def of_module(
    line_address: str, sqlite_with_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """One installation for all tests of a module that only look, or only touch what is their own."""
    stage, folder = Stage(line_address), tmp_path_factory.mktemp("console")
    stage.reset()
    copy = shutil.copy(sqlite_with_office, folder / "nithet.sqlite")
    with installed(Database(f"sqlite:///{copy}"), stage, folder) as made:
        yield made
    stage.reset()


@pytest.fixture
def desk(installation: Installation) -> Callable[[Phone], Desk]:
    """Sign this member of staff in, over HTTP."""

    return lambda phone: signed_in(installation, phone)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """One office at work for all tests of the group "staffed", which enter requests of their own at times of their own."""
    with staffed(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture
def screen(installation: Installation, chrome: Browser) -> Iterator[Callable[..., Page]]:
    """Sign this member of staff in, in a browser; 360 pixels wide unless told."""
    contexts = []

    def sign_in(phone: Phone, width: int = 360, height: int = 740) -> Page:
        context = chrome.new_context(viewport={"width": width, "height": height}, accept_downloads=True, locale="th-TH")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20000)
        page.goto(link_of(phone, installation.web))
        page.get_by_role("button", name="เข้าใช้งาน").press("Enter")
        page.wait_for_url("**/console/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
