"""People talk on the page of phones: what they type and send reaches the bot, what comes back is shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.pictures import png
from simulator.stage import GroupChat, Phone, Stage
from tests.simulator.bots.process import bot
from tests.simulator.browser import phone_on
from tests.simulator.client import Client
from tests.simulator.gallery import PICTURES
from tests.simulator.listener import Listener
from tests.simulator.office import Office


@pytest.fixture
def phone(page: Page, line: Stage, teacher: Phone) -> Locator:
    """The teacher's phone on the page, with the office's chat open."""
    page.goto(line.address)
    shown = phone_on(page, teacher)
    shown.get_by_role("textbox").wait_for()
    return shown


@pytest.fixture
def told(office: Office) -> Listener:
    """The office's bot, which hears what people do."""
    return office.bot


@pytest.fixture
def echo_bot(line: Stage) -> Iterator[None]:
    with bot(line, "echo_flask"):
        yield


@pytest.mark.usefixtures("echo_bot")
def test_the_echo_bot_answers_on_the_page(page: Page, line: Stage) -> None:
    page.goto(line.address)
    page.get_by_role("button", name="เพิ่มคน").last.click()
    page.get_by_label("ชื่อ").fill("ครูสมศรี")
    page.get_by_role("button", name="สร้าง", exact=True).click()
    messages = page.locator(".timeline")
    expect(messages).to_contain_text("สวัสดี ครูสมศรี")
    page.get_by_role("textbox", name="พิมพ์ข้อความ").fill("พรุ่งนี้ว่างไหม 🍎")
    page.keyboard.press("Enter")
    expect(messages.get_by_text("พรุ่งนี้ว่างไหม 🍎")).to_have_count(2)
    expect(messages.locator(".own")).to_contain_text("อ่านแล้ว")


@pytest.mark.usefixtures("echo_bot")
def test_everything_can_be_done_with_the_keyboard_alone(page: Page, line: Stage) -> None:
    page.goto(line.address)
    tab_to(page, "เพิ่มคน")
    page.keyboard.press("Enter")
    page.keyboard.type("ครูสมศรี")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_contain_text("สวัสดี ครูสมศรี")
    tab_to(page, "พิมพ์ข้อความ")
    page.keyboard.type("ทดสอบ")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline").get_by_text("ทดสอบ")).to_have_count(2)
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if "entry-menu" in (focused(page, "className") or ""):
            break
    page.keyboard.press("ArrowUp")
    assert focused(page, "ariaLabel") == "ตัวเลือกของข้อความนี้: ทดสอบ"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert focused(page, "ariaLabel") == "ตัวเลือกของข้อความนี้: ทดสอบ"


def test_the_focus_goes_along_from_screen_to_screen(page: Page, phone: Locator, line: Stage, teacher: Phone) -> None:
    phone.get_by_role("button", name="กลับไปที่แชท").press("Enter")
    expect(phone.get_by_role("button", name="สำนักงาน")).to_be_focused()
    line.group("ครูคณิตศาสตร์", [teacher])
    expect(phone.locator(".chat-row")).to_have_count(2)
    expect(phone.locator(".chat-row").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="กลับไปที่แชท")).to_be_focused()


def test_shift_enter_begins_a_new_line(page: Page, phone: Locator, told: Listener) -> None:
    phone.get_by_role("textbox").fill("หนึ่ง")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("สอง")
    phone.get_by_role("button", name="ส่ง", exact=True).click()
    assert told.last()["message"]["text"] == "หนึ่ง\nสอง"


def test_a_sticker_is_sent(phone: Locator, told: Listener) -> None:
    phone.get_by_role("button", name="สติกเกอร์").click()
    phone.get_by_role("button", name="ขอบคุณ").click()
    message = told.last()["message"]
    assert (message["type"], message["keywords"]) == ("sticker", ["Thank you"])
    expect(phone.get_by_role("img", name="สติกเกอร์: ขอบคุณ")).to_be_visible()


@pytest.mark.parametrize(
    ("button", "name", "kind", "shown"),
    [("รูปภาพ", "board.png", "image", ".photo img"), ("ไฟล์", "แผนการสอน.txt", "file", ".file")],
)
def test_pictures_and_files_are_sent(
    phone: Locator, told: Listener, tmp_path: Path, button: str, name: str, kind: str, shown: str
) -> None:
    path = tmp_path / name
    path.write_bytes(png(40, 30, 10, 120, 90))
    phone.get_by_role("button", name="ส่งอย่างอื่น").click()
    with phone.page.expect_file_chooser() as chooser:
        phone.get_by_role("button", name=button).click()
    chooser.value.set_files(path)
    assert told.last()["message"]["type"] == kind
    expect(phone.locator(shown)).to_be_visible()


def test_a_place_is_sent(phone: Locator, told: Listener) -> None:
    phone.get_by_role("button", name="ส่งอย่างอื่น").click()
    phone.get_by_role("button", name="ตำแหน่ง").click()
    phone.get_by_label("ชื่อสถานที่").fill("โรงเรียนตัวอย่าง")
    phone.get_by_label("ละติจูด").fill("15.7")
    phone.get_by_role("button", name="ส่งตำแหน่งนี้").click()
    message = told.last()["message"]
    assert (message["title"], message["latitude"]) == ("โรงเรียนตัวอย่าง", 15.7)
    expect(phone.get_by_text("โรงเรียนตัวอย่าง")).to_be_visible()


def test_a_message_is_quoted(phone: Locator, told: Listener, teacher: Phone, api: Client) -> None:
    api.push(teacher.user_id, "พรุ่งนี้บ่ายสองนะคะ")
    menu_of(phone, "พรุ่งนี้บ่ายสองนะคะ").click()
    phone.get_by_role("button", name="ตอบกลับ").click()
    phone.get_by_role("textbox").fill("ได้ค่ะ")
    phone.get_by_role("textbox").press("Enter")
    bubble = phone.locator(".own")
    expect(bubble.locator(".quotation")).to_contain_text("พรุ่งนี้บ่ายสองนะคะ")
    assert told.last()["message"]["quotedMessageId"] == teacher.chat()["entries"][0]["id"]


def test_a_message_is_unsent(phone: Locator, told: Listener, teacher: Phone) -> None:
    sent = teacher.says("ส่งผิดห้อง")
    menu_of(phone, "ส่งผิดห้อง").click()
    phone.get_by_role("button", name="ยกเลิกข้อความ").click()
    expect(phone.locator(".system")).to_have_text("คุณยกเลิกข้อความ")
    assert told.wait_for(2)[1]["unsend"] == {"messageId": sent}


@pytest.fixture
def room(line: Stage, page: Page, teacher: Phone, told: Listener) -> GroupChat:
    """A group of the teacher and another, open on the teacher's phone."""
    colleague = line.person("ครูปิติ")
    group = line.group("ครูคณิตศาสตร์", [teacher, colleague])
    group.phone(colleague).says("สวัสดีครับ")
    told.wait_for(2)
    page.goto(f"{line.address}/?phones={teacher.user_id}.{group.group_id}")
    expect(phone_on(page, teacher)).to_contain_text("ครูปิติ")
    return group


def test_in_a_group_the_bot_is_mentioned_by_its_button(
    room: GroupChat, page: Page, teacher: Phone, told: Listener
) -> None:
    shown = phone_on(page, teacher)
    shown.get_by_role("button", name="แท็ก สำนักงาน").click()
    shown.get_by_role("textbox").fill("ขอสรุปนัด")
    shown.get_by_role("textbox").press("Enter")
    expect(shown.locator(".mention")).to_have_text("@สำนักงาน")
    assert told.last()["source"]["groupId"] == room.group_id
    assert told.last()["message"]["mention"]["mentionees"][0]["isSelf"] is True


@pytest.mark.usefixtures("room")
def test_in_a_group_a_text_is_corrected(page: Page, teacher: Phone, told: Listener) -> None:
    shown = phone_on(page, teacher)
    shown.get_by_role("textbox").fill("เจอกันวันพุด")
    shown.get_by_role("textbox").press("Enter")
    menu_of(shown, "เจอกันวันพุด").click()
    shown.get_by_role("button", name="แก้ไข", exact=True).click()
    shown.get_by_role("textbox").fill("เจอกันวันพุธ")
    shown.get_by_role("textbox").press("Enter")
    expect(shown.locator(".own")).to_contain_text("แก้ไขแล้ว")
    assert told.last()["type"] == "messageEdited"


def test_a_bot_mentions_people_by_name(room: GroupChat, page: Page, teacher: Phone, api: Client) -> None:
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": teacher.user_id}}
    message = {"type": "textV2", "text": "{who} ตามนี้ค่ะ {{ร่าง}}", "substitution": {"who": mention}}
    api.post("/v2/bot/message/push", {"to": room.group_id, "messages": [message]})
    expect(phone_on(page, teacher).locator(".text").last).to_have_text("@ครูสมศรี ตามนี้ค่ะ {ร่าง}")


def test_what_people_and_bots_write_stays_text(page: Page, phone: Locator, teacher: Phone, api: Client) -> None:
    attack = "<img src=x onerror='document.title = `taken`'>"
    teacher.says(attack)
    api.push(teacher.user_id, attack, f"{PICTURES}/<b>")
    expect(phone.locator(".text").get_by_text(attack)).to_have_count(2)
    assert page.title().startswith("โทรศัพท์")
    assert phone.locator(".text img, .text b").count() == 0


def test_the_dots_show_until_the_answer_comes(phone: Locator, teacher: Phone, api: Client) -> None:
    teacher.says("ขอคำปรึกษา")
    api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id})
    expect(phone.locator(".loading")).to_be_visible()
    api.push(teacher.user_id, "ได้เลยค่ะ")
    expect(phone.locator(".text").get_by_text("ได้เลยค่ะ")).to_be_visible()
    expect(phone.locator(".loading")).to_have_count(0)


def test_a_blocked_bot_can_be_unblocked(phone: Locator, told: Listener, line: Stage) -> None:
    phone.get_by_role("button", name="เมนูของแชท").click()
    phone.get_by_role("button", name="บล็อก").click()
    expect(phone.get_by_text("คุณบล็อกบัญชีนี้อยู่")).to_be_visible()
    assert told.last()["type"] == "unfollow"
    phone.get_by_role("button", name="ปลดบล็อก").click()
    expect(phone.get_by_text("คุณบล็อกบัญชีนี้อยู่")).to_be_hidden()
    line.settle()
    assert told.last()["follow"] == {"isUnblocked": True}


def test_a_refusal_of_the_simulator_is_said_on_the_phone(page: Page, phone: Locator) -> None:
    refusal = json.dumps({"message": "the person is asleep"})
    page.route("**/text*", lambda route: route.fulfill(status=409, body=refusal, content_type="application/json"))
    phone.get_by_role("textbox").fill("สวัสดี")
    phone.get_by_role("textbox").press("Enter")
    expect(phone.get_by_role("status")).to_have_text("the person is asleep")


def menu_of(phone: Locator, text: str) -> Locator:
    """The menu of the message with this text; it shows itself when the mouse or the focus comes."""
    entry = phone.locator(".entry", has_text=text)
    entry.hover()
    return entry.get_by_role("button", name="ตัวเลือกของข้อความนี้")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page, "ariaLabel") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def focused(page: Page, property_name: str) -> str | None:
    """A property of what has the focus."""
    value: str | None = page.evaluate("name => document.activeElement[name]", property_name)
    return value
