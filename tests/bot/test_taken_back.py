"""A message that its sender takes back leaves no word anywhere; one that is corrected changes the request written from it."""

import pytest
from sqlalchemy import select

from bot.jobs import wipe_old_words
from models import appointments, consultations, people, rounds, sentences
from models.annual_plan import PhaseRun, RunState
from models.consultations import Consultation, State
from models.office_facts import facts_of
from models.offices import Office, School
from models.outbox import OutboxMessage
from models.people import Role
from tests.bot.conftest import House
from tests.bot.talking import (
    ASKER,
    DIRECTOR,
    GROUP,
    STRANGER,
    SUPERVISOR,
    comes,
    draft,
    everything,
    last_words,
    meet,
    one_engine,
    presses,
    says,
    sends,
    takes_back,
)
from tests.office import NOW, SLOT, asked, assigned, colleague, line_id

CLERK = line_id(5)
SECRET = "น้องจุ๊บแจงป่วย"
TAKEN = "99"
"""The message that is taken back: the one that says the secret."""

Step = tuple[str, str]
"""Who, and what they write, or press when it begins with a slash; in a group as (GROUP, words); a file ends with ".pdf"."""

WRITTEN: list[Step] = [(ASKER, "/ask"), (ASKER, "มีเรื่องค่ะ"), (ASKER, f"{SECRET}ค่ะ"), (ASKER, "/draft:mode:now")]
SENT: list[Step] = [*WRITTEN, (ASKER, "/send")]
ASSIGNED: list[Step] = [*SENT, (DIRECTOR, "/assign:5:{supervisor}")]
REGISTERING: list[Step] = [(ASKER, "/register"), (ASKER, "/name:ดวงดารา"), (ASKER, "/school:{school}")]

WHERE_WORDS_LAND: dict[str, list[Step]] = {
    "first sentence of a request being written": [(ASKER, f"อยากปรึกษาเรื่องสอนคณิต {SECRET}")],
    "sentence that is the topic of a request being written": WRITTEN,
    "request asked for in a group": [(GROUP, f"อยากปรึกษาเรื่องสอนคณิต {SECRET}")],
    "request asked for in a group beside another": [*WRITTEN[:2], (GROUP, f"อยากปรึกษาเรื่องสอนคณิต {SECRET}")],
    "request that was sent": SENT,
    "request on a supervisor's desk": ASSIGNED,
    "follow-up being written": [*ASSIGNED, (ASKER, "/again:5")],
    "follow-up that was sent": [*ASSIGNED, (ASKER, "/again:5"), (ASKER, "/draft:mode:now"), (ASKER, "/send")],
    "reason for cancelling": [(ASKER, "/cancel:1"), (ASKER, SECRET)],
    "reason for declining": [(DIRECTOR, "/decline:1"), (DIRECTOR, SECRET)],
    "reason for handing back": [(SUPERVISOR, "/handback:2"), (SUPERVISOR, SECRET)],
    "place": [(SUPERVISOR, "/place:1:0"), (SUPERVISOR, SECRET)],
    "outcome": [(SUPERVISOR, "/outcome:3:done"), (SUPERVISOR, SECRET)],
    "comment beside a rating": [(ASKER, "/rate:4:5"), (ASKER, SECRET)],
    "what was not understood": [(ASKER, f"กขค ฮฮฮ {SECRET}")],
    "words for the clerk": [(ASKER, f"ขอคุยกับเจ้าหน้าที่ {SECRET}")],
    "evidence": [(CLERK, "/phase_done:{run}"), (CLERK, SECRET)],
    "reason for a postponement": [(CLERK, "/phase_postpone:{run}"), (CLERK, f"ขอถึง 15 ธ.ค. {SECRET}")],
    "reason that still lacks its day": [(CLERK, "/phase_postpone:{run}"), (CLERK, SECRET)],
    "reason said before its day": [(CLERK, "/phase_postpone:{run}"), (CLERK, SECRET), (CLERK, "ขอถึง 15 ธ.ค.")],
    "answer of a report round": [(ASKER, "/round_file:1"), (ASKER, SECRET)],
    "title of a round being opened": [(CLERK, "/round_new"), (CLERK, SECRET)],
    "announcement": [(CLERK, f"ประกาศ {SECRET} https://example.go.th/{SECRET} ถึงครูทุกคน")],
    "announcement before the director": [(CLERK, f"ประกาศ {SECRET} ถึงครูทุกคน"), (CLERK, "/broadcast_ask:1")],
    "other words of an announcement": [(CLERK, "ประกาศ ก ถึงครูทุกคน"), (CLERK, "/broadcast_edit:1"), (CLERK, SECRET)],
    "file": [*WRITTEN[:2], (ASKER, f"{SECRET}.pdf")],
    "file as evidence": [(CLERK, "/phase_done:{run}"), (CLERK, f"{SECRET}.pdf")],
    "file as an answer": [(ASKER, f"{SECRET}.pdf"), (ASKER, f"/round_take:1:{TAKEN}")],
    "name": [(ASKER, "/register"), (ASKER, SECRET)],
    "school that is not in the list": [*REGISTERING[:2], (ASKER, SECRET)],
    "position": [*REGISTERING, (ASKER, SECRET)],
    "question asked before the registration": [
        (STRANGER, f"อยากปรึกษาเรื่องสอนคณิต {SECRET}"),
        (STRANGER, f"/agree:{TAKEN}:อยากปรึกษาเรื่องสอนคณิต {SECRET}"),
    ],
}


@pytest.fixture
def office(house: House) -> House:
    """An office at work: requests 1 to 4 wait, are assigned, booked and done; a phase, a report round, a clerk."""
    meet(house)
    with house.database.begin(house.office_id) as session:
        asker, supervisor = people.by_line_id(session, ASKER), people.by_line_id(session, SUPERVISOR)
        assert asker is not None
        assert supervisor is not None
        clerk = colleague(session, Role.CLERK, 5)
        asker.school_id = session.scalars(select(School.id)).first()
        asked(session, asker)
        assigned(session, asker, supervisor)
        booked, done = assigned(session, asker, supervisor), assigned(session, asker, supervisor)
        assert appointments.book(session, booked, supervisor, SLOT, None, NOW)
        assert consultations.mark_booked(session, booked, supervisor, NOW)
        assert consultations.take_now(session, done, supervisor, NOW)
        assert consultations.conclude(session, done, supervisor, State.DONE, NOW)
        process = facts_of(session.get_one(Office, house.office_id)).pack.processes[0]
        run = PhaseRun(fiscal_year=2570, process=process.code, phase=process.steps[0].no, part=1, kind="day")
        run.state, run.ends_on, run.changed_at = RunState.STARTED, NOW.date(), NOW
        session.add(run)
        rounds.open_round(session, clerk, "SAR", NOW.date(), NOW)
    return house


def ids(house: House) -> dict[str, int | None]:
    """What stands in buttons."""
    with house.database.reading(house.office_id) as session:
        supervisor = people.by_staff_code(session, "s07")
        assert supervisor is not None
        return {
            "supervisor": supervisor.id,
            "school": session.scalars(select(School.id)).first(),
            "run": session.scalars(select(PhaseRun.id)).one(),
        }


def go_through(house: House, steps: list[Step]) -> None:
    """What people write and press, one after the other; the secret in the message TAKEN."""
    known = ids(house)
    for number, (user, said) in enumerate(steps, 10):
        message_id = TAKEN if SECRET in said else str(number)
        if said == "/send":
            presses(house, user, f"send:{draft(house)['key']}")
        elif said.startswith("/"):
            presses(house, user, said[1:].format(**known))
        elif user == GROUP:
            mention = {"mentionees": [{"index": 0, "length": 4, "type": "user", "isSelf": True}]}
            message = {"id": message_id, "type": "text", "text": f"@บอต {said}", "mention": mention}
            sends(house, ASKER, message, group=GROUP)
        elif said.endswith(".pdf"):
            sends(house, user, {"id": message_id, "type": "file", "fileName": said, "fileSize": 1})
        else:
            says(house, user, said, message_id)


@one_engine
@pytest.mark.parametrize("steps", WHERE_WORDS_LAND.values(), ids=WHERE_WORDS_LAND)
def test_of_a_message_that_was_taken_back_no_word_is_left(office: House, steps: list[Step]) -> None:
    go_through(office, steps)
    assert SECRET in everything(office)
    takes_it_back(office, steps)
    assert SECRET not in everything(office)


def takes_it_back(house: House, steps: list[Step]) -> None:
    """Who wrote the secret takes it back."""
    user = next(user for user, said in steps if SECRET in said)
    takes_back(house, ASKER if user == GROUP else user, TAKEN, group=GROUP if user == GROUP else None)


def test_of_a_request_the_other_sentences_stay_and_who_was_not_told_yet_reads_only_those(office: House) -> None:
    go_through(office, ASSIGNED)
    takes_it_back(office, ASSIGNED)
    with office.database.reading(office.office_id) as session:
        one = session.get_one(Consultation, 5)
        assert (one.question, one.topic, one.state) == ("มีเรื่องค่ะ\n(ผู้ส่งยกเลิกข้อความ)", "(ผู้ส่งยกเลิกข้อความ)", "assigned")
        waiting = select(OutboxMessage.messages).where(OutboxMessage.state == "waiting")
        told = {
            user: str(session.scalars(waiting.where(OutboxMessage.line_chat_id == user)).all())
            for user in (ASKER, SUPERVISOR)
        }
    assert "“มีเรื่องค่ะ (ผู้ส่งยกเลิกข้อความ)”" in told[SUPERVISOR]
    assert "เลขที่ ปษ 5/2570" in told[ASKER]


@one_engine
def test_a_topic_stays_as_long_as_other_sentences_say_it(office: House) -> None:
    go_through(office, [(ASKER, "ขอปรึกษาเรื่อง PLC คณิตค่ะ"), (ASKER, f"พุธนี้บ่ายสองค่ะ {SECRET}"), (ASKER, "/send")])
    takes_back(office, ASKER, TAKEN)
    with office.database.reading(office.office_id) as session:
        one = session.get_one(Consultation, 5)
        assert (one.question, one.topic) == ("ขอปรึกษาเรื่อง PLC คณิตค่ะ\n(ผู้ส่งยกเลิกข้อความ)", "PLC คณิตศาสตร์")


@one_engine
def test_taking_back_what_nobody_wrote_down_leaves_the_answer_to_something_else(office: House) -> None:
    says(office, ASKER, "สวัสดีค่ะ", "10")
    says(office, ASKER, "ขอปรึกษาเรื่องสอนคณิตค่ะ", "11")
    takes_back(office, ASKER, "10")
    assert "เมื่อไร" in last_words(office, ASKER)


LEFT = {"ขอปรึกษาเรื่องสอนคณิตค่ะ": "วิทยาศาสตร์", "พุธนี้บ่ายสองค่ะ": "เมื่อไร", "ไม่ใช่คณิต เป็นวิทย์": "คณิตศาสตร์"}
"""Three sentences of a request, and what is shown when one of them is taken back."""


@one_engine
@pytest.mark.parametrize(("taken", "shown"), list(LEFT.items()))
def test_nobody_sends_a_request_that_they_have_not_seen_as_it_is_now(office: House, taken: str, shown: str) -> None:
    for number, words in enumerate(LEFT, 10):
        says(office, ASKER, words, TAKEN if words == taken else str(number))
    takes_back(office, ASKER, TAKEN)
    presses(office, ASKER, f"send:{draft(office)['key']}")
    assert shown in last_words(office, ASKER)
    assert taken not in everything(office)
    with office.database.reading(office.office_id) as session:
        assert session.get(Consultation, 5) is None


def corrects(house: House, words: str, at: int) -> None:
    """The group's message is corrected, so many seconds after it was written."""
    message = {"id": TAKEN, "type": "text", "text": words}
    comes(house, ASKER, group=GROUP, at=at, type="messageEdited", message=message)
    house.handle_all()


@one_engine
def test_a_request_says_what_its_message_says_last_until_it_is_sent(office: House) -> None:
    go_through(office, [(GROUP, f"ขอคำปรึกษาเรื่องสอนคณิต พรุ่งนี้บ่ายสองค่ะ {SECRET}")])
    corrects(office, "ขอคำปรึกษาเรื่องสอนวิทย์ พรุ่งนี้บ่ายสามค่ะ", at=20)
    corrects(office, "ขอคำปรึกษาเรื่องสอนไทย พรุ่งนี้บ่ายสามค่ะ", at=10)
    assert "วิทยาศาสตร์" in last_words(office, ASKER)
    assert "15.00" in last_words(office, ASKER)
    assert SECRET not in str(draft(office))
    go_through(office, [(ASKER, "/send")])
    corrects(office, "ไม่เอาแล้วค่ะ", at=30)
    with office.database.reading(office.office_id) as session:
        assert session.get_one(Consultation, 5).question == "ขอคำปรึกษาเรื่องสอนวิทย์ พรุ่งนี้บ่ายสามค่ะ"


@one_engine
def test_where_words_stand_is_known_for_thirty_days(office: House) -> None:
    go_through(office, SENT)
    for days, is_known in ((29, True), (2, False)):
        office.advance(days * 24 * 3600)
        wipe_old_words(office.services)
        with office.database.reading(office.office_id) as session:
            assert bool(sentences.of_message(session, TAKEN)) is is_known
