"""The database: engine, sessions, column types and the two ways to be first.

One engine for SQLite (embedded default) and PostgreSQL (to grow on); everything above asks for nothing that only one of them has.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    MetaData,
    create_engine,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, handed out with its zone. A datetime without a zone is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """Every table of the house; constraint names are fixed so that migrations can name them on both engines."""

    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own interface)
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[Any]: Json,
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OfficeOwned:
    """A row that belongs to one office. In a session of an office, no query sees any other office's rows."""

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)


class Database:
    """Sessions on one database URL. Safe to share between threads; make it after fork."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(self.engine.execution_options(read_only=True), expire_on_commit=False)

    @contextmanager
    def begin(self, office_id: int | None = None) -> Iterator[Session]:
        """A session in a transaction that commits at the end; of one office when its id is given."""
        with self._sessions(info={"office_id": office_id}) as session, session.begin():
            yield session

    @contextmanager
    def reading(self, office_id: int | None = None) -> Iterator[Session]:
        """A session that only reads: on SQLite it does not queue behind writers."""
        with self._reading(info={"office_id": office_id}) as session:
            yield session

    def dispose(self) -> None:
        """Close the pooled connections."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine for `url`, with SQLite told to behave like a server: WAL, foreign keys, write locks taken at the start.

    Errors do not show the values of a statement: they end in logs, and the values are people's words.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": 60}, pool_size=20, max_overflow=60, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


CACHE_KILOBYTES = 512


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")
    # Each of some dozen connections keeps pages of its own: with SQLite's two megabytes memory would grow with the data for
    # a long time. The system has the file's pages anyway.
    connection.execute(f"PRAGMA cache_size=-{CACHE_KILOBYTES}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that first reads and then writes fails with "database is locked" when somebody wrote
    # in between, and no waiting helps; taking the write lock at once waits its turn instead.
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


@event.listens_for(Session, "do_orm_execute")
def _keep_to_the_office(state: ORMExecuteState) -> None:
    office_id = state.session.info.get("office_id")
    if office_id is None or state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(
        with_loader_criteria(OfficeOwned, lambda row: row.office_id == office_id, include_aliases=True)
    )


@event.listens_for(Session, "before_flush")
def _stamp_the_office(session: Session, _context: object, _instances: object) -> None:
    office_id = session.info.get("office_id")
    if office_id is None:
        return
    for row in (*session.new, *session.dirty):
        if isinstance(row, OfficeOwned):
            row.office_id = row.office_id or office_id
            _refuse_other_office(session, type(row), row.office_id)


def _refuse_other_office(session: Session, model: type[Base] | type[OfficeOwned], office_id: int) -> None:
    own = session.info.get("office_id")
    if own is not None and office_id != own:
        raise ValueError(f"{model.__name__} of office {office_id} in a session of office {own}")


LARGEST_ROW_ID = 999_999_999
"""Larger numbers in a button or an address are not asked for: the databases refuse what fits no integer."""


def row_id(words: str) -> int | None:
    """The id of a row as it stands in a button; None for what can't be one."""
    return int(words) if words.isdecimal() and len(words) <= len(str(LARGEST_ROW_ID)) else None


def insert_once(session: Session, model: type[Base], **values: Any) -> int | None:
    """Insert the row unless a unique constraint says it is there already; its id when this call made it, else None.

    Asks with RETURNING, because psycopg reports rowcount -1 for this statement.
    """
    if issubclass(model, OfficeOwned):
        values.setdefault("office_id", session.info.get("office_id"))
        _refuse_other_office(session, model, values["office_id"])
    (key,) = inspect(model).primary_key
    statement = upsert(session, model).values(**values).on_conflict_do_nothing().returning(key)
    row = session.execute(statement).first()
    return None if row is None else int(row[0])


def upsert(session: Session, model: type[Base]) -> sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the session's dialect (both spell it alike)."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(model)
    return cast(sqlite.Insert, postgresql.insert(model))


def keep_latest(session: Session, model: type[Base], unique: dict[str, Any], **values: Any) -> None:
    """The one row with the `unique` values: made, or changed to `values` when it is there."""
    statement = upsert(session, model).values(**unique, **values)
    session.execute(statement.on_conflict_do_update(index_elements=list(unique), set_=values))


def hold(session: Session, row: Base) -> None:
    """Keep the row from others until the transaction ends, and read it again as it is now."""
    (key,) = inspect(type(row)).primary_key
    session.execute(select(key).where(key == inspect(row).identity[0]).with_for_update())  # type: ignore[index]
    session.refresh(row)


def lock_for_transaction(session: Session, name: str) -> bool:
    """Take the lock `name` until the transaction ends; False when another transaction holds it.

    On SQLite a writing transaction is alone anyway.
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    statement = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    return session.execute(statement, {"name": name}).scalar_one() is True
