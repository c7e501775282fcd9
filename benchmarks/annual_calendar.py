"""How many messages LINE counts for the annual calendar of each office in the fiscal year 2570, under default settings.

Everybody of the pack and a clerk are on LINE; there are no groups. Each morning the digests go out; people press "เริ่มแล้ว"
when a phase begins and "เสร็จแล้ว" (with a link) near its end, one phase in ten asks for two more weeks. Everything goes
through inbox, conversation and outbox; only LINE itself is left out. Beside it: the same year when every reminder were a
message of its own and every answer a push. The floor: the fullest month fits into the free plan's 300 messages.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import migrating
from bot.dispatch import handle_one
from bot.jobs import JOBS
from bot.services import Services, make_services
from bot.settings import Settings
from models import annual_plan, inbox, people, roster
from models.annual_plan import Caretakers, PhaseRun, described
from models.clock import BANGKOK, local
from models.office_facts import facts_of
from models.offices import Office
from models.outbox import OutboxMessage
from models.packs import read_pack
from models.people import CONSENT_VERSION, Person, Role
from models.postponements import Postponement
from models.reminders import Reminder
from models.working_days import OfficeCalendar

PACKS = Path(__file__).parents[1] / "offices"
OFFICES = ("nakhonsawan", "ayutthaya1", "suratthani-chumphon", "sakonnakhon2", "khonkaen5")
FREE_PLAN = 300
FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
OPENED = datetime(2026, 9, 15, 9, tzinfo=BANGKOK)
DIGESTS = next(job for job in JOBS if job.name == "morning digests")
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
WORKING = [day for day in DAYS if OfficeCalendar().is_working_day(day)]


@dataclass
class Press:
    """What somebody presses or writes on a day."""

    line_user_id: str
    data: str = ""
    text: str = ""


@dataclass
class Figures:
    """A year of one office: {month: counted messages}, as sent and as they would be without digests and free replies."""

    people: int
    phases: int
    sent: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Print a row for each office; exit 1 when a month does not fit into the free plan."""
    print(
        f"{'office':<22}{'people':>7}{'phases':>8}{'a year':>8}{'fullest month':>15}   {'without: a year':>16}{'month':>7}"
    )
    fullest = 0
    for slug in OFFICES:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(slug, f"sqlite:///{folder}/nithet.sqlite")
        year, month = found.sent.total(), max(found.sent.values(), default=0)
        other, other_month = found.without.total(), max(found.without.values(), default=0)
        print(f"{slug:<22}{found.people:>7}{found.phases:>8}{year:>8}{month:>15}   {other:>16}{other_month:>7}")
        fullest = max(fullest, month)
    print(f"floor: {FREE_PLAN} messages in a month; fullest {fullest}")
    sys.exit(fullest > FREE_PLAN)


def measured(slug: str, url: str) -> Figures:
    """Live through the year and count."""
    services = _office(slug, url)
    presses = _decided(services)
    for day in DAYS:
        nine = replace(services, clock=lambda day=day: datetime.combine(day, time(9), BANGKOK))
        if day in WORKING:
            DIGESTS.run(nine)
        for press in presses.get(day, []):
            _pressed(nine, press)
        _directors_grant(nine)
    found = _counted(services)
    services.database.dispose()
    return found


def _office(slug: str, url: str) -> Services:
    settings = {"database_url": url, "secret_key": "a benchmark's secret", "public_url": "https://nithet.example"}
    services = make_services(Settings.model_validate({**settings, "log_level": "ERROR"}))
    migrating.migrate(services.database)
    with services.database.begin() as session:
        roster.load(session, read_pack(PACKS / f"{slug}.yaml"), OPENED)
        office = session.scalars(select(Office)).one()
        clerk = Person(office_id=office.id, name="ธุรการ", created_at=OPENED)
        session.add(clerk)
        session.flush()
        people.give_role(session, clerk, Role.CLERK)
        for person in session.scalars(select(Person)):
            if person.roles:  # who only signs has nothing to do with the bot
                person.line_user_id, person.consent_version = f"U{person.id:032}", CONSENT_VERSION
        annual_plan.open_year(session, office.id, facts_of(office), 2570, OPENED)
    return services


def _decided(services: Services) -> dict[date, list[Press]]:
    """What is pressed on which day: by the first of those who look after the phase."""
    luck = random.Random(2570)
    presses: dict[date, list[Press]] = {}
    with services.database.begin() as session:
        office = session.scalars(select(Office)).one()
        pack = facts_of(office).pack
        caretakers = Caretakers(session, pack)
        for phase in described(pack, annual_plan.open_runs(session)):
            for day, press in _of_phase(phase.run, caretakers.of(phase)[0].line_user_id or "", luck):
                presses.setdefault(next((one for one in WORKING if one >= day), LAST), []).append(press)
    return presses


def _of_phase(run: PhaseRun, who: str, luck: random.Random) -> Iterator[tuple[date, Press]]:
    if run.starts_on is None or run.ends_on is None:
        return
    ends = run.ends_on
    yield run.starts_on, Press(who, data=f"phase_start:{run.id}")
    if luck.random() < 0.1:
        yield ends - timedelta(days=3), Press(who, data=f"phase_postpone:{run.id}")
        yield ends - timedelta(days=3), Press(who, text="ขออีก 2 สัปดาห์ รอข้อมูลจากโรงเรียน")
        ends += timedelta(days=14)
    done = max(run.starts_on, ends + timedelta(days=luck.choice((-20, -10, -5, -2, 0, 0, 3, 12))))
    yield done, Press(who, data=f"phase_done:{run.id}")
    yield done, Press(who, text="https://example.go.th/report")


def _pressed(services: Services, press: Press) -> None:
    now = services.clock()
    event = {
        "type": "postback" if press.data else "message",
        "mode": "active",
        "webhookEventId": uuid4().hex,
        "timestamp": int(now.timestamp() * 1000),
        "source": {"type": "user", "userId": press.line_user_id},
        "replyToken": uuid4().hex,
        "postback": {"data": press.data},
        "message": {"type": "text", "id": uuid4().hex[:18], "text": press.text, "quoteToken": "q"},
    }
    with services.database.begin(1) as session:
        inbox.store(session, 1, [event], now)
    while handle_one(services):
        pass


def _directors_grant(services: Services) -> None:
    with services.database.begin(1) as session:
        wishes = session.scalars(select(Postponement.id).where(Postponement.state == "asked")).all()
        director = _decider(session) if wishes else ""
    for wish in wishes:
        _pressed(services, Press(director, data=f"postpone_grant:{wish}"))


def _decider(session: Session) -> str:
    found = people.with_role(session, Role.DIRECTOR) or people.with_role(session, Role.CLERK)
    return found[0].line_user_id or ""


def _counted(services: Services) -> Figures:
    """Pushes as the outbox holds them; without digests each reminder would be one, without free replies each answer."""
    with services.database.begin() as session:
        staff = session.scalar(select(func.count()).where(Person.line_user_id.is_not(None))) or 0
        dated = session.scalar(select(func.count()).where(PhaseRun.starts_on.is_not(None))) or 0
        found = Figures(staff, dated)
        for row in session.scalars(select(OutboxMessage)):
            month = f"{local(row.created_at):%Y-%m}"
            found.without[month] += 1
            if row.reply_token is None:
                found.sent[month] += row.recipients
        for reminder in session.scalars(select(Reminder)):
            month = f"{local(reminder.at):%Y-%m}"
            found.without[month] += 1 if reminder.occasion.startswith("phase:") else -1
    return found


if __name__ == "__main__":
    main()
