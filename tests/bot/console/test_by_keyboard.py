"""A clerk's work with the keys alone, on a screen of 360 pixels; the people's phones show what came of it."""

from collections.abc import Callable

from playwright.sync_api import Page

from models.people import Role
from tests.installation import Installation


def test_a_telephone_call_is_entered_and_assigned_by_keyboard(
    installation: Installation, screen: Callable[..., Page]
) -> None:
    supervisor = installation.staff(Role.SUPERVISOR, "s07")
    page = screen(installation.staff(Role.CLERK))
    page.get_by_role("button", name="เมนู", exact=True).press("Enter")
    page.get_by_role("link", name="ลงทะเบียนหนังสือ/โทรศัพท์").press("Enter")
    page.get_by_label("ชื่อผู้ขอ").focus()
    page.keyboard.type("สมหญิง ตัวอย่าง")
    page.get_by_label("เรื่องที่ขอคำปรึกษา").focus()
    page.keyboard.type("ขอคำปรึกษาการสอนคณิตศาสตร์")
    page.get_by_role("button", name="ลงทะเบียนและแจ้ง").press("Enter")
    page.get_by_role("status").get_by_text("ลงทะเบียนแล้ว เลขที่ ปษ 1/2570").wait_for()
    page.get_by_role("button", name="มอบหมาย", exact=True).press("Enter")
    page.get_by_role("status").get_by_text("มอบหมาย ปษ 1/2570").wait_for()
    assert supervisor.sees("มอบหมายให้คุณ")
