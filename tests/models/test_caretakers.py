"""Who is reminded of a phase: the people whom its manual makes responsible."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import migrating
from models import people, roster
from models.annual_plan import Caretakers, Phase, PhaseRun
from models.clock import BANGKOK
from models.db import Database
from models.packs import read_pack
from models.packs.schema import PhaseEntry
from models.people import Person, Role

NOW = datetime(2026, 10, 1, 9, tzinfo=BANGKOK)
PACK = read_pack(Path(__file__).parents[2] / "offices" / "nakhonsawan.yaml")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Nakhon Sawan with everybody on LINE but s07, and a clerk."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('caretakers') / 'nithet.sqlite'}")
    migrating.migrate(database)
    with database.begin() as opened:
        roster.load(opened, PACK, NOW)
        clerk = Person(staff_code="clerk", created_at=NOW)
        opened.add(clerk)
        opened.flush()
        people.give_role(opened, clerk, Role.CLERK)
        for person in opened.scalars(select(Person)):
            person.line_user_id = None if person.staff_code == "s07" else f"U{person.id:032}"
        opened.flush()
        yield opened
    database.dispose()


@pytest.mark.parametrize(
    ("process", "responsible", "expected"),
    [
        ("assessment-area", "กลุ่มนิเทศ ฯ", ["s04", "s08"]),
        ("assessment-area", "ผู้อำนวยการกลุ่มนิเทศติดตามและประเมินผลการจัดการศึกษา", ["s01", "s04", "s08"]),
        ("qa-monitor", "กลุ่มนิเทศฯ สถานศึกษา ก.ต.ป.น.", ["s03", "s09"]),
        ("supervision-monitor", "กลุ่มงานนิเทศ ฯ กลุ่มงานเลขฯ", ["s02", "s03", "s09"]),  # s07 is not on LINE
        ("assessment-area", "งานธุรการ", ["clerk", "s04", "s08"]),
        ("joint-support", "กลุ่มนิเทศฯ", ["clerk", "s01"]),  # on nobody's sheet
    ],
)
def test_the_work_group_and_whoever_is_named_beside_it_are_responsible(
    session: Session, process: str, responsible: str, expected: list[str]
) -> None:
    entry = next(one for one in PACK.processes if one.code == process)
    phase = Phase(PhaseRun(), entry, PhaseEntry(no="1", name_th="ขั้น", responsible_th=responsible))
    assert sorted(str(one.staff_code) for one in Caretakers(session, PACK).of(phase)) == expected
