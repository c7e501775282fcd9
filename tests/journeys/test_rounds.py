"""A report round of 40 schools, from the clerk's sentence to the Excel file."""

import io
from datetime import date, datetime, time

from openpyxl import load_workbook

from bot.sheets import as_xlsx
from models import rounds
from models.clock import BANGKOK
from models.offices import School
from models.people import Person, Role
from simulator.stage import Phone
from tests.installation import Installation

SCHOOLS = 40


def nine_o_clock(installation: Installation, day: date) -> None:
    """Nine in the morning of that day; the scheduled jobs run once."""
    installation.turn_to(datetime.combine(day, time(9), BANGKOK))


def forty_schools(installation: Installation) -> list[Phone]:
    """40 schools and no other, each with a teacher on LINE."""
    phones = [installation.line.person(f"ครู {n}", installation.channel).follows() for n in range(1, SCHOOLS + 1)]
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
                    consent_version="2569-1",
                    registered_at=now,
                    created_at=now,
                )
            )
    return phones


def test_forty_schools_from_the_announcement_to_the_excel_file(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    phones = forty_schools(installation)

    clerk.says("เปิดรอบ SAR ปีการศึกษา 2569 ภายใน 30 พ.ย.")
    assert clerk.sees("40 โรงเรียน")
    clerk.taps("เปิดรอบและแจ้ง")
    assert clerk.sees("0 จาก 40 โรงเรียน")

    early, with_file, last, *others = phones
    assert early.sees("ส่งภายใน", within=20)
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
    assert all(phone.sees("รับแล้ว", within=20) for phone in others)

    nine_o_clock(installation, date(2026, 11, 27))
    assert last.sees("ส่งภายใน", within=20)
    nine_o_clock(installation, date(2026, 12, 1))
    assert clerk.sees("39 จาก 40 โรงเรียน", within=20)
    assert clerk.sees("โรงเรียนตัวอย่าง 03")
    last.posts_back("round_sent:1")
    assert last.sees("ปิดแล้ว")

    with installation.session() as session:
        table = rounds.table(session, session.get_one(rounds.Round, 1))
    sheet = load_workbook(io.BytesIO(as_xlsx(table, "รอบ 1"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + SCHOOLS
    assert [row[0] for row in rows if row[2] == "ยังไม่ส่ง"] == ["โรงเรียนตัวอย่าง 03"]
    assert next(row for row in rows if row[0] == "โรงเรียนตัวอย่าง 02")[5] == "sar.pdf"


def test_only_those_who_have_not_answered_are_reminded_and_once(installation: Installation) -> None:
    clerk = installation.staff(Role.CLERK, name="ธุรการ")
    early, late, *_ = forty_schools(installation)
    clerk.says("เปิดรอบ ITA ภายใน 30 พ.ย.")
    clerk.taps("เปิดรอบและแจ้ง")
    assert early.sees("ส่งภายใน", within=20)
    assert late.sees("ส่งภายใน", within=20)
    early.taps("ส่งแล้ว")
    assert early.sees("รับแล้ว")

    for _ in range(2):
        nine_o_clock(installation, date(2026, 11, 27))

    assert installation.line.wait_until(lambda: len([one for one in late.messages() if "ITA" in one["text"]]) == 2, 20)
    assert not early.sees("ส่งภายใน", within=0.3)
