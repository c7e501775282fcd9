"""Looking at the page of phones."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize

from simulator.stage import Phone
from tests.simulator.gallery import PICTURES

_PICTURES = Path(__file__).parent / "gallery" / "pictures"
DESK = ViewportSize(width=1440, height=900)
HAND = ViewportSize(width=360, height=740)


def open_page(started: Browser, viewport: ViewportSize, *, dark: bool = False, time_zone: str = "Asia/Bangkok") -> Page:
    """A page in Thai, without motion."""
    context = started.new_context(
        viewport=viewport,
        locale="th-TH",
        timezone_id=time_zone,
        reduced_motion="reduce",
        color_scheme="dark" if dark else "light",
    )
    return context.new_page()


def with_pictures(page: Page) -> Page:
    """The same page, where the gallery's pictures are to be had. It loads everything anew each time: only where they matter."""
    page.route(f"{PICTURES}/**", _serve_picture)
    return page


def _serve_picture(route: Route) -> None:
    path = _PICTURES / f"{route.request.url.split('/')[3]}.svg"
    if path.exists():
        route.fulfill(body=path.read_text("utf-8"), content_type="image/svg+xml")
    else:
        route.abort()


def phone_on(page: Page, person: Phone) -> Locator:
    """Somebody's phone on the page, once it is there."""
    phone = page.locator(f"article[data-user={person.user_id}]")
    phone.wait_for()
    return phone
