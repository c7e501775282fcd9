"""Phones that lie in a time zone show its time, wherever the browser is."""

from playwright.sync_api import Browser, expect

from simulator.background import running
from simulator.stage import Stage
from tests.simulator.browser import DESK, open_page, phone_on
from tests.simulator.client import Client
from tests.simulator.gallery.parts import box, button, flex, picks


def test_bubbles_bar_and_pickers_show_the_time_of_the_phones_zone(chrome: Browser) -> None:
    page = open_page(chrome, DESK, time_zone="America/New_York")
    with running(time_zone="Asia/Bangkok") as address:
        line = Stage(address)
        api = Client(address, line.channel(token="t")["token"])
        line.turn_to("2026-11-30T23:10:00+07:00")
        teacher = line.person("ครูสมศรี").follows()
        teacher.says("เมื่อวาน")
        line.turn_to("2026-12-01T09:06:00+07:00")  # still November in New York
        picker = button(picks("เลือกวัน", "datetime"))
        api.post(
            "/v2/bot/message/push",
            {"to": teacher.user_id, "messages": [flex("นัด", {"type": "bubble", "body": box("vertical", picker)})]},
        )
        page.goto(address)
        phone = phone_on(page, teacher)
        expect(phone.locator(".status-time")).to_have_text("09:06")
        expect(phone.locator(".day")).to_have_text(["เมื่อวาน", "วันนี้"])
        expect(phone.locator(".entry time")).to_have_text(["23:10", "09:06"])
        phone.get_by_role("button", name="เลือกวัน", exact=True).click()
        expect(phone.locator(".picker-chosen")).to_contain_text("1 ธ.ค. 2569")
        expect(phone.locator(".picker-chosen")).to_contain_text("09:06")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="นาฬิกา").click()
        page.get_by_label("ไปที่", exact=True).fill("2026-12-02T08:30")
        page.get_by_role("button", name="ตั้ง", exact=True).click()
        expect(page.get_by_role("button", name="นาฬิกา")).to_contain_text("2 ธ.ค. 08:30")
        assert line.ask("GET", "/sim/clock")["now"].startswith("2026-12-02T01:30:")
        page.goto("about:blank")
        api.close()
    page.context.close()
