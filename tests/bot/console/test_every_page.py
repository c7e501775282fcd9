"""Rules that hold for every page: no barrier, nothing wider than a phone. Who may open it: test_doors.py."""

from collections.abc import Callable

from playwright.sync_api import Page as Screen

from bot.console.pages import PAGES
from models.people import Role
from simulator.stage import Phone
from tests.browser import barriers
from tests.installation import Installation


def _lay_out(installation: Installation) -> Phone:
    """An office with something on every page, and its clerk."""
    director, supervisor = installation.staff(Role.DIRECTOR, "s01"), installation.staff(Role.SUPERVISOR, "s07")
    clerk, teacher = installation.staff(Role.CLERK), installation.teacher()
    installation.booked(teacher, director, supervisor)
    installation.line.group("ครูคณิต", [teacher], channel=installation.channel)
    teacher.says("อันนั้นอะค่ะ ที่คุยกันวันก่อน")
    assert teacher.sees("ยังไม่แน่ใจ")
    return clerk


def test_no_page_has_a_barrier_or_is_wider_than_a_phone(
    installation: Installation, screen: Callable[..., Screen]
) -> None:
    page = screen(_lay_out(installation))
    paths = [one.path for one in PAGES if one.method == "GET" and one.menu]
    found = []
    for path in [
        *paths,
        "/consultations/1",
        "/people/1",
        "/schools/1",
        "/groups/1",
        "/exchange",
        "/reports/print",
        "/consultations/print",
        "/consultations/999",
    ]:
        page.goto(f"{installation.web}/console{path}")
        found += [(path, barrier) for barrier in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((path, "wider than the screen"))
    assert found == []
