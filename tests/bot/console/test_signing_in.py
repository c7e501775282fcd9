"""Who gets in, how long, and who does not."""

from collections.abc import Callable
from datetime import timedelta

import requests

from models.people import Role
from simulator.stage import Phone
from tests.bot.console.desk import Desk, link_of
from tests.installation import MONDAY, Installation

SignIn = Callable[[Phone], Desk]


def test_staff_sign_in_with_the_link_from_line(installation: Installation, desk: SignIn) -> None:
    clerk = installation.staff(Role.CLERK)
    assert "วันนี้" in desk(clerk).opens("/").text


def test_a_link_works_once(installation: Installation) -> None:
    link = link_of(installation.staff(Role.CLERK), installation.web)
    first, second = (Desk(installation.web, requests.Session()) for _ in range(2))
    token = second._token(second.session.get(link, timeout=10).text)
    assert first.enters(link).ok
    assert second.session.post(link, {"csrf_token": token}, timeout=10).status_code == 410
    assert "/sign-in" in second.opens("/").url


def test_looking_at_a_link_does_not_use_it_up(installation: Installation) -> None:
    link = link_of(installation.staff(Role.CLERK), installation.web)
    requests.get(link, timeout=10)
    assert Desk(installation.web, requests.Session()).enters(link).ok


def test_a_link_is_good_for_five_minutes(installation: Installation) -> None:
    link = link_of(installation.staff(Role.CLERK), installation.web)
    installation.turn_to(MONDAY + timedelta(minutes=6))
    assert Desk(installation.web, requests.Session()).enters(link).status_code == 410


def test_a_session_ends_after_a_day_at_the_desk(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    installation.turn_to(MONDAY + timedelta(hours=9, minutes=1))
    assert "/sign-in" in signed_in.opens("/").url


def test_leaving_ends_the_session_on_the_server_too(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    kept = signed_in.session.cookies.copy()
    signed_in.submits("/leave")
    signed_in.session.cookies = kept
    assert "/sign-in" in signed_in.opens("/").url


def test_a_teacher_gets_no_link(installation: Installation) -> None:
    teacher = installation.teacher()
    teacher.says("เข้าเว็บ")
    assert teacher.sees("สำหรับเจ้าหน้าที่")


def test_the_sixth_link_within_ten_minutes_is_refused(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK)
    for _ in range(5):
        link_of(clerk, installation.web)
    clerk.says("เข้าเว็บ")
    assert clerk.sees("หลายครั้งแล้ว")


def test_a_form_without_our_token_changes_nothing(installation: Installation, desk: SignIn) -> None:
    signed_in = desk(installation.staff(Role.CLERK))
    answer = signed_in.session.post(f"{installation.web}/console/mend", timeout=10)
    assert answer.status_code == 400
    assert "เปิดไว้นาน" in answer.text


def test_pages_run_no_foreign_and_no_inline_code(installation: Installation, desk: SignIn) -> None:
    answer = desk(installation.staff(Role.CLERK)).opens("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_door_is_slow_for_who_tries_many_links(installation: Installation) -> None:
    codes = {requests.get(f"{installation.web}/console/enter/{n}", timeout=10).status_code for n in range(22)}
    assert codes == {200, 429}
