"""A session of an office sees, changes and writes that office's rows only: for every table that belongs to an office.

The rule is made in the session, not in the database, so one engine is enough here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, delete, func, inspect, select, update
from sqlalchemy.orm import Session, aliased

from models import tables
from models.db import Base, Database, OfficeOwned, UtcDateTime, insert_once
from models.offices import Office, School
from models.people import Person
from models.rate_limits import AskedOften
from tests.office import NOW

OWNED = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, OfficeOwned)),
    key=lambda model: model.__tablename__,
)

every_owned_table = pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__tablename__)


def test_all_tables_belong_to_an_office_but_the_offices_and_counts_of_who_asked_how_often() -> None:
    others = {Office.__table__, AskedOften.__table__}
    assert {model.__table__ for model in OWNED} | others == set(tables.metadata.tables.values())


@pytest.fixture(scope="module")
def two_offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, int, int]]:
    """A database with a row of each of two offices in every table; no test changes it."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('offices') / 'nithet.sqlite'}")
    Base.metadata.create_all(database.engine)
    with database.begin() as session:
        offices = [Office(slug=slug, name=slug, short_name=slug, pack={}, created_at=NOW) for slug in ("a", "b")]
        session.add_all(offices)
        session.flush()
        for office in offices:
            fill(session, office.id)
        first, second = (office.id for office in offices)
    yield database, first, second
    database.dispose()


def fill(session: Session, office_id: int) -> None:
    """One row of this office in every table, in the order of their foreign keys."""
    made: dict[str, int] = {"offices": office_id}
    models = {model.__tablename__: model for model in OWNED}
    for table in tables.metadata.sorted_tables:
        if table.name in models:
            row = models[table.name](**_values(models[table.name], made, office_id))
            session.add(row)
            session.flush()
            made[table.name] = row.id


def _values(model: Any, made: dict[str, int], office_id: int) -> dict[str, Any]:
    values = {}
    for column in model.__table__.columns:
        (key, *_) = (one.column.table.name for one in column.foreign_keys) if column.foreign_keys else (None,)
        if column.primary_key or (column.nullable and key is None) or (key is not None and key not in made):
            continue
        attribute = inspect(model).get_property_by_column(column).key
        values[attribute] = made[key] if key else _some(column, office_id)
    return values


def _some(column: Any, office_id: int) -> Any:
    examples: dict[type, Any] = {
        UtcDateTime: NOW,
        Date: NOW.date(),
        JSON: [],
        LargeBinary: b"",
        Boolean: True,
        Integer: 1,
        Float: 1.0,
        String: str(office_id),
    }
    return next(value for kind, value in examples.items() if isinstance(column.type, kind))


@every_owned_table
def test_a_session_of_one_office_does_not_see_rows_of_another(
    two_offices: tuple[Database, int, int], model: type[Any]
) -> None:
    database, first, second = two_offices
    with database.reading(second) as session:
        foreign = session.scalars(select(model)).one().id
    with database.reading(first) as session:
        other = aliased(model)
        assert {row.office_id for row in session.scalars(select(model))} == {first}
        assert session.scalar(select(func.count()).select_from(model)) == 1
        assert session.scalar(select(func.count(other.id))) == 1
        assert session.query(model.id).all() == session.query(model.id).filter_by(office_id=first).all()
        assert session.get(model, foreign) is None
        assert session.scalar(select(model).where(model.id == foreign)) is None
        assert session.scalar(select(Office.id).where(select(other.id).where(other.id == foreign).exists())) is None


@every_owned_table
def test_a_session_of_one_office_changes_and_deletes_no_rows_of_another(
    two_offices: tuple[Database, int, int], model: type[Any]
) -> None:
    database, first, second = two_offices
    with database.reading(second) as session:
        foreign = session.scalars(select(model)).one().id
    with database.begin(first) as session:
        touched = update(model).where(model.id == foreign).values(office_id=first).returning(model.id)
        assert session.execute(touched).all() == []
        assert session.execute(delete(model).where(model.id == foreign).returning(model.id)).all() == []
    with database.reading(second) as session:
        assert session.get(model, foreign) is not None


@every_owned_table
def test_a_session_of_one_office_writes_no_row_for_another(
    two_offices: tuple[Database, int, int], model: type[Any]
) -> None:
    database, first, second = two_offices
    with database.reading(second) as session:
        row = session.scalars(select(model)).one()
        values = {column.key: getattr(row, column.key) for column in inspect(model).column_attrs if column.key != "id"}
    with pytest.raises(ValueError, match=f"office {second} in a session of office {first}"), database.begin(first) as s:
        s.add(model(**values))
    with pytest.raises(ValueError, match=f"office {second} in a session of office {first}"), database.begin(first) as s:
        insert_once(s, model, **values)


def test_a_row_does_not_move_to_another_office(two_offices: tuple[Database, int, int]) -> None:
    database, first, second = two_offices
    with pytest.raises(ValueError, match="in a session of office"), database.begin(first) as session:
        session.scalars(select(School)).one().office_id = second


def test_what_hangs_on_a_row_is_of_the_same_office(two_offices: tuple[Database, int, int]) -> None:
    database, first, second = two_offices
    with database.begin() as session:
        schools = {school.office_id: school.id for school in session.scalars(select(School))}
        session.execute(update(Person).where(Person.office_id == first).values(school_id=schools[second]))
        session.info["office_id"] = first
        assert session.scalars(select(Person)).one().school is None
        session.rollback()
