"""Report rounds at the desk: opened, announced, answered on LINE or on paper, only who is missing is reminded, closed once."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import rounds
from models.people import Person
from models.rounds import Round, RoundAnswer
from tests.bot.console.staffed import TEACHER, Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def _opened(office: Staffed, title: str, way: str = "people") -> str:
    answer = office.first.submits("/rounds", on="/rounds", title=title, closes_on="2026-12-18", way=way)
    assert "เปิดรอบแล้ว" in answer.text
    return answer.url.removeprefix(f"{office.installation.web}/console")


def test_a_round_is_answered_reminded_and_closed(office: Staffed) -> None:
    page = _opened(office, "รายงานผลการนิเทศภาคเรียนที่ 1")
    assert office.teacher.sees("รายงานผลการนิเทศภาคเรียนที่ 1")
    assert "ส่งแล้ว <strong>0</strong> จาก" in office.first.opens(page).text
    assert "เตือนแล้ว 1 โรงเรียน" in office.first.submits(f"{page}/remind", on=page).text
    again = office.second.submits(f"{page}/remind", on=page)
    assert again.status_code == 409
    assert "พรุ่งนี้เตือนได้อีกครั้ง" in again.text
    office.teacher.taps("ส่งแล้ว")
    office.jobs()
    assert TEACHER in office.first.opens(f"{page}?show=sent").text
    seen = office.second.hidden(f"{page}/close", on=page)
    assert "ปิดรอบแล้ว" in office.first.submits(f"{page}/close", on=page).text
    late = office.second.submits(f"{page}/close", **seen)
    assert late.status_code == 409
    assert "รอบนี้ปิดไปแล้ว" in late.text
    sheet = load_workbook(BytesIO(office.first.opens(f"{page}.xlsx").content)).active
    assert [cell.value for cell in sheet["C"]].count("ส่งแล้ว") == 1
    with office.installation.session() as session:
        assert sheet.max_row == 1 + len(rounds.schools(session))
    register = load_workbook(BytesIO(office.first.opens("/consultations.xlsx").content))["รอบรายงาน 2570"]
    titles = {row[1]: row for row in register.iter_rows(values_only=True)}
    assert titles["รายงานผลการนิเทศภาคเรียนที่ 1"][7] == 1
    assert "รายงานผลการนิเทศภาคเรียนที่ 1" in office.first.opens("/reports/print").text
    filtered = load_workbook(BytesIO(office.first.opens("/consultations.xlsx?state=done").content))
    assert filtered.sheetnames == ["ทะเบียน 2570"]


def test_a_round_is_changed_who_was_told_hears_of_the_day_and_the_second_editor_is_told(office: Staffed) -> None:
    page = _opened(office, "แผนนิเทศ")
    seen = office.second.hidden(page, on=page)
    filled = {"title": "แผนนิเทศภายใน", "closes_on": "2026-12-25", "groups": ["1"]}
    answer = office.first.submits(page, on=page, **filled)
    assert "แจ้งผู้เกี่ยวข้องแล้ว" in answer.text
    assert office.teacher.sees("เปลี่ยนกำหนดส่งรายงาน")
    assert office.member.sees("แผนนิเทศภายใน")

    second = office.second.submits(page, **{**seen, "title": "แผนอื่น", "closes_on": "2026-12-19"})
    assert second.status_code == 409
    assert "ส่งภายใน ล่าสุดคือ ศ. 25 ธ.ค. 69" in second.text
    assert "ล่าสุดคือ ครูคณิต" in second.text
    assert 'value="แผนอื่น"' in second.text
    wrong = office.first.submits(page, on=page, title="แผนค้าง", closes_on="2026-11-01")
    assert wrong.status_code == 422
    assert 'value="แผนค้าง"' in wrong.text
    assert "แผนนิเทศภายใน" in office.first.opens(page).text


def test_a_round_that_is_over_opens_again_with_a_new_day(office: Staffed) -> None:
    page = _opened(office, "รายงานที่ขยายเวลา", "quietly")
    office.first.submits(f"{page}/close", on=page)
    assert "ขยายเวลาและเปิดรอบอีกครั้ง" in office.first.opens(page).text
    answer = office.first.submits(page, on=page, title="รายงานที่ขยายเวลา", closes_on="2026-12-28")
    assert "เปิดอยู่" in answer.text
    assert not office.teacher.sees("รายงานที่ขยายเวลา", within=0.1)


def test_a_report_on_paper_is_entered_once(office: Staffed) -> None:
    page = _opened(office, "แผนพัฒนาคุณภาพ", "quietly")
    office.installation.settle()
    assert not office.teacher.sees("แผนพัฒนาคุณภาพ", within=0)
    with office.installation.session() as session:
        school = session.scalars(select(Person.school_id).where(Person.name == TEACHER)).first()
    path = f"{page}/schools/{school}"
    seen = office.second.hidden(path, on=page)
    assert "ส่งแล้ว <strong>1</strong> จาก" in office.first.submits(path, on=page).text
    late = office.second.submits(path, **seen)
    assert late.status_code == 409
    assert "ส่งไปก่อนแล้ว" in late.text
    with office.installation.session() as session:
        (row,) = session.scalars(select(RoundAnswer).where(RoundAnswer.round_id == int(page.rpartition("/")[2])))
        assert row.words == "ธุรการบันทึกให้"


@pytest.mark.parametrize(
    ("values", "advice"),
    [({"title": ""}, "พิมพ์ชื่อรายงาน"), ({"closes_on": "2026-11-20"}, "วันข้างหน้า"), ({"closes_on": ""}, "เลือกวันสุดท้าย")],
)
def test_a_wrong_round_is_not_opened_and_keeps_what_was_typed(
    office: Staffed, values: dict[str, str], advice: str
) -> None:
    filled = {"title": "รายงานที่พิมพ์ไว้", "closes_on": "2026-12-18", "way": "quietly", **values}
    answer = office.first.submits("/rounds", on="/rounds", **filled)
    assert answer.status_code == 422
    assert advice in answer.text
    assert all(f'value="{typed}"' in answer.text for name, typed in filled.items() if typed and name != "way")
    with office.installation.session() as session:
        assert session.scalar(select(Round).where(Round.title == "รายงานที่พิมพ์ไว้")) is None
