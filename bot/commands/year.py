"""`python -m bot year …`: the annual calendar of an office."""

import datetime as dt
from collections import Counter

import click

from bot.commands.common import buddhist_year, opened_office, services_here
from models import annual_plan
from models.annual_plan import Phase, RunState
from models.office_facts import facts_of


@click.group()
def year() -> None:
    """Plan a fiscal year from the office's processes, and show it."""


@year.command("open")
@click.argument("fiscal_year", type=buddhist_year)
@click.option("--office", "slug", required=True)
def open_(fiscal_year: int, slug: str) -> None:
    """Turn the phases into dated runs of FISCAL_YEAR (2570 begins on 1 October 2026) and let the reminders begin."""
    services = services_here()
    with opened_office(services, slug) as (session, office):
        changed = annual_plan.open_year(session, office.id, facts_of(office), fiscal_year, services.clock())
        runs = annual_plan.runs_of_year(session, fiscal_year)
        _print_undated(annual_plan.described(facts_of(office).pack, runs))
    counts = Counter(run.state for run in runs)
    click.echo(f"{slug} {fiscal_year}: {len(runs)} phases, {changed} changed; " + _listed(counts))


@year.command()
@click.argument("fiscal_year", type=buddhist_year)
@click.option("--office", "slug", required=True)
def show(fiscal_year: int, slug: str) -> None:
    """Print the phases of FISCAL_YEAR in order of time: id, start, end, state, process, number and name."""
    with opened_office(services_here(), slug) as (session, office):
        runs = annual_plan.runs_of_year(session, fiscal_year)
        phases = annual_plan.in_order(annual_plan.described(facts_of(office).pack, runs))
    if not phases:
        raise click.ClickException(
            f"no plan of {fiscal_year} yet: python -m bot year open {fiscal_year} --office {slug}"
        )
    for phase in phases:
        click.echo(_line(phase))


@year.command()
@click.argument("run_id", type=int)
@click.argument("first", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("last", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--office", "slug", required=True)
def date(run_id: int, first: dt.datetime, last: dt.datetime, slug: str) -> None:
    """Date the phase RUN_ID (from `year show`) from FIRST to LAST, both YYYY-MM-DD in Christian years."""
    services = services_here()
    if last < first:
        raise click.ClickException("the last day lies before the first")
    with opened_office(services, slug) as (session, office):
        run = annual_plan.find(session, str(run_id))
        if run is None:
            raise click.ClickException(f"{slug} has no phase {run_id}; see: python -m bot year show")
        annual_plan.date(session, facts_of(office), run, (first.date(), last.date()), services.clock())


def _print_undated(phases: list[Phase]) -> None:
    for phase in phases:
        if phase.run.state == RunState.UNDATED:
            click.echo("to be dated: " + _line(phase))


def _line(phase: Phase) -> str:
    run = phase.run
    days = f"{run.starts_on or '-'!s:<10}  {run.ends_on or '-'!s:<10}"
    return f"{run.id:>5}  {days}  {run.state:<8}  {run.process} {run.phase}  {phase.entry.name_th}"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
