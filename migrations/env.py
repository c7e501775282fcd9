"""Alembic's entry: runs the migrations on the engine that bot/migrating.py hands in."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from models import tables
from models.db import UtcDateTime


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write plain types into new migrations: they must run when the models have long changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, sa.JSON):
        return "JSON"
    return False


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
