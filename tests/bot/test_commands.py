"""What an operator gets wrong is answered with a sentence that says what to do, never with a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli

OFFICE = ("--office", "nakhonsawan")
NO_TABLES = "run: python -m bot migrate"
NOT_THERE = "check DATABASE_URL"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Settings of an installation whose database is empty."""
    address = f"sqlite:///{tmp_path / 'nithet.sqlite'}"
    return {"DATABASE_URL": address, "SECRET_KEY": "a secret for tests only", "PUBLIC_URL": "http://127.0.0.1:1"}


@pytest.mark.parametrize(
    "command",
    [
        ("register", *OFFICE, "--fiscal-year", "2570"),
        ("round", "register", *OFFICE, "--fiscal-year", "2570"),
        ("year", "show", "2570", *OFFICE),
        ("staff", "invite", *OFFICE, "--role", "clerk"),
        ("replay", "inbox"),
        ("office", "load", "offices/nakhonsawan.yaml"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(("file", "words"), [("nithet.sqlite", NO_TABLES), ("no/such/folder.sqlite", NOT_THERE)])
def test_a_database_that_cannot_be_used_is_told_with_what_to_do(
    settings: dict[str, str], tmp_path: Path, command: tuple[str, ...], file: str, words: str
) -> None:
    result = CliRunner().invoke(cli, command, env={**settings, "DATABASE_URL": f"sqlite:///{tmp_path / file}"})
    assert (result.exit_code, words in result.output) == (1, True)


def test_migrate_tells_that_the_database_does_not_answer(settings: dict[str, str]) -> None:
    result = CliRunner().invoke(cli, ["migrate"], env={**settings, "DATABASE_URL": "sqlite:////no/such/folder/file"})
    assert (result.exit_code, NOT_THERE in result.output) == (1, True)


def test_an_invitation_before_line_told_the_bots_id_has_a_code_and_no_broken_link(settings: dict[str, str]) -> None:
    run = CliRunner(env=settings)
    assert run.invoke(cli, ["migrate"]).exit_code == 0
    assert run.invoke(cli, ["office", "load", "offices/nakhonsawan.yaml"]).exit_code == 0
    result = run.invoke(cli, ["staff", "invite", *OFFICE, "--role", "clerk"])
    assert (result.exit_code, "รหัส: " in result.stdout, "the worker asks for it" in result.stderr) == (0, True, True)
    assert "https://" not in result.output


@pytest.mark.parametrize(
    ("year", "words"),
    [("25", "such as 2570"), ("2026", "2026 → 2569, from October 2570"), ("2700", "such as 2570"), ("ปีนี้", "2570")],
)
@pytest.mark.parametrize(
    "command",
    [
        ("register", *OFFICE, "--fiscal-year"),
        ("round", "register", *OFFICE, "--fiscal-year"),
        ("windows", "--fiscal-year"),
        ("year", "show", *OFFICE),
    ],
    ids=" ".join,
)
def test_a_year_outside_the_buddhist_era_is_refused(command: tuple[str, ...], year: str, words: str) -> None:
    result = CliRunner().invoke(cli, [*command, year])
    assert (result.exit_code, words in result.output) == (2, True)


@pytest.mark.parametrize("port", ["99999", "0", "abc"])
def test_a_port_that_is_none_is_refused(settings: dict[str, str], port: str) -> None:
    result = CliRunner().invoke(cli, ["web"], env={**settings, "PORT": port})
    assert (result.exit_code, "'PORT'" in result.output) == (2, True)
