"""Migrations run up from nothing and from every earlier revision, with rows in all tables, and end where the models are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table

from bot import migrating
from models import tables
from models.db import Database
from tests.office import NOW

REVISIONS = [
    script.revision
    for script in reversed(
        list(ScriptDirectory.from_config(migrating.config(Database("sqlite:///unused"))).walk_revisions())
    )
]


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without tables."""
    made = Database(database_url)
    yield made
    made.dispose()


def differences(database: Database) -> list[Any]:
    """What alembic would still change."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, tables.metadata))


def fill(connection: Connection) -> None:
    """A row in each table that has none, as the tables are at this revision."""
    metadata = MetaData()
    metadata.reflect(connection)
    made: dict[str, Any] = {}
    for table in metadata.sorted_tables:
        if table.name != "alembic_version":
            made[table.name] = connection.execute(sa.select(table.c.id)).scalar()
            if made[table.name] is None:
                values = dict(_needed(table, made))
                made[table.name] = connection.execute(table.insert().values(values).returning(table.c.id)).scalar_one()


def _needed(table: Table, made: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        if column.foreign_keys:
            other = next(iter(column.foreign_keys)).column.table.name
            if other in made:
                yield column.name, made[other]
        elif not column.primary_key and not column.nullable:
            yield column.name, _example(column)


def _example(column: sa.Column[Any]) -> Any:
    examples: dict[type, Any] = {
        sa.DateTime: NOW.replace(tzinfo=None),
        sa.Date: NOW.date(),
        sa.JSON: {},
        sa.LargeBinary: b"1",
        sa.Boolean: True,
        sa.Numeric: 1,
        sa.Float: 1,
        sa.Integer: 1,
        sa.String: "1",
    }
    return next(value for kind, value in examples.items() if isinstance(column.type, kind))


def counts(database: Database) -> dict[str, int]:
    """{table: rows}, of the tables that the models know."""
    with database.engine.connect() as connection:
        there = set(sa.inspect(connection).get_table_names()) & set(tables.metadata.tables)
        return {
            name: connection.execute(sa.text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in sorted(there)
        }


def test_from_nothing_they_end_where_the_models_are(empty: Database) -> None:
    migrating.migrate(empty)
    assert differences(empty) == []
    assert migrating.problem(empty) is None


def test_from_every_earlier_revision_no_row_is_lost(empty: Database) -> None:
    for revision, following in zip(REVISIONS, [*REVISIONS[1:], "head"], strict=True):
        migrating.migrate(empty, revision)
        with empty.engine.begin() as connection:
            fill(connection)
        before = counts(empty)
        migrating.migrate(empty, following)
        after = counts(empty)
        assert {name: after[name] for name in before} == before == dict.fromkeys(before, 1), (
            f"from {revision} to {following}"
        )
    assert differences(empty) == []


def test_whose_words_can_be_taken_back_survives_the_way_up_and_down(empty: Database) -> None:
    migrating.migrate(empty, "0013")
    draft = {"key": "k", "text": "ก", "message_id": "8", "said": [["ก", "t"], ["ข", "t"]]}
    with empty.engine.begin() as connection:
        fill(connection)
        lately = datetime.now(UTC).replace(tzinfo=None)
        connection.execute(
            sa.text("UPDATE consultations SET line_message_id = '7', registered_at = :at"), {"at": lately}
        )
        connection.execute(sa.update(tables.metadata.tables["chats"]).values(data={"draft": draft}))
    migrating.migrate(empty)
    with empty.engine.connect() as connection:
        kept = connection.execute(
            sa.text("SELECT line_message_id, kept_in, row_id, kept_as, words FROM sentences")
        ).one()
        assert tuple(kept) == ("7", "consultations", 1, "question", "1")
        assert data_of_the_chat(connection) == {"draft": {"key": "k", "said": [["ก", "t", "8"], ["ข", "t", None]]}}
    command.downgrade(migrating.config(empty), "0013")
    with empty.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT line_message_id FROM consultations")).scalar_one() == "7"
        assert data_of_the_chat(connection) == {"draft": draft}


def data_of_the_chat(connection: Connection) -> Any:
    """What the one chat keeps."""
    return connection.execute(sa.select(tables.metadata.tables["chats"].c.data)).scalar_one()


def test_an_earlier_revision_is_told_with_what_to_do(empty: Database) -> None:
    assert "python -m bot migrate" in (migrating.problem(empty) or "")


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrating.migrate(empty)
    migrating.migrate(empty)
    assert differences(empty) == []
