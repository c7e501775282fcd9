"""A database with one office, on both engines."""

import pytest

from models.db import Database
from tests.office import id_of_office


@pytest.fixture
def database(office_database: Database) -> Database:
    """All tables, and the office of Nakhon Sawan."""
    return office_database


@pytest.fixture
def office_id(database: Database) -> int:
    """The office of Nakhon Sawan."""
    return id_of_office(database)
