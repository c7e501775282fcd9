"""The console's pages as pictures: an office with invented people, at work in LINE's stand-in, seen at a desk and on a phone."""

import tempfile
from pathlib import Path

import requests
from playwright.sync_api import Browser

from bot.console.pages import PAGES
from models.people import Role
from simulator.background import running
from simulator.stage import Phone, Stage
from tests.bot.console.desk import Desk, link_of
from tests.browser import browser
from tests.installation import Installation, installed

PICTURES = Path(__file__).parent.parent / "console"
SIZES = {"desk": (1280, 800), "phone": (360, 740)}
LETTERS = (
    ("letter", "สมหญิง ตัวอย่าง", "ขอคำปรึกษาการจัดการเรียนรู้วิทยาศาสตร์ด้วยการลงมือทำ"),
    ("phone", "สมชาย มีตัวอย่าง", "ปรึกษาการวัดและประเมินผลในชั้นเรียน"),
    ("walk-in", "มานะ ใจดี", "การสอนอ่านออกเขียนได้ ภาษาไทย"),
)


def draw_console() -> None:
    """Write docs/console/PAGE-desk.png and PAGE-phone.png for every page that stands in the menu, and the register's details."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running() as address, browser() as opened:
        database = f"sqlite:///{folder}/pictures.sqlite"
        with installed(database, Stage(address, patience_seconds=30), Path(folder)) as installation:
            clerk = _a_morning(installation)
            for size, (width, height) in SIZES.items():
                _draw(opened, installation, clerk, size, width, height)


def _a_morning(installation: Installation) -> Phone:
    """Somebody meets, somebody waits, something was not understood. The clerk's phone."""
    director, supervisor = installation.staff(Role.DIRECTOR, "s01"), installation.staff(Role.SUPERVISOR, "s07")
    clerk, teacher = installation.staff(Role.CLERK, name="ธุรการ"), installation.teacher()
    installation.booked(teacher, director, supervisor)
    teacher.says("กุ๊กกิ๊กพลัสค่ะ")
    desk = Desk(installation.web, requests.Session())
    desk.enters(link_of(clerk, installation.web))
    for channel, name, question in LETTERS:
        values = {"key": name, "channel": channel, "name": name, "question": question, "received": "2026-11-23"}
        desk.submits("/consultations/new", on="/consultations/new", school="0", **values)
    installation.settle()
    return clerk


def _draw(opened: Browser, installation: Installation, clerk: Phone, size: str, width: int, height: int) -> None:
    page = opened.new_page(viewport={"width": width, "height": height}, locale="th-TH")
    page.goto(link_of(clerk, installation.web))
    page.screenshot(path=PICTURES / f"sign-in-{size}.png")
    page.get_by_role("button", name="เข้าใช้งาน").click()
    page.get_by_role("heading", level=1).wait_for()
    shown = [one.path for one in PAGES if one.method == "GET" and one.menu]
    for path in [*shown, "/consultations/1", "/consultations/2"]:
        name = path.strip("/").replace("/", "-") or "today"
        page.goto(f"{installation.web}/console{path}")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=True)
    page.close()
