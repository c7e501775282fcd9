"""`python -m bot doctor`: is everything in place, and what to do when it is not."""

import sys
from collections.abc import Iterator

import click
from sqlalchemy import func, select

from bot import migrating
from bot.channels import ChannelError
from bot.commands.common import services_here
from bot.line import LineError
from bot.rich_menus import MENUS
from bot.services import Services
from models.clock import local
from models.inbox import InboxEvent
from models.office_facts import facts_of
from models.offices import Office
from models.outbox import OutboxMessage
from models.people import Role, with_role
from nlp.thai_calendar import BUDDHIST_ERA

Finding = tuple[bool, str]


@click.command()
def doctor() -> None:
    """Check settings, database, migrations, LINE token, webhook address and rich menus; say what to do about each."""
    services = services_here(ready=False)
    click.echo("ok   settings")
    problem = migrating.problem(services.database)
    findings: list[Finding] = [(problem is None, problem or "database and migrations")]
    if problem is None:
        findings += _of_queues(services)
        for office in services.offices():
            findings += _of_office(services, office)
    for fine, words in findings:
        click.echo(f"{'ok  ' if fine else 'FIX '} {words}")
    sys.exit(0 if all(fine for fine, _ in findings) else 1)


def _of_queues(services: Services) -> Iterator[Finding]:
    with services.database.reading() as session:
        failed = session.scalar(select(func.count()).select_from(InboxEvent).where(InboxEvent.state == "failed")) or 0
        dead = session.scalar(select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == "dead")) or 0
        offices = session.scalar(select(func.count()).select_from(Office)) or 0
    yield offices > 0, f"{offices} offices" if offices else "no office; run: python -m bot office load FILE"
    yield (
        failed == 0,
        f"{failed} failed inbox events" + ("; read the log, then: python -m bot replay inbox" if failed else ""),
    )
    yield (
        dead == 0,
        f"{dead} dead outbox messages" + ("; read their error, then: python -m bot replay outbox" if dead else ""),
    )


def _of_office(services: Services, office: Office) -> Iterator[Finding]:
    slug = office.slug
    with services.database.reading(office.id) as session:
        facts = facts_of(session.get_one(Office, office.id))
        deciders = [one for one in with_role(session, Role.DIRECTOR, Role.ACTING_DIRECTOR, Role.CLERK) if one.reachable]
    invite = f"python -m bot staff invite --office {slug} --role director"
    yield bool(deciders), f"{slug}: somebody decides" if deciders else f"{slug}: nobody can decide yet; run: {invite} …"
    year = local(services.clock()).year
    unknown = facts.calendar.days_without_date(year)
    yield (
        not unknown,
        f"{slug}: holidays of {year + BUDDHIST_ERA}"
        + (f" lack a date: {', '.join(unknown)}; add them to settings.extra_days_off" if unknown else ""),
    )
    try:
        line = services.line_of(office)
        line.bot_info()
        yield True, f"{slug}: LINE takes the access token"
        yield from _of_webhook(services, office, *line.webhook_address())
        menus = line.rich_menu_aliases()
        missing = [menu.role for menu in MENUS.values() if menu.alias not in menus]
        yield (
            not missing,
            f"{slug}: rich menus" + (f" missing: {', '.join(missing)}; start the worker" if missing else ""),
        )
    except (ChannelError, LineError) as error:
        yield False, f"{slug}: {error}"


def _of_webhook(services: Services, office: Office, address: str, active: bool) -> Iterator[Finding]:
    wanted = f"{services.settings.public_url}/line/{office.slug}"
    yield (
        address == wanted,
        f"{office.slug}: webhook address {wanted}"
        + (
            f" is not what LINE has ({address or 'none'}); set it in the LINE Developers Console"
            if address != wanted
            else ""
        ),
    )
    yield active, f"{office.slug}: webhook " + ("is on" if active else "is off; switch it on in the console")
