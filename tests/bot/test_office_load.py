"""`office load`: shows what would change, changes it once, keeps what the office edited, refuses a wrong pack by line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot import migrating
from bot.commands.office import office
from models.db import Database
from models.offices import Office, School
from models.people import Person

PACKS = Path(__file__).parents[2] / "offices"


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An empty database that the commands use."""
    settings = {
        "DATABASE_URL": sqlite_url,
        "SECRET_KEY": "a secret for tests only",
        "PUBLIC_URL": "https://nithet.example",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    made = Database(sqlite_url)
    migrating.migrate(made)
    return made


def load(file: Path, *options: str) -> Result:
    return CliRunner().invoke(office, ["load", str(file), *options])


def changed(tmp_path: Path, slug: str, *replacements: tuple[str, str]) -> Path:
    """The office's pack with other words in it."""
    words = (PACKS / f"{slug}.yaml").read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in words
        words = words.replace(old, new)
    file = tmp_path / f"{slug}.yaml"
    file.write_text(words, encoding="utf-8")
    return file


def test_loading_twice_changes_nothing_the_second_time(database: Database) -> None:
    for slug in ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5"):
        dry, first, second = (load(PACKS / f"{slug}.yaml", *options) for options in (["--dry-run"], [], []))
        assert [result.exit_code for result in (dry, first, second)] == [0, 0, 0]
        assert dry.output.count("would be: ") == len(first.output.splitlines()) - 1 > 0
        assert second.output == f"{slug}: 0 changes\n"


def test_a_dry_run_names_each_change_and_makes_none(database: Database, tmp_path: Path) -> None:
    load(PACKS / "ayutthaya1.yaml")
    file = changed(tmp_path, "ayutthaya1", ("ธ.ค. - ม.ค.", "ธ.ค. - ก.พ."))
    shown = load(file, "--dry-run").output
    assert "would be: ~ processes / gtpn-effectiveness / steps / 2 / when_th: ธ.ค. - ม.ค. -> ธ.ค. - ก.พ." in shown
    with database.begin() as session:
        assert "ธ.ค. - ก.พ." not in str(session.scalars(select(Office)).one().pack)


def test_what_the_office_edited_stays(database: Database, tmp_path: Path) -> None:
    load(PACKS / "nakhonsawan.yaml")
    with database.begin() as session:
        school = session.scalars(select(School).order_by(School.id)).first()
        person = session.scalars(select(Person).where(Person.staff_code == "s07")).one()
        assert school is not None
        school.area, school.edited = None, True
        person.title, person.edited = "ศึกษานิเทศก์ คณิตศาสตร์และสถิติ", True
        session.scalars(select(Office)).one().settings = {"bot_name": "น้องนิเทศ"}
    file = changed(tmp_path, "nakhonsawan", ("title_th: ศึกษานิเทศก์ คณิตศาสตร์", "title_th: ศึกษานิเทศก์ เลข"))
    assert load(file).exit_code == 0
    with database.begin() as session:
        school = session.scalars(select(School).order_by(School.id)).first()
        assert school is not None
        assert school.area is None
        assert session.scalars(select(Person.title).where(Person.staff_code == "s07")).one().endswith("และสถิติ")
        assert session.scalars(select(Office)).one().settings == {"bot_name": "น้องนิเทศ"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("function: quality-school", "function: qualty-school", "processes[2].function: 'qualty-school' is not in"),
        ("level: primary", "level: middle", "office.level: "),
        ("short_th:", "shrt_th:", "office.shrt_th: unknown key"),
        ("role: supervisor", "role: boss", "officers[1].role: "),
    ],
)
def test_a_wrong_pack_is_refused_with_file_line_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = changed(tmp_path, "ayutthaya1", (old, new))
    line = next(number for number, words in enumerate(file.read_text().splitlines(), 1) if new in words)
    result = load(file)
    assert result.exit_code == 1
    assert f"{file}:{line}: {said}" in result.output
