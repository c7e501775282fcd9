"""Asking: what was understood can be corrected, only what is missing is asked, and everything gets an answer."""

import pytest
from sqlalchemy import select

from models.attachments import Attachment
from models.not_understood import NotUnderstood
from simulator.stage import Phone
from tests.installation import ASKING, Installation


def test_a_correction_in_words_changes_what_was_understood(installation: Installation, teacher: Phone) -> None:
    teacher.says(ASKING)
    assert teacher.sees("คณิตศาสตร์")
    teacher.says("ไม่ใช่คณิต เป็นวิทย์")
    assert teacher.sees("ศน.วิทยาศาสตร์")
    assert teacher.sees("14.00 น.")


def test_only_the_time_is_asked_when_only_the_time_is_missing(installation: Installation, teacher: Phone) -> None:
    teacher.says("ขอปรึกษาเรื่องสอนคณิตค่ะ")
    assert teacher.sees("เมื่อไร")
    slot = next(label for label in teacher.buttons() if label.endswith("น."))
    teacher.taps(slot)
    assert teacher.sees(slot)
    assert teacher.sees_button("ส่งคำขอ")


def test_only_the_topic_is_asked_when_only_the_topic_is_missing(installation: Installation, teacher: Phone) -> None:
    teacher.says("ขอปรึกษาหน่อยค่ะ พรุ่งนี้สิบโมง")
    assert teacher.sees("เรื่อง")
    teacher.says("วัดและประเมินผล")
    assert teacher.sees("10.00 น.")
    assert teacher.sees_button("ส่งคำขอ")


def test_a_wish_outside_office_hours_is_answered_with_the_nearest_times(
    installation: Installation, teacher: Phone
) -> None:
    teacher.says("ปรึกษาสอนคณิต พรุ่งนี้สองทุ่ม")
    assert teacher.sees("นอกเวลาทำการ")
    assert any(label.endswith("น.") for label in teacher.buttons())


def test_the_wheel_takes_the_persons_wall_clock(installation: Installation, teacher: Phone) -> None:
    teacher.says("ขอปรึกษาเรื่องสอนคณิตค่ะ")
    teacher.taps("เวลาอื่น", "2026-11-25t10:30")
    assert teacher.sees("10.30 น.")


def test_typing_the_word_of_a_button_does_the_same(installation: Installation, teacher: Phone) -> None:
    teacher.says(ASKING)
    assert teacher.sees_button("ส่งคำขอ")
    teacher.says("ส่งคำขอ")
    assert teacher.sees("ปษ 1/2570")


def test_a_picture_sent_while_asking_is_kept_with_the_consultation(installation: Installation, teacher: Phone) -> None:
    teacher.says(ASKING)
    assert teacher.sees_button("ส่งคำขอ")
    teacher.sends("ใบงาน.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture")
    assert teacher.sees("ได้รับไฟล์แล้ว")
    teacher.taps("ส่งคำขอ")
    assert teacher.sees("ปษ 1/2570")
    installation.jobs("fetch attachments")

    def kept() -> bool:
        with installation.session() as session:
            row = session.scalars(select(Attachment)).one()
            return row.state == "kept" and row.consultation_id is not None and row.content is not None

    assert installation.line.wait_until(kept, 10)


def test_what_is_not_understood_is_said_and_kept_for_a_clerk(installation: Installation, teacher: Phone) -> None:
    teacher.says("อันนั้นอะค่ะ ที่คุยกันวันก่อน")
    assert teacher.sees("ไม่แน่ใจ")
    with installation.session() as session:
        assert session.scalars(select(NotUnderstood.text)).all() == ["อันนั้นอะค่ะ ที่คุยกันวันก่อน"]


@pytest.mark.parametrize(
    ("says", "sees"),
    [
        ("เรื่องของฉันถึงไหนแล้วคะ", "ยังไม่มีเรื่องที่ขอไว้"),
        ("ศน.คณิตว่างวันไหนคะ", "ศน.คณิตศาสตร์ ว่างเวลาเหล่านี้"),
        ("ช่วยเหลือ", "พิมพ์บอกได้เลย"),
        ("ขอคุยกับเจ้าหน้าที่ค่ะ", "ส่งข้อความให้เจ้าหน้าที่แล้ว"),
        ("สวัสดีค่ะ", "มีเรื่องไหนให้ช่วย"),
        ("ขอบคุณมากค่ะ", "ยินดี"),
        ("ไปราชการ 3-5 ธ.ค. ค่ะ", "เฉพาะศึกษานิเทศก์"),
    ],
)
def test_a_sentence_gets_its_answer(installation: Installation, teacher: Phone, says: str, sees: str) -> None:
    teacher.says(says)
    assert teacher.sees(sees)


def test_stickers_places_and_voices_get_a_sensible_reaction(installation: Installation, teacher: Phone) -> None:
    teacher.sends_sticker()
    assert teacher.sees("ยินดี")
    teacher.sends_location(15.7, 100.1, title="โรงเรียน", address="นครสวรรค์")
    assert teacher.sees("ได้รับตำแหน่ง")
    teacher.sends("a.m4a", "audio/mp4", b"\x00\x00")
    assert teacher.sees("ยังฟังเสียงไม่ได้")


def test_absence_by_chat_lists_touched_appointments_and_the_teacher_gets_new_times(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    supervisor.says("พรุ่งนี้ลาป่วยค่ะ")
    assert supervisor.sees("มีนัดชนกัน 1 เรื่อง")
    supervisor.taps("เสนอเวลาใหม่ให้ครู")
    assert teacher.sees("ขอเลื่อนเป็นเวลาไหนดี")
    teacher.taps(next(label for label in teacher.buttons() if label.endswith("น.")))
    assert teacher.sees("เลื่อนแล้ว")
    assert supervisor.sees("เลื่อนนัดเป็น")


def test_no_new_appointment_falls_into_an_absence(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    supervisor.says("ไปราชการ 24-26 พ.ย.")
    assert supervisor.sees("ไม่มีนัดชนกัน")
    teacher.says(ASKING)
    assert teacher.sees("ไปราชการหรือลา")


def test_in_a_group_it_answers_only_when_addressed_and_says_nothing_personal(
    installation: Installation, teacher: Phone
) -> None:
    group = installation.line.group("ครูคณิต", [teacher], channel=installation.channel)
    installation.settle()
    member = group.phone(teacher)
    assert member.sees("สวัสดี")
    member.says("พรุ่งนี้ประชุมกี่โมงคะ")
    installation.settle()
    assert member.sees_nothing()
    member.says("ขอปรึกษาเรื่องเด็กชายเอ", mention=True)
    assert member.sees("แชตส่วนตัว")
    installation.settle()
    assert not member.sees("เด็กชายเอ", within=0)
