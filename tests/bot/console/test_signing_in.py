"""Who gets in, how long, and who does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from bot.app import create_app
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


def test_the_door_is_slow_for_who_tries_many_links_and_all_web_processes_count_together(
    installation: Installation,
) -> None:
    doors = [create_app(installation.services).test_client() for _ in range(2)]
    codes = [doors[n % 2].get(f"/console/enter/{n}").status_code for n in range(22)]
    assert codes == [200] * 20 + [429] * 2


@pytest.mark.parametrize(("proxies", "slowed"), [(0, True), (1, False)])
def test_behind_a_proxy_each_address_knocks_for_itself(installation: Installation, proxies: int, slowed: bool) -> None:
    settings = installation.services.settings.model_copy(update={"trusted_proxies": proxies})
    door = create_app(replace(installation.services, settings=settings)).test_client()
    for n in range(21):
        answer = door.get("/console/sign-in", headers={"X-Forwarded-For": f"192.0.2.{n}"})
    assert (answer.status_code == 429) is slowed
