"""Signing in with LINE Login: LINE says who it is, the roster says who gets in."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from models import people
from models.people import Role
from simulator.stage import Phone
from tests.bot.console.desk import TOKEN
from tests.installation import Installation, add_office


class Visitor:
    """A browser that presses "sign in with LINE"."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.browser = requests.Session()

    def asks(self) -> dict[str, str]:
        """What our site asks of LINE for this browser."""
        answer = self.browser.get(f"{self.house.web}/console/line-login", allow_redirects=False, timeout=60)
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def sent_back(self, asked: dict[str, str], phone: Phone | None) -> str:
        """Where LINE sends the browser when that person, or nobody, signs in."""
        body = {**asked, **({"user_id": phone.user_id} if phone else {})}
        page = f"{self.house.line.address}/oauth2/v2.1/authorize"
        answer = requests.post(page, body, allow_redirects=False, timeout=60)
        return self.house.web + answer.headers["Location"].removeprefix("http://127.0.0.1:1")

    def signs_in(self, phone: Phone | None) -> requests.Response:
        """All of it."""
        return self.browser.get(self.sent_back(self.asks(), phone), timeout=60)


def test_staff_get_in(of_module: Installation) -> None:
    assert "<h1>วันนี้" in Visitor(of_module).signs_in(of_module.staff(Role.CLERK)).text


def test_a_stranger_and_a_teacher_stay_outside(of_module: Installation) -> None:
    for phone in (of_module.line.person("คนนอก"), of_module.teacher()):
        answer = Visitor(of_module).signs_in(phone)
        assert answer.status_code == 403
        assert "ยังไม่ได้อยู่ในทะเบียนเจ้าหน้าที่" in answer.text


def test_who_declines_at_line_is_told_what_to_do(of_module: Installation) -> None:
    answer = Visitor(of_module).signs_in(None)
    assert (answer.status_code, "กดเข้าด้วย LINE อีกครั้ง" in answer.text) == (403, True)


def test_what_another_browser_began_or_was_used_does_not_count(of_module: Installation) -> None:
    clerk, visitor = of_module.staff(Role.CLERK), Visitor(of_module)
    back = visitor.sent_back(visitor.asks(), clerk)
    assert requests.get(back, timeout=60).status_code == 403
    assert visitor.browser.get(back, timeout=60).ok
    assert visitor.browser.get(back, timeout=60).status_code == 403


@pytest.mark.parametrize("changed", ["nonce", "code_challenge"])
def test_a_token_for_another_request_is_refused(of_module: Installation, changed: str) -> None:
    visitor, clerk = Visitor(of_module), of_module.staff(Role.CLERK)
    back = visitor.sent_back({**visitor.asks(), changed: "a" * 43}, clerk)
    assert visitor.browser.get(back, timeout=60).status_code == 403


def test_who_works_for_two_offices_chooses_one(of_module: Installation) -> None:
    clerk = of_module.staff(Role.CLERK)
    other_id, other_channel = add_office(of_module.services, of_module.line, of_module.web, "khonkaen5")
    with of_module.services.database.begin(other_id) as session:
        code = people.invite(session, Role.CLERK, of_module.services.clock(), None, other_id)
    there = Phone(of_module.line, f"/sim/people/{clerk.user_id}", clerk.user_id, clerk.name, channel=other_channel)
    there.follows().says(code)
    assert there.sees("ยินดีต้อนรับ")
    visitor = Visitor(of_module)
    page = visitor.signs_in(clerk).text
    action, token = re.search(rf'action="([^"]+/{other_id})"', page), TOKEN.search(page)
    assert action is not None
    assert token is not None
    for _ in range(2):  # the second time, what LINE vouched for is used up
        answer = visitor.browser.post(of_module.web + action[1], {"csrf_token": token[1]}, timeout=60)
    assert answer.status_code == 400
    assert "ขอนแก่น" in visitor.browser.get(f"{of_module.web}/console/", timeout=60).text
