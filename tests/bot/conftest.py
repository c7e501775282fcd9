"""One office with a channel at the simulated LINE Platform, without web and worker: tests take the steps themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.channels import encrypted
from bot.deliver import deliver_one
from bot.dispatch import handle_one
from bot.services import Services, make_services
from bot.settings import Settings
from models.clock import system_clock
from models.db import Database
from models.offices import Office
from simulator.stage import Phone, Stage
from tests.office import NOW, id_of_office

SECRET_KEY = "a secret for tests only"


@dataclass
class House:
    """The services of one process, the simulated platform, and the office's channel."""

    services: Services
    line: Stage
    office_id: int
    channel: dict[str, str]
    clock_file: Path

    @property
    def database(self) -> Database:
        """The database."""
        return self.services.database

    def turn_to_now(self) -> None:
        """Show the same Monday morning on LINE's clock and ours."""
        self.line.turn_to(NOW.isoformat())
        self._write_offset((NOW - system_clock()).total_seconds())

    def advance(self, seconds: float) -> None:
        """Turn LINE's clock and ours."""
        self.line.advance(seconds)
        self._write_offset(float(self.clock_file.read_text()) + seconds)

    def _write_offset(self, seconds: float) -> None:
        written = self.clock_file.with_suffix(".new")
        written.write_text(str(seconds))
        written.replace(self.clock_file)  # at once: a process that reads half a number would live in another time

    def friend(self, name: str = "มานะ ใจดี") -> Phone:
        """A person who has added the account."""
        return self.line.person(name, self.channel["channelId"]).follows()

    def handle_all(self) -> None:
        """Dispatch until the inbox is empty."""
        while handle_one(self.services):
            pass

    def deliver_all(self, rounds: int = 200) -> None:
        """Deliver until nothing is due."""
        for _ in range(rounds):
            if not deliver_one(self.services):
                return


@pytest.fixture
def house(office_database: Database, line: Stage, tmp_path: Path) -> Iterator[House]:
    """A house with the office of Nakhon Sawan, on both engines."""
    clock_file = tmp_path / "clock"
    url = office_database.engine.url.render_as_string(hide_password=False)
    settings = settings_for(url, line.address, clock_file=clock_file)
    services = replace(make_services(settings), database=office_database)
    office_id = id_of_office(services.database)
    made = House(services, line, office_id, line.channel(), clock_file)
    made.turn_to_now()
    give_channel(services, office_id, made.channel)
    yield made


def settings_for(url: str, line_address: str, **more: object) -> Settings:
    """Settings for a database and a LINE Platform."""
    return Settings.model_validate(
        {
            "database_url": url,
            "secret_key": SECRET_KEY,
            "public_url": "http://127.0.0.1:1",
            "line_api_url": line_address,
            "line_data_api_url": line_address,
            "log_level": "INFO",
            **more,
        }
    )


def give_channel(services: Services, office_id: int, channel: dict[str, str]) -> None:
    """Keep the channel with the office, as `office channel` does."""
    with services.database.begin() as session:
        office = session.get_one(Office, office_id)
        office.channel_secret = encrypted(services.settings, channel["secret"])
        office.channel_token = encrypted(services.settings, channel["token"])
        office.bot_user_id = channel["userId"]
