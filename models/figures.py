"""Figures of the reports: consultations counted month by month, so that a report reads some rows of this table and never the
register itself. The worker counts a month anew when something in it changed (`Consultation.counted` is false).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Row, String, UniqueConstraint, delete, false, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.clock import BANGKOK, today
from models.consultations import Consultation, State
from models.db import Base, OfficeOwned
from models.office_facts import OfficeFacts
from models.offices import School
from nlp.thai_calendar import fiscal_year_bounds, fiscal_year_of

KINDS = ("all", "subject", "function", "area", "school", "supervisor")
"""What the figures are told apart by; `key` is a code of the pack or the id of a row, empty where there is none."""

STEPS = (2, 3, 4)
"""The steps of the service with two moments in the register: registered, considered, coordinated."""


@dataclass
class Figures:
    """Counts of some consultations; minutes are office minutes, `within` those that kept the standard."""

    asked: int = 0
    done: int = 0
    no_show: int = 0
    declined: int = 0
    cancelled: int = 0
    ratings: int = 0
    rating_sum: int = 0
    step2_count: int = 0
    step2_minutes: float = 0.0
    step2_within: int = 0
    step3_count: int = 0
    step3_minutes: float = 0.0
    step3_within: int = 0
    step4_count: int = 0
    step4_minutes: float = 0.0
    step4_within: int = 0

    @property
    def rating(self) -> float | None:
        """The mean of 1 to 5."""
        return self.rating_sum / self.ratings if self.ratings else None

    @property
    def living(self) -> int:
        """Asked for and not yet ended."""
        return self.asked - self.done - self.no_show - self.declined - self.cancelled

    def minutes(self, step: int) -> float | None:
        """The mean minutes of a step."""
        count = getattr(self, f"step{step}_count")
        return getattr(self, f"step{step}_minutes") / count if count else None

    def within(self, step: int) -> float | None:
        """Percent of a step that kept the standard."""
        count = getattr(self, f"step{step}_count")
        return 100 * getattr(self, f"step{step}_within") / count if count else None


class MonthFigures(OfficeOwned, Base):
    """The figures of one month (by the day of registration), of one kind and key."""

    __tablename__ = "month_figures"
    __table_args__ = (
        UniqueConstraint("office_id", "month", "kind", "key", name="one_count_per_month_and_key"),
        Index("ix_month_figures_of_year", "office_id", "fiscal_year", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    month: Mapped[dt.date]
    """Its first day."""
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
    asked: Mapped[int]
    done: Mapped[int]
    no_show: Mapped[int]
    declined: Mapped[int]
    cancelled: Mapped[int]
    ratings: Mapped[int]
    rating_sum: Mapped[int]
    step2_count: Mapped[int]
    step2_minutes: Mapped[float]
    step2_within: Mapped[int]
    step3_count: Mapped[int]
    step3_minutes: Mapped[float]
    step3_within: Mapped[int]
    step4_count: Mapped[int]
    step4_minutes: Mapped[float]
    step4_within: Mapped[int]


_SUMS = [func.sum(getattr(MonthFigures, one.name)).label(one.name) for one in fields(Figures)]


def by_month(session: Session, fiscal_year: int) -> dict[dt.date, Figures]:
    """The figures of the twelve months of a fiscal year, October first; months without any are there too."""
    query = select(MonthFigures.month, *_SUMS).group_by(MonthFigures.month)
    query = query.where(MonthFigures.fiscal_year == fiscal_year, MonthFigures.kind == "all")
    found = {row.month: _figures(row) for row in session.execute(query)}
    return {month: found.get(month, Figures()) for month in months_of(fiscal_year)}


def by_key(session: Session, fiscal_year: int, kind: str) -> dict[str, Figures]:
    """The figures of a fiscal year by the keys of a kind, most asked first."""
    query = select(MonthFigures.key, *_SUMS).group_by(MonthFigures.key).order_by(_SUMS[0].desc(), MonthFigures.key)
    query = query.where(MonthFigures.fiscal_year == fiscal_year, MonthFigures.kind == kind)
    return {row.key: _figures(row) for row in session.execute(query)}


def of_year(session: Session, fiscal_year: int) -> Figures:
    """All of a fiscal year."""
    return by_key(session, fiscal_year, "all").get("", Figures())


def _figures(row: object) -> Figures:
    return Figures(**{one.name: getattr(row, one.name) for one in fields(Figures)})


def months_of(fiscal_year: int) -> list[dt.date]:
    """The first days of the twelve months of a fiscal year (Buddhist era)."""
    first, last = fiscal_year_bounds(fiscal_year)
    return [dt.date(first.year, month, 1) for month in (10, 11, 12)] + [
        dt.date(last.year, month, 1) for month in range(1, 10)
    ]


def count_changed(session: Session, office_id: int, facts: OfficeFacts) -> int:
    """Count the months anew in which a consultation was made or changed since the last time; how many months.

    The rows are marked first: what changes from here on waits for our commit, and is counted the next time.
    """
    marked = session.execute(
        update(Consultation)
        .where(Consultation.office_id == office_id, Consultation.counted == false())
        .values(counted=True)
        .returning(Consultation.registered_at)
        .execution_options(synchronize_session=False)
    )
    months = {today(row.registered_at).replace(day=1) for row in marked}
    for month in months:
        _count_month(session, office_id, facts, month)
    return len(months)


def _count_month(session: Session, office_id: int, facts: OfficeFacts, month: dt.date) -> None:
    counted: defaultdict[tuple[str, str], Figures] = defaultdict(Figures)
    for row in _of_month(session, office_id, month):
        steps = list(_steps(row, facts))
        for kind in KINDS:
            _add(counted[kind, _key_of(row, kind)], row, steps, facts)
    session.execute(delete(MonthFigures).where(MonthFigures.office_id == office_id, MonthFigures.month == month))
    same = {"office_id": office_id, "fiscal_year": fiscal_year_of(month), "month": month}
    rows = [{**same, "kind": kind, "key": key, **vars(figures)} for (kind, key), figures in counted.items()]
    if rows:
        session.execute(insert(MonthFigures), rows)


def _of_month(session: Session, office_id: int, month: dt.date) -> Iterable[Row[Any]]:
    since, until = (datetime.combine(day, dt.time(0), BANGKOK) for day in (month, _next(month)))
    return session.execute(
        select(
            Consultation.state,
            Consultation.rating,
            Consultation.requested_at,
            Consultation.registered_at,
            Consultation.considered_at,
            Consultation.coordinated_at,
            Consultation.learning_area.label("subject"),
            Consultation.function,
            School.area,
            Consultation.school_id.label("school"),
            Consultation.supervisor_id.label("supervisor"),
        )
        .join(School, School.id == Consultation.school_id, isouter=True)
        .where(
            Consultation.office_id == office_id,
            Consultation.registered_at >= since,
            Consultation.registered_at < until,
        )
    )


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)


def _key_of(row: Row[Any], kind: str) -> str:
    value = None if kind == "all" else getattr(row, kind)
    return "" if value is None else str(value)


def _steps(row: Row[Any], facts: OfficeFacts) -> Iterator[tuple[int, float]]:
    moments = (row.requested_at, row.registered_at, row.considered_at, row.coordinated_at)
    for step, since, until in zip(STEPS, moments, moments[1:], strict=False):
        if since is not None and until is not None:
            yield step, facts.calendar.office_minutes_between(since, until)


def _add(figures: Figures, row: Row[Any], steps: list[tuple[int, float]], facts: OfficeFacts) -> None:
    figures.asked += 1
    if row.state in (State.DONE, State.NO_SHOW, State.DECLINED, State.CANCELLED):
        setattr(figures, row.state, getattr(figures, row.state) + 1)
    if row.rating:
        figures.ratings, figures.rating_sum = figures.ratings + 1, figures.rating_sum + row.rating
    for step, minutes in steps:
        for name, more in (("count", 1), ("minutes", minutes), ("within", minutes <= facts.standard_minutes(step))):
            setattr(figures, f"step{step}_{name}", getattr(figures, f"step{step}_{name}") + more)
