import datetime as dt
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.deadlines import Windows, read_windows
from nlp.thai_calendar import MONTHS, MONTHS_SHORT, SchoolCalendar, fiscal_year_bounds, fiscal_year_of


def rows(name: str) -> list[list[str]]:
    """The rows of the table beside this file; the fields stand apart by |."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]


def notation(reading: Windows) -> list[str]:
    spans = " ".join(f"{first}..{last}" for first, last in reading.windows)
    return [reading.kind, str(reading.duration_months or "-"), spans or "-"]


BY_RULE = rows("windows_by_rule.txt")
OF_MANUALS = rows("windows_of_manuals.txt")
EXPRESSIONS = [row[0] for row in (*BY_RULE, *OF_MANUALS)]


@pytest.mark.parametrize("row", BY_RULE, ids=lambda row: row[0])
def test_each_rule_is_read_as_written(row: list[str]) -> None:
    expression, *expected = row
    assert notation(read_windows(expression, 2570)) == expected


@pytest.mark.parametrize("row", OF_MANUALS, ids=lambda row: row[0])
def test_every_expression_of_the_manuals_has_its_windows_in_three_fiscal_years(row: list[str]) -> None:
    expression, kind, months, *windows = row
    for fiscal_year, expected in zip((2569, 2570, 2571), windows, strict=True):
        assert notation(read_windows(expression, fiscal_year)) == [kind, months, expected]


def test_the_terms_of_an_office_are_its_own() -> None:
    calendar = SchoolCalendar(first_term_starts=(5, 10), second_term_starts=(10, 25), second_term_ends=(3, 15))
    assert notation(read_windows("ทุกภาคเรียน", 2570, calendar))[2] == "2026-10-25..2027-03-15 2027-05-10..2027-10-10"
    assert notation(read_windows("สิ้นภาคเรียนที่ 2", 2570, calendar))[2] == "2027-02-16..2027-03-15"
    assert notation(read_windows("ก่อนเปิดภาคเรียนที่ 2", 2570, calendar))[2] == "2026-10-11..2026-10-24"


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_with_any_one_letter_missing_is_read(month: str) -> None:
    meant = read_windows(month, 2570)
    for place in range(len(month)):
        damaged = month[:place] + month[place + 1 :]
        assert (damaged, read_windows(damaged, 2570)) == (damaged, meant)


@pytest.mark.parametrize("end", ["นิยาม", "เxxยน", "ก.ด.", "", "?"])
def test_a_range_with_an_unreadable_end_is_never_half_read(end: str) -> None:
    assert read_windows(f"มีนาคม - {end}", 2570) == Windows("unspecified")


@given(st.integers(2560, 2599), st.integers(1, 12), st.integers(1, 12))
def test_a_range_of_months_starts_in_the_fiscal_year_and_ends_at_the_first_such_month(
    year: int, start: int, end: int
) -> None:
    ((first, last),) = read_windows(f"{MONTHS_SHORT[start - 1]} - {MONTHS[end - 1]}", year).windows
    assert fiscal_year_of(first) == year
    assert (first.day, first.month) == (1, start)
    assert (last + dt.timedelta(days=1)).day == 1
    assert last.month == end
    assert 0 < (last - first).days < 366


@given(st.integers(2560, 2599), st.sampled_from(EXPRESSIONS))
def test_windows_are_sorted_without_doubles_and_throughout_stays_in_the_year(year: int, expression: str) -> None:
    windows = read_windows(expression, year).windows
    assert list(windows) == sorted(set(windows))
    assert all(first <= last for first, last in windows)
    if expression.startswith("ตลอด") and not re.search(r"\d{4}", expression):
        begins, ends = fiscal_year_bounds(year)
        assert all(begins <= first and last <= ends for first, last in windows)


@given(st.sampled_from(EXPRESSIONS))
def test_blanks_digits_and_decomposed_letters_change_nothing(expression: str) -> None:
    meant = read_windows(expression, 2570)
    assert read_windows(f" {expression.replace(' ', '  ')} ", 2570) == meant
    assert read_windows(expression.replace("ำ", "ํา"), 2570) == meant
    thai = expression.translate({ord("0") + digit: 0x0E50 + digit for digit in range(10)})
    assert read_windows(thai, 2570) == meant


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from([*EXPRESSIONS, "31", "-", "/"]), max_size=8).map("".join))
)
def test_no_expression_makes_it_raise(expression: str) -> None:
    reading = read_windows(expression, 2570)
    assert not (reading.windows and reading.kind in ("event", "unspecified", "duration"))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(EXPRESSIONS))
def test_the_time_grows_no_faster_than_the_length(expression: str) -> None:
    def seconds(length: int) -> float:
        text = (expression + " ") * (length // len(expression) + 1)
        started = time.process_time()
        read_windows(text[:length], 2570)
        return time.process_time() - started

    short, long = min(seconds(500) for _ in range(3)), min(seconds(5000) for _ in range(3))
    assert long < 30 * max(short, 0.002)
