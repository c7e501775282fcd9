"""Screenshots of the page of phones, with every kind of message: `python -m tests.simulator.screenshots [folder]`."""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from simulator.background import running
from simulator.stage import Phone, Stage
from tests.browser import as_webp, browser
from tests.simulator.browser import DESK, HAND, open_page, with_pictures
from tests.simulator.client import Client
from tests.simulator.gallery import MESSAGES, RICH_MENUS, Json
from tests.simulator.gallery.cards import CARD
from tests.simulator.gallery.parts import flex, text
from tests.simulator.listener import Listener
from tests.simulator.rich_menu_pictures import add_menus

FOLDER = Path("docs/images/simulator")
SIZES = {"desk": DESK, "phone": HAND}
MORNING = "2026-11-23T03:40:00Z"  # Monday, 10.40 in Bangkok


class Studio:
    """A platform with an office's channel, on which scenes are played and photographed."""

    def __init__(self, address: str, started: Browser, bot: Listener, folder: Path) -> None:
        self.stage = Stage(address)
        self._bot = bot
        self.folder = folder
        self._started = started
        self._begin()

    def _begin(self) -> None:
        self.stage.reset()
        self.stage.turn_to(MORNING)
        self.channel = self.stage.channel(self._bot.address, name="นิเทศการศึกษา", userId=_id_of("นิเทศการศึกษา"))
        self.api = Client(self.stage.address, self.channel["token"])

    def play(self, name: str, scene: "Scene") -> None:
        """Play a scene anew and photograph it at both sizes."""
        for size, viewport in SIZES.items():
            self._begin()
            page = self._open(viewport, name)
            shown = scene(self, page)
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(250)  # pictures and sheets have come to rest
            target = shown if shown and size == "desk" else page
            (self.folder / f"{name}-{size}.webp").write_bytes(as_webp(self._started, target.screenshot()))
            page.context.close()
        self.api.close()

    def _open(self, viewport: ViewportSize, name: str) -> Page:
        page = with_pictures(open_page(self._started, viewport, dark=name.endswith("dark")))
        page.goto(self.stage.address)
        return page

    def push(self, to: str, *messages: Json, **more: object) -> None:
        """Push messages; raises when the platform refuses."""
        reply = self.api.post("/v2/bot/message/push", {"to": to, "messages": list(messages), **more})
        if reply.status != 200:
            raise RuntimeError(reply.body)

    def friend(self, name: str) -> Phone:
        """A person who has added the bot."""
        return self.stage.person(name, userId=_id_of(name)).follows()

    def link_menu(self, person: Phone) -> None:
        """Give somebody the rich menu with two tabs."""
        menus = add_menus(self._started, self.api, RICH_MENUS, self.stage.address)
        self.api.post(f"/v2/bot/user/{person.user_id}/richmenu/{menus['menu-ask']}")


Scene = Callable[[Studio, Page], object]


def _id_of(name: str) -> str:
    """The same id, and so the same colours, in every run."""
    return f"U{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def message(kind: str) -> Scene:
    """The messages of one kind on a phone."""

    def scene(studio: Studio, page: Page) -> object:
        teacher = studio.friend("ครูสมศรี")
        page.wait_for_selector(".phone")
        studio.push(teacher.user_id, *MESSAGES[kind])
        page.wait_for_selector(f".entry >> nth={len(MESSAGES[kind]) - 1}")
        return page.locator(".phone.front")

    return scene


def consultation(studio: Studio, page: Page) -> None:
    """Three people, one matter: the teacher asks, the director assigns, the supervisor is told."""
    teacher, director, supervisor = (studio.friend(name) for name in ("ครูสมศรี", "ผอ.วิชัย", "ศน.มานี"))
    page.wait_for_selector(".chip >> nth=2")
    studio.link_menu(teacher)
    teacher.says("อยากปรึกษาเรื่อง PLC คณิต พรุ่งนี้บ่ายสองได้มั้ยคะ 🙏")
    studio.push(teacher.user_id, flex("ขอคำปรึกษา PLC คณิตศาสตร์ พรุ่งนี้ 14.00 น. ว่าง", CARD))
    studio.push(director.user_id, text("ปษ 12/2570 รอพิจารณาค่ะ"), *MESSAGES["confirm"])
    director.says("มอบหมาย ศน.มานี ครับ")
    studio.push(director.user_id, text("มอบหมายแล้วค่ะ แจ้งครูและ ศน. ให้เรียบร้อย"))
    studio.push(supervisor.user_id, *MESSAGES["buttons"])
    supervisor.sends_sticker(sticker_id="1990")
    page.locator(".chip").first.click()
    page.wait_for_selector(".phone.front .kind-flex")


def log(studio: Studio, page: Page) -> None:
    """The drawer with calls and webhooks."""
    consultation(studio, page)
    page.get_by_role("button", name="การเรียกและ webhook").click()
    page.locator(".log summary").nth(2).click()


def rich_menu(studio: Studio, page: Page) -> object:
    """A rich menu with tabs, open."""
    teacher = studio.friend("ครูสมศรี")
    studio.link_menu(teacher)
    studio.push(teacher.user_id, *MESSAGES["text"][:1])
    page.wait_for_selector(".rich-menu-picture")
    page.wait_for_load_state("networkidle")
    return page.locator(".phone.front")


def picker(button: str) -> Scene:
    """A date or time picker."""

    def scene(studio: Studio, page: Page) -> object:
        teacher = studio.friend("ครูสมศรี")
        page.wait_for_selector(".phone")
        studio.push(teacher.user_id, *MESSAGES["buttons"], *MESSAGES["flex"])
        page.get_by_role("button", name=button, exact=True).first.click()
        return page.locator(".phone.front")

    return scene


def group(studio: Studio, page: Page) -> object:
    """A group: mentions, quotes, corrections, messages taken back, people who come."""
    teacher, friend = studio.friend("ครูสมศรี"), studio.friend("ครูปิติ")
    room = studio.stage.group("ครูคณิตศาสตร์ ทุ่งหินเทิน", [teacher])
    room.welcomes(friend)
    hers, his = room.phone(teacher), room.phone(friend)
    asked = hers.says("ขอสรุปนัดสัปดาห์นี้หน่อยค่ะ", mention=True)
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": teacher.user_id}}
    answer = {
        "type": "textV2",
        "text": "{who} สัปดาห์นี้มี 2 นัดค่ะ พ. 10.00 น. และ ศ. 13.00 น.",
        "substitution": {"who": mention},
    }
    studio.push(room.group_id, answer)
    his.says("ผมไปด้วยครับ", quote=asked)
    his.says("เจอกันวันพุด")
    his.edits("เจอกันวันพุธครับ")
    hers.says("ส่งผิดห้อง")
    hers.unsends()
    page.goto(f"{studio.stage.address}/?phones={teacher.user_id}.{room.group_id}")
    page.wait_for_selector(".quotation")
    return page.locator(".phone.front")


def chats(studio: Studio, page: Page) -> object:
    """All chats of a person."""
    teacher = studio.friend("ครูสมศรี")
    studio.stage.group("ครูคณิตศาสตร์ ทุ่งหินเทิน", [teacher])
    studio.stage.channel(name="ห้องสมุดจังหวัด")
    page.wait_for_selector(".phone")
    page.get_by_role("button", name="กลับไปที่แชท").click()
    studio.push(teacher.user_id, *MESSAGES["flex"], notificationDisabled=True)
    page.wait_for_selector(".chat-row .count")
    return page.locator(".phone.front")


def notification(studio: Studio, page: Page) -> object:
    """A banner over another screen."""
    teacher = studio.friend("ครูสมศรี")
    page.wait_for_selector(".phone")
    page.get_by_role("button", name="กลับไปที่แชท").click()
    studio.push(teacher.user_id, *MESSAGES["flex"])
    page.wait_for_selector(".banner .notice")
    return page.locator(".phone.front")


def locked(studio: Studio, page: Page) -> object:
    """The lock screen with notifications."""
    teacher = studio.friend("ครูสมศรี")
    page.wait_for_selector(".phone")
    page.get_by_role("button", name="ล็อกโทรศัพท์").click()
    studio.push(teacher.user_id, text("นัดแล้ว พฤ. 26 พ.ย. 14.00 น. กับ ศน.คณิตศาสตร์ ค่ะ"))
    studio.push(teacher.user_id, *MESSAGES["confirm"])
    page.wait_for_selector(".lock-notices li >> nth=1")
    return page.locator(".phone.front")


def writing(studio: Studio, page: Page) -> object:
    """What a person sends: text, a picture, a file, a place; and the stickers to choose from."""
    teacher = studio.friend("ครูสมศรี")
    page.wait_for_selector(".phone")
    teacher.says("ส่งแผนการสอนและที่ตั้งโรงเรียนค่ะ")
    teacher.sends("แผนการสอน ป.4.pdf", "application/pdf", b"%PDF" + bytes(240_000))
    teacher.sends_location(15.7, 100.1, title="โรงเรียนตัวอย่าง", address="1 ถนนโรงเรียน อำเภอเมือง")
    page.wait_for_selector(".place")
    page.get_by_role("button", name="สติกเกอร์").click()
    return page.locator(".phone.front")


def faults(studio: Studio, page: Page) -> None:
    """The fault switches."""
    consultation(studio, page)
    studio.stage.fault("push", "timeout-after-accept", times=2)
    studio.stage.fault("webhook", "duplicate", times=1)
    page.locator(".tool.faults.alarm").click()


def clock(studio: Studio, page: Page) -> None:
    """The clock, about to be turned."""
    consultation(studio, page)
    page.locator(".tool.clock").click()


def loading(studio: Studio, page: Page) -> object:
    """The dots of a bot that is thinking."""
    teacher = studio.friend("ครูสมศรี")
    page.wait_for_selector(".phone")
    teacher.says("ขอคำปรึกษาเรื่องวัดผลค่ะ")
    studio.api.post("/v2/bot/chat/loading/start", {"chatId": teacher.user_id})
    page.wait_for_selector(".loading")
    return page.locator(".phone.front")


def empty(_studio: Studio, page: Page) -> None:
    """The desk before anybody is there."""
    page.wait_for_selector(".empty-desk .big-button")


SCENES: dict[str, Scene] = {
    **{f"message-{kind}": message(kind) for kind in MESSAGES},
    "desk": consultation,
    "desk-dark": consultation,
    "log": log,
    "rich-menu": rich_menu,
    "picker-datetime": picker("เปลี่ยนเวลา"),
    "picker-date": picker("เลือกวัน"),
    "picker-time": picker("เลือกเวลา"),
    "group": group,
    "chats": chats,
    "notification": notification,
    "lock-screen": locked,
    "writing": writing,
    "loading": loading,
    "faults": faults,
    "clock": clock,
    "empty": empty,
}


def main() -> None:
    """Play all scenes, or those named after the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with running() as address, browser() as started, Listener() as bot:
        photographer = Studio(address, started, bot, folder)
        for name in sys.argv[2:] or SCENES:
            photographer.play(name, SCENES[name])


if __name__ == "__main__":
    main()
