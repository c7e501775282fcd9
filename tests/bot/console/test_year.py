"""The annual calendar at the desk: the year as bars, dates, states, opening the next year; whoever comes second is told."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from bot.console import gantt
from models import annual_plan
from models.annual_plan import Caretakers, PhaseRun, RunState
from models.office_facts import facts_of
from models.offices import Office
from tests.bot.console.staffed import Staffed

pytestmark = pytest.mark.xdist_group("staffed")


@pytest.fixture
def year(office: Staffed) -> Staffed:
    """The office with its calendar of 2570 open; opening it again changes nothing."""
    assert office.first.submits("/year/open", on="/year", year="2570").status_code == 200
    return office


def _run(office: Staffed, *states: RunState) -> PhaseRun:
    """A phase that stands so and that no other test has touched."""
    with office.installation.session() as session:
        query = select(PhaseRun).where(PhaseRun.state.in_(states), PhaseRun.sequence == 0, PhaseRun.fiscal_year == 2570)
        return session.scalars(query.order_by(PhaseRun.id)).first() or PhaseRun()


def _now(office: Staffed, run: PhaseRun) -> PhaseRun:
    with office.installation.session() as session:
        return session.get_one(PhaseRun, run.id)


BARS = (
    ("the whole year", date(2026, 10, 1), date(2027, 9, 30), (0, 1200)),
    ("one month", date(2027, 1, 1), date(2027, 1, 31), (300, 100)),
    ("from the year before into this", date(2026, 5, 1), date(2026, 10, 31), (0, 100)),
    ("a day is still seen", date(2027, 9, 30), date(2027, 9, 30), (1192, 8)),
    ("another year", date(2027, 10, 1), date(2027, 10, 31), None),
)


@pytest.mark.parametrize(("_about", "first", "last", "bar"), BARS)
def test_a_bar_stands_under_its_months(_about: str, first: date, last: date, bar: tuple[float, float] | None) -> None:
    assert gantt.bar(PhaseRun(starts_on=first, ends_on=last), 2570) == bar


def test_the_year_tells_each_state_by_sign_word_and_colour(year: Staffed) -> None:
    page = year.first.opens("/year?year=2570").text
    for look, sign, words in (("quiet", "○", "ยังไม่เริ่ม"), ("quiet", "?", "ยังไม่มีวัน"), ("quiet", "…", "รอเริ่ม")):
        assert f'<span class="chip {look}"><span aria-hidden="true">{sign}</span> {words}</span>' in page
    assert page.count('<svg class="track"') == len(re.findall(r"/console/phases/\d+", page))
    one_state = year.first.opens("/year?year=2570&state=ยังไม่มีวัน").text
    assert "○</span> ยังไม่เริ่ม</span></td>" not in one_state


def test_a_phase_is_started_done_and_opened_again(year: Staffed) -> None:
    run = _run(year, RunState.PLANNED)
    page = f"/phases/{run.id}"
    assert "เริ่มแล้ว" in year.first.submits(f"{page}/start", on=page).text
    done = year.first.submits(f"{page}/finish", on=page, evidence="https://example.org/รายงาน").text
    assert "✓</span> เสร็จแล้ว" in done
    assert 'href="https://example.org/รายงาน"' in done
    assert "กำลังทำ" in year.first.submits(f"{page}/reopen", on=page).text
    assert _now(year, run).state == RunState.STARTED


@pytest.mark.parametrize(
    ("action", "values"), [("start", {}), ("finish", {}), ("dates", {"first": "2027-02-01", "last": "2027-02-28"})]
)
def test_whoever_comes_second_is_told_and_overwrites_nothing(
    year: Staffed, action: str, values: dict[str, str]
) -> None:
    run = _run(year, RunState.PLANNED)
    page = f"/phases/{run.id}"
    seen = year.second.hidden(f"{page}/{action}", on=page)
    year.first.submits(f"{page}/dates", on=page, first="2027-01-04", last="2027-01-29")
    answer = year.second.submits(f"{page}/{action}", **{**seen, **values})
    assert answer.status_code == 409
    assert "มีคนแก้ขั้นตอนนี้ไปก่อนแล้ว" in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in values.values())
    kept = _now(year, run)
    assert (kept.starts_on, kept.ends_on, kept.state) == (date(2027, 1, 4), date(2027, 1, 29), RunState.PLANNED)


def test_what_has_no_date_is_dated_in_the_list(year: Staffed) -> None:
    run = _run(year, RunState.UNDATED)
    on, path = "/year/undated?year=2570", f"/phases/{run.id}/dates"
    hidden = {**year.first.hidden(f"{path}#phase-{run.id}", on=on), "back": "undated", "year": "2570"}
    wrong = year.first.submits(path, **{**hidden, "first": "2027-03-10", "last": "2027-03-01"})
    assert wrong.status_code == 422
    assert "วันสุดท้ายต้องไม่ก่อนวันแรก" in wrong.text
    assert 'value="2027-03-10"' in wrong.text
    answer = year.first.submits(path, **{**hidden, "first": "2027-03-01", "last": "2027-03-10"})
    assert f'id="phase-{run.id}"' not in answer.text
    assert _now(year, run).ends_on == date(2027, 3, 10)


def test_only_who_looks_after_a_phase_or_decides_may_change_it(year: Staffed) -> None:
    with year.installation.session() as session:
        pack = facts_of(session.get_one(Office, year.installation.office_id)).pack
        caretakers = Caretakers(session, pack)
        phases = annual_plan.described(pack, annual_plan.runs_of_year(session, 2570))
        hers = {one.run.id: "s07" in {person.staff_code for person in caretakers.of(one)} for one in phases}
    own = next(run_id for run_id, is_hers in hers.items() if is_hers)
    other = next(run_id for run_id, is_hers in hers.items() if not is_hers)
    assert "วันของขั้นตอน" in year.own.opens(f"/phases/{own}").text
    assert "วันของขั้นตอน" not in year.own.opens(f"/phases/{other}").text
    assert "วันของขั้นตอน" in year.first.opens(f"/phases/{other}").text
    assert year.own.submits(f"/phases/{other}/start", on=f"/phases/{other}", seen="0").status_code == 403


def test_the_next_year_is_opened_once_and_no_other(year: Staffed) -> None:
    assert "ยังไม่มีปฏิทินของปี 2571" in year.first.opens("/year?year=2571").text
    assert year.first.submits("/year/open", on="/year?year=2571", year="2575").status_code == 404
    answer = year.first.submits("/year/open", on="/year?year=2571", year="2571")
    assert "2571" in answer.text
    assert "ยังไม่มีปฏิทินของปี" not in answer.text
