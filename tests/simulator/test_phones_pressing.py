"""Whatever can be pressed on a phone does what LINE's documentation says of it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from simulator.stage import Phone, Stage
from tests.simulator.browser import phone_on, with_pictures
from tests.simulator.client import Client
from tests.simulator.gallery import MESSAGES, RICH_MENUS, Json
from tests.simulator.gallery.parts import box, button, flex, picks, postback, says, text
from tests.simulator.listener import Listener
from tests.simulator.office import Office
from tests.simulator.rich_menu_pictures import add_menus


@pytest.fixture
def phone(page: Page, line: Stage, teacher: Phone) -> Locator:
    """The teacher's phone on the page."""
    page.goto(line.address)
    shown = phone_on(page, teacher)
    shown.get_by_role("textbox").wait_for()
    return shown


@pytest.fixture
def told(office: Office) -> Listener:
    """The office's bot, which hears what people do."""
    return office.bot


def show(api: Client, teacher: Phone, *messages: Json) -> None:
    """Push messages to the teacher."""
    reply = api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": list(messages)})
    assert reply.status == 200, reply.body


def words_of(event: dict[str, Any]) -> str:
    """What an event says: the text of a message, the data of a postback."""
    return str(event["message"]["text"] if event["type"] == "message" else event["postback"]["data"])


@pytest.mark.parametrize(
    ("kind", "label", "said"),
    [
        ("flex", "ส่งคำขอ", "pressed"),
        ("flex", "แก้ไข", "แก้ไข"),
        ("flex_carousel", "จองที่นั่ง", "book hills"),
        ("flex_poster", "สมัครเลย", "join camp"),
        ("buttons", "ยังไม่แน่ใจ", "ยังไม่แน่ใจ"),
        ("confirm", "ขอเลื่อน", "no"),
        ("carousel", "ปรึกษาPLC", "ask books"),
        ("image_carousel", "ห้องเรียน", "classroom"),
        ("imagemap", "เขตกลาง", "เขตกลาง"),
        ("quick_reply", "เช้าวันพุธ", "wednesday"),
    ],
)
def test_the_button_that_is_pressed_reaches_the_bot(
    phone: Locator, told: Listener, api: Client, teacher: Phone, kind: str, label: str, said: str
) -> None:
    show(api, teacher, *MESSAGES[kind])
    phone.get_by_role("button", name=label, exact=True).last.click()
    assert words_of(told.last()) == said


def test_of_two_buttons_with_the_same_label_the_pressed_one_counts(
    phone: Locator, told: Listener, api: Client, teacher: Phone
) -> None:
    choices = [button(postback("มอบหมาย", f"assign {number}")) for number in (1, 2)]
    show(api, teacher, flex("ใครดี", {"type": "bubble", "body": box("vertical", *choices)}))
    phone.get_by_role("button", name="มอบหมาย", exact=True).first.click()
    assert words_of(told.last()) == "assign 1"


def test_a_button_inside_something_pressable_is_pressed_by_itself(
    phone: Locator, told: Listener, api: Client, teacher: Phone
) -> None:
    inner = button(postback("ข้างใน", "inner"))
    outer = box("vertical", {"type": "text", "text": "ข้างนอก"}, inner, action=postback("ทั้งใบ", "outer"))
    show(api, teacher, flex("ซ้อนกัน", {"type": "bubble", "body": outer}))
    phone.get_by_role("button", name="ข้างใน").click()
    phone.get_by_text("ข้างนอก").click(force=True)
    assert [words_of(event) for event in told.wait_for(2)] == ["inner", "outer"]


def test_quick_replies_go_away_when_one_is_pressed(phone: Locator, told: Listener, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["quick_reply"])
    phone.get_by_role("group", name="คำตอบด่วน").get_by_role("button", name="พรุ่งนี้บ่าย").click()
    assert words_of(told.last()) == "พรุ่งนี้บ่าย"
    expect(phone.get_by_role("group", name="คำตอบด่วน")).to_have_count(0)


def test_a_quick_reply_opens_the_place_to_send(phone: Locator, told: Listener, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["quick_reply"])
    phone.get_by_role("button", name="ส่งตำแหน่ง").click()
    phone.get_by_role("button", name="ส่งตำแหน่งนี้").click()
    assert told.last()["message"]["type"] == "location"


def test_a_clipboard_button_copies_and_says_so(phone: Locator, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["quick_reply"])
    phone.get_by_role("button", name="คัดลอกเลขที่").click()
    expect(phone.get_by_role("status")).to_have_text("คัดลอกแล้ว: ปษ 12/2570")


def test_a_link_opens_a_page_of_its_own(page: Page, phone: Locator, api: Client, teacher: Phone) -> None:
    page.context.route("https://example.com/**", lambda route: route.fulfill(body="คู่มือ"))
    show(api, teacher, *MESSAGES["buttons"])
    with page.context.expect_page() as opened:
        phone.get_by_role("button", name="อ่านรายละเอียด").click()
    assert opened.value.url == "https://example.com/guide"
    opened.value.close()


@pytest.mark.parametrize(
    ("uri", "said"),
    [("tel:056000000", "โทรไปที่ 056000000"), ("line://nv/chat", "หน้านี้เปิด line://nv/chat ไม่ได้")],
)
def test_other_addresses_are_only_named(phone: Locator, api: Client, teacher: Phone, uri: str, said: str) -> None:
    action = {"type": "uri", "label": "เปิด", "uri": uri}
    show(api, teacher, flex("ลิงก์", {"type": "bubble", "body": box("vertical", button(action))}))
    phone.get_by_role("button", name="เปิด", exact=True).click()
    expect(phone.get_by_role("status")).to_have_text(said)


def test_a_day_is_picked_in_the_calendar(phone: Locator, told: Listener, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["buttons"])
    phone.get_by_role("button", name="เลือกวัน", exact=True).click()
    sheet = phone.get_by_role("dialog", name="เลือกวันที่")
    expect(sheet.locator(".calendar-day").nth(21)).to_be_disabled()
    sheet.get_by_role("button", name="เดือนถัดไป").click()
    sheet.locator(".calendar-day").nth(1).click()
    expect(sheet.locator(".picker-chosen")).to_have_text("พุธ 2 ธ.ค. 2569")
    sheet.get_by_role("button", name="ตกลง").click()
    assert told.last()["postback"] == {"data": "picked date", "params": {"date": "2026-12-02"}}


def test_date_and_time_are_picked_with_the_keyboard(
    page: Page, phone: Locator, told: Listener, api: Client, teacher: Phone
) -> None:
    show(api, teacher, *MESSAGES["flex"])
    phone.get_by_role("button", name="เปลี่ยนเวลา").click()
    phone.locator(".calendar-day[aria-pressed=true]").press("ArrowDown")
    page.keyboard.press("ArrowRight")
    phone.get_by_role("spinbutton", name="ชั่วโมง").press("ArrowUp")
    phone.get_by_role("spinbutton", name="นาที").press("PageUp")
    phone.get_by_role("button", name="ตกลง").press("Enter")
    assert told.last()["postback"]["params"] == {"datetime": "2026-12-02T13:50"}


def test_a_time_outside_of_the_bounds_cannot_be_chosen(phone: Locator, api: Client, teacher: Phone) -> None:
    action = picks("นัด", "time", initial="16:00", min="08:30", max="16:30")
    show(api, teacher, flex("นัด", {"type": "bubble", "body": box("vertical", button(action))}))
    phone.get_by_role("button", name="นัด", exact=True).click()
    phone.get_by_role("spinbutton", name="ชั่วโมง").press("ArrowDown")
    expect(phone.get_by_role("button", name="ตกลง")).to_be_disabled()


def test_a_picker_that_is_put_away_says_nothing(phone: Locator, told: Listener, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["flex"])
    phone.get_by_role("button", name="เปลี่ยนเวลา").click()
    phone.page.keyboard.press("Escape")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.get_by_role("button", name="เปลี่ยนเวลา")).to_be_focused()
    assert told.events == []


@pytest.fixture
def menu(phone: Locator, chrome: Browser, office: Office, api: Client, teacher: Phone) -> Locator:
    """The teacher's rich menu with two tabs."""
    ids = add_menus(chrome, api, RICH_MENUS, office.address)
    api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{ids['menu-ask']}")
    show(api, teacher, text("สวัสดีค่ะ"))
    shown = phone.get_by_role("group", name="เมนู")
    shown.wait_for()
    return shown


def test_a_rich_menu_is_pressed_switched_hidden_and_left_for_the_keyboard(
    menu: Locator, phone: Locator, told: Listener
) -> None:
    menu.get_by_role("button", name="ขอคำปรึกษา").click()
    assert words_of(told.last()) == "ขอคำปรึกษา"

    menu.get_by_role("button", name="สำนักงาน").click()
    menu.get_by_role("button", name="ปฏิทิน").click()
    switched, calendar = told.wait_for(3)[1:]
    assert switched["postback"]["params"] == {"newRichMenuAliasId": "menu-office", "status": "SUCCESS"}
    assert words_of(calendar) == "ปฏิทิน"

    menu.get_by_role("button", name="ปรึกษา", exact=True).click()
    menu.get_by_role("button", name="ซ่อนเมนู").click()
    expect(menu).to_be_hidden()
    phone.get_by_role("button", name="เมนู", exact=True).click()
    menu.get_by_role("button", name="คุยกับเจ้าหน้าที่").click()
    expect(phone.get_by_role("textbox")).to_have_value("เรียนเจ้าหน้าที่ ")
    expect(phone.get_by_role("textbox")).to_be_focused()
    phone.get_by_role("button", name="เมนู", exact=True).click()
    expect(menu).to_be_visible()


def test_a_carousel_slides(phone: Locator, api: Client, teacher: Phone) -> None:
    show(api, teacher, *MESSAGES["carousel"])
    row = phone.get_by_role("group", name="หัวข้อที่ปรึกษาได้")
    row.hover()
    phone.get_by_role("button", name="การ์ดถัดไป").click()
    phone.page.wait_for_function("row => row.scrollLeft > 100", arg=row.element_handle())
    expect(phone.get_by_role("button", name="การ์ดก่อนหน้า")).to_be_visible()


def test_a_picture_is_shown_large(phone: Locator, api: Client, teacher: Phone) -> None:
    with_pictures(phone.page)
    show(api, teacher, *MESSAGES["image"])
    phone.get_by_role("button", name="ดูรูปภาพ").click()
    expect(phone.get_by_role("dialog", name="รูปภาพ").locator("img")).to_be_visible()


def test_a_message_button_says_its_text(phone: Locator, told: Listener, api: Client, teacher: Phone) -> None:
    action = says("ใช่", "ใช่ค่ะ เรื่องนี้")
    show(api, teacher, flex("ใช่ไหม", {"type": "bubble", "body": box("vertical", button(action))}))
    phone.get_by_role("button", name="ใช่", exact=True).click()
    expect(phone.locator(".own .text")).to_have_text("ใช่ค่ะ เรื่องนี้")
    assert words_of(told.last()) == "ใช่ค่ะ เรื่องนี้"
