"""`python -m bot staff …`."""

import click
import segno

from bot.commands.common import opened_office, services_here
from models import people
from models.people import INVITE_DAYS, Role


@click.group()
def staff() -> None:
    """Enrol the people of an office."""


@staff.command()
@click.option("--office", "slug", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role if role != Role.TEACHER]), required=True)
@click.option("--id", "code", help="The post in the office pack, such as s07.")
@click.option("--plain", is_flag=True, help="Print the code only.")
def invite(slug: str, role: str, code: str | None, *, plain: bool) -> None:
    """Print a one-time code, its link and QR; whoever sends it to the bot gets the role."""
    services = services_here()
    with opened_office(services, slug) as (session, office):
        try:
            made = people.invite(session, Role(role), services.clock(), code, office.id)
        except LookupError as error:
            raise click.ClickException(str(error)) from None
        link = services.links.chat(office, made) if office.bot_basic_id else None
    if plain:
        click.echo(made)
        return
    click.echo(f"รหัส: {made}  (ใช้ได้ครั้งเดียวภายใน {INVITE_DAYS} วัน ส่งให้บอตในแชตส่วนตัว)")
    if link is None:
        click.echo("no link and QR yet: LINE has not told the bot's id; the worker asks for it", err=True)
        return
    click.echo(f"ลิงก์: {link}")
    segno.make(link, error="m").terminal(compact=True)
