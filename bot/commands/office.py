"""`python -m bot office …`: load packs, keep channels."""

import sys
from pathlib import Path

import click

from bot.channels import encrypted
from bot.commands.common import opened_office, services_here
from bot.line import Line, LineError
from models import roster
from models.packs import PackError, read_pack


@click.group()
def office() -> None:
    """Load an office's pack, store its LINE channel."""


@office.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
def load(file: Path, *, dry_run: bool) -> None:
    """Load or update an office from its pack FILE; what the office edited stays."""
    try:
        pack = read_pack(file)
    except PackError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    services = services_here()
    with services.database.begin() as session:
        changes = roster.load(session, pack, services.clock())
        if dry_run:
            session.rollback()
    for change in changes:
        click.echo(("would be: " if dry_run else "") + change)
    click.echo(f"{pack.office.slug}: {len(changes)} changes" + (", none made" if dry_run else ""))


@office.command()
@click.argument("slug")
@click.option("--secret-file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--token-file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def channel(slug: str, secret_file: Path, token_file: Path) -> None:
    """Store the LINE channel of office SLUG, encrypted with SECRET_KEY."""
    services = services_here()
    secret, token = secret_file.read_text().strip(), token_file.read_text().strip()
    if not secret or not token:
        raise click.ClickException("the files must hold the channel secret and the channel access token")
    line = Line(token, services.settings.line_api_url, services.settings.line_data_api_url)
    try:
        bot_user_id, bot_basic_id = line.bot_info()
    except LineError as error:
        raise click.ClickException(f"LINE does not take this token: {error}") from None
    with opened_office(services, slug) as (_session, found):
        found.channel_secret = encrypted(services.settings, secret)
        found.channel_token = encrypted(services.settings, token)
        found.bot_user_id, found.bot_basic_id = bot_user_id, bot_basic_id
    click.echo(f"{slug}: channel of {bot_basic_id} stored")
    click.echo(f"webhook address for LINE: {services.settings.public_url}/line/{slug}")
