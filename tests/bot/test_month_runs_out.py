"""The month's messages run out: who is warned, what waits, and what goes out when there are messages again."""

import pytest
from sqlalchemy import select

from bot.jobs import JOBS
from models import broadcasts, groups, outbox, people, quota
from models.broadcasts import Audience
from models.offices import Office
from models.outbox import OutboxMessage, Priority
from models.people import CONSENT_VERSION, Person, Role
from simulator.stage import Phone
from tests.bot.conftest import House
from tests.office import NOW, colleague

WORDS = {"type": "text", "text": "ข่าว"}
HOUR = 3600
DAY = 24 * HOUR


def job(house: House, *names: str) -> None:
    for name in names:
        next(one for one in JOBS if one.name == name).run(house.services)
    house.deliver_all()


def allow(house: House, monthly: int, reserved: int) -> None:
    with house.database.begin() as session:
        office = session.get_one(Office, house.office_id)
        office.settings = {"monthly_messages": monthly, "reserved_messages": reserved}
        office.words_changed()


def use(house: House, counted: int) -> None:
    """Somebody was written to so often."""
    now = house.services.clock()
    with house.database.begin(house.office_id) as session:
        row = outbox.put(session, house.office_id, "C" + "0" * 32, [WORDS], now, recipients=counted)
        session.flush()
        outbox.mark_sent(session, row, "push", now)


def on_line(house: House, role: Role) -> Phone:
    phone = house.friend(role.value)
    with house.database.begin(house.office_id) as session:
        person = Person(line_user_id=phone.user_id, name=phone.name, consent_version=CONSENT_VERSION, created_at=NOW)
        session.add(person)
        session.flush()
        people.give_role(session, person, role)
    return phone


def hold(house: House, chat: str, error: str | None = None, about: str | None = None) -> None:
    """What LINE refused because the month is used up."""
    with house.database.begin(house.office_id) as session:
        row = outbox.put(session, house.office_id, chat, [WORDS], NOW, hold_until=FIRST, about=about)
        row.error = error


def announce_with_replies(house: House, count: int) -> None:
    """An announcement that waits for free rides in so many groups of ten."""
    with house.database.begin(house.office_id) as session:
        clerk = colleague(session, Role.CLERK, 1)
        made = [groups.joined(session, house.office_id, f"C{number:032x}", NOW) for number in range(count)]
        for group in made:
            group.member_count = 10
            groups.bind(group, "office", None, clerk)
        session.flush()
        one = broadcasts.draft(session, clerk, "ส่ง SAR", Audience(groups=tuple(group.id for group in made)), NOW)
        assert broadcasts.change(session, one, with_replies=True)
        assert broadcasts.submit(session, one, clerk, NOW, needs_approval=False)
    job(house, "send broadcasts")


FIRST = NOW.replace(month=12, day=1, hour=0)


def states(house: House, priority: Priority) -> list[str]:
    with house.database.reading(house.office_id) as session:
        query = select(OutboxMessage.state).where(OutboxMessage.priority == priority, OutboxMessage.sent_by.is_(None))
        return sorted(session.scalars(query))


def test_clerk_and_director_are_warned_once_at_each_mark_from_the_reserve_if_need_be_and_not_at_night(
    house: House,
) -> None:
    allow(house, 100, 60)
    clerk, director, supervisor = (on_line(house, role) for role in (Role.CLERK, Role.DIRECTOR, Role.SUPERVISOR))
    for used, mark in ((49, None), (1, "50%"), (1, None), (31, "80%"), (12, "95%"), (1, None)):
        use(house, used)
        before = len(clerk.messages())
        for _ in range(2):
            job(house, "warn of quota")
        for phone in (clerk, director):
            told = [entry["text"] for entry in phone.messages()[before:] if entry["message"]["type"] == "text"]
            assert [mark in words for words in told if mark] == ([True] if mark else []), (used, told)
    assert supervisor.messages() == []


def test_a_warning_waits_for_the_morning_and_is_pointless_in_the_next_month(house: House) -> None:
    allow(house, 100, 10)
    clerk = on_line(house, Role.CLERK)
    use(house, 60)
    house.advance(12 * HOUR)
    job(house, "warn of quota")
    assert clerk.messages() == []
    house.advance(12 * HOUR)
    job(house, "warn of quota")
    assert any("50%" in entry["text"] for entry in clerk.messages())
    hold(house, clerk.user_id, about=f"quota:{NOW:%Y-%m}")
    house.advance(9 * DAY)
    job(house, "release held messages")
    assert states(house, Priority.URGENT) == ["dropped"]


def test_in_the_new_month_what_was_held_goes_out_in_the_morning_and_announcements_leave_the_reserve(
    house: House,
) -> None:
    allow(house, 60, 30)
    director = on_line(house, Role.DIRECTOR)
    announce_with_replies(house, 5)
    hold(house, director.user_id)
    house.advance((FIRST - NOW).total_seconds() + 60)
    job(house, "release held messages")
    assert (states(house, Priority.BROADCAST), states(house, Priority.URGENT)) == (["held"] * 5, ["held"])
    house.advance(9 * HOUR)
    for _ in range(2):
        job(house, "release held messages")
    assert [entry["text"] for entry in director.messages()] == ["ข่าว"]
    assert states(house, Priority.BROADCAST) == ["held"] * 2 + ["waiting"] * 3


def test_with_a_larger_plan_what_line_refused_goes_out_at_once(house: House) -> None:
    clerk = on_line(house, Role.CLERK)
    house.line.set_channel(house.channel["channelId"], plan="free")
    job(house, "read quota")
    hold(house, clerk.user_id, error="429 You have reached your monthly limit.")
    job(house, "read quota", "release held messages")
    assert clerk.messages() == []
    house.line.set_channel(house.channel["channelId"], plan="basic")
    job(house, "read quota", "release held messages")
    assert [entry["text"] for entry in clerk.messages()] == ["ข่าว"]


@pytest.mark.parametrize(("recipients", "left"), [(1, 0), (40, 39)])
def test_what_line_refuses_tells_how_little_is_left(house: House, recipients: int, left: int) -> None:
    with house.database.begin(house.office_id) as session:
        quota.keep_figures(session, house.office_id, 300, 100, NOW)
        outbox.put(session, house.office_id, "C" + "0" * 32, [WORDS], NOW, recipients=recipients)
    house.line.fault("pushMessage", "429-monthly", times=1)
    house.deliver_all()
    with house.services.office_context(house.office_id) as context:
        assert quota.outlook(context.session, house.office_id, context.facts.settings, NOW).left == left
