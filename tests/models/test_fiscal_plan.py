"""A fiscal year planned from the packs: every dated phase in three years, chains, and the corners of the calendar."""

from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

from models.fiscal_plan import deadlines_of_year, following, months_later, plan_of_year, school_calendar
from models.packs import read_pack
from models.packs.schema import SchoolTerms
from nlp.thai_calendar import SchoolCalendar, Span

OFFICES = ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5")
PACKS = {slug: read_pack(Path(__file__).parents[2] / "offices" / f"{slug}.yaml") for slug in OFFICES}
YEARS = (2569, 2570, 2571)
SCHOOLS = SchoolCalendar()

ALL_YEAR = ("10-01 09-30",)
SCHOOL_YEAR = ("10-01 03-31", "05-16 09-30")
TERMS = ("11-01 03-31", "05-16 10-10")
ROUNDS = ("03-01 03-31", "06-01 06-30", "09-01 09-30")

# What the manuals print, and the windows that a person reads from it: first and last day as MM-DD, 99 is the month's last
# day. Oct to Dec are of the year in which the fiscal year begins; a last day before its first is of the next year.
WINDOWS = {
    "ต.ค. - พ.ย.": ("10-01 11-30",),
    "ธ.ค. - ม.ค.": ("12-01 01-31",),
    "ก.พ. - มี.ค.": ("02-01 03-31",),
    "เม.ย. - พ.ค.": ("04-01 05-31",),
    "มิ.ย. - ก.ค.": ("06-01 07-31",),
    "ส.ค. - ก.ย.": ("08-01 09-30",),
    "รอบ 6 เดือน 9 เดือน 12 เดือน": ROUNDS,
    "รอบระยะ 6 , 9 และ 12 เดือน": ROUNDS,
    "ประจำปี": ALL_YEAR,
    "ตลอดปี": ALL_YEAR,
    "ตลอดปี อย่างน้อยปีละ 1 ครั้ง": ALL_YEAR,
    "ปีละ 1 ครั้ง": ALL_YEAR,
    "ทุกปีการศึกษาตามรอบที่กำหนด": SCHOOL_YEAR,
    "ตลอดปีการศึกษา": SCHOOL_YEAR,
    "ตลอดปีการศึกษา และเมื่อมีการเปลี่ยนแปลง": SCHOOL_YEAR,
    "ทุกปีการศึกษา": SCHOOL_YEAR,
    "ทุกภาคเรียน": TERMS,
    "ภาคเรียนละ 1 ครั้ง": TERMS,
    "ต้นปีการศึกษา ภาคเรียนที่สอง": ("11-01 03-31", "05-16 06-15"),
    "ทุกสิ้นปีการศึกษา": ("03-01 03-31",),
    "สิ้นปีการศึกษา": ("03-01 03-31",),
    "ปลายปีการศึกษา": ("03-01 03-31",),
    "ก่อนเปิดภาคเรียน": ("10-11 10-31", "04-01 05-15"),
    "สิ้นภาคเรียน / สิ้นปีการศึกษา": ("03-01 03-31", "09-11 10-10"),
    "มกราคม-มีนาคม": ("01-01 03-31",),
    "มกราคม-เมษายน": ("01-01 04-30",),
    "มีนาคม": ("03-01 03-31",),
    "มีนาคม-เมษายน": ("03-01 04-30",),
    "เมษายน": ("04-01 04-30",),
    "พฤษภาคม": ("05-01 05-31",),
    "พฤษภาคม-มิถุนายน": ("05-01 06-30",),
    "มิถุนายน": ("06-01 06-30",),
    "กรกฎาคม ถึง สิงหาคม": ("07-01 08-31",),
    "สิงหาคม": ("08-01 08-31",),
    "กันยายน": ("09-01 09-30",),
    "ก.ย.-ต.ค.": ("09-01 10-31",),
    "ก.ย.": ("09-01 09-30",),
    "ต.ค.-พ.ย.": ("10-01 11-30",),
    "ต.ค.-ก.พ. มี.ค.-ก.ย.": ("10-01 02-99", "03-01 09-30"),
    "ต.ค-ก.พ.": ("10-01 02-99",),
    "พ.ย.": ("11-01 11-30",),
    "มี.ค.": ("03-01 03-31",),
    "มี.ค.-เม.ย.": ("03-01 04-30",),
}


def window(days: str, fiscal_year: int) -> Span:
    """ "10-01 02-99" in the fiscal year 2571: 2027-10-01 to 2028-02-29."""
    (first_month, first_day), (last_month, last_day) = ([int(part) for part in day.split("-")] for day in days.split())
    year = fiscal_year - 543 - (first_month >= 10)
    last_year = year + ((last_month, last_day) < (first_month, first_day))
    return date(year, first_month, first_day), date(
        last_year, last_month, min(last_day, monthrange(last_year, last_month)[1])
    )


@pytest.mark.parametrize("slug", OFFICES)
@pytest.mark.parametrize("fiscal_year", YEARS)
def test_every_dated_phase_has_the_windows_that_a_person_reads(slug: str, fiscal_year: int) -> None:
    found: dict[tuple[str, str], list[Span]] = {}
    for one in plan_of_year(PACKS[slug], fiscal_year, SCHOOLS):
        if one.window is not None:
            found.setdefault((one.process, one.phase), []).append(one.window)
    expected = {
        (process.code, phase.no): [window(days, fiscal_year) for days in WINDOWS[phase.when]]
        for process in PACKS[slug].processes
        for phase in process.steps
        if phase.when in WINDOWS
    }
    assert found == expected


@pytest.mark.parametrize("slug", OFFICES)
@pytest.mark.parametrize("fiscal_year", YEARS)
def test_every_phase_of_a_pack_is_planned_once_per_window(slug: str, fiscal_year: int) -> None:
    planned = plan_of_year(PACKS[slug], fiscal_year, SCHOOLS)
    printed = [(process.code, phase.no) for process in PACKS[slug].processes for phase in process.steps]
    assert list(dict.fromkeys((one.process, one.phase) for one in planned)) == printed
    assert len({(one.process, one.phase, one.part) for one in planned}) == len(planned)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_the_same_day_months_later_stays_in_its_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (date(2026, 12, 31), 1, (date(2027, 1, 1), date(2027, 1, 31))),
        (date(2028, 1, 31), 1, (date(2028, 2, 1), date(2028, 2, 29))),
        (date(2026, 11, 15), 6, (date(2026, 11, 16), date(2027, 5, 15))),
    ],
)
def test_a_length_without_a_start_follows_the_step_before(last: date, months: int, expected: Span) -> None:
    assert following(last, months) == expected


def test_the_terms_are_the_office_s_own() -> None:
    early = school_calendar(SchoolTerms.model_validate({"first_start": "05-10", "second_end": "03-20"}))
    windows = {
        one.window
        for one in plan_of_year(PACKS["nakhonsawan"], 2570, early)
        if (one.process, one.phase) == ("media-promote", "5")
    }
    assert windows == {(date(2026, 11, 1), date(2027, 3, 20)), (date(2027, 5, 10), date(2027, 10, 10))}


def test_the_deadlines_of_a_manual_end_with_their_windows_each_under_a_name_of_its_own() -> None:
    found = {one.name: one.last for one in deadlines_of_year(PACKS["khonkaen5"], 2570, SCHOOLS)}
    progress = "รายงานความก้าวหน้าตามแผนปฏิบัติการประจำปี รอบที่"
    assert [found[f"{progress} {number}"] for number in (1, 2, 3)] == [
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
    ]
    assert found["ทะเบียนและปฏิทินการขอตั้งงบประมาณ"] == date(2027, 9, 30)
    assert found["รายงานการตรวจราชการ"] is None
    for slug in OFFICES:
        names = [one.name for one in deadlines_of_year(PACKS[slug], 2570, SCHOOLS)]
        assert len(names) == len(set(names)) >= len(PACKS[slug].deadlines_and_rounds)
