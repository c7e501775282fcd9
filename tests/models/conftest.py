"""A migrated database with one office, on both engines."""

from collections.abc import Iterator

import pytest

from bot import migrating
from models.db import Database
from tests.office import load_office


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """All tables, no rows."""
    made = Database(database_url)
    migrating.migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def office_id(database: Database) -> int:
    """The office of Nakhon Sawan."""
    return load_office(database)
