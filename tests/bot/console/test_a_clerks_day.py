"""A clerk's day, from the letter in the morning to the register in the evening; the people's phones show what came of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.people import Person
from tests.bot.console.desk import link_of
from tests.bot.console.staffed import TEACHER, Staffed

pytestmark = pytest.mark.xdist_group("staffed")
SCAN = {"name": "หนังสือนำส่ง.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 letter"}


@pytest.fixture
def page(office: Staffed, chrome: Browser) -> Iterator[Page]:
    """The clerk's screen, signed in with the link from LINE."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, locale="th-TH")
    screen = context.new_page()
    screen.set_default_timeout(20_000)
    screen.goto(link_of(office.clerk, office.installation.web))
    screen.get_by_role("button", name="เข้าใช้งาน").click()
    screen.wait_for_url("**/console/")
    yield screen
    context.close()


def test_a_clerks_day(office: Staffed, page: Page, tmp_path: Path) -> None:
    office.teacher.says("กระดุกกระดิกศึกษาค่ะ")
    assert office.teacher.sees("ยังไม่แน่ใจ")
    _a_letter_is_entered_assigned_booked_and_moved(office, page)
    _an_announcement_is_prepared_and_sent(office, page)
    _a_keyword_is_attached(office, page)
    _the_register_is_exported(page, tmp_path)
    _opens(page, "ใครทำอะไร")
    for did in ("ลงทะเบียน ปษ", "มอบหมาย ปษ", "นัดเวลาให้ ปษ", "เลื่อนนัดเป็น 2026-12-24 13:30", "ส่งประกาศ", "ผูกคำ"):
        expect(page.get_by_role("main")).to_contain_text(did)


def _opens(page: Page, menu: str) -> None:
    page.get_by_role("navigation", name="เมนูหลัก").get_by_role("link", name=menu, exact=True).click()


def _is_ready(page: Page, part: Locator) -> None:
    """The page that has this part stands, and its scripts have run: what is dragged or typed before is not followed."""
    part.wait_for()
    page.wait_for_load_state()


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def _a_letter_is_entered_assigned_booked_and_moved(office: Staffed, page: Page) -> None:
    _opens(page, "ลงทะเบียนหนังสือ/โทรศัพท์")
    page.get_by_label("เลขที่หนังสือ").fill("ศธ 04250/771")
    page.get_by_label("ชื่อผู้ขอ").fill(TEACHER)
    page.get_by_label("โรงเรียน", exact=True).select_option(label=_school(office))
    page.get_by_label("เรื่องที่ขอคำปรึกษา").fill("ขอคำปรึกษาการจัดการเรียนรู้คณิตศาสตร์ของวันธุรการ")
    page.get_by_label("ไฟล์สแกน").set_input_files(SCAN)
    page.get_by_role("button", name="ลงทะเบียนและแจ้ง").click()
    _said(page, "ลงทะเบียนแล้ว เลขที่ ปษ")
    expect(page.get_by_role("link", name="หนังสือนำส่ง.pdf")).to_be_visible()
    assert office.director.sees("ของวันธุรการ")
    page.get_by_role("radio", name="ศน.คณิตศาสตร์").check()
    page.get_by_role("button", name="มอบหมาย", exact=True).click()
    _said(page, "มอบหมาย ปษ")
    assert office.supervisor.sees("ของวันธุรการ")
    page.get_by_label("หรือเวลาอื่น").fill("2026-12-23T10:00")
    page.get_by_role("button", name="นัดเวลานี้").click()
    _said(page, "นัดแล้ว")
    assert office.teacher.sees("23 ธ.ค.")
    address = page.url.rpartition("/console")[2]
    _opens(page, "นัดหมาย")
    page.get_by_label("สัปดาห์ของวันที่").fill("2026-12-23")
    page.get_by_role("button", name="ดู", exact=True).click()
    block = page.locator(f'td .meeting:has(a[href$="{address}"])')
    _is_ready(page, block)
    block.drag_to(page.locator('td[data-drop="2026-12-24T13:30"]'))
    page.get_by_role("button", name="เลื่อนและแจ้ง").click()
    _said(page, "เลื่อนแล้ว")
    assert office.teacher.sees("24 ธ.ค.")
    assert office.supervisor.sees("24 ธ.ค.")


def _school(office: Staffed) -> str:
    with office.installation.session() as session:
        teacher = session.scalars(select(Person).where(Person.name == TEACHER, Person.line_user_id.is_not(None))).one()
        assert teacher.school is not None
        return teacher.school.name


def _an_announcement_is_prepared_and_sent(office: Staffed, page: Page) -> None:
    _opens(page, "ประกาศ")
    page.get_by_role("link", name="เขียนประกาศ").click()
    _is_ready(page, page.get_by_label("ข้อความ", exact=True))
    page.get_by_label("ข้อความ", exact=True).fill("ขอเชิญประชุม PLC วันศุกร์ บ่ายโมง")
    page.get_by_role("checkbox", name="ครูคณิต").check()
    expect(page.locator("#preview")).to_contain_text("ขอเชิญประชุม PLC วันศุกร์ บ่ายโมง")
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_role("button", name="ส่งเลย ใช้ 4 ข้อความ").click()
    page.get_by_role("heading", name="หยุดส่ง").wait_for()
    office.jobs()
    assert office.member.sees("ขอเชิญประชุม PLC วันศุกร์ บ่ายโมง")
    page.reload()
    expect(page.get_by_role("heading", name="ถึงแล้ว 1 จาก 1")).to_be_visible()


def _a_keyword_is_attached(office: Staffed, page: Page) -> None:
    _opens(page, "คำที่บอตยังไม่เข้าใจ")
    page.get_by_role("listitem").filter(has_text="กระดุกกระดิกศึกษาค่ะ").get_by_role("link", name="ผูกคำ").click()
    page.get_by_label("คำที่ครูใช้").fill("กระดุกกระดิกศึกษา")
    page.get_by_label("หมายถึง").select_option("learning_area:science")
    page.get_by_role("button", name="จำคำนี้").click()
    _said(page, "กระดุกกระดิกศึกษา")
    office.teacher.says("ปรึกษากระดุกกระดิกศึกษา พรุ่งนี้บ่ายสอง")
    assert office.teacher.sees("ศน.วิทยาศาสตร์")
    office.teacher.says("ยกเลิก")


def _the_register_is_exported(page: Page, folder: Path) -> None:
    _opens(page, "ทะเบียนคำขอ")
    page.get_by_label("ค้นหา", exact=True).fill("ศธ 04250/771")
    page.get_by_role("button", name="ค้นหา").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="ดาวน์โหลด Excel").click()
    coming.value.save_as(folder / "register.xlsx")
    sheet = load_workbook(folder / "register.xlsx").active
    head, *rows = sheet.iter_rows(values_only=True)
    (row,) = rows
    found = dict(zip(head, row, strict=True))
    assert (found["ช่องทาง"], found["ผู้ให้คำปรึกษา"]) == ("หนังสือราชการ ศธ 04250/771", "ศน.คณิตศาสตร์")
    assert found["เวลานัด"] == "24/12/2569 13:30"
