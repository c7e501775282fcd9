"""Draws docs/images/journey.png: three phones, from the teacher's sentence to the appointment."""

import tempfile
from pathlib import Path

from models.db import Database
from models.people import Role
from simulator.background import running
from simulator.stage import Stage
from tests.browser import browser
from tests.installation import ASKING, installed

IMAGES = Path(__file__).parents[1] / "images"


def draw_journey() -> None:
    """Play the main job on a fresh installation and take the picture of its phones."""
    with tempfile.TemporaryDirectory() as folder, running() as address:
        line = Stage(address, patience_seconds=20)
        with installed(Database(f"sqlite:///{folder}/nithet.sqlite"), line, Path(folder)) as house:
            director = house.staff(Role.DIRECTOR, "s01", "ผอ. สมมติ")
            supervisor = house.staff(Role.SUPERVISOR, "s07", "ศน. คณิตศาสตร์")
            teacher = house.teacher("มานี มีตัวอย่าง")
            teacher.says(ASKING.replace("สอนคณิต", "PLC คณิต"))
            teacher.taps("ส่งคำขอ")
            director.taps("มอบหมาย ศน.คณิตศาสตร์")
            supervisor.taps("รับนัด")
            teacher.sees("นัดแล้ว")
            house.jobs("rich menus")
            shown = ",".join(phone.user_id for phone in (teacher, director, supervisor))
            _shoot(f"{address}/?phones={shown}", IMAGES / "journey.png")


def _shoot(address: str, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    with browser() as opened:
        page = opened.new_page(
            viewport={"width": 1400, "height": 950}, locale="th-TH", timezone_id="Asia/Bangkok", device_scale_factor=1
        )
        page.goto(address)
        for bar in ("เมนู", "เมนู ผอ.", "เมนู ศน."):
            page.get_by_role("button", name=bar, exact=True).and_(page.locator("[aria-expanded]")).click()
        page.wait_for_timeout(1500)
        page.screenshot(path=file)
