"""Rules that hold for every page: who may open it, no other office's rows, no barrier, nothing wider than a phone."""

from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Page as Screen

from bot.console.pages import PAGES
from models.people import Role
from simulator.stage import Phone
from tests.bot.console.desk import Desk
from tests.browser import barriers
from tests.installation import Installation, add_office

SignIn = Callable[[Phone], Desk]
STAFF_CODES = {Role.DIRECTOR: "s01", Role.SUPERVISOR: "s07", Role.ACTING_DIRECTOR: None, Role.CLERK: None}


def _address(path: str) -> str:
    """The page's address, with rows that need not be there: whoever may not go there must not learn that."""
    values = {"<any(csv, xlsx):form>": "csv"}
    for part in [part for part in path.split("/") if "<int:" in part]:
        values[part] = "999"
    for written, value in values.items():
        path = path.replace(written, value)
    return path


@pytest.mark.parametrize("role", STAFF_CODES)
def test_each_page_opens_for_its_roles_alone(installation: Installation, desk: SignIn, role: Role) -> None:
    signed_in = desk(installation.staff(role, STAFF_CODES[role]))
    has = {role, Role.SUPERVISOR} if role == Role.DIRECTOR else {role}
    wrong = []
    for page in PAGES:
        address = _address(page.path)
        if page.path == "/leave":
            continue
        answer = signed_in.opens(address) if page.method == "GET" else signed_in.submits(address)
        if (answer.status_code == 403) is bool(has & page.roles) or answer.status_code >= 500:
            wrong.append((page.method, page.path, answer.status_code))
    assert wrong == []


def test_nobody_sees_a_page_without_signing_in(installation: Installation) -> None:
    for page in PAGES:
        answer = requests.request(page.method, f"{installation.web}/console{_address(page.path)}", timeout=10)
        assert answer.url.endswith("/console/sign-in"), page.path


def test_another_office_is_not_there(installation: Installation, desk: SignIn) -> None:
    installation.consultation(installation.teacher())
    other_id, other_channel = add_office(installation.services, installation.line, installation.web, "khonkaen5")
    other = Installation(installation.services, installation.line, installation.web, other_id, other_channel)
    signed_in = desk(other.staff(Role.CLERK))
    assert signed_in.opens("/consultations/1").status_code == 404
    assert "ปษ 1/2570" not in signed_in.opens("/consultations").text
    for action in ("assign", "decline", "cancel"):
        assert signed_in.submits(f"/consultations/1/{action}", person="1", reason="x").status_code == 404


def _lay_out(installation: Installation) -> Phone:
    """An office with something on every page, and its clerk."""
    director, supervisor = installation.staff(Role.DIRECTOR, "s01"), installation.staff(Role.SUPERVISOR, "s07")
    clerk, teacher = installation.staff(Role.CLERK), installation.teacher()
    installation.booked(teacher, director, supervisor)
    teacher.says("อันนั้นอะค่ะ ที่คุยกันวันก่อน")
    assert teacher.sees("ยังไม่แน่ใจ")
    return clerk


def test_no_page_has_a_barrier_or_is_wider_than_a_phone(
    installation: Installation, screen: Callable[..., Screen]
) -> None:
    page = screen(_lay_out(installation))
    paths = [one.path for one in PAGES if one.method == "GET" and one.menu]
    found = []
    for path in [*paths, "/consultations/1", "/people/1", "/consultations/print", "/consultations/999"]:
        page.goto(f"{installation.web}/console{path}")
        found += [(path, barrier) for barrier in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((path, "wider than the screen"))
    assert found == []
