"""The office's affairs with the keys alone, on a screen of 360 pixels."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Locator, Page, expect

from bot.jobs import count_for_reports
from models import outbox, people
from models.offices import School
from simulator.stage import Phone
from tests.bot.console.desk import link_of
from tests.bot.console.staffed import Staffed
from tests.browser import barriers

pytestmark = pytest.mark.xdist_group("staffed")


class Keys:
    """A browser whose mouse is broken."""

    def __init__(self, page: Page, office: Staffed, phone: Phone) -> None:
        self.page, self.office = page, office
        page.goto(link_of(phone, office.installation.web))
        page.set_default_timeout(15000)
        self.press("button", "เข้าใช้งาน")
        page.wait_for_url("**/console/")

    def opens(self, path: str) -> None:
        """Type an address; the page must be for everybody and fit the screen."""
        self.page.goto(f"{self.office.installation.web}/console{path}")
        self.looks_well()

    def looks_well(self) -> None:
        """No barrier, nothing wider than the phone."""
        assert barriers(self.page) == []
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth")

    def goes_to(self, wanted: Locator) -> None:
        """Press Tab until it has the focus; fails when the keyboard does not get there."""
        for _ in range(150):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {wanted} by Tab")

    def press(self, role: str, name: str) -> None:
        """Go to a button or link and press Enter."""
        self.goes_to(self.page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]
        self.page.keyboard.press("Enter")

    def fill(self, label: str, words: str) -> None:
        """Go to a field and type over what is in it."""
        self.goes_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def chooses(self, label: str, value: str) -> None:
        """Go to a list and down to what is meant."""
        found = self.page.get_by_label(label, exact=True)
        self.goes_to(found)
        for _ in range(100):
            if found.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} in the list {label}")

    def reads(self, words: str) -> None:
        """The page says so."""
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()


@pytest.fixture(scope="module")
def keys(office: Staffed, chrome: Browser) -> Iterator[Keys]:
    context = chrome.new_context(viewport={"width": 360, "height": 740}, locale="th-TH")
    page = context.new_page()
    yield Keys(page, office, office.clerk)
    context.close()


def test_through_the_menu_to_a_report(keys: Keys, office: Staffed) -> None:
    office.entered()
    count_for_reports(office.installation.services)
    keys.opens("/")
    keys.press("button", "เมนู")
    keys.press("link", "รายงาน")
    keys.reads("รายงาน ปีงบประมาณ 2570")
    keys.press("link", "โรงเรียน")
    keys.reads("คำขอแยกตามโรงเรียน")
    keys.looks_well()


def test_a_person_gets_another_place_and_duty(keys: Keys, office: Staffed) -> None:
    keys.opens(f"/people/{office.person('s03').id}")
    keys.fill("ลำดับในรายชื่อ", "8")
    keys.goes_to(keys.page.get_by_label("ตากฟ้า ตาคลี"))
    keys.page.keyboard.press("Space")
    keys.press("button", "บันทึก")
    keys.reads("บันทึกแล้ว")
    assert office.person("s03").place == 8
    expect(keys.page.get_by_label("ตากฟ้า ตาคลี")).to_be_checked()


def test_a_typed_school_is_checked(keys: Keys, office: Staffed) -> None:
    installation = office.installation
    with installation.services.database.begin(installation.office_id) as session:
        session.add(School(office_id=installation.office_id, name="บ้านแป้นพิมพ์", checked=False, edited=True))
    keys.opens("/schools")
    keys.goes_to(keys.page.get_by_role("link", name="บ้านแป้นพิมพ์").first)
    keys.page.keyboard.press("Enter")
    keys.fill("ชื่อโรงเรียน", "โรงเรียนบ้านแป้นพิมพ์")
    keys.looks_well()
    keys.press("button", "ชื่อถูกต้อง บันทึก")
    keys.reads("บันทึกโรงเรียนบ้านแป้นพิมพ์แล้ว")


def test_a_file_with_a_wrong_cell_and_then_a_right_one(keys: Keys) -> None:
    keys.opens("/exchange")
    for area, words in (("ดาวอังคาร", "ไม่รู้จักพื้นที่ “ดาวอังคาร”"), ("วิมานลอย", "เพิ่มโรงเรียนจากแป้นพิมพ์")):
        book, out = Workbook(), BytesIO()
        sheet = book.active
        assert sheet is not None
        sheet.title = "โรงเรียน"
        sheet.append(["ชื่อโรงเรียน", "พื้นที่"])
        sheet.append(["โรงเรียนจากแป้นพิมพ์", area])
        book.save(out)
        file = {"name": "a.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": out.getvalue()}
        # The window in which a file is chosen is the system's; what we offer is a field that has the focus.
        field = keys.page.get_by_label("ไฟล์ Excel (.xlsx)")
        keys.goes_to(field)
        field.set_input_files(file)  # type: ignore[arg-type]
        keys.press("button", "ดูสิ่งที่จะเปลี่ยน")
        keys.reads(words)
        keys.looks_well()
    keys.press("button", "นำเข้าตามนี้ทั้งหมด")
    keys.reads("นำเข้าแล้ว เปลี่ยน 1 รายการ")


def test_a_word_is_tried_and_attached(keys: Keys, office: Staffed) -> None:
    office.teacher.says("แป้นปิ๊งค่ะ")
    assert office.teacher.sees("ยังไม่แน่ใจ")
    keys.opens("/words")
    keys.goes_to(keys.page.get_by_role("listitem").filter(has_text="แป้นปิ๊งค่ะ").get_by_role("link"))
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**about=**")
    keys.fill("คำที่ครูใช้", "แป้นปิ๊ง")
    keys.chooses("หมายถึง", "learning_area:arts")
    keys.press("button", "ดูก่อนว่าอะไรจะเปลี่ยน")
    keys.reads("จะเป็น: ศิลปะ")
    keys.looks_well()
    keys.press("button", "จำคำนี้")
    keys.reads("จำคำว่า “แป้นปิ๊ง” แล้ว")


def test_the_settings_are_changed_and_what_is_wrong_is_said_beside_the_field(keys: Keys) -> None:
    keys.opens("/settings")
    keys.fill("เตือนงานตามปฏิทินล่วงหน้ากี่วัน", "บ่อย ๆ")
    keys.press("button", "บันทึก")
    keys.reads("พิมพ์จำนวนวันคั่นด้วยจุลภาค")
    keys.looks_well()
    keys.press("button", "เพิ่มวันหยุด")
    day, new_year = keys.page.get_by_label("วันที่ 1", exact=True), re.compile("-01-01$")
    expect(day).to_be_focused(timeout=15000)
    # The order of day, month and year is that of the system's language.
    for key in ("ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"):
        keys.page.keyboard.press(key)
    expect(day).to_have_value(new_year)
    keys.fill("เตือนงานตามปฏิทินล่วงหน้ากี่วัน", "10, 5, 0")
    keys.page.keyboard.press("Enter")
    keys.reads("บันทึกแล้ว มีผลตั้งแต่ข้อความถัดไป")
    expect(day).to_have_value(new_year)


def test_line_is_tested_and_a_dead_letter_mended_from_today(keys: Keys, office: Staffed) -> None:
    keys.opens("/health")
    keys.press("button", "ทดสอบกับ LINE ตอนนี้")
    keys.reads("LINE เรียกเว็บของเราได้")
    installation = office.installation
    with installation.services.database.begin(installation.office_id) as session:
        now, words = installation.services.clock(), [{"type": "text", "text": "ข่าวจากแป้นพิมพ์"}]
        to = people.by_line_id(session, office.teacher.user_id)
        assert to is not None and to.line_user_id is not None
        letter = outbox.put(session, installation.office_id, to.line_user_id, words, now, person_id=to.id)
        outbox.mark_dead(letter, "400 no")
    keys.opens("/")
    keys.press("button", "ลองใหม่ทั้งหมด")
    keys.reads("กำลังลองใหม่")  # or the page that comes would push aside the one that the next test opens
    assert office.teacher.sees("ข่าวจากแป้นพิมพ์")
