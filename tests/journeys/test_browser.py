"""The journey as its users click it: in a real browser, on the simulator's page of phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.people import Role
from simulator.stage import Phone
from tests.installation import ASKING, TUESDAY_AT_TWO, Installation


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    opened = chrome.new_page(viewport={"width": 1400, "height": 980}, locale="th-TH", timezone_id="Asia/Bangkok")
    yield opened
    opened.close()


def test_from_the_sentence_to_the_rating(installation: Installation, page: Page) -> None:
    director = installation.staff(Role.DIRECTOR, "s01", "ผอ. สมมติ")
    supervisor = installation.staff(Role.SUPERVISOR, "s07", "ศน. คณิตศาสตร์")
    teacher = installation.teacher("มานี มีตัวอย่าง")
    installation.jobs("rich menus")
    assert teacher.sees_button("ขอคำปรึกษา")
    page.goto(f"{installation.line.address}/?phones={teacher.user_id},{director.user_id},{supervisor.user_id}")

    on = {phone: _phone(page, phone) for phone in (teacher, director, supervisor)}
    on[teacher].get_by_role("button", name="แป้นพิมพ์").click()
    on[teacher].get_by_role("textbox").fill(ASKING)
    on[teacher].get_by_role("textbox").press("Enter")
    _press(on[teacher], "ส่งคำขอ")
    _press(on[director], "มอบหมาย ศน.คณิตศาสตร์")
    _press(on[supervisor], "รับนัด")
    expect(on[teacher].get_by_text("นัดแล้ว").last).to_be_visible()
    installation.turn_to(TUESDAY_AT_TWO.replace(minute=36))
    _press(on[supervisor], "ให้คำปรึกษาแล้ว")
    _press(on[teacher], "5 ดีมาก")
    expect(on[teacher].get_by_text("ขอบคุณสำหรับคะแนน").last).to_be_visible()


def _phone(page: Page, phone: Phone):
    return page.locator(f"article[data-user='{phone.user_id}']")


def _press(phone, label: str) -> None:
    button = phone.get_by_role("button", name=label, exact=True).last
    expect(button).to_be_visible(timeout=10_000)
    button.click()
