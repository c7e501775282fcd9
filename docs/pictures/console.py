"""The console's pages as pictures: an office with invented people, at work in LINE's stand-in, seen at a desk and on a phone."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.console.pages import PAGES
from tests.bot.console.desk import link_of
from tests.bot.console.staffed import Staffed, staffed
from tests.browser import as_webp, browser

PICTURES = Path(__file__).parent.parent / "images" / "console"
SIZES = {"desk": (1280, 800), "phone": (360, 740)}
TALLEST = 1700
"""Longer pages are cut: they go on in the same way."""

LETTERS = (
    ("letter", "สมหญิง ตัวอย่าง", "ขอคำปรึกษาการจัดการเรียนรู้วิทยาศาสตร์ด้วยการลงมือทำ"),
    ("phone", "สมชาย มีตัวอย่าง", "ปรึกษาการวัดและประเมินผลในชั้นเรียน"),
    ("walk-in", "มานี มีตัวอย่าง", "การสอนอ่านออกเขียนได้ ภาษาไทย"),
)
MEETINGS = (
    ("2026-11-24T09:00", "s07", "การสอนเศษส่วน ป.5 ให้เข้าใจ"),
    ("2026-11-24T13:30", "s08", "จัดกิจกรรมสะเต็มศึกษาในชั้นเรียน"),
    ("2026-11-26T10:00", "s07", "วิเคราะห์ผลสอบ O-NET คณิตศาสตร์"),
    ("2026-11-27T14:00", "s07", "การทำแผนการสอนคณิตศาสตร์ ม.1"),
)


def draw_console() -> None:
    """Write docs/images/console/PAGE-desk.webp and PAGE-phone.webp for every page in the menu, and what lies behind them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as opened, staffed(Path(folder)) as office:
        behind = _some_days(office)
        for size, (width, height) in SIZES.items():
            _draw(opened, office, behind, size, width, height)


def _some_days(office: Staffed) -> dict[str, str]:
    """Some meet, some wait, one is away, the year is under way, something was announced. {name: page behind the menu}."""
    for channel, name, question in LETTERS:
        waiting = office.entered(channel=channel, name=name, school="0", question=question)
    booked = [office.booked(start, code, question=question) for start, code, question in MEETINGS]
    office.teacher.says("กุ๊กกิ๊กพลัสค่ะ")
    away = {"person": str(office.person("s07").id), "kind": "ไปราชการ", "first": "2026-11-27", "last": "2026-11-27"}
    office.first.submits("/away", on="/away", **away)
    office.first.submits("/year/open", on="/year", year="2570")
    for run, action in ((1, "start"), (7, "start"), (10, "finish"), (20, "finish")):
        office.first.submits(f"/phases/{run}/{action}", on=f"/phases/{run}")
    title = "รายงานผลการนิเทศ ภาคเรียนที่ 1"
    office.first.submits("/rounds", on="/rounds", title=title, closes_on="2026-12-18", way="people")
    office.teacher.sees(title)
    office.teacher.taps("ส่งแล้ว")
    text = "ส่ง SAR ปีการศึกษา 2569 ภายในวันที่ 15 มกราคม 2570 ผ่านลิงก์ด้านล่าง"
    office.first.submits("/broadcasts", on="/broadcasts/new", text=text, link="https://example.org/sar", group="1")
    office.first.submits("/broadcasts/1/send", on="/broadcasts/1", how="now")
    office.jobs()
    office.member.taps("รับทราบ")
    text = "ขอเชิญ {ชื่อ} ประชุม PLC วันศุกร์ที่ 4 ธันวาคม เวลา 13.00 น. ห้องประชุมสำนักงานเขต"
    office.first.submits("/broadcasts", on="/broadcasts/new", text=text, role="teacher")
    office.jobs()
    return {
        "consultation-waiting": waiting,
        "consultation-booked": booked[0],
        "appointments-month": "/appointments/month",
        "year-undated": "/year/undated",
        "phase": "/phases/7",
        "round": "/rounds/1",
        "broadcast-draft": "/broadcasts/2",
        "broadcast-sent": "/broadcasts/1",
        "register-print": "/consultations/print",
        "group": "/groups/1",
        "person": f"/people/{office.person('s07').id}",
        "school": "/schools/1",
        "exchange": "/exchange",
        "reports-by-supervisor": "/reports?by=supervisor",
        "reports-print": "/reports/print",
    }


def _draw(opened: Browser, office: Staffed, behind: dict[str, str], size: str, width: int, height: int) -> None:
    page = opened.new_page(viewport={"width": width, "height": height}, locale="th-TH")
    page.goto(link_of(office.clerk, office.installation.web))
    _shoot(opened, page, f"sign-in-{size}")
    page.get_by_role("button", name="เข้าใช้งาน").click()
    page.get_by_role("heading", level=1).wait_for()
    in_menu = {one.path.strip("/").replace("/", "-") or "today": one.path for one in PAGES if one.menu}
    for name, path in {**in_menu, **behind}.items():
        page.goto(f"{office.installation.web}/console{path}")
        page.evaluate("document.fonts.ready")
        _shoot(opened, page, f"{name}-{size}")
    page.close()


def _shoot(opened: Browser, page: Page, name: str) -> None:
    width, height = page.evaluate("[innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    (PICTURES / f"{name}.webp").write_bytes(as_webp(opened, page.screenshot(full_page=True, clip=clip)))
