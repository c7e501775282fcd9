"""What happens beside the straight way: held cards, handing back, places, absences taken back, long reasons."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.absences import Absence
from models.clock import BANGKOK
from models.people import Role
from simulator.stage import Phone
from tests.installation import MONDAY, TUESDAY_AT_TWO, Installation

SUNDAY_NIGHT = datetime(2026, 11, 29, 21, 0, tzinfo=BANGKOK)
MONDAY_AFTER = datetime(2026, 11, 30, 8, 31, tzinfo=BANGKOK)


def test_a_request_of_the_night_reaches_the_director_in_the_morning_as_it_is_then(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.turn_to(SUNDAY_NIGHT)
    installation.consultation(teacher, "อยากปรึกษาเรื่องสอนคณิต วันที่ 30 พ.ย. บ่ายสองค่ะ")
    teacher.says("อยากปรึกษาเรื่องวัดผลคณิต วันที่ 1 ธ.ค. บ่ายสามค่ะ")
    assert teacher.sees("15.00 น.")
    teacher.taps("ส่งคำขอ")
    assert teacher.sees("ปษ 2/2570")
    teacher.taps("ยกเลิกคำขอ")
    teacher.taps("ได้คำตอบแล้ว")
    assert teacher.sees("ยกเลิก ปษ 2/2570 แล้ว")
    assert "แจ้งอีกฝ่าย" not in str(teacher.news())
    assert not director.sees("ปษ 1/2570", within=0.05)

    installation.turn_to(MONDAY_AFTER)
    assert director.sees("วันนี้ (จ. 30 พ.ย.) 14.00 น.")
    installation.settle()
    assert not any("ปษ 2/2570" in entry["text"] for entry in director.messages())


def test_who_decides_and_hands_back_to_themself_gets_the_card_and_is_not_proposed_again(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.jobs("rich menus")
    director.taps("ให้รักษาการ")
    director.taps("ศน.คณิตศาสตร์")
    assert supervisor.sees("พิจารณาคำขอแทน")
    installation.consultation(teacher)
    assert supervisor.sees("รอพิจารณา")
    assert "ให้รักษาการพิจารณา" not in supervisor.buttons()
    supervisor.taps("มอบหมาย ศน.คณิตศาสตร์")
    supervisor.taps("ส่งคืน")
    supervisor.taps("ติดราชการช่วงนี้")
    assert supervisor.sees("รอพิจารณา")
    assert not any("มอบหมาย ศน.คณิตศาสตร์" in entry["text"] for entry in supervisor.news())


def test_a_reason_of_any_length_reaches_the_teacher(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    director.taps("ไม่รับ")
    director.says("เพราะ" * 999)
    assert teacher.sees("เพราะเพราะ")


def test_the_supervisor_says_where_and_the_teacher_gets_the_room_or_the_link(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    assert teacher.sees("สำนักงานเขตฯ")
    supervisor.taps("สถานที่หรือลิงก์")
    supervisor.says("ห้องประชุม 2 https://meet.example/abc")
    assert teacher.sees("ห้องประชุม 2")
    assert teacher.sees_button("เข้าประชุมออนไลน์")
    assert supervisor.sees("แจ้งสถานที่แล้ว")


def test_an_absence_entered_by_mistake_is_taken_back_with_a_tap(installation: Installation, supervisor: Phone) -> None:
    supervisor.says("ลาป่วยพรุ่งนี้ครับ")
    supervisor.taps("ยกเลิกรายการนี้")
    assert supervisor.sees("ลบลาป่วย")
    with installation.session() as session:
        assert session.scalars(select(Absence)).all() == []


def test_free_times_of_the_days_that_were_asked_for(
    installation: Installation, teacher: Phone, supervisor: Phone
) -> None:
    teacher.says("ศน.คณิตว่างวันที่ 3-4 ธ.ค. ไหมคะ")
    assert teacher.sees("3 ธ.ค.")
    assert not any("พรุ่งนี้" in label for label in teacher.buttons())


def test_times_that_nobody_asked_for_are_spread(installation: Installation, teacher: Phone, supervisor: Phone) -> None:
    teacher.says("ศน.คณิตว่างวันไหนคะ")
    assert teacher.sees("ว่างเวลาเหล่านี้")
    slots = [label for label in teacher.buttons() if label.endswith("น.")]
    assert [label.rpartition(") ")[2] for label in slots[:4]] == ["10.30 น.", "11.30 น.", "13.00 น.", "14.00 น."]


def test_a_clerk_without_a_post_is_called_by_the_name_on_line(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="สมศรี ตัวอย่าง")
    installation.jobs("rich menus")
    clerk.taps("ข้อมูลของฉัน")
    assert clerk.sees("สมศรี ตัวอย่าง")


def test_a_time_of_another_day_is_told_with_its_day(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    installation.turn_to(TUESDAY_AT_TWO + timedelta(hours=1))
    supervisor.taps("งานของฉัน")
    supervisor.taps("ให้คำปรึกษาแล้ว")
    installation.settle()
    teacher.taps("เรื่องของฉัน")
    assert teacher.sees(f"ลงทะเบียน {MONDAY.day} พ.ย. 09.")
