"""The one browser of tests and pictures: the system's Chromium, and what axe finds on a page."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

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
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing of the world outside is asked for
]


_TO_WEBP = """async png => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.9);
}"""


# What is half faded in has other colours than those that people read; what moves for ever is left alone.
_FADED_IN = """document.getAnimations().forEach(one => {
    if (one.effect.getComputedTiming().endTime < Infinity) one.finish()
})"""


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


_VIOLATIONS = """async part => {
    const {violations} = await axe.run(part, {resultTypes: ["violations"]});
    return violations.flatMap(({id, nodes}) =>
        nodes.map(({html, any}) => `${id}: ${html.slice(0, 150)} ${any.length ? any[0].message : ""}`));
}"""


def barriers(page: Page, part: str = "html") -> list[str]:
    """What axe finds in a part of the page, one line each: barriers for people who see, hear or move differently."""
    page.locator(part).first.wait_for()
    page.evaluate(_FADED_IN)
    page.evaluate(_axe())
    found: list[str] = page.evaluate(_VIOLATIONS, part)
    return found


@cache
def _axe() -> str:
    return Axe().axe_script


def as_webp(opened: Browser, png: bytes) -> bytes:
    """The same picture at a fraction of the size; the browser is the converter."""
    page = opened.new_page()
    encoded = page.evaluate(_TO_WEBP, base64.b64encode(png).decode())
    page.close()
    return base64.b64decode(encoded.split(",")[1])
