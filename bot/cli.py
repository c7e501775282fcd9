"""THE page of commands: `python -m bot …`, installed as `nithet`."""

import os
import sys

import click

from bot import migrating
from bot.commands.common import PORT
from bot.commands.doctor import doctor
from bot.commands.office import office
from bot.commands.register import register
from bot.commands.replay import replay
from bot.commands.round import round_
from bot.commands.staff import staff
from bot.commands.understand import understand_command
from bot.commands.windows import windows
from bot.commands.year import year
from bot.installing import load_configured_office, ready_or_stop
from bot.services import make_services
from bot.settings import SettingsError, read_settings
from bot.worker import Worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Nithet: academic consultations by LINE for district education offices."""


@cli.command()
@click.option("--port", type=PORT, envvar="PORT", default=8000, show_default=True, show_envvar=True)
@click.option("--workers", default=2, show_default=True, help="Web processes.")
def web(port: int, workers: int) -> None:
    """Serve the webhook and the pages (gunicorn)."""
    ready_or_stop(make_services(read_settings()))
    arguments = ["--bind", f"0.0.0.0:{port}", "--workers", str(workers), "--threads", "8"]
    # No control socket: it stands in the home folder, where two installations on one machine would meet.
    quiet = ["--access-logfile", "/dev/null", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *arguments, *quiet, "bot.app:create_app()"]
    os.execv(sys.executable, command)  # noqa: S606 (our own interpreter, no shell)


@cli.command()
def worker() -> None:
    """Handle what came in, send what must go out, remind of what is due."""
    services = make_services(read_settings())
    ready_or_stop(services)
    Worker(services).run_until_told()


@cli.command()
def migrate() -> None:
    """Bring the database to this version, and load the pack named by OFFICE."""
    services = make_services(read_settings())
    unanswered = migrating.silence(services.database)
    if unanswered:
        raise click.ClickException(unanswered)
    migrating.migrate(services.database)
    for line in load_configured_office(services):
        click.echo(line)
    click.echo("database ready")


for command in (office, staff, register, replay, doctor, understand_command, windows, year, round_):
    cli.add_command(command)


def main() -> None:
    """The console script; wrong settings are named and stop the start."""
    try:
        cli()
    except SettingsError as error:
        click.echo(f"Settings (environment):\n{error}", err=True)
        sys.exit(2)
