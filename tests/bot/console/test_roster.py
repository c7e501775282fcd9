"""People, schools and Excel: what is changed at the desk is so in the chat, twice is once, and nothing is half taken in."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from models import roster
from models.offices import School
from models.packs import read_pack
from models.people import Person, PersonRole, Role, by_staff_code
from models.roster import Duty
from tests.bot.console.staffed import Staffed
from tests.installation import PACKS

pytestmark = pytest.mark.xdist_group("staffed")


def _form(office: Staffed, code: str, **values: Any) -> dict[str, Any]:
    """The form of an officer as it stands on the page, with some of it filled in anew."""
    page = f"/people/{office.person(code).id}"
    text = office.first.opens(page).text
    kept: dict[str, Any] = {"seen": office.first.seen_on(page)}
    for name in ("roles", "learning_areas", "functions", "areas"):
        kept[name] = re.findall(rf'<input checked[^>]*name="{name}"[^>]*value="([^"]*)"', text)
    kept["title"] = re.findall(r'id="title"[^>]*value="([^"]*)"', text)[0]
    kept["place"] = "0"
    return {**kept, **values}


def _duties(office: Staffed, code: str) -> set[tuple[str, str]]:
    with office.installation.session() as session:
        person = by_staff_code(session, code)
        assert person is not None
        return {(one.kind, one.code) for one in session.scalars(select(Duty).where(Duty.person_id == person.id))}


def test_duties_changed_at_the_desk_stay_when_the_pack_is_loaded_again(office: Staffed) -> None:
    page = f"/people/{office.person('s04').id}"
    form = _form(office, "s04", functions=["assessment"], projects="ค่ายคณิต: ค่ายเลข, แคมป์คณิต")
    answer = office.first.submits(page, on=page, **form)
    assert "บันทึกแล้ว" in answer.text
    wanted = {("function", "assessment"), ("project", "ค่ายคณิต")}
    assert {one for one in _duties(office, "s04") if one[0] in ("function", "project")} == wanted
    services = office.installation.services
    with services.database.begin() as session:
        roster.load(session, read_pack(PACKS / "nakhonsawan.yaml"), services.clock())
    assert {one for one in _duties(office, "s04") if one[0] in ("function", "project")} == wanted
    # Teachers' words for the project are understood from the next message on.
    read = office.first.opens("/words?sentence=อยากปรึกษาแคมป์คณิต").text.split("ลองทันที")[1].split("ข้อความที่รอดู")[0]
    assert "ค่ายคณิต" in read


def test_the_second_editor_of_a_person_is_told_and_may_then_save(office: Staffed) -> None:
    page = f"/people/{office.person('s05').id}"
    stale = _form(office, "s05", place="7")
    office.first.submits(page, on=page, **_form(office, "s05", place="3"))
    answer = office.second.submits(page, on=page, **stale)
    assert answer.status_code == 409
    assert "ลำดับในรายชื่อ ล่าสุดคือ 3" in answer.text
    assert office.person("s05").place == 3
    again = office.second.submits(page, on=page, **_form(office, "s05", place="7"))
    assert (again.status_code, office.person("s05").place) == (200, 7)


@pytest.mark.parametrize(
    ("changed", "advice"),
    [({"place": "ที่หนึ่ง"}, "กรอกตัวเลข"), ({"title": "ก" * 201}, "ไม่เกิน 200"), ({"areas": ["moon"]}, "")],
)
def test_a_wrong_form_of_a_person_keeps_what_was_typed(office: Staffed, changed: dict[str, Any], advice: str) -> None:
    page = f"/people/{office.person('s06').id}"
    answer = office.first.submits(page, on=page, **_form(office, "s06", projects="โครงการที่พิมพ์ค้าง", **changed))
    assert answer.status_code == 422
    assert advice in answer.text
    assert "โครงการที่พิมพ์ค้าง" in answer.text


def test_nobody_locks_themselves_out(office: Staffed) -> None:
    with office.installation.session() as session:
        me = session.scalars(
            select(Person).join(PersonRole).where(PersonRole.role == Role.CLERK, Person.staff_code.is_(None))
        ).first()
    assert me is not None
    page = f"/people/{me.id}"
    answer = office.first.submits(page, on=page, seen=office.first.seen_on(page), title="", place="0", roles=[])
    assert answer.status_code == 422
    assert "ให้ผู้อื่นถอดแทน" in answer.text


def test_a_role_given_at_the_desk_is_a_role_in_line(office: Staffed) -> None:
    page = f"/people/{office.person('s08').id}"
    office.first.submits(page, on=page, **_form(office, "s08", roles=["supervisor", "clerk"]))
    assert office.person("s08").may(Role.CLERK)
    office.first.submits(page, on=page, **_form(office, "s08", roles=["supervisor"]))
    assert not office.person("s08").may(Role.CLERK)


def _typed_school(office: Staffed, name: str) -> int:
    with office.installation.services.database.begin(office.installation.office_id) as session:
        school = School(office_id=office.installation.office_id, name=name, checked=False, edited=True)
        session.add(school)
        session.flush()
        session.add(Person(name=f"ครู{name}", school_id=school.id, created_at=office.installation.services.clock()))
        return school.id


def test_a_school_that_a_teacher_typed_is_checked(office: Staffed) -> None:
    page = f"/schools/{_typed_school(office, 'บ้านหนองใหม่')}"
    assert "บ้านหนองใหม่" in office.first.opens("/schools").text.split("รอตรวจ")[1]
    answer = office.first.submits(page, on=page, name="โรงเรียนบ้านหนองใหม่", area="")
    assert "บันทึกโรงเรียนบ้านหนองใหม่แล้ว" in answer.text
    late = office.second.submits(page, on="/schools", seen="before", name="อีกชื่อ", area="")
    assert late.status_code == 409


def test_two_names_of_one_school_become_one_and_its_teachers_go_along(office: Staffed) -> None:
    wrong, right = _typed_school(office, "บ้านโคกเก่า"), _typed_school(office, "โรงเรียนบ้านโคกเก่าวิทยา")
    page = f"/schools/{wrong}"
    unknown = office.first.submits(f"{page}/merge", on=page, into="ไม่มีที่นี่")
    assert "ไม่พบโรงเรียนชื่อ" in unknown.text
    office.first.submits(f"{page}/merge", on=page, into="โรงเรียนบ้านโคกเก่าวิทยา")
    with office.installation.session() as session:
        assert session.get(School, wrong) is None
        members = select(func.count()).select_from(Person).where(Person.school_id == right)
        assert session.scalar(members) == 2


def test_a_name_that_is_taken_is_refused_with_advice(office: Staffed) -> None:
    _typed_school(office, "โรงเรียนซ้ำชื่อ")
    answer = office.first.submits("/schools/new", on="/schools/new", name="โรงเรียนซ้ำชื่อ", area="")
    assert (answer.status_code, "มีโรงเรียนชื่อนี้อยู่แล้ว" in answer.text) == (422, True)


class Sheets:
    """The file as it is downloaded, to be changed and handed in."""

    def __init__(self, office: Staffed) -> None:
        self.office = office
        self.book = load_workbook(BytesIO(office.first.opens("/exchange.xlsx").content))

    def shown(self) -> Any:
        """What the console says to the file."""
        out = BytesIO()
        self.book.save(out)
        return self.office.first.submits("/exchange", on="/exchange", files={"file": ("a.xlsx", out.getvalue())})

    def taken_in(self) -> Any:
        """Shown, and confirmed."""
        page = self.shown().text
        hidden = dict(re.findall(r'type="hidden" name="(content|seen)" value="([^"]*)"', page))
        return self.office.first.submits("/exchange/take-in", on="/exchange", **hidden)


def test_the_file_as_it_was_downloaded_changes_nothing(office: Staffed) -> None:
    assert "ไม่มีอะไรเปลี่ยน" in Sheets(office).shown().text


def test_a_changed_file_is_shown_first_then_taken_in_and_twice_is_once(office: Staffed) -> None:
    sheets = Sheets(office)
    sheets.book["โรงเรียน"].append(["โรงเรียนใหม่จากไฟล์", "ทุ่งหินเทิน"])
    sheets.book["บุคลากร"].append(["s77", "ศึกษานิเทศก์ ดนตรี", "ศึกษานิเทศก์", 9])
    sheets.book["หน้าที่"].append(["s77", "วิชา", "กลุ่มสาระการเรียนรู้ศิลปะ", None])
    shown = sheets.shown().text
    for words in ("เพิ่มโรงเรียนใหม่จากไฟล์", "เพิ่ม s77", "เพิ่มหน้าที่ 1"):
        assert words in shown
    with office.installation.session() as session:
        assert by_staff_code(session, "s77") is None, "only shown"
    assert "นำเข้าแล้ว เปลี่ยน 3 รายการ" in sheets.taken_in().text
    assert _duties(office, "s77") == {("learning_area", "arts")}
    assert "ไม่มีอะไรเปลี่ยน" in sheets.shown().text


WRONG_CELLS = (
    ("โรงเรียน", ["โรงเรียนผิดพื้นที่", "ดาวอังคาร"], "B", "ไม่รู้จักพื้นที่", "ทุ่งหินเทิน"),
    ("โรงเรียน", ["", "ทุ่งหินเทิน"], "A", "ไม่มีชื่อโรงเรียน", "ลบทั้งแถว"),
    ("บุคลากร", ["s88", "", "", 1], "B", "ไม่มีตำแหน่ง", "กรอกชื่อตำแหน่ง"),
    ("บุคลากร", ["s89", "ศน.", "ครูใหญ่", 1], "C", "ไม่รู้จักบทบาท", "ธุรการ"),
    ("บุคลากร", ["s90", "ศน.", "", "แรก"], "D", "ไม่ใช่ลำดับ", "กรอกตัวเลข"),
    ("บุคลากร", ["s07", "ศน.", "", 1], "A", "ซ้ำกับแถว", "ลบแถวที่ซ้ำ"),
    ("หน้าที่", ["s99", "วิชา", "กลุ่มสาระการเรียนรู้ศิลปะ", ""], "A", "ไม่มีรหัสบุคลากร", "บุคลากร"),
    ("หน้าที่", ["s07", "กีฬา", "ว่ายน้ำ", ""], "B", "ไม่รู้จักประเภท", "โครงการ"),
    ("หน้าที่", ["s07", "วิชา", "ว่ายน้ำ", ""], "C", "ไม่รู้จักวิชา", "ใช้คำใดคำหนึ่ง"),
    ("หน้าที่", ["s07", "โครงการ", "=1+1", ""], "C", "เป็นสูตร", "วางเป็นค่า"),
)


def test_each_wrong_cell_is_named_with_its_advice_and_nothing_is_half_taken_in(office: Staffed) -> None:
    sheets = Sheets(office)
    sheets.book["โรงเรียน"].append(["โรงเรียนที่ถูกต้อง", "ทุ่งหินเทิน"])
    cells = []
    for title, row, column, _, _ in WRONG_CELLS:
        sheets.book[title].append(row)
        cells.append(f"{title}!{column}{sheets.book[title].max_row}")
    answer = sheets.shown()
    assert answer.status_code == 422
    rows = re.findall(
        r"<tr><td[^>]*><strong>(.*?)</strong></td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>", answer.text
    )
    told = {cell: (what, advice) for cell, what, advice in rows}
    assert set(told) == set(cells)
    for cell, (_, _, _, what, advice) in zip(cells, WRONG_CELLS, strict=True):
        assert what in told[cell][0]
        assert advice in told[cell][1]
    assert "โรงเรียนที่ถูกต้อง" not in office.first.opens("/schools?words=ที่ถูกต้อง").text.split("<table")[-1]


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 neither", b"x" * 400_000])
def test_what_is_no_workbook_is_refused_with_advice(office: Staffed, content: bytes) -> None:
    answer = office.first.submits("/exchange", on="/exchange", files={"file": ("a.xlsx", content)})
    assert answer.status_code == 422
    assert "ทั้งไฟล์" in answer.text


def test_what_changed_since_it_was_shown_is_shown_again(office: Staffed) -> None:
    sheets = Sheets(office)
    sheets.book["โรงเรียน"].append(["โรงเรียนมาก่อน", ""])
    page = sheets.shown().text
    hidden = dict(re.findall(r'type="hidden" name="(content|seen)" value="([^"]*)"', page))
    office.second.submits("/schools/new", on="/schools/new", name="โรงเรียนมาก่อน", area="")
    answer = office.first.submits("/exchange/take-in", on="/exchange", **hidden)
    assert answer.status_code == 409
    assert "เปลี่ยนไปหลังจากที่คุณดู" in answer.text
