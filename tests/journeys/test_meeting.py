"""Meeting the bot: consent before anything is kept, registration by buttons, seeing and deleting what is kept."""

from sqlalchemy import select

from bot import calendars
from models import people
from models.appointments import Appointment
from models.chats import Chat
from models.consultations import Consultation
from models.inbox import InboxEvent
from models.offices import School
from models.outbox import OutboxMessage
from models.people import Person, Role
from simulator.stage import Phone
from tests.installation import Installation


def test_before_consent_nothing_personal_is_kept(installation: Installation) -> None:
    phone = installation.line.person("นิรนาม", installation.channel).follows()
    phone.says("ขอปรึกษาเรื่องวิทย์ ชื่อสมชายค่ะ")
    assert phone.sees("ยินยอม")
    installation.settle()
    with installation.session() as session:
        assert session.scalars(select(Person.id).where(Person.line_user_id.is_not(None))).all() == []
        assert session.scalars(select(Chat.id)).all() == []
        kept = [*session.scalars(select(InboxEvent)), *session.scalars(select(OutboxMessage))]
        words = " ".join(str(row.__dict__) for row in kept)
    assert phone.user_id not in words
    assert "สมชาย" not in words


def test_a_question_asked_before_consent_goes_on_after_registration(installation: Installation) -> None:
    phone = installation.line.person("มานี", installation.channel).follows()
    phone.says("อยากปรึกษาเรื่องสอนคณิต พรุ่งนี้บ่ายสอง")
    installation.settle()
    phone.taps("ยินยอมและเริ่มใช้")
    phone.taps("ใช้ชื่อ มานี")
    assert phone.sees("โรงเรียนไหน")
    phone.says("ตัวอย่าง")
    phone.taps(next(label for label in _until_schools(installation, phone)))
    phone.taps("ครู")
    phone.taps("ข้าม")
    assert phone.sees("พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น.")


def _until_schools(installation: Installation, phone: Phone) -> list[str]:
    installation.line.wait_until(lambda: any("โรงเรียน" in label for label in phone.buttons()))
    return [label for label in phone.buttons() if label.startswith("โรงเรียน")]


def test_a_school_that_is_not_listed_is_kept_for_the_clerk_to_check(installation: Installation) -> None:
    phone = installation.line.person("ปิติ", installation.channel).follows()
    phone.taps("ยินยอมและเริ่มใช้")
    phone.says("ปิติ เรียนดี")
    assert phone.sees("โรงเรียนไหน")
    phone.says("โรงเรียนหนองไม่มีในรายการ")
    phone.taps("ใช้ “โรงเรียนหนองไม่มีในรายการ”")
    phone.taps("ครูผู้ช่วย")
    phone.says("123")
    assert phone.sees("9 หรือ 10 หลัก")
    phone.says("๐๘๑ ๒๓๔ ๕๖๗๘")
    assert phone.sees("เรียบร้อย")
    with installation.session() as session:
        person = session.scalars(select(Person).where(Person.line_user_id == phone.user_id)).one()
        assert (person.name, person.position, person.phone) == ("ปิติ เรียนดี", "ครูผู้ช่วย", "0812345678")
        school = session.get_one(School, person.school_id)
        assert (school.name, school.checked) == ("โรงเรียนหนองไม่มีในรายการ", False)


def test_the_area_follows_from_the_school(installation: Installation, teacher: Phone) -> None:
    with installation.session() as session:
        person = session.scalars(select(Person).where(Person.line_user_id == teacher.user_id)).one()
        assert person.area is not None


def test_a_person_sees_what_is_kept_and_can_delete_it(
    installation: Installation, director: Phone, supervisor: Phone, teacher: Phone
) -> None:
    installation.booked(teacher, director, supervisor)
    teacher.says("ขอดูข้อมูลของฉัน")
    assert teacher.sees("ยินยอมเมื่อ")
    assert teacher.sees("1 เรื่อง")
    teacher.taps("ลบข้อมูลของฉัน")
    teacher.taps("ยืนยันลบข้อมูล")
    assert teacher.sees("ลบข้อมูลแล้ว")
    assert supervisor.sees("ผู้ขอลบข้อมูล")
    installation.settle()
    with installation.session() as session:
        one = session.scalars(select(Consultation)).one()
        assert (one.state, one.question, one.topic) == ("cancelled", "(ลบตามคำขอ)", "คณิตศาสตร์")
        assert one.teacher.name is None
        links = installation.services.links
        meeting = session.scalars(select(Appointment)).one()
        assert calendars.entry(session, meeting.supervisor_id, meeting.id, links) is not None
        assert calendars.entry(session, meeting.teacher_id, meeting.id, links) is None
        rows = [
            *session.scalars(select(InboxEvent)),
            *session.scalars(select(OutboxMessage)),
            *session.scalars(select(Chat)),
        ]
        assert teacher.user_id not in " ".join(str(row.__dict__) for row in rows)


def test_a_code_enrols_a_member_of_staff_once(installation: Installation) -> None:
    with installation.services.database.begin(installation.office_id) as session:
        code = people.invite(session, Role.SUPERVISOR, installation.services.clock(), "s07", installation.office_id)
    supervisor = installation.line.person("ศน.", installation.channel).follows()
    supervisor.says(code)
    assert supervisor.sees("ยินดีต้อนรับ")
    other = installation.line.person("คนอื่น", installation.channel).follows()
    other.says(code)
    assert other.sees("รหัสนี้ใช้ไม่ได้")
    with installation.session() as session:
        found = session.scalars(select(Person).where(Person.line_user_id == other.user_id)).all()
    assert not found


def test_a_teacher_who_becomes_staff_keeps_what_was_asked(installation: Installation, teacher: Phone) -> None:
    installation.consultation(teacher)

    with installation.services.database.begin(installation.office_id) as session:
        code = people.invite(session, Role.SUPERVISOR, installation.services.clock(), "s02", installation.office_id)
    teacher.says(code)
    assert teacher.sees("ยินดีต้อนรับ")
    with installation.session() as session:
        assert session.scalars(select(Consultation)).one().teacher.staff_code == "s02"


def test_each_role_has_its_own_menu(installation: Installation, director: Phone, teacher: Phone) -> None:
    installation.jobs("rich menus")
    assert teacher.sees_button("ศน.ว่างวันไหน")
    assert director.sees_button("ให้รักษาการ")


def test_blocking_stops_pushes_and_unblocking_greets_again(
    installation: Installation, director: Phone, teacher: Phone
) -> None:
    installation.consultation(teacher)
    teacher.blocks()
    installation.settle()
    director.taps("ไม่รับ")
    director.taps("อยู่นอกงานของกลุ่มนิเทศ")
    assert director.sees("แจ้งคุณครูแล้ว")
    teacher.follows()
    assert teacher.sees("สวัสดี")
