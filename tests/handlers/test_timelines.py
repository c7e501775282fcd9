"""Timelines of all five offices fit into LINE's limits, and tell a phase's state by colour, sign and words."""

import json
from datetime import date
from pathlib import Path

import pytest

from handlers.cards import timeline
from handlers.cards.base import Part, button, postback
from models.annual_plan import Phase, PhaseRun, RunState, described
from models.fiscal_plan import plan_of_year, school_calendar
from models.packs import read_pack
from nlp.thai_calendar import fiscal_year_bounds
from simulator.rules import check_send

OFFICES = ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5")
TODAY = date(2027, 3, 10)
BUTTONS = [button(postback("ขอเป็นภาพ", "calendar_picture:2570")), button(postback("ปฏิทินมือถือ", "calendar_link"))]


def phases_of(slug: str) -> list[Phase]:
    """The fiscal year 2570 as it was planned."""
    pack = read_pack(Path(__file__).parents[2] / "offices" / f"{slug}.yaml")
    planned = plan_of_year(pack, 2570, school_calendar(pack.settings.school_terms))
    runs = [
        PhaseRun(
            id=900_000 + number,
            process=one.process,
            phase=one.phase,
            part=one.part,
            state=RunState.PLANNED if one.window else RunState.UNDATED,
            starts_on=one.window and one.window[0],
            ends_on=one.window and one.window[1],
        )
        for number, one in enumerate(planned)
    ]
    return described(pack, runs)


def as_line_answers(message: dict[str, object]) -> object:
    return check_send("push", {"to": "U" + "0" * 32, "messages": [message]})


@pytest.mark.parametrize("slug", OFFICES)
def test_line_takes_the_timelines_of_every_office(slug: str) -> None:
    phases = phases_of(slug)
    year = fiscal_year_bounds(2570)
    dated = [phase for phase in phases if phase.run.starts_on]
    messages = [
        timeline.listing("ขั้นตอนต่อไป", phases, TODAY, BUTTONS),
        timeline.of_processes("ปฏิทิน", phases, TODAY, BUTTONS),
        *(timeline.of_span("เดือน", dated, month, TODAY, BUTTONS) for month in [(date(2027, 3, 1), date(2027, 3, 31))]),
        *([timeline.of_year("ปี", dated, year, TODAY, BUTTONS)] if dated else []),
    ]
    assert [as_line_answers(message) for message in messages] == [None] * len(messages)


def one_phase(state: RunState, ends: date) -> tuple[set[str], set[str]]:
    """(colours, words) of a phase's line."""
    phase = phases_of("ayutthaya1")[0]
    phase.run.state, phase.run.ends_on = state, ends
    line = json.dumps(timeline.listing("", [phase], TODAY), ensure_ascii=False)
    badge: Part = json.loads(line)["contents"]["body"]["contents"][2]["contents"][0]
    return {badge["backgroundColor"]}, {badge["contents"][0]["text"]}


def test_each_state_has_a_sign_of_its_own() -> None:
    later, before = date(2027, 4, 30), date(2027, 2, 28)
    signs = [
        one_phase(RunState.PLANNED, later)[1],
        one_phase(RunState.STARTED, later)[1],
        one_phase(RunState.DONE, later)[1],
        one_phase(RunState.STARTED, before)[1],
    ]
    assert signs == [{"○"}, {"▶"}, {"✓"}, {"!"}]


def test_a_month_tells_apart_what_ends_what_begins_and_what_goes_on() -> None:
    phases = [phase for phase in phases_of("nakhonsawan") if phase.run.starts_on]
    month = (date(2027, 3, 1), date(2027, 3, 31))
    on = [one for one in phases if one.run.starts_on <= month[1] and one.run.ends_on >= month[0]]
    words = json.dumps(timeline.of_span("มีนาคม 2570", on, month, TODAY), ensure_ascii=False)
    ending = sum(month[0] <= one.run.ends_on <= month[1] for one in on)
    beginning = sum(one.run.starts_on >= month[0] and one.run.ends_on > month[1] for one in on)
    assert f"ครบกำหนด {ending} ขั้นตอน" in words
    assert f"เริ่ม {beginning} ขั้นตอน" in words
    assert f"และทำต่อเนื่องอีก {len(on) - ending - beginning} ขั้นตอน" in words
