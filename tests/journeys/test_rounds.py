"""A report round of 40 schools, from the clerk's sentence to the Excel file."""

import io
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from openpyxl import load_workbook

from bot.sheets import as_xlsx
from models import annual_plan, people, round_register, rounds
from models.clock import BANGKOK
from models.db import Database
from models.office_facts import facts_of
from models.offices import Office, School
from models.people import CONSENT_VERSION, Person, Role
from simulator.stage import Phone, Stage
from tests.installation import Installation, installed

SCHOOLS = 40


def nine_o_clock(installation: Installation, day: date) -> None:
    """Nine in the morning of that day; the scheduled jobs run once."""
    installation.turn_to(datetime.combine(day, time(9), BANGKOK))


def schools_with_contacts(installation: Installation, count: int = SCHOOLS) -> list[Phone]:
    """So many schools and no other, each with a teacher on LINE."""
    phones = [installation.line.person(f"ครู {n}", installation.channel).follows() for n in range(1, count + 1)]
    now = installation.services.clock()
    with installation.services.database.begin(installation.office_id) as session:
        session.query(School).filter_by(office_id=installation.office_id).delete()
        for number, phone in enumerate(phones, 1):
            school = School(office_id=installation.office_id, name=f"โรงเรียนตัวอย่าง {number:02}", area=None)
            session.add(school)
            session.flush()
            session.add(
                Person(
                    office_id=installation.office_id,
                    line_user_id=phone.user_id,
                    name=phone.name,
                    school_id=school.id,
                    consent_version=CONSENT_VERSION,
                    registered_at=now,
                    created_at=now,
                )
            )
    return phones


def test_forty_schools_from_the_announcement_to_the_excel_file(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    phones = schools_with_contacts(installation)

    clerk.says("เปิดรอบ SAR ปีการศึกษา 2569 ภายใน 30 พ.ย.")
    assert clerk.sees("40 โรงเรียน")
    clerk.taps("เปิดรอบและแจ้ง")
    assert clerk.sees("0 จาก 40 โรงเรียน")

    early, with_file, last, *others = phones
    assert early.sees("ส่งภายใน")
    early.taps("ส่งแล้ว")
    assert early.sees("รับแล้ว")
    early.posts_back("round_sent:1")
    assert early.sees("ส่งแล้วก่อนหน้านี้")
    with_file.posts_back("round_file:1")
    assert with_file.sees("ส่งไฟล์")
    with_file.sends("sar.pdf", "application/pdf", b"%PDF-1.4")
    assert with_file.sees("รับแล้ว")
    for phone in others:
        phone.posts_back("round_sent:1")
    assert all(phone.sees("รับแล้ว") for phone in others)

    nine_o_clock(installation, date(2026, 11, 27))
    assert last.sees("ส่งภายใน")
    nine_o_clock(installation, date(2026, 12, 1))
    assert clerk.sees("39 จาก 40 โรงเรียน")
    assert clerk.sees("โรงเรียนตัวอย่าง 03")
    last.posts_back("round_sent:1")
    assert last.sees("ปิดแล้ว")

    with installation.session() as session:
        facts = facts_of(session.get_one(Office, installation.office_id))
        table = round_register.result(session, facts, session.get_one(rounds.Round, 1))
    sheet = load_workbook(io.BytesIO(as_xlsx(table, "รอบ 1"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + SCHOOLS
    assert [row[0] for row in rows if row[2] == "ยังไม่ส่ง"] == ["โรงเรียนตัวอย่าง 03"]
    assert next(row for row in rows if row[0] == "โรงเรียนตัวอย่าง 02")[5] == "sar.pdf"


def test_only_those_who_have_not_answered_are_reminded_and_once(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    early, late = schools_with_contacts(installation, 2)
    clerk.says("เปิดรอบ ITA ภายใน 30 พ.ย.")
    clerk.taps("เปิดรอบและแจ้ง")
    assert early.sees("ส่งภายใน")
    assert late.sees("ส่งภายใน")
    early.taps("ส่งแล้ว")
    assert early.sees("รับแล้ว")

    for _ in range(2):
        nine_o_clock(installation, date(2026, 11, 27))

    assert sum("ITA" in one["text"] for one in late.messages()) == 2
    assert not early.sees("ส่งภายใน", within=0)

    clerk.posts_back("round_move:1")
    assert clerk.sees("ใช้ 1 ข้อความ")
    clerk.says("30 พ.ย. 2560")  # not a day to come
    assert clerk.sees("ให้ส่งภายในวันไหน")
    clerk.says("4 ธ.ค.")
    assert late.sees("เปลี่ยนกำหนดส่งรายงาน")
    nine_o_clock(
        installation, date(2026, 11, 27)
    )  # a week before the new day: whoever heard of it just now is not reminded
    installation.settle()
    assert len([one for one in late.messages() if "ITA" in one["text"]]) == 3
    assert len([one for one in early.messages() if "ITA" in one["text"]]) == 2


def registered(installation: Installation, title: str, answers: int) -> list[list[object]]:
    """The line of that round in the register of the fiscal year."""
    with installation.session() as session:
        table = round_register.register(session, facts_of(session.get_one(Office, installation.office_id)), 2570)
        return [line for line in table if line[1:2] == [title] and line[7] == answers]


def test_the_result_goes_into_the_register_the_phase_and_an_excel_file(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    phones = schools_with_contacts(installation, 4)
    with installation.services.database.begin(installation.office_id) as session:
        office = session.get_one(Office, installation.office_id)
        annual_plan.open_year(session, office.id, facts_of(office), 2570, installation.services.clock())
        run = next(one for one in annual_plan.runs_of_year(session, 2570) if one.ends_on == date(2027, 3, 31))
    clerk.posts_back(f"round_new:{run.id}")
    assert clerk.sees("31 มี.ค. 70")
    clerk.taps("เปิดโดยไม่แจ้ง")
    assert clerk.sees("ไม่นับโควตา")
    phones[0].posts_back("round_sent:1")
    assert phones[0].sees("รับแล้ว")
    installation.settle()
    assert not phones[1].sees("ส่งภายใน", within=0)

    clerk.posts_back("round_close:1")
    assert clerk.sees("1 จาก 4 โรงเรียน")

    card = clerk.news()[-1]["message"]
    address = next(part["action"]["uri"] for part in card["contents"]["footer"]["contents"] if "uri" in part["action"])
    with urlopen(f"{installation.web}{urlsplit(address).path}") as answer:
        sheet = load_workbook(io.BytesIO(answer.read())).active
    assert sheet is not None
    assert [row[2] for row in sheet.iter_rows(values_only=True)].count("ส่งแล้ว") == 1
    with installation.session() as session:
        title = session.get_one(rounds.Round, 1).title
        shown = session.get_one(annual_plan.PhaseRun, run.id).evidence[-1].words
    assert shown == f"{title}: ส่งแล้ว 1 จาก 4 โรงเรียน"
    assert len(registered(installation, title, 1)) == 1


def test_a_school_answers_in_words_and_with_a_file_that_comes_unasked(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    talking, sending, typing = schools_with_contacts(installation, 3)
    for title in ("SAR", "ITA"):
        clerk.says(f"เปิดรอบ {title} ภายใน 30 พ.ย.")
        clerk.taps("เปิดโดยไม่แจ้ง")
        assert clerk.sees("ไม่นับโควตา")

    talking.says("ส่ง SAR แล้วค่ะ")
    assert talking.sees("ส่ง “SAR” เรียบร้อย")
    sending.sends("ita-2569.pdf", "application/pdf", b"%PDF-1.4")
    assert sending.sees("เป็นรายงานเรื่องไหน")
    sending.taps("ITA")
    assert sending.sees("ส่ง “ITA” เรียบร้อย")
    typing.says("ส่งแล้วค่ะ")
    assert typing.sees("ส่งเรื่องไหนแล้ว")
    typing.taps("SAR")
    assert typing.sees("ส่ง “SAR” เรียบร้อย")

    with installation.session() as session:
        sar, ita = rounds.all_open(session)
        assert len(rounds.answers(session, sar)) == 2
        (answer,) = rounds.answers(session, ita).values()
    assert answer.words == "ita-2569.pdf"
    assert answer.line_message_id


def test_the_deadlines_of_the_manual_are_offered_as_rounds(sqlite_url: str, line: Stage, tmp_path: Path) -> None:
    with installed(Database(sqlite_url), line, tmp_path, pack="ayutthaya1") as office:
        clerk = office.staff(Role.CLERK, name="ธุรการ")
        clerk.says("เปิดรอบ")
        assert clerk.sees("รอบตามคู่มือ")
        assert clerk.sees("แผนปฏิบัติการขับเคลื่อนโรงเรียนคุณภาพ")
        clerk.posts_back("round_plan:2570:3")
        assert clerk.sees("31 ม.ค. 70")
        clerk.taps("เปิดโดยไม่แจ้ง")
        assert clerk.sees("ไม่นับโควตา")
        clerk.posts_back("round_offers")
        assert clerk.sees("รอบตามคู่มือ")
        assert "แผนปฏิบัติการขับเคลื่อนโรงเรียนคุณภาพ" not in str(clerk.news())
        with office.session() as session:
            (opened,) = rounds.all_open(session)
        assert (opened.title, opened.closes_on) == ("แผนปฏิบัติการขับเคลื่อนโรงเรียนคุณภาพ", date(2027, 1, 31))


def test_one_contact_speaks_for_a_school(installation: Installation) -> None:
    first, second = (installation.teacher(f"ครู {number}") for number in range(2))
    with installation.services.database.begin(installation.office_id) as session:
        staff = {person.line_user_id: person for person in session.query(Person)}
        school = staff[first.user_id].school
        assert school is not None
        assert [one.line_user_id for one in rounds.contacts(session, [school])] == [first.user_id]
        staff[second.user_id].position = people.HEAD_OF_SCHOOL
        assert [one.line_user_id for one in rounds.contacts(session, [school])] == [second.user_id]
