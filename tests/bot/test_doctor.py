"""`doctor` names each fault with what to do about it, and is content once that is done; `replay` tries again what failed."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.jobs import rich_menus
from models import inbox, outbox, people
from models.inbox import InboxEvent
from models.offices import Office
from models.outbox import OutboxMessage
from simulator.stage import Phone
from tests.bot.conftest import SECRET_KEY, House, give_channel
from tests.office import line_id, officer


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`python -m bot …` with the settings of the house."""
    settings = house.services.settings
    environment = {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": SECRET_KEY,
        "PUBLIC_URL": settings.public_url,
        "LINE_API_URL": house.line.address,
        "LINE_DATA_API_URL": house.line.address,
        "CLOCK_FILE": str(house.clock_file),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(cli, arguments)


@pytest.fixture
def healthy(house: House) -> House:
    """An installation that lacks nothing."""
    house.line.set_channel(house.channel["channelId"], webhook=f"{house.services.settings.public_url}/line/nakhonsawan")
    with house.database.begin(house.office_id) as session:
        officer(session, "s01", 1)
    rich_menus(house.services)
    return house


def test_a_healthy_installation_is_told_so(healthy: House, run: Callable[..., Result]) -> None:
    found = run("doctor")
    assert "FIX" not in found.output
    assert found.exit_code == 0


def wrong_token(house: House) -> None:
    give_channel(house.services, house.office_id, {**house.channel, "token": "an old token"})


def no_channel(house: House) -> None:
    with house.database.begin() as session:
        session.get_one(Office, house.office_id).channel_token = None


def other_address(house: House) -> None:
    house.line.set_channel(house.channel["channelId"], webhook="https://elsewhere.example.org/line/nakhonsawan")


def webhook_off(house: House) -> None:
    house.line.set_channel(house.channel["channelId"], webhookActive=False)


def nobody_decides(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        officer(session, "s01").line_user_id = None


def failed_event(house: House) -> int:
    now = house.services.clock()
    with house.database.begin() as session:
        inbox.store(session, house.office_id, [{"type": "message", "source": {"userId": line_id(9)}}], now)
        event = session.query(InboxEvent).one()
        while not inbox.mark_failed(event, "ValueError: of a test", "AB12", now):
            pass
        return event.id


def dead_message(house: House, to: str = line_id(9)) -> int:
    now = house.services.clock()
    with house.database.begin(house.office_id) as session:
        text = {"type": "text", "text": "สวัสดีค่ะ"}
        person = people.consent(session, house.office_id, to, now)
        row = outbox.put(session, house.office_id, to, [text], now, person_id=person.id)
        outbox.mark_dead(row, "refused in a test")
        session.flush()
        return row.id


FAULTS = [
    (wrong_token, "access token"),
    (no_channel, "python -m bot office channel"),
    (other_address, "is not what LINE has (https://elsewhere.example.org/line/nakhonsawan)"),
    (webhook_off, "switch it on"),
    (nobody_decides, "python -m bot staff invite"),
    (failed_event, "python -m bot replay inbox"),
    (dead_message, "python -m bot replay outbox"),
]


@pytest.mark.parametrize(("breaks", "advice"), FAULTS, ids=[breaks.__name__ for breaks, _ in FAULTS])
def test_a_fault_is_named_with_what_to_do(
    healthy: House, run: Callable[..., Result], breaks: Callable[[House], object], advice: str
) -> None:
    breaks(healthy)
    found = run("doctor")
    wrong = [line for line in found.output.splitlines() if line.startswith("FIX")]
    assert len(wrong) == 1, found.output
    assert advice in wrong[0]
    assert found.exit_code == 1
    assert healthy.channel["token"] not in found.output


def test_missing_rich_menus_are_named(house: House, run: Callable[..., Result]) -> None:
    assert "rich menus missing: teacher" in run("doctor").output


def test_replay_sends_a_dead_message_again(healthy: House, run: Callable[..., Result]) -> None:
    phone: Phone = healthy.friend()
    row_id = dead_message(healthy, phone.user_id)
    assert "1 messages will be tried again" in run("replay", "outbox").output
    healthy.deliver_all()
    assert [message["text"] for message in phone.messages()] == ["สวัสดีค่ะ"]
    with healthy.database.reading() as session:
        assert session.get_one(OutboxMessage, row_id).state == "sent"


def test_replay_handles_a_failed_event_again(healthy: House, run: Callable[..., Result]) -> None:
    event_id = failed_event(healthy)
    assert "1 events will be tried again" in run("replay", "inbox").output
    healthy.handle_all()
    with healthy.database.reading() as session:
        assert session.get_one(InboxEvent, event_id).state == "done"
