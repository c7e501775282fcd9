"""The desk: which phones lie on it, who is told what, and the tools around."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.stage import Phone, Stage
from tests.simulator.browser import HAND, open_page, phone_on
from tests.simulator.client import Client
from tests.simulator.gallery import MESSAGES
from tests.simulator.office import Office


@pytest.fixture
def hand(chrome: Browser) -> Iterator[Page]:
    """A page at the width of a phone."""
    opened = open_page(chrome, HAND)
    yield opened
    opened.context.close()


def expect_phones(page: Page, *names: str) -> None:
    """These people's phones are to be seen, in this order."""
    expect(page.locator(".phone:visible .phone-tag b")).to_have_text(names)


def test_the_address_says_which_phones_are_open(page: Page, line: Stage, office: Office, teacher: Phone) -> None:
    director, clerk = line.person("ผอ.วิชัย").follows(), line.person("ธุรการ").follows()
    page.goto(f"{line.address}/?phones={director.user_id},{teacher.user_id}&channel={office.channel_id}")
    phone_on(page, teacher)
    expect_phones(page, "ผอ.วิชัย", "ครูสมศรี")
    page.get_by_role("button", name="ปิดโทรศัพท์ของผอ.วิชัย", exact=True).click()
    page.get_by_role("button", name="เปิดโทรศัพท์ของธุรการ").click()
    phone_on(page, clerk)
    page.wait_for_url(f"**/?phones={teacher.user_id},{clerk.user_id}&channel={office.channel_id}")


def test_people_who_come_get_a_phone_as_long_as_there_is_room(page: Page, line: Stage, teacher: Phone) -> None:
    page.goto(line.address)
    phone_on(page, teacher)
    for name in ("ผอ.วิชัย", "ศน.มานี", "ธุรการ"):
        line.person(name).follows()
    expect(page.get_by_role("button", name="เปิดโทรศัพท์ของธุรการ")).to_have_attribute("aria-pressed", "false")
    expect_phones(page, "ครูสมศรี", "ผอ.วิชัย", "ศน.มานี")


def test_in_the_hand_there_is_one_phone_at_a_time_first_the_one_named_first(
    hand: Page, line: Stage, teacher: Phone
) -> None:
    director = line.person("ผอ.วิชัย").follows()
    hand.goto(f"{line.address}/?phones={teacher.user_id},{director.user_id}")
    phone_on(hand, teacher)
    expect_phones(hand, "ครูสมศรี")
    hand.get_by_role("button", name="เปิดโทรศัพท์ของผอ.วิชัย").click()
    phone_on(hand, director)
    expect_phones(hand, "ผอ.วิชัย")
    assert hand.evaluate("document.documentElement.scrollWidth") == HAND["width"]


def test_an_empty_desk_leads_to_the_first_channel_person_and_phone(page: Page, line: Stage) -> None:
    page.goto(line.address)
    page.get_by_role("button", name="เปิดบัญชีทางการ").click()
    page.get_by_label("ชื่อ").fill("บอตของเรา")
    page.keyboard.press("Enter")
    secret = page.get_by_label("Channel secret").input_value()
    assert len(secret) == 32
    page.get_by_role("button", name="ตกลง").click()
    page.get_by_role("main").get_by_role("button", name="เพิ่มคน").click()
    page.get_by_label("ชื่อ").fill("ครูสมศรี")
    page.keyboard.press("Enter")
    expect(page.locator(".phone .chat-title")).to_have_text("บอตของเรา")


def test_a_group_is_made_of_the_people_chosen(page: Page, line: Stage, office: Office, teacher: Phone) -> None:
    line.person("ผอ.วิชัย")
    page.goto(line.address)
    page.get_by_role("button", name="สร้างกลุ่ม").click()
    page.get_by_label("ชื่อ").fill("ครูคณิตศาสตร์")
    page.get_by_role("checkbox", name="ผอ.วิชัย").uncheck()
    page.get_by_role("button", name="สร้าง", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    group = line.ask("GET", "/sim/state")["groups"][0]
    assert (group["members"], group["bots"]) == ([teacher.user_id], [office.channel_id])


def test_the_drawer_shows_calls_and_webhooks_with_body_time_and_cost(
    page: Page, line: Stage, teacher: Phone, api: Client
) -> None:
    page.goto(line.address)
    page.get_by_role("button", name="การเรียกและ webhook").click()
    drawer = page.get_by_role("complementary")
    api.push(teacher.user_id, "สวัสดีค่ะ")
    teacher.says("สวัสดีครับ")
    call = drawer.locator("li", has_text="POST message/push")
    expect(call.locator(".log-status")).to_have_text("200")
    expect(call.locator(".log-cost")).to_have_text("−1")
    expect(call.locator(".log-time")).to_contain_text("ms")
    call.locator("summary").click()
    expect(call.locator(".json").first).to_contain_text("สวัสดีค่ะ")
    expect(call.locator(".json").last).to_contain_text("sentMessages")
    expect(drawer.locator("li").first).to_contain_text("message text")
    drawer.get_by_text("Webhook", exact=True).click()
    expect(drawer.locator("li", has_text="POST message/push")).to_have_count(0)
    drawer.get_by_role("searchbox").fill("nothing like it")
    expect(drawer.get_by_text("ยังไม่มีอะไร")).to_be_visible()


def test_faults_are_switched_on_and_off(page: Page, line: Stage, teacher: Phone, api: Client) -> None:
    page.goto(line.address)
    page.get_by_role("button", name="ความขัดข้อง").click()
    page.get_by_label("ที่ไหน").select_option("push")
    page.get_by_label("เกิดอะไรขึ้น").select_option("429-rate")
    page.get_by_label("กี่ครั้ง").fill("2")
    page.get_by_role("button", name="เปิด", exact=True).click()
    expect(page.get_by_text("อีก 2 ครั้ง")).to_be_visible()
    assert api.push(teacher.user_id).status == 429
    page.get_by_role("button", name="ปิด", exact=True).click()
    expect(page.get_by_role("button", name="ปิด", exact=True)).to_have_count(0)
    assert api.push(teacher.user_id).status == 200


def test_the_clock_is_turned(page: Page, line: Stage, teacher: Phone) -> None:
    line.turn_to("2026-11-23T03:40:00Z")
    page.goto(line.address)
    expect(phone_on(page, teacher).locator(".status-time")).to_have_text("10:40")
    page.get_by_role("button", name="นาฬิกา").click()
    page.get_by_role("button", name="+1 ชั่วโมง").click()
    expect(phone_on(page, teacher).locator(".status-time")).to_have_text("11:40")
    page.get_by_role("button", name="+1 วัน").click()
    page.get_by_label("ไปที่", exact=True).fill("2026-12-01T08:30")
    page.get_by_role("button", name="ตั้ง", exact=True).click()
    expect(page.get_by_role("button", name="นาฬิกา")).to_contain_text("1 ธ.ค. 08:30")


def test_the_months_messages_are_counted(page: Page, line: Stage, teacher: Phone, api: Client) -> None:
    page.goto(line.address)
    expect(page.get_by_role("img", name="ใช้ไป 0 จาก 300 ข้อความเดือนนี้")).to_be_visible()
    api.push(teacher.user_id)
    expect(page.get_by_role("img", name="ใช้ไป 1 จาก 300 ข้อความเดือนนี้")).to_be_visible()


def test_a_message_in_another_chat_comes_as_a_banner_with_its_alt_text(
    page: Page, line: Stage, teacher: Phone, api: Client
) -> None:
    page.goto(line.address)
    shown = phone_on(page, teacher)
    shown.get_by_role("button", name="กลับไปที่แชท").click()
    api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": MESSAGES["flex"]})
    banner = shown.locator(".banner").get_by_role("button")
    expect(banner).to_contain_text("ขอคำปรึกษา PLC พรุ่งนี้ 14.00 น. ว่าง")
    expect(page.get_by_role("button", name="เปิดโทรศัพท์ของครูสมศรี, ยังไม่ได้อ่าน 1")).to_be_visible()
    banner.click()
    expect(shown.get_by_role("button", name="ส่งคำขอ")).to_be_visible()
    expect(page.get_by_role("button", name="เปิดโทรศัพท์ของครูสมศรี", exact=True)).to_be_visible()


def test_a_silent_message_is_counted_but_not_announced(page: Page, line: Stage, teacher: Phone, api: Client) -> None:
    page.goto(line.address)
    shown = phone_on(page, teacher)
    shown.get_by_role("button", name="ล็อกโทรศัพท์").click()
    message = {"type": "text", "text": "ข่าวประจำสัปดาห์"}
    api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": [message], "notificationDisabled": True})
    expect(page.locator(".chip .count")).to_have_text("1")
    expect(shown.get_by_text("ไม่มีการแจ้งเตือน")).to_be_visible()
    api.push(teacher.user_id, "นัดแล้วค่ะ")
    expect(shown.get_by_role("listitem")).to_have_count(1)
    expect(shown.get_by_role("listitem")).to_contain_text("นัดแล้วค่ะ")
    shown.get_by_role("button", name="ปลดล็อก").click()
    expect(shown.get_by_role("img", name="ส่งแบบไม่แจ้งเตือน")).to_have_count(1)


def test_two_channels_stand_side_by_side(page: Page, line: Stage, office: Office, teacher: Phone) -> None:
    library = line.channel(name="ห้องสมุด")
    page.goto(line.address)
    shown = phone_on(page, teacher)
    shown.get_by_role("button", name="กลับไปที่แชท").click()
    shown.get_by_role("button", name="เพิ่มเพื่อน ห้องสมุด").click()
    expect(shown.locator(".chat-title")).to_have_text("ห้องสมุด")
    page.get_by_role("combobox", name="บัญชีทางการ").select_option(label="สำนักงาน")
    page.get_by_role("combobox", name="บัญชีทางการ").select_option(label="ห้องสมุด")
    expect(shown.locator(".chat-title")).to_have_text("ห้องสมุด")
    page.wait_for_url(f"**channel={library['channelId']}")
    assert office.channel_id != library["channelId"]


def test_the_page_speaks_english_too(page: Page, line: Stage, teacher: Phone) -> None:
    page.goto(line.address)
    page.get_by_role("link", name="English").click()
    phone_on(page, teacher)
    expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    assert teacher.user_id in page.url
