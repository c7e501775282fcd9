import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.thai_calendar import (
    SchoolCalendar,
    fiscal_year_bounds,
    fiscal_year_of,
    month_of,
    say_date,
    say_moment,
    say_range,
    say_time,
    week_of_month,
)
from nlp.thai_dates import When, read_when
from tests.nlp.when_notation import BANGKOK

MONDAY = dt.date(2026, 11, 23)
# The years that are written with two digits, and some that need four.
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2070, 12, 31))
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 11, 23), "วันนี้ (จ. 23 พ.ย.)"),
        (dt.date(2026, 11, 24), "พรุ่งนี้ (อ. 24 พ.ย.)"),
        (dt.date(2026, 11, 25), "มะรืนนี้ (พ. 25 พ.ย.)"),
        (dt.date(2026, 11, 26), "พฤ. 26 พ.ย. 69"),
        (dt.date(2026, 11, 22), "อา. 22 พ.ย. 69"),
        (dt.date(2027, 2, 1), "จ. 1 ก.พ. 70"),
        (dt.date(2057, 1, 1), "จ. 1 ม.ค. 2600"),
    ],
)
def test_days_are_said_with_weekday_and_buddhist_year_and_near_ones_by_a_word(day: dt.date, said: str) -> None:
    assert say_date(day, MONDAY) == said


def test_a_moment_is_said_as_the_voice_guide_shows() -> None:
    far, near = dt.datetime(2026, 11, 26, 14, 0, tzinfo=BANGKOK), dt.datetime(2026, 11, 24, 14, 0, tzinfo=BANGKOK)
    assert say_moment(far, MONDAY) == "พฤ. 26 พ.ย. 69 เวลา 14.00 น."
    assert say_moment(near, MONDAY) == "พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น."
    assert say_moment(far, MONDAY, dt.time(15, 30)) == "พฤ. 26 พ.ย. 69 เวลา 14.00–15.30 น."


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (dt.date(2026, 12, 3), dt.date(2026, 12, 5), "พฤ. 3 – ส. 5 ธ.ค. 69"),
        (dt.date(2026, 11, 30), dt.date(2026, 12, 2), "จ. 30 พ.ย. – พ. 2 ธ.ค. 69"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 4), "พฤ. 31 ธ.ค. 69 – จ. 4 ม.ค. 70"),
        (dt.date(2026, 11, 24), dt.date(2026, 11, 24), "พรุ่งนี้ (อ. 24 พ.ย.)"),
    ],
)
def test_a_span_says_once_what_its_ends_share(first: dt.date, last: dt.date, said: str) -> None:
    assert say_range(first, last, MONDAY) == said


@given(DAYS, DAYS)
def test_each_day_we_write_is_read_back_as_itself(day: dt.date, today: dt.date) -> None:
    now = dt.datetime.combine(today, dt.time(9), BANGKOK)
    assert read_when(say_date(day, today), now).when == When(date=day)


@given(DAYS, TIMES, st.integers(-3, 400))
def test_each_moment_we_write_is_read_back_as_itself(today: dt.date, time: dt.time, ahead: int) -> None:
    moment = dt.datetime.combine(today + dt.timedelta(days=ahead), time, BANGKOK)
    said = say_moment(moment, today)
    assert read_when(said, dt.datetime.combine(today, dt.time(9), BANGKOK)).when == When(date=moment.date(), time=time)


@given(DAYS, DAYS, st.integers(1, 400))
def test_each_span_we_write_is_read_back_as_itself(today: dt.date, first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    said = say_range(first, last, today)
    assert read_when(said, dt.datetime.combine(today, dt.time(9), BANGKOK)).when == When(date=first, date_to=last)


@given(TIMES, TIMES)
def test_hours_we_write_are_read_back_as_themselves(start: dt.time, end: dt.time) -> None:
    now = dt.datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
    if start < end:
        assert read_when(say_time(start, end), now).when == When(time=start, time_to=end)


@given(DAYS)
def test_a_day_lies_within_its_fiscal_year(day: dt.date) -> None:
    first, last = fiscal_year_bounds(fiscal_year_of(day))
    assert first <= day <= last


def test_the_fiscal_year_2570_runs_from_october_2026() -> None:
    assert fiscal_year_bounds(2570) == (dt.date(2026, 10, 1), dt.date(2027, 9, 30))


def test_terms_and_breaks_fill_the_school_year() -> None:
    schools = SchoolCalendar()
    assert schools.term(1, 2569) == (dt.date(2026, 5, 16), dt.date(2026, 10, 10))
    assert schools.break_after(1, 2569) == (dt.date(2026, 10, 11), dt.date(2026, 10, 31))
    assert schools.term(2, 2569) == (dt.date(2026, 11, 1), dt.date(2027, 3, 31))
    assert schools.break_after(2, 2569) == (dt.date(2027, 4, 1), dt.date(2027, 5, 15))


@given(DAYS)
def test_the_weeks_of_a_month_follow_each_other_within_it(day: dt.date) -> None:
    weeks = [week_of_month(number, day.year, day.month) for number in range(1, 5)]
    first, last = month_of(day)
    assert all(first <= start <= end <= last and start.weekday() <= end.weekday() <= 4 for start, end in weeks)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(weeks))
    assert week_of_month(-1, day.year, day.month)[0] >= weeks[-1][0]


@pytest.mark.parametrize("number", [0, 5, 6, -5])
def test_a_week_that_a_month_has_not_is_none(number: int) -> None:
    with pytest.raises(ValueError, match="2/2026 has no week"):
        week_of_month(number, 2026, 2)
