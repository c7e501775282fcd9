"""A PostgreSQL database that is as new for each test: its rows are put back, which takes a tenth of the time of a new one."""

from sqlalchemy import text

from models.db import Database
from models.tables import metadata

_TABLES = [table.name for table in metadata.sorted_tables]

_KEEP = [
    "CREATE SCHEMA kept",
    *(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"' for name in _TABLES),
    "CREATE TABLE kept.sequences AS SELECT sequencename AS name, last_value AS last"
    " FROM pg_sequences WHERE schemaname = 'public'",
]

# What a killed process has left may still hold a lock.
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_PUT_BACK = [
    _END_OTHERS,
    "SET LOCAL session_replication_role = replica",  # no foreign key is looked after: the order is no matter
    *(f'DELETE FROM public."{name}"; INSERT INTO public."{name}" TABLE kept."{name}"' for name in _TABLES),
    "SELECT setval(name::regclass, coalesce(last, 1), last IS NOT NULL) FROM kept.sequences",
]


def keep(database: Database) -> None:
    """Remember the rows as they are now."""
    with database.engine.begin() as connection:
        connection.execute(text(";".join(_KEEP)))


def put_back(database: Database) -> None:
    """Make the rows what they were at `keep`, and end whoever else is still connected."""
    database.dispose()
    with database.engine.begin() as connection:
        connection.execute(text(";".join(_PUT_BACK)))
    database.dispose()
