"""How often one may knock at the console's door, counted in the database: all web processes count together."""

from datetime import UTC, datetime, timedelta
from typing import Any

from limits.storage import Storage
from sqlalchemy.exc import SQLAlchemyError

from models import rate_limits
from models.db import Database

SCHEME = "nithet"
FORGET_AFTER = timedelta(minutes=1)


class DatabaseStorage(Storage):
    """What Flask-Limiter counts with. Its clock is the system's: the limits guard this machine, not the office's day."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 (the library's own interface)

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions)
        self._database: Database = options["database"]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong here."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and drop the counters of spans that are over."""
        now = _now()
        with self._database.begin() as session:
            rate_limits.forget(session, before=now - FORGET_AFTER)
            return rate_limits.raise_count(session, key, amount, now + timedelta(seconds=expiry), now)

    def get(self, key: str) -> int:
        """The present count."""
        with self._database.reading() as session:
            return rate_limits.count_of(session, key, _now())

    def get_expiry(self, key: str) -> float:
        """When the span ends, in seconds since 1970."""
        with self._database.reading() as session:
            return (rate_limits.until_of(session, key) or _now()).timestamp()

    def check(self) -> bool:
        """Whether counting works."""
        return self.get("check") == 0

    def reset(self) -> int:
        """Forget all counters; how many."""
        with self._database.begin() as session:
            return rate_limits.forget(session)

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._database.begin() as session:
            rate_limits.forget(session, key)


def _now() -> datetime:
    return datetime.now(UTC)
