"""From the outbox to LINE under faults: each message is shown once, whatever LINE answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.deliver import deliver_one
from models import outbox, people
from models.outbox import OutboxMessage
from simulator.stage import Phone
from tests.bot.conftest import House, give_channel
from tests.bot.talking import one_engine


def put(house: House, phone: Phone, words: str = "สวัสดีค่ะ", *, reply: bool = False, must_arrive: bool = True) -> int:
    """Write a message for the phone into the outbox, by reply to a sentence when asked; its id."""
    token = None
    if reply:
        phone.says("สวัสดี")
        token = next(e for e in reversed(house.line.log()) if e["direction"] == "webhook")["request"]["events"][0][
            "replyToken"
        ]
    now = house.services.clock()
    with house.database.begin(house.office_id) as session:
        row = outbox.put(
            session,
            house.office_id,
            phone.user_id,
            [{"type": "text", "text": words}],
            now,
            person_id=people.consent(session, house.office_id, phone.user_id, now).id,
            reply_token=token,
            must_arrive=must_arrive,
        )
        session.flush()
        return row.id


def row_of(house: House, row_id: int) -> OutboxMessage:
    with house.database.reading(house.office_id) as session:
        return session.get_one(OutboxMessage, row_id)


def shown(phone: Phone) -> list[str]:
    return [message["text"] for message in phone.messages()]


@pytest.fixture
def phone(house: House) -> Phone:
    """A friend whose webhooks go to an address where nobody answers: only tokens are wanted."""
    house.line.set_channel(house.channel["channelId"], webhook="http://127.0.0.1:9/line/nowhere")
    return house.friend()


FAULTS = ["timeout-after-accept", "drop-after-accept", "timeout", "drop", "500", "503", "html", "429-rate"]


@one_engine
@pytest.mark.parametrize("reply", [True, False], ids=["reply", "push"])
@pytest.mark.parametrize("must_arrive", [True, False], ids=["news", "chatter"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_call_that_fails_is_tried_again_and_the_message_shown_once(
    house: House, phone: Phone, monkeypatch: pytest.MonkeyPatch, fault: str, *, must_arrive: bool, reply: bool
) -> None:
    monkeypatch.setattr("bot.line.TIMEOUT", (1.0, 0.3))
    monkeypatch.setattr("bot.line.PUSH_TIMEOUT", (1.0, 0.3))
    row_id = put(house, phone, reply=reply, must_arrive=must_arrive)
    house.line.fault("replyMessage" if reply else "pushMessage", fault, times=2)

    for _ in range(8):  # three are enough, if the machine never keeps a call for longer than the time-outs above
        house.deliver_all()
        house.advance(3)

    assert shown(phone) == ["สวัสดีค่ะ"]
    assert row_of(house, row_id).state == "sent"
    assert row_of(house, row_id).sent_by == ("reply" if reply else "push")


def test_when_the_month_is_used_up_messages_are_held_and_go_out_with_the_new_month(house: House, phone: Phone) -> None:
    row_id = put(house, phone)
    house.line.fault("pushMessage", "429-monthly", times=1)
    house.deliver_all()
    assert row_of(house, row_id).state == "held"

    house.advance(timedelta(days=9).total_seconds())
    with house.database.begin() as session:
        assert outbox.release_held(session, house.services.clock()) == 1
    house.deliver_all()

    assert shown(phone) == ["สวัสดีค่ะ"]


@pytest.mark.parametrize("seconds", [16, 55], ids=["too late for a second try", "too late for LINE"])
def test_a_stale_reply_is_pushed(house: House, phone: Phone, seconds: int) -> None:
    row_id = put(house, phone, reply=True)
    house.advance(seconds)
    house.deliver_all()
    assert shown(phone) == ["สวัสดีค่ะ"]
    assert row_of(house, row_id).sent_by == "push"


def test_a_reply_token_that_line_no_longer_takes_is_pushed_instead(house: House, phone: Phone) -> None:
    row_id = put(house, phone, reply=True)
    house.line.advance(70)
    house.deliver_all()
    assert shown(phone) == ["สวัสดีค่ะ"]
    assert row_of(house, row_id).sent_by == "push"


def _dies_before(house: House, row_id: int) -> None:
    _claim(house, row_id)


def _dies_after(house: House, row_id: int) -> None:
    row = _claim(house, row_id)
    line = house.services.line_of(house.services.offices()[0])
    if row.reply_is_fresh(house.services.clock()):
        line.reply(row.reply_token or "", row.messages)
    else:
        line.push(row.line_chat_id, row.messages, row.retry_key)


def _claim(house: House, row_id: int) -> OutboxMessage:
    with house.database.begin() as session:
        row = outbox.claim(session, outbox.due(session, house.services.clock()), house.services.clock())
    assert row is not None
    assert row.id == row_id
    return row


@pytest.mark.parametrize("reply", [True, False], ids=["reply", "push"])
@pytest.mark.parametrize("must_arrive", [True, False], ids=["news", "chatter"])
@pytest.mark.parametrize("dies", [_dies_before, _dies_after], ids=["before the call", "after the call"])
def test_what_a_sender_left_behind_when_it_died_is_shown_once(
    house: House, phone: Phone, dies: Callable[[House, int], None], *, must_arrive: bool, reply: bool
) -> None:
    row_id = put(house, phone, reply=reply, must_arrive=must_arrive)
    dies(house, row_id)
    assert not deliver_one(house.services), "the lease holds: perhaps the sender is only slow"

    house.advance(outbox.LEASE.total_seconds() + 1)
    house.deliver_all()

    assert shown(phone) == ["สวัสดีค่ะ"]
    assert row_of(house, row_id).state == "sent"


def test_a_sender_that_died_while_it_pushed_instead_of_replying_has_not_replied(house: House, phone: Phone) -> None:
    row_id = put(house, phone, reply=True)
    house.line.advance(70)  # LINE lets the token go earlier than we thought
    deliver_one(house.services)
    _claim(house, row_id)

    house.advance(outbox.LEASE.total_seconds() + 1)
    house.deliver_all()

    assert shown(phone) == ["สวัสดีค่ะ"]


def test_messages_to_one_chat_arrive_in_the_order_they_were_written(house: House, phone: Phone) -> None:
    for number in range(5):
        put(house, phone, f"ข้อความที่ {number}")
    house.line.fault("pushMessage", "500", times=2)
    for _ in range(4):
        house.deliver_all()
        house.advance(5)
    assert shown(phone) == [f"ข้อความที่ {number}" for number in range(5)]


@pytest.mark.parametrize("tried", [True, False], ids=["tried before", "never tried"])
def test_what_is_older_than_a_day_ends_in_the_dead_letters(house: House, phone: Phone, *, tried: bool) -> None:
    row_id = put(house, phone)
    if tried:
        _dies_after(house, row_id)
    before = len(shown(phone))

    house.advance(timedelta(hours=25).total_seconds())
    house.deliver_all()

    assert row_of(house, row_id).state == "dead"
    assert "24 h" in (row_of(house, row_id).error or "")
    assert len(shown(phone)) == before


def test_what_line_refuses_ends_in_the_dead_letters_and_harms_nobody_else(house: House, phone: Phone) -> None:
    dead = put(house, phone, words="ย" * 6000)
    put(house, phone, words="ต่อไป")
    house.deliver_all()
    assert row_of(house, dead).state == "dead"
    assert shown(phone) == ["ต่อไป"]


def test_a_wrong_access_token_loses_nothing(house: House, phone: Phone) -> None:
    row_id = put(house, phone)
    give_channel(house.services, house.office_id, {**house.channel, "token": "a token that was revoked"})
    house.deliver_all()
    assert row_of(house, row_id).state == "waiting"

    give_channel(house.services, house.office_id, house.channel)
    house.advance(61)
    house.deliver_all()

    assert shown(phone) == ["สวัสดีค่ะ"]
