"""Alembic migrations, numbered and named for what they do. Run by `python -m bot migrate`."""
