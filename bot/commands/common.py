"""What the commands share."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from bot.services import Services, make_services
from bot.settings import read_settings
from models import offices
from models.offices import Office


def services_here() -> Services:
    """The services of this command, closed when it ends. Raises SettingsError."""
    services = make_services(read_settings())
    click.get_current_context().call_on_close(services.database.dispose)
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
