"""A database with one office, on both engines."""

from collections.abc import Iterator

import pytest

from models.db import Database
from tests.office import id_of_office


@pytest.fixture
def database(office_url: str) -> Iterator[Database]:
    """All tables, and the office of Nakhon Sawan."""
    made = Database(office_url)
    yield made
    made.dispose()


@pytest.fixture
def office_id(database: Database) -> int:
    """The office of Nakhon Sawan."""
    return id_of_office(database)
