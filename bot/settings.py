"""Settings from the environment. A wrong or empty one stops the start and is named."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, StringConstraints, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _web_address(words: str) -> str:
    try:
        HttpUrl(words)
    except ValidationError:
        raise ValueError("not a web address such as https://bot.example.org") from None
    # LINE answers 404 to doubled slashes since 2026-08-17.
    return words.rstrip("/")


def _database_address(words: str) -> str:
    try:
        url = make_url(words)
    except ArgumentError:
        raise ValueError("not a database address such as sqlite:///nithet.sqlite") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("neither SQLite (sqlite:///file) nor PostgreSQL (postgresql://…)")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("web and worker need a file that both can open: sqlite:///nithet.sqlite")
    return url.render_as_string(hide_password=False)


def _filled_secret(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip():
        raise ValueError("empty; fill it in or leave it out")
    return secret


def _long_secret(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value().strip()) < 16:
        raise ValueError("needs at least 16 characters")
    return secret


def _is_file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"no such file: {path}")
    return path


Url = Annotated[Filled, AfterValidator(_web_address)]
Secret = Annotated[SecretStr, AfterValidator(_filled_secret)]


class Settings(BaseSettings):
    """Everything that may differ between two installations; docs/operating.md explains each (tested)."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: Annotated[Filled, AfterValidator(_database_address)] = Field(
        description="sqlite:///file or postgresql://user:password@host/name."
    )
    secret_key: Annotated[SecretStr, AfterValidator(_long_secret)] = Field(
        description="Signs links and encrypts channel tokens, 16 characters or more; keep it, back it up."
    )
    public_url: Url = Field(description="Where people and LINE reach the web process, https in real use.")
    line_api_url: Url = Field("https://api.line.me", description="LINE's Messaging API.")
    line_data_api_url: Url = Field("https://api-data.line.me", description="LINE's API for contents.")
    office: Annotated[Path, AfterValidator(_is_file)] | None = Field(
        None, description="Pack file, when the installation serves one office."
    )
    line_channel_secret: Secret | None = Field(None, description="Channel secret of that one office.")
    line_channel_access_token: Secret | None = Field(None, description="Channel access token of that one office.")
    line_login_channel_id: Filled | None = Field(None, description="Channel id of LINE Login, for the console.")
    line_login_channel_secret: Secret | None = Field(None, description="Channel secret of LINE Login.")
    line_login_url: Url = Field("https://access.line.me", description="LINE Login's page.")
    trusted_proxies: int = Field(0, ge=0, le=9, description="Reverse proxies before the web process.")
    clock_file: Path | None = Field(None, description="Seconds by which the clock is turned; for the demo only.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="DEBUG to ERROR.")

    @model_validator(mode="after")
    def _one_office_is_whole(self) -> "Settings":
        given = {
            "OFFICE": self.office,
            "LINE_CHANNEL_SECRET": self.line_channel_secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.line_channel_access_token,
        }
        if self.line_channel_secret or self.line_channel_access_token:
            for name in (name for name, value in given.items() if value is None):
                raise ValueError(
                    f"{name}: missing; OFFICE, LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN go together"
                )
        return self

    @model_validator(mode="after")
    def _line_login_is_whole(self) -> "Settings":
        if (self.line_login_channel_id is None) is not (self.line_login_channel_secret is None):
            raise ValueError("LINE_LOGIN_CHANNEL_ID and LINE_LOGIN_CHANNEL_SECRET go together")
        return self


class SettingsError(Exception):
    """Settings that can't be used; a line for each."""


def read_settings() -> Settings:
    """The settings of this process; SettingsError names each that is missing, empty or wrong, without showing its value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_line(detail) for detail in error.errors(include_input=False))) from None


def _line(detail: object) -> str:
    assert isinstance(detail, dict)
    name = ".".join(str(part) for part in detail["loc"]).upper()
    words = "missing" if detail["type"] == "missing" else str(detail["msg"]).removeprefix("Value error, ")
    return f"{name}: {words}" if name else words
