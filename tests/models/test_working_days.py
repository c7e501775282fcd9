import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import BANGKOK
from models.packs import WorkingHours
from models.working_days import OfficeCalendar, government_days_off

OFFICE = OfficeCalendar()


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def moments(first: str, last: str) -> st.SearchStrategy[dt.datetime]:
    return st.datetimes(dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last), timezones=st.just(BANGKOK))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("date", "works", "why"),
    [
        ("2026-11-23", True, "an ordinary Monday"),
        ("2026-11-28", False, "Saturday"),
        ("2026-11-29", False, "Sunday"),
        ("2026-05-13", False, "the government's วันพืชมงคล"),
        ("2026-05-01", True, "Labour Day is for banks and companies"),
        ("2027-05-03", True, "nor does its substitute count"),
        ("2026-12-07", False, "Monday instead of Saturday 5 December"),
        ("2027-10-25", False, "Monday instead of Saturday 23 October"),
        ("2025-04-16", False, "Wednesday instead of Songkran's Sunday"),
        ("2027-07-20", False, "Tuesday, as Monday after the Sunday is a holiday itself"),
        ("2026-01-02", False, "a bridge day that the cabinet announced"),
        ("2027-01-01", False, "New Year"),
        ("2029-01-02", False, "Tuesday instead of Sunday 31 December 2028: over the turn of the year"),
        ("2026-03-03", False, "มาฆบูชา follows the moon"),
        ("2028-05-08", False, "วิสาขบูชา of a year not announced yet, as computed"),
        ("2028-02-29", True, "29 February"),
    ],
)
def test_office_works_on_weekdays_that_are_no_government_holiday(date: str, works: bool, why: str) -> None:
    assert OFFICE.is_working_day(day(date)) is works, why


def test_days_off_carry_their_thai_names() -> None:
    assert government_days_off(2026)[day("2026-06-01")] == "ชดเชยวันวิสาขบูชา"


def test_office_adds_days_off_and_working_days_of_its_own() -> None:
    saturday, monday, both = day("2026-11-28"), day("2026-11-30"), day("2026-12-02")
    office = OfficeCalendar(extra_days_off=[monday, both], extra_working_days=[saturday, both])
    assert [office.is_working_day(date) for date in (saturday, monday, both)] == [True, False, False]


@pytest.mark.parametrize(
    ("year", "extra_days_off", "missing"),
    [
        (2026, [], ()),
        (2029, [], ("วันพืชมงคล",)),
        (2029, ["2029-05-10"], ()),
        (2029, ["2029-04-10", "2028-05-10"], ("วันพืชมงคล",)),
        (2158, [], ("วันมาฆบูชา", "วันพืชมงคล", "วันวิสาขบูชา", "วันอาสาฬหบูชา", "วันเข้าพรรษา")),
    ],
)
def test_holidays_whose_date_is_not_known_yet_are_named(
    year: int, extra_days_off: list[str], missing: tuple[str, ...]
) -> None:
    assert OfficeCalendar(extra_days_off=[day(text) for text in extra_days_off]).days_without_date(year) == missing


@pytest.mark.parametrize(
    ("date", "before"),
    [
        ("2026-11-24", "2026-11-23"),
        ("2026-11-30", "2026-11-27"),
        ("2026-11-29", "2026-11-27"),
        ("2026-12-08", "2026-12-04"),
        ("2027-04-16", "2027-04-12"),
        ("2027-01-04", "2026-12-30"),
    ],
)
def test_working_day_before_skips_weekends_holidays_and_the_turn_of_the_year(date: str, before: str) -> None:
    assert OFFICE.working_day_before(day(date)) == day(before)


@pytest.mark.parametrize(
    ("moment", "works_at"),
    [
        ("2026-11-23T09:15", "2026-11-23T09:15"),
        ("2026-11-23T08:30", "2026-11-23T08:30"),
        ("2026-11-23T06:00", "2026-11-23T08:30"),
        ("2026-11-23T12:00", "2026-11-23T13:00"),
        ("2026-11-23T12:59:59", "2026-11-23T13:00"),
        ("2026-11-23T16:30", "2026-11-24T08:30"),
        ("2026-11-27T17:40", "2026-11-30T08:30"),
        ("2026-12-30T18:00", "2027-01-04T08:30"),
    ],
)
def test_next_working_moment_is_now_or_the_next_opening(moment: str, works_at: str) -> None:
    assert OFFICE.next_working_moment(at(moment)) == at(works_at)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23T09:00", "2026-11-23T09:02:30", 2.5),
        ("2026-11-23T09:00", "2026-11-23T09:00", 0),
        ("2026-11-23T11:50", "2026-11-23T13:10", 20),
        ("2026-11-23T12:10", "2026-11-23T12:50", 0),
        ("2026-11-23T00:00", "2026-11-24T00:00", 420),
        ("2026-11-23T16:20", "2026-11-24T08:40", 20),
        ("2026-11-27T16:29", "2026-11-30T08:31", 2),
        ("2026-12-04T16:00", "2026-12-08T09:00", 60),
        ("2026-12-30T16:00", "2027-01-04T09:00", 60),
        ("2026-11-28T09:00", "2026-11-29T15:00", 0),
        ("2026-11-24T08:40", "2026-11-23T16:20", -20),
    ],
)
def test_only_minutes_of_office_hours_count(start: str, end: str, minutes: float) -> None:
    assert OFFICE.office_minutes_between(at(start), at(end)) == minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T09:00", 2, "2026-11-23T09:02"),
        ("2026-11-23T11:50", 10, "2026-11-23T12:00"),
        ("2026-11-23T11:50", 11, "2026-11-23T13:01"),
        ("2026-11-23T17:40", 0, "2026-11-23T17:40"),
        ("2026-11-27T17:40", 2, "2026-11-30T08:32"),
        ("2026-11-23T08:30", 420, "2026-11-23T16:30"),
        ("2026-12-30T16:00", 60, "2027-01-04T09:00"),
    ],
)
def test_added_office_minutes_pass_over_closed_hours(start: str, minutes: float, end: str) -> None:
    assert OFFICE.add_office_minutes(at(start), minutes) == at(end)


def test_office_minutes_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="-1"):
        OFFICE.add_office_minutes(at("2026-11-23T09:00"), -1)


@given(
    start=moments("2025-01-01", "2029-12-01"),
    minutes=st.integers(0, 5000),
)
def test_adding_and_counting_office_minutes_are_inverse(start: dt.datetime, minutes: int) -> None:
    end = OFFICE.add_office_minutes(start, minutes)
    assert OFFICE.office_minutes_between(start, end) == minutes
    assert OFFICE.office_minutes_between(end, start) == -minutes


@given(borders=st.lists(moments("2026-01-01", "2026-03-01"), min_size=3, max_size=3).map(sorted))
def test_office_minutes_of_two_spans_add_up(borders: list[dt.datetime]) -> None:
    first, middle, last = borders
    minutes = OFFICE.office_minutes_between
    assert minutes(first, middle) + minutes(middle, last) == pytest.approx(minutes(first, last))


def test_moments_of_other_zones_are_read_on_the_bangkok_clock() -> None:
    utc = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
    assert OFFICE.next_working_moment(utc) == at("2026-11-23T08:30")


def test_moments_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        OFFICE.next_working_moment(dt.datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "minutes", "starts"),
    [
        (WorkingHours(), 60, ["08:30", "09:30", "10:30", "13:00", "14:00", "15:00"]),
        (WorkingHours(), 210, ["08:30", "13:00"]),
        (WorkingHours(end=dt.time(13, 0)), 90, ["08:30", "10:00"]),
        (WorkingHours(lunch_start=dt.time(12, 0), lunch_end=dt.time(12, 0)), 240, ["12:00"]),
    ],
)
def test_slots_lie_wholly_inside_working_hours(hours: WorkingHours, minutes: int, starts: list[str]) -> None:
    slots = OfficeCalendar(hours).slots_of(day("2026-11-23"), minutes)
    assert slots == tuple(at(f"2026-11-23T{start}") for start in starts)


def test_half_hour_slots_start_every_half_hour_but_over_lunch() -> None:
    slots = OFFICE.slots_of(day("2026-11-23"))
    assert len(slots) == 14
    assert at("2026-11-23T12:00") not in slots


def test_a_day_off_has_no_slots() -> None:
    assert OFFICE.slots_of(day("2026-12-07")) == ()
