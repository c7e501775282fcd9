"""The main job: a teacher's message becomes a booked appointment, from the sentence to the rating."""

import urllib.request
from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import select

from bot.sheets import as_csv
from models import register
from models.appointments import Appointment
from models.clock import BANGKOK
from models.consultations import Consultation
from models.office_facts import facts_of
from models.offices import Office
from models.people import Role
from simulator.stage import Phone
from tests.installation import ASKING, MONDAY, TUESDAY_AT_TWO, Installation


def test_a_sentence_becomes_an_appointment_with_one_tap_each(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    teacher.says(ASKING)
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


def test_reminders_come_the_working_day_before_and_an_hour_before_once_each(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    for moment, title in (
        (MONDAY.replace(hour=15, minute=1), "เตือนนัด"),
        (TUESDAY_AT_TWO - timedelta(minutes=59), "อีก 1 ชั่วโมงถึงนัด"),
    ):
        for _ in range(2):
            installation.turn_to(moment)
            installation.settle()
        for phone in (teacher, supervisor):
            assert _titled(phone, title) == 1, title


def _titled(phone: Phone, title: str) -> int:
    return sum(entry["message"].get("altText", "").startswith(title) for entry in phone.messages())


def test_after_the_meeting_the_outcome_is_a_tap_and_a_sentence_and_the_teacher_rates(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    installation.turn_to(TUESDAY_AT_TWO + timedelta(minutes=36))
    assert supervisor.sees("บันทึกผล ปษ 1/2570")
    supervisor.taps("ให้คำปรึกษาแล้ว")
    assert supervisor.sees("สรุปสั้น")
    supervisor.says("แนะนำเกมบัตรคำและให้ลองหนึ่งสัปดาห์")
    assert supervisor.sees("ลงทะเบียนแล้ว")
    teacher.taps("5 ดีมาก")
    assert teacher.sees("อยากบอกอะไรเพิ่ม")
    teacher.says("ได้แนวทางชัดเจนมาก")
    assert teacher.sees("ขอบคุณ")
    with installation.session() as session:
        one = session.scalars(select(Consultation)).one()
        assert (one.state, one.rating, one.rating_comment) == ("done", 5, "ได้แนวทางชัดเจนมาก")
        assert one.outcome_note == "แนะนำเกมบัตรคำและให้ลองหนึ่งสัปดาห์"
        table = register.table(session, facts_of(session.get_one(Office, installation.office_id)), 2570)
    assert table[1][0] == "ปษ 1/2570"
    assert "แนะนำเกมบัตรคำ" in as_csv(table).decode("utf-8-sig")


def test_a_follow_up_is_booked_from_the_outcome(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    installation.turn_to(TUESDAY_AT_TWO + timedelta(minutes=36))
    supervisor.taps("นัดต่ออีกครั้ง")
    assert teacher.sees("ชวนคุยต่อ")
    slot = next(label for label in teacher.buttons() if "น." in label)
    teacher.taps(slot)
    assert teacher.sees("ขอคำปรึกษา")
    teacher.taps("ส่งคำขอ")
    assert teacher.sees("ปษ 2/2570")
    with installation.session() as session:
        second = session.scalars(select(Consultation).where(Consultation.number == 2)).one()
        assert second.follows_id is not None


def test_a_no_show_leaves_a_way_to_a_new_appointment(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    installation.turn_to(TUESDAY_AT_TWO + timedelta(minutes=36))
    supervisor.taps("ครูไม่มา")
    assert teacher.sees("ไม่ได้พบกันตามนัด")
    assert teacher.sees_button("ขอนัดใหม่")


def test_both_sides_can_move_and_the_other_is_told_once(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    for mover, other in ((teacher, supervisor), (supervisor, teacher)):
        mover.taps("เลื่อนนัด")
        assert mover.sees("เลื่อนไปเวลาไหนดี")
        before = len(other.messages())
        slot = next(label for label in mover.buttons() if label.endswith("น."))
        mover.taps(slot)
        assert mover.sees("เลื่อนแล้ว")
        installation.settle()
        told = other.messages()[before:]
        assert sum("เลื่อนนัดเป็น" in entry["text"] for entry in told) == 1


def test_the_calendar_entry_keeps_its_uid_and_raises_its_sequence(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    first = _entry(installation, teacher)
    teacher.taps("เลื่อนนัด")
    assert teacher.sees("เลื่อนไปเวลาไหนดี")
    teacher.taps(next(label for label in teacher.buttons() if label.endswith("น.")))
    assert teacher.sees("เลื่อนแล้ว")
    second = _entry(installation, teacher)
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert first["dtstart"].dt.astimezone(BANGKOK) == TUESDAY_AT_TWO
    assert first["dtstart"].dt != second["dtstart"].dt


def _entry(installation: Installation, phone: Phone):
    link = phone.taps("เพิ่มลงปฏิทิน")["uri"].replace("http://127.0.0.1:1", installation.web)
    with urllib.request.urlopen(link) as answer:
        assert answer.headers["Content-Type"].startswith("text/calendar")
        return Calendar.from_ical(answer.read()).walk("VEVENT")[0]


def test_cancelling_frees_the_slot_and_tells_the_other_why(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    teacher.taps("ยกเลิกนัด")
    teacher.taps("ติดภารกิจด่วน")
    assert teacher.sees("ยกเลิก ปษ 1/2570")
    assert supervisor.sees("ติดภารกิจด่วน")
    with installation.session() as session:
        assert session.scalars(select(Appointment.state)).all() == ["cancelled"]
    other = installation.teacher("ปิติ เรียนดี")
    other.says(ASKING)
    assert other.sees("🟢 ว่าง")


def test_the_supervisor_offers_other_times_and_the_teacher_picks(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    supervisor.taps("เสนอเวลาอื่น")
    assert supervisor.sees("ถึง 5 เวลา")
    slots = [label for label in supervisor.buttons() if label.endswith("น.")][:2]
    for count, slot in enumerate(slots, 1):
        supervisor.taps(slot)
        assert supervisor.sees_button(f"ส่ง {count} เวลานี้ให้คุณครู")
    supervisor.taps("ส่ง 2 เวลานี้ให้คุณครู")
    assert teacher.sees("เสนอเวลาเหล่านี้")
    teacher.taps(slots[1])
    assert teacher.sees("นัดแล้ว")
    assert supervisor.sees("นัดแล้ว")


def test_handing_back_brings_it_to_the_director_with_the_reason(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    supervisor.taps("ส่งคืน")
    supervisor.says("ติดประชุมทั้งสัปดาห์")
    assert supervisor.sees("คืนผู้อำนวยการ")
    assert director.sees("ติดประชุมทั้งสัปดาห์")
    director.taps("คนอื่น")
    director.taps("ศน.วิทยาศาสตร์")
    assert director.sees("ยังไม่ได้ใช้ LINE")


def test_declining_gives_the_teacher_the_reason(installation: Installation, director: Phone, teacher: Phone) -> None:
    installation.consultation(teacher)
    director.taps("ไม่รับ")
    director.says("ขอให้ปรึกษาฝ่ายการเงินของโรงเรียนก่อน")
    assert director.sees("แจ้งคุณครูแล้ว")
    assert teacher.sees("ขอให้ปรึกษาฝ่ายการเงินของโรงเรียนก่อน")


def test_a_late_decider_hears_what_was_decided(installation: Installation, director: Phone, teacher: Phone) -> None:
    clerk = installation.staff(Role.CLERK)
    installation.consultation(teacher)
    installation.jobs("rich menus")
    clerk.taps("รอพิจารณา")
    clerk.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert clerk.sees("มอบหมาย ปษ 1/2570")
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert director.sees("เรื่องนี้มอบหมายแล้ว")


def test_the_acting_director_decides_while_it_is_delegated(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.jobs("rich menus")
    director.taps("ให้รักษาการ")
    director.taps("ศน.คณิตศาสตร์")
    assert supervisor.sees("พิจารณาคำขอแทน")
    installation.consultation(teacher)
    assert supervisor.sees("ปษ 1/2570 รอพิจารณา")
    supervisor.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert supervisor.sees("ปษ 1/2570 มอบหมายให้คุณ")


def test_unanswered_requests_are_reminded_and_then_shown_to_the_clerk(
    installation: Installation, director: Phone, teacher: Phone
) -> None:
    clerk = installation.staff(Role.CLERK)
    installation.consultation(teacher)
    installation.turn_to(MONDAY + timedelta(minutes=10))
    assert director.sees("รอพิจารณา 1 เรื่อง")
    assert not clerk.sees("รอพิจารณา", within=0)
    installation.turn_to(MONDAY + timedelta(minutes=45))
    assert clerk.sees("ปษ 1/2570 รอพิจารณา")


def test_a_question_for_now_reaches_the_supervisor_with_a_button_to_call(
    installation: Installation, director: Phone, supervisor: Phone
) -> None:
    teacher = installation.teacher(phone_number="0812345678")
    teacher.says("ขอปรึกษาเรื่องสอนคณิตค่ะ")
    teacher.taps("ปรึกษาตอนนี้เลย")
    teacher.taps("ส่งคำขอ ให้โทรกลับได้")
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert supervisor.taps("โทรหาคุณครู")["uri"] == "tel:0812345678"
    supervisor.taps("รับเรื่อง ตอบตอนนี้")
    assert teacher.sees("รับเรื่องแล้ว")
    supervisor.taps("ให้คำปรึกษาแล้ว")
    assert teacher.sees("ให้คะแนน ปษ 1/2570")


def test_a_taken_slot_is_refused_with_the_nearest_free_ones(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    other = installation.teacher("ชูใจ รักเรียน")
    installation.consultation(other)
    installation.consultation(teacher)
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    supervisor.taps("รับนัด")
    assert supervisor.sees("นัดแล้ว")
    installation.jobs("rich menus")
    director.taps("รอพิจารณา")
    assert director.sees("รอพิจารณา")
    director.taps("มอบหมาย ศน.คณิตศาสตร์")
    assert supervisor.sees("(ไม่ว่าง)")
    supervisor.taps("เสนอเวลาอื่น")
    assert supervisor.sees_button("ส่ง 3 เวลาแรกให้คุณครู")


def test_pressing_send_twice_makes_one_consultation(installation: Installation, teacher: Phone) -> None:
    teacher.says(ASKING)
    assert teacher.sees_button("ส่งคำขอ")
    data = next(b["action"]["data"] for b in teacher.chat()["buttons"] if b["label"] == "ส่งคำขอ")
    teacher.posts_back(data)
    teacher.posts_back(data)
    assert teacher.sees("ส่งไว้แล้ว")
    with installation.session() as session:
        assert len(session.scalars(select(Consultation)).all()) == 1
