"""`python -m bot round …`: the report rounds of an office."""

import sys

import click

from bot.commands.common import buddhist_year, opened_office, services_here
from bot.sheets import as_csv, as_xlsx
from models import round_register, rounds
from models.office_facts import facts_of


@click.group("round")
def round_() -> None:
    """Show who has answered a report round, and the rounds of a year."""


@round_.command()
@click.argument("round_id", type=int)
@click.option("--office", "slug", required=True)
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="xlsx", show_default=True)
def export(round_id: int, slug: str, form: str) -> None:
    """Print the result of round ROUND_ID to standard output: a line for every school."""
    with opened_office(services_here(), slug) as (session, office):
        wanted = rounds.find(session, str(round_id))
        if wanted is None:
            raise click.ClickException(f"{slug} has no round {round_id}")
        table = round_register.result(session, facts_of(office), wanted)
    sys.stdout.buffer.write(as_csv(table) if form == "csv" else as_xlsx(table, f"รอบ {round_id}"))


@round_.command()
@click.option("--office", "slug", required=True)
@click.option("--fiscal-year", type=buddhist_year, required=True, help="Buddhist era, such as 2570.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
def register(slug: str, fiscal_year: int, form: str) -> None:
    """Print the register of the rounds that were opened in FISCAL_YEAR: a line for each with its result."""
    with opened_office(services_here(), slug) as (session, office):
        table = round_register.register(session, facts_of(office), fiscal_year)
    sys.stdout.buffer.write(as_csv(table) if form == "csv" else as_xlsx(table, f"รอบรายงาน {fiscal_year}"))
