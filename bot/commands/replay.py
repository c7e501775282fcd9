"""`python -m bot replay …`: what failed is tried again."""

import click

from bot.commands.common import services_here
from models import inbox, outbox


@click.command()
@click.argument("what", type=click.Choice(["inbox", "outbox"]))
def replay(what: str) -> None:
    """Hand failed inbox events to the dispatcher again, or send dead and held outbox messages again."""
    services = services_here()
    with services.database.begin() as session:
        count = (inbox if what == "inbox" else outbox).replay(session, services.clock())
    click.echo(f"{count} {'events' if what == 'inbox' else 'messages'} will be tried again")
