"""The database's tables: bring them to this version, and tell whether they are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

import migrations
from models.db import Database


def config(database: Database) -> Config:
    """Alembic's configuration for this database."""
    made = Config()
    made.set_main_option("script_location", str(Path(migrations.__file__).parent))
    made.attributes["engine"] = database.engine
    return made


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the tables to `revision`."""
    command.upgrade(config(database), revision)


def silence(database: Database) -> str | None:
    """Why the database does not answer, in a sentence for the operator; None when it does."""
    try:
        _revision(database)
    except DBAPIError as error:
        return f"the database does not answer ({type(error.orig).__name__}); check DATABASE_URL"
    return None


def problem(database: Database) -> str | None:
    """Why the database can't be used now, in a sentence for the operator; None when it can."""
    unanswered = silence(database)
    if unanswered:
        return unanswered
    current, wanted = _revision(database), ScriptDirectory.from_config(config(database)).get_current_head()
    if current == wanted:
        return None
    return f"the tables are at {current or 'nothing'}, this version needs {wanted}; run: python -m bot migrate"


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
