"""Reports on the page, in Excel and on paper: the same figures in each."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from bot.console.charts import Chart
from models.figures import count_changed
from models.office_facts import facts_of
from models.offices import Office
from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")


def _counted(office: Staffed) -> None:
    installation = office.installation
    with installation.services.database.begin(installation.office_id) as session:
        count_changed(session, installation.office_id, facts_of(session.get_one(Office, installation.office_id)))


def _asked(page: str) -> int:
    found = re.search(r"คำขอทั้งปี</dt><dd>(\d+)<", page)
    assert found is not None
    return int(found[1])


def test_a_letter_entered_is_one_more_in_every_form_of_the_report(office: Staffed) -> None:
    office.entered()
    _counted(office)
    before = _asked(office.first.opens("/reports").text)
    office.entered()
    _counted(office)
    page = office.first.opens("/reports").text
    assert _asked(page) == before + 1
    assert re.search(rf'พ.ย. 69</th><td class="amount">{before + 1}<', page)
    book = load_workbook(BytesIO(office.first.opens("/reports.xlsx").content))
    assert book.sheetnames[:2] == ["คำขอแยกตามเดือน", "คำขอแยกตามวิชา"]
    months = {row[0]: row[1] for row in book["คำขอแยกตามเดือน"].iter_rows(min_row=2, values_only=True)}
    assert months["พ.ย. 69"] == before + 1
    paper = office.first.opens("/reports/print").text
    assert re.search(rf'พ.ย. 69</th><td class="amount">{before + 1}<', paper)


@pytest.mark.parametrize("by", ["month", "subject", "function", "area", "school", "supervisor"])
def test_each_chart_says_what_its_table_says(office: Staffed, by: str) -> None:
    office.assigned()
    _counted(office)
    page = office.first.opens(f"/reports?by={by}").text
    chart = re.search(r'<svg class="bars".*?</svg>', page, re.DOTALL)
    assert chart is not None
    drawn = ElementTree.fromstring(chart[0])
    assert "ตารางด้านล่าง" in drawn.attrib["aria-label"]
    labels = {element.text for element in drawn.iter("text")}
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page.split("<table")[1].split("</table>")[0])
    assert {row for row in rows[:15] if len(row) < 40} <= labels
    assert "style=" not in page


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, [0, 1]), (4, [0, 1, 2, 3, 4]), (7, [0, 2, 4, 6, 8]), (33, [0, 10, 20, 30, 40]), (2800, [0, 1000, 2000, 3000])],
)
def test_grid_lines_are_round_numbers_up_to_the_longest_bar(most: int, ticks: list[int]) -> None:
    assert Chart("", ["a"], {"x": [most]}).ticks == ticks


def test_a_year_without_requests_says_what_to_do(office: Staffed) -> None:
    assert "ปีนี้ยังไม่มีคำขอ" in office.first.opens("/reports?year=2560").text
