"""`python -m migrations.new "what it does"`: drafts the next migration from what the models have and the last one lacks."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot import migrating
from models.db import Database


def main() -> None:
    """Write migrations/versions/NNNN_what_it_does.py; read it before you commit it."""
    versions = Path(__file__).parent / "versions"
    number = f"{len(list(versions.glob('[0-9]*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.sqlite")
        migrating.migrate(database)
        command.revision(migrating.config(database), message=" ".join(sys.argv[1:]), autogenerate=True, rev_id=number)
        database.dispose()


if __name__ == "__main__":
    main()
