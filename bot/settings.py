"""Settings from the environment. A wrong or empty one stops the start and is named."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, StringConstraints, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _no_trailing_slash(url: str) -> str:
    HttpUrl(url)
    # LINE answers 404 to doubled slashes since 2026-08-17.
    return url.rstrip("/")


Url = Annotated[Filled, AfterValidator(_no_trailing_slash)]


class Settings(BaseSettings):
    """Everything that may differ between two installations; docs/operating.md explains each (tested)."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: Filled = Field(description="SQLAlchemy address, sqlite:///file or postgresql+psycopg://…")
    secret_key: SecretStr = Field(
        min_length=16, description="Signs links and encrypts channel tokens; keep it, back it up."
    )
    public_url: Url = Field(description="Where people and LINE reach the web process, https in real use.")
    line_api_url: Url = Field("https://api.line.me", description="LINE's Messaging API.")
    line_data_api_url: Url = Field("https://api-data.line.me", description="LINE's API for contents.")
    office: Path | None = Field(None, description="Pack file, when the installation serves one office.")
    line_channel_secret: SecretStr | None = Field(None, description="Channel secret of that one office.")
    line_channel_access_token: SecretStr | None = Field(None, description="Channel access token of that one office.")
    clock_file: Path | None = Field(None, description="Seconds by which the clock is turned; for the demo only.")
    log_level: Filled = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @model_validator(mode="after")
    def _one_office_is_whole(self) -> "Settings":
        given = {
            "OFFICE": self.office,
            "LINE_CHANNEL_SECRET": self.line_channel_secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.line_channel_access_token,
        }
        missing = [name for name, value in given.items() if value is None]
        if self.line_channel_secret or self.line_channel_access_token:
            for name in missing:
                raise ValueError(
                    f"{name}: missing; OFFICE, LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN go together"
                )
        for name in ("line_channel_secret", "line_channel_access_token"):
            value = getattr(self, name)
            if value is not None and not value.get_secret_value().strip():
                raise ValueError(f"{name.upper()}: empty; fill it in or leave it out")
        if self.office is not None and not self.office.is_file():
            raise ValueError(f"OFFICE: no such file: {self.office}")
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
