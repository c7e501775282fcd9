"""The desk's pages in a real browser: each page's main task by the keys alone at 360 pixels, no barrier, drag to move."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.stage import Phone
from tests.bot.console.desk import link_of
from tests.bot.console.staffed import Staffed
from tests.browser import barriers

pytestmark = pytest.mark.xdist_group("staffed")
PHONE, DESK = (360, 740), (1280, 800)


@pytest.fixture(scope="module")
def screens(office: Staffed, chrome: Browser) -> Iterator[Callable[[tuple[int, int]], Page]]:
    """The clerk signed in once; a page of any size."""
    context = chrome.new_context(accept_downloads=True, locale="th-TH")
    door = context.new_page()
    _enters(door, office, office.clerk)

    def of_size(size: tuple[int, int]) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.set_default_timeout(20_000)
        return page

    yield of_size
    context.close()


def _enters(page: Page, office: Staffed, phone: Phone) -> None:
    page.goto(link_of(phone, office.installation.web))
    page.get_by_role("button", name="เข้าใช้งาน").press("Enter")
    page.wait_for_url("**/console/")
    page.get_by_role("heading", level=1).wait_for()


def _goes(page: Page, office: Staffed, path: str) -> None:
    page.goto(f"{office.installation.web}/console{path}")


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def _fills(page: Page, label: str, value: str) -> None:
    """Types into a field that the keys have reached; the browser's own date fields take no plain typing."""
    field = page.get_by_label(label, exact=True)
    field.focus()
    field.fill(value)


def test_no_page_behind_the_menu_has_a_barrier_or_is_wider_than_a_phone(
    office: Staffed, screens: Callable[[tuple[int, int]], Page]
) -> None:
    meeting = office.booked("2026-12-09T09:00")
    office.first.submits("/year/open", on="/year", year="2570")
    office.first.submits("/rounds", on="/rounds", title="รายงาน", closes_on="2026-12-18", way="quietly")
    office.first.submits("/broadcasts", on="/broadcasts/new", text="ประชุม {ชื่อ}", role="teacher")
    office.first.submits("/broadcasts/1/send", on="/broadcasts/1", how="at", at="2026-12-18T09:00")
    days = "?day=2026-12-09"
    paths = [meeting, f"/appointments{days}", f"/appointments/month{days}", "/year", "/year/undated", "/phases/1"]
    paths += ["/rounds/1", "/broadcasts/new", "/broadcasts/1"]  # what stands in the menu: test_every_page.py
    page, found = screens(PHONE), []
    for path in paths:
        _goes(page, office, path)
        found += [(path, barrier) for barrier in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((path, "wider than the screen"))
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    for path in (f"/appointments{days}", f"/appointments/month{days}"):  # tables in place of lists
        _goes(page, office, path)
        found += [(path, barrier) for barrier in barriers(page)]
    page.close()
    assert found == []


def test_an_appointment_is_dragged_and_whoever_meets_is_told_after_a_question(
    office: Staffed, screens: Callable[[tuple[int, int]], Page]
) -> None:
    meeting = office.booked("2026-12-14T09:00")
    page = screens(DESK)
    _goes(page, office, "/appointments?day=2026-12-14")
    block = page.locator(f'td .meeting:has(a[href$="{meeting}"])')
    block.drag_to(page.locator('td[data-drop="2026-12-15T10:00"]'))
    expect(page.get_by_role("dialog", name="เลื่อนนัด")).to_be_visible()
    page.get_by_role("button", name="ไม่เลื่อน").click()
    block.drag_to(page.locator('td[data-drop="2026-12-15T10:00"]'))
    page.get_by_role("button", name="เลื่อนและแจ้ง").click()
    _said(page, "เลื่อนแล้ว")
    assert office.teacher.sees("15 ธ.ค.")
    assert office.supervisor.sees("15 ธ.ค.")
    _goes(page, office, "/appointments/month?day=2026-12-15")
    page.locator(f'td .meeting:has(a[href$="{meeting}"])').drag_to(page.locator('td[data-day="2026-12-18"]'))
    page.get_by_role("button", name="เลื่อนและแจ้ง").press("Enter")
    _said(page, "เลื่อนแล้ว")
    assert f"{office.appointment(meeting).starts_at:%Y-%m-%d %H:%M}" == "2026-12-18 03:00"
    page.close()


def test_the_main_task_of_each_page_by_the_keys_alone_on_a_phone(
    office: Staffed, screens: Callable[[tuple[int, int]], Page]
) -> None:
    page = screens(PHONE)
    meeting = office.booked("2026-12-16T09:00", question="เรื่องที่ค้นด้วยแป้นพิมพ์")
    number = office.consultation(meeting).number

    _goes(page, office, "/consultations")
    _fills(page, "ค้นหา", f"ปษ {number}/2570")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=f"ปษ {number}/2570").press("Enter")
    page.get_by_text("ยกเลิกเรื่องนี้").first.wait_for()

    _goes(page, office, "/appointments?day=2026-12-16")
    page.locator(f'.agenda .meeting:has(a[href$="{meeting}"]) .shift').press("Enter")
    _fills(page, "เวลาใหม่", "2026-12-17T13:30")
    page.get_by_role("button", name="เลื่อนและแจ้ง").press("Enter")
    _said(page, "เลื่อนแล้ว")
    assert office.teacher.sees("17 ธ.ค.")

    _goes(page, office, "/away")
    _fills(page, "ตั้งแต่", "2027-01-18")
    _fills(page, "ถึง", "2027-01-19")
    page.get_by_role("button", name="บันทึก", exact=True).press("Enter")
    _said(page, "บันทึกไปราชการ")

    office.first.submits("/year/open", on="/year", year="2570")
    _goes(page, office, "/year")
    page.get_by_role("link", name="วิเคราะห์เอกสารหลักสูตรและแนวบริหารหลักสูตร").press("Enter")
    _fills(page, "วันสุดท้าย", "2027-08-31")
    page.get_by_role("button", name="บันทึกวัน").press("Enter")
    _said(page, "31 ส.ค.")

    _goes(page, office, "/rounds")
    _fills(page, "ให้โรงเรียนส่งอะไร", "รายงานด้วยแป้นพิมพ์")
    _fills(page, "ส่งภายใน", "2026-12-25")
    page.get_by_role("button", name="เปิดรอบ", exact=True).press("Enter")
    _said(page, "เปิดรอบแล้ว")
    assert office.teacher.sees("รายงานด้วยแป้นพิมพ์")

    _goes(page, office, "/broadcasts/new")
    page.get_by_label("ข้อความ", exact=True).focus()
    page.keyboard.type("ประชุมด่วนบ่ายนี้")
    page.get_by_role("checkbox", name="ครูคณิต").press("Space")
    expect(page.locator("#preview")).to_contain_text("ประชุมด่วนบ่ายนี้")  # live, before anything is saved
    expect(page.locator("#preview")).to_contain_text("1 กลุ่ม 4 คน")
    page.get_by_role("button", name="บันทึกร่าง").press("Enter")
    page.get_by_role("button", name="ส่งเลย ใช้ 4 ข้อความ").press("Enter")
    page.get_by_role("link", name="ดูล่าสุด").or_(page.get_by_role("heading", name="หยุดส่ง")).first.wait_for()
    office.jobs()
    assert office.member.sees("ประชุมด่วนบ่ายนี้")
    page.close()
