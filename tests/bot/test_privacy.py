"""What is kept of people, and for how long."""

import pytest
from sqlalchemy import select, text

from bot import calendars
from bot.dispatch import handle_one
from models import inbox, outbox, people
from models.consultations import Consultation
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.people import Person
from tests.bot.conftest import House
from tests.bot.talking import (
    ASKER,
    DIRECTOR,
    GROUP,
    SECRET,
    STRANGER,
    comes,
    draft,
    everything,
    last_words,
    meet,
    one_engine,
    presses,
    says,
)
from tests.office import NOW, teacher


def writes_a_request(house: House) -> None:
    """The teacher writes two sentences, of which the second becomes the topic, and wants an answer now."""
    presses(house, ASKER, "ask")
    says(house, ASKER, "มีเรื่องค่ะ", "11")
    says(house, ASKER, "เรื่องส่วนตัวของนักเรียนชื่อจุ๊บแจงค่ะ", "12")
    presses(house, ASKER, "draft:mode:now")


@one_engine
@pytest.mark.parametrize(
    ("user", "group"), [(ASKER, None), (STRANGER, None), (ASKER, GROUP), (STRANGER, GROUP)], ids=str
)
def test_of_what_was_handled_and_led_to_nothing_neither_words_nor_sender_are_kept(
    house: House, user: str, group: str | None
) -> None:
    meet(house)
    says(house, user, f"สวัสดีค่ะ {SECRET}", group=group)
    house.deliver_all()
    with house.database.begin(house.office_id) as session:
        event = session.scalars(select(InboxEvent)).one()
        assert (event.state, event.line_chat_id, "source" in event.event) == ("done", "", False)
        listed = session.scalar(text("select count(*) from not_understood"))
        session.execute(text("delete from not_understood"))
    assert SECRET not in everything(house)
    assert listed == 0 or (user, group) == (ASKER, None)


@one_engine
def test_whoever_did_not_agree_is_answered_by_the_free_reply(house: House) -> None:
    phone = house.friend("นิรนาม")
    with house.database.begin() as session:
        source, token = {"type": "user", "userId": phone.user_id}, "0123456789abcdef0123456789abcdef"
        event = {"type": "follow", "mode": "active", "source": source, "replyToken": token}
        inbox.store(session, house.office_id, [event], house.services.clock())
    house.handle_all()
    with house.database.reading() as session:
        assert session.scalars(select(OutboxMessage.reply_token)).one() == token


@one_engine
@pytest.mark.parametrize("end", ["dead", "held"])
def test_whoever_did_not_agree_is_not_kept_when_the_greeting_can_not_be_delivered(house: House, end: str) -> None:
    says(house, STRANGER, SECRET)
    with house.database.begin(house.office_id) as session:
        row = session.scalars(select(OutboxMessage)).one()
        assert row.line_chat_id == STRANGER
        if end == "dead":
            outbox.mark_dead(row, "400 from LINE")
        else:
            outbox.mark_held(row, "429 from LINE", NOW)
    assert STRANGER not in everything(house)
    with house.database.begin(house.office_id) as session:
        assert outbox.replay(session, NOW) == 0


@one_engine
@pytest.mark.parametrize(("user", "is_kept"), [(ASKER, True), (STRANGER, False)], ids=["agreed", "did not agree"])
def test_what_failed_for_good_is_kept_for_a_replay_only_of_who_agreed(house: House, user: str, is_kept: bool) -> None:
    meet(house)
    with house.database.begin() as session:
        session.execute(text("alter table chats rename to chats_away"))
    comes(house, user, type="message", message={"id": "1", "type": "text", "text": SECRET})
    for _ in range(inbox.ATTEMPTS):
        assert handle_one(house.services)
        house.advance(2**inbox.ATTEMPTS)
    with house.database.begin(house.office_id) as session:
        session.execute(text("alter table chats_away rename to chats"))
        assert session.scalars(select(InboxEvent.state)).one() == "failed"
        assert "รหัส" in str(session.scalars(select(OutboxMessage.messages)).one())
        session.execute(text("delete from outbox_messages"))
    assert (SECRET in everything(house)) is is_kept
    house.advance(31 * 24 * 3600)
    with house.database.begin() as session:
        inbox.wipe_old(session, house.services.clock())
    assert SECRET not in everything(house)


@one_engine
def test_a_dead_letter_can_be_sent_again_for_thirty_days(house: House) -> None:
    with house.database.begin(house.office_id) as session:
        row = outbox.put(session, house.office_id, ASKER, [{"type": "text", "text": SECRET}], NOW, person_id=None)
        row.person_id = teacher(session, 1).id
        outbox.mark_dead(row, "400 from LINE")
    for days, is_kept in ((29, True), (2, False)):
        house.advance(days * 24 * 3600)
        with house.database.begin() as session:
            outbox.wipe_old(session, house.services.clock())
        assert (SECRET in everything(house)) is is_kept


def test_a_deletion_leaves_no_word_of_the_person_anywhere(house: House) -> None:
    meet(house)
    says(house, ASKER, "กขค ฮฮฮ ดวงดาราเอง", "10")
    writes_a_request(house)
    presses(house, ASKER, f"send:{draft(house)['key']}:call")
    with house.database.begin(house.office_id) as session:
        one = session.scalars(select(Consultation)).one()
        assert "จุ๊บแจง" in one.topic
        supervisor = people.by_staff_code(session, "s07")
        assert supervisor is not None
        data = f"assign:{one.id}:{supervisor.id}"
    presses(house, DIRECTOR, data)
    with house.database.begin(house.office_id) as session:
        outbox.mark_dead(
            session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == supervisor.id)).one(), ""
        )
    assert "tel:0812345678" in everything(house)
    says(house, ASKER, SECRET, group=GROUP)
    presses(house, ASKER, "delete_data_now")
    house.deliver_all()
    left = everything(house)
    assert not [words for words in ("จุ๊บแจง", "ดวงดารา", "0812345678", SECRET, ASKER) if words in left]
    with house.database.reading(house.office_id) as session:
        one = session.scalars(select(Consultation)).one()
        assert (one.number, one.topic, one.question) == (1, "(ลบตามคำขอ)", "(ลบตามคำขอ)")
        assert calendars.feed_of_person(session, one.teacher_id, house.services.links) is None


@one_engine
def test_whoever_agreed_to_an_earlier_notice_reads_the_new_one_once_and_goes_on_where_they_were(house: House) -> None:
    meet(house)
    writes_a_request(house)
    with house.database.begin(house.office_id) as session:
        for person in session.scalars(select(Person)):
            person.consent_version = "an earlier one" if person.line_user_id else None
    send = f"send:{draft(house)['key']}"
    presses(house, ASKER, send)
    assert "ฉบับใหม่" in last_words(house, ASKER)
    says(house, ASKER, "ขอบคุณค่ะ", "20")
    assert "agree:20:ขอบคุณค่ะ" in last_words(house, ASKER)
    presses(house, ASKER, "delete_data")
    assert "ยืนยันไหม" in last_words(house, ASKER)
    presses(house, ASKER, f"agree_and:{send}")
    assert "เลขที่ ปษ 1/2570" in last_words(house, ASKER)
    says(house, ASKER, "ขอบคุณค่ะ", "21")
    assert "ฉบับใหม่" not in last_words(house, ASKER)
