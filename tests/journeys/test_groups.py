"""Groups and broadcasts: who may bind and announce, what it costs, when it goes, who has read it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.jobs import JOBS
from models import quota
from models.offices import Office
from models.people import Role
from simulator.stage import GroupChat, Phone
from tests.installation import MONDAY, Installation


@dataclass
class Scene:
    installation: Installation
    clerk: Phone
    teacher: Phone
    group: GroupChat
    used_before: int = 0

    @property
    def member(self) -> Phone:
        return self.group.phone(self.teacher)

    def jobs(self) -> None:
        """Let what is due happen now."""
        for job in JOBS:
            if job.name in ("learn groups", "send broadcasts"):
                job.run(self.installation.services)
        self.installation.settle()

    def bind(self) -> None:
        """The clerk binds the group to the learning area of mathematics."""
        self.installation.settle()
        self.jobs()
        self.clerk.says("ผูกกลุ่ม")
        self.clerk.taps("ครูคณิต (ยังไม่ผูก)")
        self.clerk.taps("กลุ่มสาระ")
        self.clerk.taps("คณิตศาสตร์")
        assert self.clerk.sees("ผูกกลุ่ม “ครูคณิต” กับคณิตศาสตร์แล้ว")

    def allow_messages(self, monthly: int, reserved: int) -> None:
        """The office's plan."""
        with self.installation.services.database.begin(self.installation.office_id) as session:
            office = session.get_one(Office, self.installation.office_id)
            office.settings = {"monthly_messages": monthly, "reserved_messages": reserved}
            office.words_changed()

    def ledger_and_line(self) -> tuple[int, int]:
        """Messages of this month that go beyond what was used before the announcement: (our ledger, LINE)."""
        services = self.installation.services
        with self.installation.session() as session:
            office = session.get_one(Office, self.installation.office_id)
            ours = quota.used_since(session, office.id, quota.begin_of_month(services.clock()))
        return ours - self.used_before, services.line_of(office).month()[1] - self.used_before

    def announcements(self) -> int:
        """How often the announcement stands in the group."""
        return sum("ส่ง SAR" in entry["text"] for entry in self.member.messages())


@pytest.fixture
def scene(installation: Installation, teacher: Phone) -> Scene:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    others = [installation.line.person(f"ครู {number}", installation.channel) for number in range(4)]
    group = installation.line.group("ครูคณิต", [teacher, *others], channel=installation.channel)
    return Scene(installation, clerk, teacher, group)


ANNOUNCE = "ประกาศ ส่ง SAR ภายใน 15 ม.ค. ถึงกลุ่มคณิต"


def test_a_sentence_in_a_bound_group_goes_on_in_the_private_chat_with_the_groups_subject(scene: Scene) -> None:
    scene.bind()
    scene.member.says("ขอคำปรึกษา พรุ่งนี้บ่ายสองค่ะ", mention=True)
    assert scene.member.sees("แชตส่วนตัว")
    assert scene.teacher.sees("ศน.คณิตศาสตร์")
    scene.teacher.taps("ส่งคำขอ")
    assert scene.teacher.sees("ปษ 1/2570")


def test_an_announcement_shows_its_price_goes_out_once_and_lists_who_has_read_it(scene: Scene) -> None:
    scene.bind()
    scene.installation.settle()
    scene.used_before = scene.ledger_and_line()[1]
    scene.clerk.says(ANNOUNCE)
    assert scene.clerk.sees("1 กลุ่ม 5 คน = 5 ข้อความ")
    assert scene.announcements() == 0
    scene.clerk.taps("ส่งเลย")
    assert scene.clerk.sees("ตั้งเวลาแล้ว")
    for _ in range(2):
        scene.jobs()
    assert scene.announcements() == 1
    scene.member.taps("รับทราบ")
    scene.installation.settle()
    scene.clerk.taps("ดูล่าสุด")
    assert scene.clerk.sees("1 จาก 1 (100%)")
    scene.clerk.taps("ใครรับทราบ")
    assert scene.clerk.sees("✓ มานะ ใจดี")
    assert scene.ledger_and_line() == (5, 5)


def test_a_scheduled_announcement_can_be_stopped(scene: Scene) -> None:
    scene.bind()
    scene.clerk.says(ANNOUNCE)
    scene.clerk.taps("ตั้งเวลาส่ง", "2026-11-23t13:00")
    assert scene.clerk.sees("13.00 น.")
    scene.clerk.taps("หยุด")
    assert scene.clerk.sees("จะไม่ถูกส่ง")
    scene.installation.turn_to(MONDAY + timedelta(hours=5))
    scene.jobs()
    assert scene.announcements() == 0


def test_what_would_break_the_reserve_is_refused_with_figures_and_cheaper_ways(scene: Scene) -> None:
    scene.bind()
    scene.allow_messages(20, 19)
    scene.clerk.says(ANNOUNCE)
    assert scene.clerk.sees("เกิน")
    assert scene.clerk.sees("กันไว้สำหรับนัดหมาย 19")
    for way in ("ให้ข้อความไปโพสต์เอง ฟรี", "ส่งวันที่ 1", "ขอ ผอ. ใช้ที่กันไว้"):
        assert scene.clerk.sees_button(way)
    scene.clerk.taps("ให้ข้อความไปโพสต์เอง ฟรี")
    assert scene.clerk.sees("ส่งต่อข้อความนี้")
    scene.jobs()
    assert scene.announcements() == 0


def test_the_director_may_let_an_announcement_use_the_reserve(scene: Scene, director: Phone) -> None:
    scene.bind()
    scene.allow_messages(20, 19)
    scene.clerk.says(ANNOUNCE)
    scene.clerk.taps("ขอ ผอ. ใช้ที่กันไว้")
    director.taps("อนุญาตและส่งเลย")
    assert director.sees("ตั้งเวลาแล้ว")
    scene.jobs()
    assert scene.announcements() == 1


@pytest.mark.parametrize("words", ["ผูกกลุ่ม", "ดูประกาศ", "โควตา", ANNOUNCE])
def test_a_teacher_who_tries_is_refused_and_it_is_logged(
    scene: Scene, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    scene.teacher.says(words)
    assert scene.teacher.sees("สำหรับเจ้าหน้าที่")
    assert "refused" in caplog.text


def test_a_group_that_put_the_bot_out_is_not_written_to(scene: Scene) -> None:
    scene.bind()
    scene.group.puts_bot_out()
    scene.installation.settle()
    scene.clerk.says(ANNOUNCE)
    assert scene.clerk.sees("ยังไม่รู้จัก")
