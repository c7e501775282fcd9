"""Broadcasts on their way to LINE: everybody once whatever goes wrong, after appointments; nothing lost when the month ends.

The same with 5,000 people and a worker that is killed is measured by `python -m benchmarks.broadcast`.
"""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from bot.broadcasting import BroadcastSender
from bot.deliver import deliver_one
from models import broadcasts, line_rates, outbox, quota
from models.broadcasts import Broadcast, State
from models.line_rates import RateBucket
from models.outbox import BROADCAST_LEASE, MULTICAST, OutboxMessage
from models.people import Person
from simulator.stage import Phone
from tests.bot.announcing import enrol, job, submitted, times_shown
from tests.bot.conftest import House, give_channel
from tests.office import load_office

PEOPLE = 40


@pytest.fixture
def readers(house: House) -> list[Phone]:
    """Teachers who are friends of the office's bot."""
    house.line.set_channel(house.channel["channelId"], webhook="", plan="unlimited")
    phones = [house.friend(f"ครู {number}") for number in range(PEOPLE)]
    enrol(house, house.office_id, phones)
    return phones


@pytest.fixture
def sender(house: House) -> Iterator[BroadcastSender]:
    made = BroadcastSender(house.services)
    yield made
    made.close()


def send_all(house: House, sender: BroadcastSender, broadcast_id: int, within: float = 30) -> set[int]:
    """Let the sender work, turning the clock while it pauses, until nothing is under way; the percents seen meanwhile."""
    seen: set[int] = set()
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not sender.step(house.services):
            with house.database.reading(house.office_id) as session:
                told = broadcasts.progress(session, session.get_one(Broadcast, broadcast_id))
            if not told.under_way:
                return seen
            house.advance(1)
        with house.database.reading(house.office_id) as session:
            seen.add(broadcasts.progress(session, session.get_one(Broadcast, broadcast_id)).percent)
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("text", ["ประชุม 30 พ.ย.", "เรียน{ชื่อ} ประชุม 30 พ.ย."], ids=["multicast", "pushes"])
def test_everybody_gets_it_once_though_calls_fail_and_a_sender_dies_in_the_middle(
    house: House, readers: list[Phone], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("bot.line.PUSH_TIMEOUT", (1.0, 0.5))
    monkeypatch.setattr("models.broadcasts.sending.AT_ONCE", 8)
    broadcast_id = submitted(house, text)
    job(house, "send broadcasts")
    for endpoint in ("pushMessage", "multicast"):
        for seed, kind in enumerate(("429-rate", "500", "timeout", "timeout-after-accept", "drop-after-accept")):
            house.line.fault(endpoint, kind, probability=0.05, seed=seed)
    dying = BroadcastSender(house.services)
    dying.step(house.services)  # its calls reach LINE, but it never writes down what came of them
    dying._pool.shutdown(wait=True)
    house.advance(BROADCAST_LEASE.total_seconds() + 1)

    sender = BroadcastSender(house.services)
    seen = send_all(house, sender, broadcast_id)
    sender.close()

    assert times_shown(readers) == {1}
    assert len(seen) > 1, "progress is visible while it runs"
    job(house, "send broadcasts")
    with house.database.reading(house.office_id) as session:
        assert session.get_one(Broadcast, broadcast_id).state == State.DONE
    ours = house.services.line_of(house.services.offices()[0]).month()[1]
    assert ours == PEOPLE


def test_one_address_that_line_refuses_costs_only_itself(
    house: House, readers: list[Phone], sender: BroadcastSender
) -> None:
    with house.database.begin(house.office_id) as session:
        broken = session.scalars(select(Person).where(Person.line_user_id == readers[7].user_id)).one()
        broken.line_user_id = "not an id of LINE"
    broadcast_id = submitted(house, "ประชุม 30 พ.ย.")
    job(house, "send broadcasts")
    send_all(house, sender, broadcast_id)
    assert times_shown(readers[:7] + readers[8:]) == {1}
    with house.database.reading(house.office_id) as session:
        made = session.get_one(Broadcast, broadcast_id)
        assert [one.to.id for one in broadcasts.deliveries(session, made, "failed")] == [broken.id]


def test_when_the_month_is_used_up_each_waits_in_their_own_chat_and_nothing_is_lost(
    house: House, readers: list[Phone], sender: BroadcastSender
) -> None:
    broadcast_id = submitted(house, "ประชุม 30 พ.ย.")
    job(house, "send broadcasts")
    with house.database.begin(house.office_id) as session:
        quota.keep_figures(session, house.office_id, 300, 100, house.services.clock())
    house.line.fault("multicast", "429-monthly", times=1)
    send_all(house, sender, broadcast_id)
    assert times_shown(readers) == {0}
    with house.database.reading(house.office_id) as session:
        told = quota.figures_of(session, house.office_id)
        assert told is not None and told.allowed is not None and told.allowed - told.used < PEOPLE
        assert broadcasts.progress(session, session.get_one(Broadcast, broadcast_id)).held == PEOPLE
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.state == "held")).all()
        assert MULTICAST not in {row.line_chat_id for row in rows}

    house.advance(10 * 24 * 3600)
    job(house, "release held messages")
    send_all(house, sender, broadcast_id)
    assert times_shown(readers) == {1}


def test_the_rate_that_line_names_is_kept_and_a_refusal_for_haste_stops_everybody(
    house: House, readers: list[Phone], sender: BroadcastSender
) -> None:
    broadcast_id = submitted(house, "เรียน{ชื่อ}")
    job(house, "send broadcasts")
    house.line.fault("pushMessage", "429-rate", times=3)
    send_all(house, sender, broadcast_id)
    assert times_shown(readers) == {1}


def test_an_answer_too_waits_until_the_shared_bucket_has_filled_again(house: House, readers: list[Phone]) -> None:
    now = house.services.clock()
    with house.database.begin(house.office_id) as session:
        line_rates.take(session, house.office_id, "push", 1, now)
        line_rates.empty(session, house.office_id, "push")
        outbox.put(session, house.office_id, readers[0].user_id, [{"type": "text", "text": "นัดแล้ว"}], now)
    with house.database.begin(house.office_id) as session:
        session.execute(update(RateBucket).values(at=now.timestamp() + 60))  # another process emptied it just now
    assert deliver_one(house.services)
    assert times_shown(readers[:1]) == {0}
    house.advance(62)
    house.deliver_all()
    assert times_shown(readers[:1]) == {1}


def test_a_small_offices_announcement_is_not_behind_all_those_of_another(
    house: House, readers: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcasting.PARALLEL", 4)
    monkeypatch.setattr("bot.broadcasting.AHEAD", 4)
    small = load_office(house.database, "khonkaen5")
    channel = house.line.channel(plan="unlimited")
    give_channel(house.services, small, channel)
    reader = house.line.person("ครูอีกแห่ง", channel["channelId"]).follows()
    enrol(house, small, [reader])
    submitted(house, "เรียน{ชื่อ} ประชุม 30 พ.ย.")
    submitted(house, "เรียน{ชื่อ} ประชุม 1 ธ.ค.", small)
    job(house, "send broadcasts")

    sender = BroadcastSender(house.services)
    sender.step(house.services)
    sender.close()

    assert times_shown([reader]) == {1}
    assert sum(len(phone.messages()) for phone in readers) < PEOPLE
