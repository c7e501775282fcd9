"""What the commands share."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from bot import migrating
from bot.services import Services, make_services
from bot.settings import read_settings
from models import offices
from models.offices import Office
from nlp.thai_calendar import BUDDHIST_ERA, FISCAL_YEARS

PORT = click.IntRange(1, 65535)
"""A port to serve at."""


def buddhist_year(words: str) -> int:
    """The type of fiscal years: of the Buddhist era; who gives another is told which one is likely meant."""
    year = int(words) if words.isdecimal() else 0
    if year not in FISCAL_YEARS:
        buddhist = year + BUDDHIST_ERA
        likely = f"; {year} → {buddhist}, from October {buddhist + 1}" if buddhist in FISCAL_YEARS else ""
        raise click.BadParameter(f"{words!r} is no year of the Buddhist era such as 2570{likely}")
    return year


def services_here(*, ready: bool = True) -> Services:
    """The services of this command, closed when it ends. Raises SettingsError.

    The command ends with what to do when the database can't be used, unless it needs none that is `ready`.
    """
    services = make_services(read_settings())
    click.get_current_context().call_on_close(services.database.dispose)
    problem = migrating.problem(services.database) if ready else None
    if problem:
        raise click.ClickException(problem)
    return services


@contextmanager
def opened_office(services: Services, slug: str) -> Iterator[tuple[Session, Office]]:
    """A session of the office with that slug, committed at the end; ends the command when there is none."""
    with services.database.begin() as session:
        yield session, enter_office(session, slug)


def enter_office(session: Session, slug: str) -> Office:
    """The office with that slug, to which the session keeps from now on; ends the command when there is none."""
    office = offices.find(session, slug)
    if office is None:
        raise click.ClickException(f"no office {slug!r}; load its pack first: python -m bot office load FILE")
    session.info["office_id"] = office.id
    return office
