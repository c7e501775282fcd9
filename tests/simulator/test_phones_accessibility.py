"""Everybody can use the page: axe finds nothing, at the desk and in the hand, by day and by night."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from simulator.stage import Phone, Stage
from tests.browser import barriers
from tests.simulator.browser import DESK, HAND, open_page, phone_on, with_pictures
from tests.simulator.client import Client
from tests.simulator.gallery import MESSAGES, RICH_MENUS
from tests.simulator.office import Office
from tests.simulator.rich_menu_pictures import add_menus

Look = Callable[[Page], None]


def press(*names: str) -> Look:
    """Press one button after the other."""

    def look(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).last.click()

    return look


def log_entry(page: Page) -> None:
    """Open the drawer, and a call in it."""
    press("การเรียกและ webhook")(page)
    page.locator(".log summary").first.click()


# What is opened, and the part of the page where it then stands.
LOOKS: dict[str, tuple[Look, str]] = {
    "everything": (lambda _page: None, "html"),
    "stickers": (press("แป้นพิมพ์", "สติกเกอร์"), ".chat-foot"),
    "other things": (press("แป้นพิมพ์", "ส่งอย่างอื่น"), ".chat-foot"),
    "date and time": (press("จองเวลา"), ".sheet"),
    "chat menu": (press("เมนูของแชท"), ".sheet"),
    "chats": (press("กลับไปที่แชท"), ".list-screen"),
    "lock screen": (press("ล็อกโทรศัพท์"), ".lock-screen"),
    "new person": (press("เพิ่มคน"), ".dialog"),
    "faults": (press("ความขัดข้อง"), ".popover:popover-open"),
    "log": (log_entry, "#drawer"),
}
BY_NIGHT = ("everything", "chats", "faults", "log")  # these have all colours in them
BESIDE_THE_PHONES = ("everything", "new person", "faults", "log")  # a phone on the desk is as wide as one in the hand


@pytest.fixture
def crowded(line: Stage, office: Office, teacher: Phone, api: Client, chrome: Browser) -> Stage:
    """A chat with every kind of message, a rich menu and quick replies."""
    for messages in MESSAGES.values():
        reply = api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": messages})
        assert reply.status == 200, reply.body
    teacher.says("ขอบคุณค่ะ https://example.com")
    teacher.sends_sticker()
    api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": MESSAGES["quick_reply"]})
    ids = add_menus(chrome, api, RICH_MENUS, office.address)
    api.post(f"/v2/bot/user/{teacher.user_id}/richmenu/{ids['menu-ask']}")
    return line


@pytest.mark.parametrize(
    ("viewport", "dark", "names"),
    [(DESK, False, BESIDE_THE_PHONES), (HAND, False, tuple(LOOKS)), (DESK, True, BY_NIGHT)],
    ids=["desk", "hand", "desk by night"],
)
def test_axe_finds_nothing(
    chrome: Browser, crowded: Stage, teacher: Phone, viewport: ViewportSize, dark: bool, names: tuple[str, ...]
) -> None:
    page = with_pictures(open_page(chrome, viewport, dark=dark))
    found = {}
    for name in names:
        look, part = LOOKS[name]
        page.goto(crowded.address)
        phone_on(page, teacher).locator(".rich-menu").wait_for()
        look(page)
        found[name] = barriers(page, part)
    page.context.close()
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_axe_finds_nothing_on_an_empty_desk(page: Page, line: Stage) -> None:
    page.goto(line.address)
    page.locator(".empty-desk").wait_for()
    assert barriers(page) == []


def test_new_messages_are_read_aloud(page: Page, line: Stage, teacher: Phone, api: Client) -> None:
    page.goto(line.address)
    phone = phone_on(page, teacher)
    phone.get_by_role("textbox").wait_for()
    api.push(teacher.user_id, "นัดแล้วค่ะ")
    spoken = phone.locator("[aria-live=polite].visually-hidden")
    spoken.get_by_text("สำนักงาน: นัดแล้วค่ะ").wait_for(state="attached")


def test_nothing_moves_for_those_who_asked_for_calm(page: Page, line: Stage, teacher: Phone, api: Client) -> None:
    page.goto(line.address)
    phone_on(page, teacher).get_by_role("textbox").wait_for()
    api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id})
    page.locator(".loading i").first.wait_for()
    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map((node) => parseFloat(getComputedStyle(node).animationDuration))"
    )
    assert max(durations) < 0.001
