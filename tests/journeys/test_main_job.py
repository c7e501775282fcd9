"""The main job: a teacher's message becomes a booked appointment."""

from models.people import Role
from tests.installation import Installation


def test_a_sentence_becomes_an_appointment_with_one_tap_each(installation: Installation) -> None:
    director = installation.staff(Role.DIRECTOR, "s01")
    supervisor = installation.staff(Role.SUPERVISOR, "s07")
    teacher = installation.teacher()

    teacher.says("อยากปรึกษาเรื่องสอนคณิต พรุ่งนี้บ่ายสองได้ไหมคะ")
    assert teacher.sees("ขอคำปรึกษา")
    assert teacher.sees("พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น.")
    teacher.taps("ส่งคำขอ")
    assert teacher.sees("ปษ 1/2570")

    assert director.sees("ปษ 1/2570 รอพิจารณา")
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert director.sees("มอบหมาย ปษ 1/2570")

    assert supervisor.sees("ปษ 1/2570 มอบหมายให้คุณ")
    supervisor.taps("รับนัด")
    assert supervisor.sees("พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น.")
    assert teacher.sees("นัดแล้ว")
    assert teacher.sees_button("เลื่อนนัด")
