"""`make demo`: when it begins, that its sentence works then, and what it says when it can't begin."""

import datetime as dt
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import demo
from models.clock import BANGKOK
from models.packs import read_pack
from models.vocabulary import vocabulary_of
from models.working_days import OfficeCalendar
from nlp.understand import understand

ROOT = Path(__file__).parents[2]
OPEN = OfficeCalendar()


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


BEGINS = [
    pytest.param(at(23, 10), at(23, 10), id="on a working day in office hours: now"),
    pytest.param(at(23, 6), at(23, 9), id="before the office opens: this morning"),
    pytest.param(at(23, 12, 15), at(24, 9), id="over lunch: tomorrow morning"),
    pytest.param(at(23, 16), at(24, 9), id="shortly before the office closes: tomorrow morning"),
    pytest.param(at(23, 20), at(24, 9), id="in the evening: tomorrow morning"),
    pytest.param(at(20, 10), at(23, 9), id="on a Friday: tomorrow is a day off, so Monday"),
    pytest.param(at(21, 10), at(23, 9), id="on a Saturday: Monday"),
    pytest.param(at(22, 23), at(23, 9), id="on a Sunday night: Monday"),
    pytest.param(at(30, 12, 30, month=12), at(4, 9, month=1).replace(year=2027), id="before the New Year: after it"),
]


@pytest.mark.parametrize(("now", "begins"), BEGINS)
def test_the_demo_begins_in_office_hours_with_a_working_day_to_follow(now: dt.datetime, begins: dt.datetime) -> None:
    assert demo.opening(OPEN, now) == begins


def test_the_sentence_that_the_demo_proposes_names_a_free_time_whenever_it_begins() -> None:
    vocabulary = vocabulary_of(read_pack(ROOT / demo.OFFICE))
    for _, begins in (param.values for param in BEGINS):
        when = understand(demo.TRY, vocabulary, begins).when
        assert when is not None
        assert when.date is not None and when.time is not None
        assert dt.datetime.combine(when.date, when.time, tzinfo=BANGKOK) in OPEN.slots_of(when.date)


def test_the_readme_proposes_the_same_sentence() -> None:
    assert demo.TRY in (ROOT / "README.md").read_text()


@pytest.fixture
def ports() -> Iterator[dict[str, str]]:
    """A port at which somebody else listens, and one that is free."""
    with socket.create_server(("", 0)) as other:
        with socket.create_server(("", 0)) as ended:
            free = ended.getsockname()[1]
        yield {"taken": str(other.getsockname()[1]), "free": str(free)}


@pytest.mark.parametrize(
    ("port", "sim_port", "words"),
    [
        ("taken", "free", "choose another: make demo PORT="),
        ("free", "taken", "choose another: make demo SIM_PORT="),
        ("free", "free", "PORT and SIM_PORT are both"),
        ("abc", "free", "'PORT'"),
        ("free", "99999", "'SIM_PORT'"),
    ],
)
def test_a_port_that_cannot_be_had_is_named_before_anything_is_touched(
    ports: dict[str, str], port: str, sim_port: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    (tmp_path / "kept").touch()
    settings = {"PORT": ports.get(port, port), "SIM_PORT": ports.get(sim_port, sim_port)}
    result = CliRunner().invoke(demo.main, env=settings)
    assert words in result.output
    assert result.exit_code
    assert (tmp_path / "kept").exists()
