"""`python -m bot replay …`: what failed is tried again."""

import click

from bot.commands.common import enter_office, services_here
from models import inbox, outbox


@click.command()
@click.argument("what", type=click.Choice(["inbox", "outbox"]))
@click.option("--office", "slug", help="Only what belongs to this office.")
def replay(what: str, slug: str | None) -> None:
    """Hand failed inbox events to the dispatcher again, or send dead outbox messages again."""
    services = services_here()
    with services.database.begin() as session:
        if slug is not None:
            enter_office(session, slug)
        count = (inbox if what == "inbox" else outbox).replay(session, services.clock())
    click.echo(f"{count} {'events' if what == 'inbox' else 'messages'} will be tried again")
