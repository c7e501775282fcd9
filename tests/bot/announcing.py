"""Announcements to teachers who are friends of the office's bot, and how often each has it on the phone."""

from bot.jobs import JOBS
from models import broadcasts, people
from models.broadcasts import Audience
from models.people import CONSENT_VERSION, Person, Role
from simulator.stage import Phone
from tests.bot.conftest import House


def enrol(house: House, office_id: int, phones: list[Phone]) -> None:
    """Make them teachers of the office."""
    with house.database.begin(office_id) as session:
        for phone in phones:
            person = Person(
                line_user_id=phone.user_id,
                name=phone.name,
                consent_version=CONSENT_VERSION,
                created_at=house.services.clock(),
            )
            session.add(person)
            session.flush()
            people.give_role(session, person, Role.TEACHER)


def submitted(house: House, text: str, office_id: int | None = None) -> int:
    """A broadcast to all teachers (of the first office) whose time has come; its id."""
    now = house.services.clock()
    with house.database.begin(office_id or house.office_id) as session:
        by = people.with_role(session, Role.TEACHER)[0]
        made = broadcasts.draft(session, by, text, Audience(roles=("teacher",)), now)
        assert broadcasts.submit(session, made, by, now, needs_approval=False)
        return made.id


def job(house: House, name: str) -> None:
    next(one for one in JOBS if one.name == name).run(house.services)


def times_shown(phones: list[Phone]) -> set[int]:
    """How often a message of the bot stands on the phones."""
    return {len(phone.messages()) for phone in phones}
