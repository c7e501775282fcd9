"""The one browser of tests and pictures: the system's Chromium, and what axe finds on a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where Chromium is, as the environment variable CHROMIUM says or on the path; None on a machine without it."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium while the block lasts. RuntimeError when there is none."""
    path = chromium_path()
    if path is None:
        raise RuntimeError("Chromium is needed: install the package chromium, or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield opened
        opened.close()


def barriers(page: Page, part: str = "html") -> list[str]:
    """What axe finds in a part of the page, one line each: barriers for people who see, hear or move differently."""
    page.locator(part).first.wait_for()
    return [
        f"{violation['id']}: {node['html'][:150]} {node['any'][0]['message'] if node['any'] else ''}"
        for violation in Axe().run(page, part).response["violations"]
        for node in violation["nodes"]
    ]
