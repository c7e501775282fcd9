"""Each missing, empty or wrong setting stops the start and is named; no value of a secret is shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

SECRET = "this must not be shown anywhere"
GOOD = {
    "DATABASE_URL": "sqlite:///nithet.sqlite",
    "SECRET_KEY": SECRET,
    "PUBLIC_URL": "https://bot.example.org",
}
ONE_OFFICE = {
    "OFFICE": str(Path(__file__).parents[2] / "offices" / "nakhonsawan.yaml"),
    "LINE_CHANNEL_SECRET": SECRET,
    "LINE_CHANNEL_ACCESS_TOKEN": SECRET,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only what is needed, and right."""
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_the_needed_settings_are_enough(environment: pytest.MonkeyPatch) -> None:
    assert read_settings().line_api_url == "https://api.line.me"


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_setting_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(SettingsError, match=f"^{name}: missing"):
        read_settings()


WRONG = [
    *((name, "") for name in (*GOOD, *ONE_OFFICE, "LINE_API_URL", "LINE_DATA_API_URL", "LOG_LEVEL")),
    *((name, "   ") for name in (*GOOD, *ONE_OFFICE, "LINE_API_URL", "LOG_LEVEL")),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://root@localhost/nithet"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("SECRET_KEY", "too short"),
    ("SECRET_KEY", " " * 20),
    ("PUBLIC_URL", "bot.example.org"),
    ("PUBLIC_URL", "ftp://bot.example.org"),
    ("LINE_API_URL", "api.line.me"),
    ("LINE_DATA_API_URL", "https://"),
    ("OFFICE", "/no/such/pack.yaml"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_an_empty_or_wrong_setting_is_named(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    for given, right in ONE_OFFICE.items():
        environment.setenv(given, right)
    environment.setenv(name, value)
    with pytest.raises(SettingsError) as stopped:
        read_settings()
    assert [line.split(":")[0] for line in str(stopped.value).splitlines()] == [name]
    assert SECRET not in str(stopped.value)


@pytest.mark.parametrize("missing", ONE_OFFICE)
def test_the_settings_of_one_office_go_together(environment: pytest.MonkeyPatch, missing: str) -> None:
    for name, value in ONE_OFFICE.items():
        if name != missing:
            environment.setenv(name, value)
    if missing == "OFFICE":
        with pytest.raises(SettingsError, match=r"^OFFICE: missing"):
            read_settings()
    else:
        with pytest.raises(SettingsError, match=rf"^{missing}: missing") as stopped:
            read_settings()
        assert SECRET not in str(stopped.value)


@pytest.mark.parametrize("given", ["postgres://u:p@db/nithet", "postgresql://u:p@db/nithet"])
def test_the_usual_spellings_of_a_postgresql_address_are_taken(environment: pytest.MonkeyPatch, given: str) -> None:
    environment.setenv("DATABASE_URL", given)
    assert read_settings().database_url == "postgresql+psycopg://u:p@db/nithet"


def test_a_slash_at_the_end_of_an_address_does_not_matter(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LINE_API_URL", "http://127.0.0.1:8001/")
    assert read_settings().line_api_url == "http://127.0.0.1:8001"


def test_settings_do_not_show_secrets(environment: pytest.MonkeyPatch) -> None:
    for name, value in ONE_OFFICE.items():
        environment.setenv(name, value)
    assert SECRET not in repr(read_settings())


def test_a_command_stops_with_the_names_of_what_is_wrong() -> None:
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "short", "PUBLIC_URL": "x"}
    command = [sys.executable, "-m", "bot", "worker"]
    stopped = subprocess.run(
        command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert stopped.returncode == 2
    assert [line.split(":")[0] for line in stopped.stderr.splitlines()[1:]] == [
        "DATABASE_URL",
        "SECRET_KEY",
        "PUBLIC_URL",
    ]
    assert "short\n" not in stopped.stderr
