"""Broadcasts: whom an audience means, one decision, everybody once, and LINE's rate shared by all."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import broadcasts, forecast, groups, line_rates, outbox, quota, rounds
from models.broadcasts import Audience, Broadcast, State, lane
from models.db import Database
from models.office_facts import facts_of
from models.offices import Office, School
from models.outbox import MULTICAST, OutboxMessage
from models.people import Person, Role
from tests.office import NOW, at_once, colleague, line_id, officer, teacher

HELLO = [{"type": "text", "text": "สวัสดี"}]


def write(_broadcast: Broadcast, reader: Person | None) -> list[dict[str, Any]]:
    return [{"type": "text", "text": broadcasts.for_reader(_broadcast.text, reader)}]


def spread_all(session: Session, made: Broadcast) -> None:
    while broadcasts.spread(session, made, write, NOW):
        pass


def begun(session: Session, clerk: Person, audience: Audience, text: str = "สวัสดี") -> Broadcast:
    made = broadcasts.draft(session, clerk, text, audience, NOW)
    assert broadcasts.submit(session, made, clerk, NOW, needs_approval=False)
    assert broadcasts.begin(session, made, NOW)
    return made


def staffed(session: Session, teachers: int = 3) -> tuple[Person, list[Person]]:
    """A clerk, and teachers of the first schools of two areas in turn."""
    clerk = colleague(session, Role.CLERK, 1)
    areas = ("takfa-takhli", "thung-hin-thoen")
    schools = [session.scalars(select(School).where(School.area == area).order_by(School.id)).first() for area in areas]
    found = [teacher(session, 100 + number, f"ครู {number}") for number in range(teachers)]
    for number, one in enumerate(found):
        one.school = schools[number % 2]
    session.flush()
    return clerk, found


def test_an_audience_means_people_who_fit_all_kinds_of_wishes(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, (first, second, third) = staffed(session)
        mathematician = officer(session, "s07", 7)
        third.blocked_at = NOW
        asked = rounds.open_round(session, clerk, "SAR", NOW.date() + timedelta(days=9), NOW)
        rounds.answer(session, asked, first, NOW)
        cases = {
            Audience(): set(),
            Audience(roles=("teacher",)): {first, second},
            Audience(roles=("teacher", "clerk")): {first, second, clerk},
            Audience(areas=("thung-hin-thoen",)): {second, mathematician},
            Audience(roles=("teacher",), areas=("thung-hin-thoen",)): {second},
            Audience(schools=(first.school_id or 0,)): {first},
            Audience(learning_areas=("math",), roles=("supervisor",)): {mathematician},
            Audience(missing_in_round=asked.id): {second},
        }
        for audience, expected in cases.items():
            made = broadcasts.draft(session, clerk, "สวัสดี", audience, NOW)
            assert broadcasts.price(session, made).people == len(expected), audience
            spread = begun(session, clerk, audience)
            spread_all(session, spread)
            assert {one.to for one in broadcasts.deliveries(session, spread)} == expected, audience
        assert broadcasts.price(
            session, broadcasts.draft(session, clerk, "x", Audience(roles=("teacher",)), NOW)
        ).out_of_reach


def test_the_same_words_go_by_multicast_and_words_of_their_own_by_push(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        for text, calls in (("สวัสดี", [(MULTICAST, 3)]), ("เรียน{ชื่อ}", [(line_id(100 + n), 1) for n in range(3)])):
            made = begun(session, clerk, Audience(roles=("teacher",)), text)
            spread_all(session, made)
            mine = select(OutboxMessage).where(OutboxMessage.id > 0).order_by(OutboxMessage.id.desc()).limit(len(calls))
            rows = sorted(session.scalars(mine), key=lambda row: row.id)
            assert [(row.line_chat_id, row.recipients) for row in rows] == calls
            assert broadcasts.price(session, made).messages == 3
        assert rows[0].messages == [{"type": "text", "text": "เรียนครู 0"}]


def test_a_crash_while_it_is_written_down_leaves_the_rest_for_the_next_and_doubles_nobody(
    database: Database, office_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.broadcasts.sending.AT_ONCE", 2)
    with database.begin(office_id) as session:
        clerk, _ = staffed(session, teachers=5)
        made = begun(session, clerk, Audience(roles=("teacher",)), "เรียน{name}")
        broadcast_id = made.id
        assert broadcasts.spread(session, made, write, NOW)
    with pytest.raises(RuntimeError), database.begin(office_id) as session:
        broadcasts.spread(session, session.get_one(Broadcast, broadcast_id), write, NOW)
        raise RuntimeError("kill -9")
    with database.begin(office_id) as session:
        made = session.get_one(Broadcast, broadcast_id)
        spread_all(session, made)
        reached = [one.to.id for one in broadcasts.deliveries(session, made)]
        assert len(reached) == len(set(reached)) == 5


def test_two_who_decide_at_once_end_with_one_decision(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        director = officer(session, "s01", 2)
        made = broadcasts.draft(session, clerk, "สวัสดี", Audience(roles=("teacher",)), NOW)
        broadcasts.submit(session, made, clerk, NOW, needs_approval=True)
        assert made.state == State.WAITING
        ids = made.id, director.id

    def approve() -> bool:
        with database.begin(office_id) as session:
            director = session.get_one(Person, ids[1])
            return broadcasts.approve(session, session.get_one(Broadcast, ids[0]), director, NOW)

    def begin() -> bool:
        with database.begin(office_id) as session:
            return broadcasts.begin(session, session.get_one(Broadcast, ids[0]), NOW)

    assert approve()
    assert sorted(at_once(begin, begin)) == [False, True]


def test_stopped_it_reaches_nobody_more_and_resumed_only_those_not_reached(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        made = begun(session, clerk, Audience(roles=("teacher",)), "เรียน{name}")
        spread_all(session, made)
        claimed = lane.claim(session, office_id, NOW, 1, multicast=False)
        lane.mark_pushed(session, claimed, NOW)
        assert broadcasts.stop(session, made, NOW)
        assert not lane.claim(session, office_id, NOW, 9, multicast=False)
        told = broadcasts.progress(session, made)
        assert (told.arrived, told.stopped) == (1, 2)
        assert broadcasts.resume(session, made, NOW)
        rest = lane.claim(session, office_id, NOW, 9, multicast=False)
        assert len(rest) == 2
        assert claimed[0].id not in {row.id for row in rest}
        lane.mark_pushed(session, rest, NOW)
        assert broadcasts.finish(session, NOW) == [made]
        assert broadcasts.progress(session, made).percent == 100
        assert quota.used_since(session, office_id, NOW) == 3


def test_what_waits_for_free_rides_does_so_again_when_it_goes_on(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        made = broadcasts.draft(session, clerk, "สวัสดี", Audience(roles=("teacher",)), NOW)
        assert broadcasts.change(session, made, with_replies=True)
        assert broadcasts.submit(session, made, clerk, NOW, needs_approval=False)
        assert broadcasts.begin(session, made, NOW)
        spread_all(session, made)
        assert broadcasts.stop(session, made, NOW)
        assert broadcasts.not_sent(session, made) == 0
        assert broadcasts.resume(session, made, NOW)
        assert broadcasts.progress(session, made).held == 3


def test_what_was_tried_keeps_its_age_so_that_a_forgotten_retry_key_is_not_used_again(
    database: Database, office_id: int
) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        made = begun(session, clerk, Audience(roles=("teacher",)), "เรียน{name}")
        spread_all(session, made)
        tried = lane.claim(session, office_id, NOW, 1, multicast=False)[0]
        outbox.mark_later(tried, "no answer", NOW, 1.0)
        session.flush()
        assert broadcasts.stop(session, made, NOW)
        assert broadcasts.not_sent(session, made) == 3
        later = NOW + timedelta(days=2)
        assert broadcasts.resume(session, made, later)
        rest = lane.claim(session, office_id, later, 9, multicast=False)
        assert {row.id for row in rest if row.is_too_old(later)} == {tried.id}


def test_a_scheduled_broadcast_is_promised_to_and_no_longer_there_for_another(
    database: Database, office_id: int
) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        facts = facts_of(session.get_one(Office, office_id))
        before = forecast.outlook(session, office_id, facts, NOW).for_broadcasts
        made = broadcasts.draft(session, clerk, "สวัสดี", Audience(roles=("teacher",)), NOW)
        broadcasts.submit(session, made, clerk, NOW + timedelta(days=1), needs_approval=False)
        assert forecast.outlook(session, office_id, facts, NOW).for_broadcasts == before - 3
        assert forecast.outlook(session, office_id, facts, NOW, besides=made).for_broadcasts == before
        assert forecast.forecast(session, facts, NOW, 0).broadcasts == 3


def test_a_group_counts_its_members_and_one_that_is_left_or_for_nothing_counts_nothing(
    database: Database, office_id: int
) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        made = [groups.joined(session, office_id, f"C{number:032x}", NOW) for number in range(4)]
        for group in made[:3]:
            groups.bind(group, "office", None, clerk)
        made[0].member_count, made[1].member_count = 40, None
        made[2].left_at = NOW
        price = broadcasts.price(
            session, broadcasts.draft(session, clerk, "สวัสดี", Audience(groups=tuple(one.id for one in made)), NOW)
        )
        assert (price.groups, price.messages, price.uncounted_groups) == (2, 40, 1)


def test_a_group_is_bound_once_by_a_code(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        clerk, _ = staffed(session)
        code = groups.new_code(session, clerk, "area", "takfa-takhli", NOW)
        first, second = (groups.joined(session, office_id, f"C{number:032x}", NOW) for number in range(2))
        assert groups.redeem(session, code.lower(), first, NOW)
        assert (first.kind, first.code) == ("area", "takfa-takhli")
        assert not groups.redeem(session, code, second, NOW)
        late = groups.new_code(session, clerk, "office", None, NOW)
        assert not groups.redeem(session, late, second, NOW + timedelta(days=8))


@pytest.mark.parametrize("text", ["ส่ง SAR", "ตัวแปร {ที่ไม่รู้จัก}", "{", "วงเล็บ } {"])
def test_words_without_variables_stay_as_they_are(text: str) -> None:
    assert not broadcasts.is_personal(text)
    assert broadcasts.for_reader(text, None) == text


def test_variables_become_the_readers_own_or_a_word_that_fits_everybody() -> None:
    reader = Person(name="มานะ", school=School(name="โรงเรียนตัวอย่าง"))
    assert broadcasts.for_reader("{ชื่อ} {school} { name }", reader) == "มานะ โรงเรียนตัวอย่าง มานะ"
    assert broadcasts.for_reader("{ชื่อ} {โรงเรียน}", None) == "คุณครู โรงเรียนของท่าน"
    assert broadcasts.for_reader("ถึงโรงเรียน{โรงเรียน}", reader) == "ถึงโรงเรียนตัวอย่าง"
    assert broadcasts.unknown_variables("{ชื่อ} {วัน}") == ["วัน"]


def test_processes_share_the_rate_and_broadcasts_leave_a_part_to_appointments(
    database: Database, office_id: int
) -> None:
    def take(wanted: int, *, for_broadcast: bool) -> int:
        with database.begin(office_id) as session:
            return line_rates.take(session, office_id, "multicast", wanted, NOW, for_broadcast=for_broadcast)

    full = int(line_rates.capacity("multicast"))
    granted = at_once(*[lambda: take(30, for_broadcast=True)] * 4)
    assert sum(granted) == full - int(full * line_rates.KEPT_FROM_BROADCASTS)
    assert take(full, for_broadcast=False) == int(full * line_rates.KEPT_FROM_BROADCASTS)
    assert take(1, for_broadcast=False) == 0


def test_the_bucket_fills_with_time_and_never_overflows(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        full = int(line_rates.capacity("push"))
        assert line_rates.take(session, office_id, "push", 10**6, NOW) == full
        assert line_rates.take(session, office_id, "push", 10**6, NOW + timedelta(seconds=0.1)) == pytest.approx(
            180, abs=1
        )
        line_rates.empty(session, office_id, "push")
        assert line_rates.take(session, office_id, "push", 10**6, NOW + timedelta(hours=1)) == full
