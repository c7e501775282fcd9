"""What must be true before a process starts to serve."""

import sys

import click

from bot import migrating
from bot.services import Services
from models import offices, roster
from models.packs import PackError, read_pack


def ready_or_stop(services: Services) -> None:
    """Stop with a sentence when the database is not usable; load the office of OFFICE when it is not there yet."""
    problem = migrating.problem(services.database)
    if problem:
        click.echo(problem, err=True)
        sys.exit(1)
    load_configured_office(services, only_if_missing=True)


def load_configured_office(services: Services, *, only_if_missing: bool = False) -> list[str]:
    """Load the pack that OFFICE names; a line for each change."""
    path = services.settings.office
    if path is None:
        return []
    try:
        pack = read_pack(path)
    except PackError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    with services.database.begin() as session:
        if only_if_missing and offices.find(session, pack.office.slug) is not None:
            return []
        return roster.load(session, pack, services.clock())
