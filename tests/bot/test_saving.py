"""What waits when the month's messages run short, how long, and what never does. A whole month: `python -m benchmarks.month`."""

from datetime import date, datetime, timedelta

import pytest

from benchmarks.month import Days, simulated
from handlers import quota
from handlers.turn import Notice
from models import outbox
from models.clock import BANGKOK
from models.forecast import PER_REQUEST
from models.offices import Office
from models.outbox import Priority
from models.people import Role
from tests.bot.conftest import House
from tests.office import NOW, asked, colleague, teacher

CARD = {"type": "text", "text": "การ์ด"}


def day(number: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, number, hour, minute, tzinfo=BANGKOK)


def gathered(house: House, wished_at: datetime | None, *, monthly: int, mode: str = "appointment") -> Notice:
    """The notice of a card about a consultation, at NOW (Monday 9.00), with that many messages a month."""
    with house.database.begin() as session:
        session.get_one(Office, house.office_id).settings = {"monthly_messages": monthly, "reserved_messages": 2}
        session.get_one(Office, house.office_id).words_changed()
    with house.services.office_context(house.office_id) as context:
        reader = colleague(context.session, Role.CLERK, 1)
        # Ten people reached this month already.
        row = outbox.put(context.session, house.office_id, "C" + "0" * 32, [CARD], context.now, recipients=10)
        context.session.flush()
        outbox.mark_sent(context.session, row, "push", context.now)
        consultation = asked(context.session, teacher(context.session, 2), wished_at=wished_at)
        consultation.mode = mode
        return quota.gathered(context, Notice(reader, [CARD]), consultation, "decide:1")


@pytest.mark.parametrize(
    ("wished_at", "until"),
    [
        (day(23, 14), None),
        (day(24, 9), day(23, 13)),
        (day(24, 15), day(23, 13)),
        (day(25, 10), day(24, 8, 30)),
        (day(27, 10), day(24, 8, 30)),
        (None, day(24, 8, 30)),
    ],
    ids=["today", "tomorrow morning", "tomorrow afternoon", "two days", "four days", "any time"],
)
def test_a_card_waits_only_as_long_as_the_answer_can_come_on_the_working_day_before(
    house: House, wished_at: datetime | None, until: datetime | None
) -> None:
    notice = gathered(house, wished_at, monthly=12)
    assert notice.hold_until == until
    assert notice.priority == Priority.URGENT, "when its time has come it may use the reserve"


def test_with_messages_to_spare_and_for_who_wants_to_talk_now_nothing_waits(house: House) -> None:
    assert gathered(house, day(27, 10), monthly=1000).hold_until is None


def test_a_question_that_wants_an_answer_now_never_waits(house: House) -> None:
    assert gathered(house, None, monthly=12, mode="now").hold_until is None


def test_when_only_the_reserve_is_left_it_is_for_appointments_alone(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        chats = ["U" + f"{number:032x}" for number in range(3)]
        for chat, priority in zip(chats, (Priority.URGENT, Priority.MAY_WAIT, Priority.BROADCAST), strict=True):
            outbox.put(session, house.office_id, chat, [CARD], NOW, priority=priority, hold_until=NOW)
        later = NOW + timedelta(minutes=1)
        assert outbox.release_held(session, later, only_urgent=True) == 1
        assert outbox.waiting_counts(session, house.office_id) == {"waiting": 1, "held": 2}
        assert outbox.release_held(session, later) == 2


def test_a_consultation_that_somebody_decided_takes_its_waiting_card_along(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        outbox.put(session, house.office_id, "U" + "1" * 32, [CARD], NOW, hold_until=day(24, 9), about="decide:7")
        session.flush()
        assert outbox.is_waiting(session, house.office_id, "decide:7")
        outbox.withdraw(session, house.office_id, "decide:7")
        assert not outbox.is_waiting(session, house.office_id, "decide:7")


def test_from_question_to_rating_few_messages_are_counted_and_no_card_waits_longer_than_a_working_day() -> None:
    few = simulated(6, 40, Days(date(2026, 11, 4), date(2026, 11, 5), date(2026, 11, 18)))
    assert few.completed >= 4
    assert few.counted / 6 < PER_REQUEST / 2, few.kinds
    assert max(max(minutes) for waited, minutes in few.waits.items() if waited.startswith("card")) <= 7 * 60
