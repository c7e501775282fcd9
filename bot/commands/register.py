"""`python -m bot register`: the register (ทะเบียน) of a fiscal year as CSV or Excel."""

import sys

import click

from bot.commands.common import buddhist_year, opened_office, services_here
from bot.sheets import as_csv, as_xlsx
from models import register as registers
from models.office_facts import facts_of


@click.command()
@click.option("--office", "slug", required=True)
@click.option("--fiscal-year", type=buddhist_year, required=True, help="Buddhist era, such as 2570.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
def register(slug: str, fiscal_year: int, form: str) -> None:
    """Print the register to standard output: numbers, times, steps against standard minutes, outcome."""
    services = services_here()
    with opened_office(services, slug) as (session, office):
        table = registers.table(session, facts_of(office), fiscal_year)
    sys.stdout.buffer.write(as_csv(table) if form == "csv" else as_xlsx(table, f"ทะเบียน {fiscal_year}"))
