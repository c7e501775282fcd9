import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.thai_dates import When, read_when
from tests.nlp.when_notation import BANGKOK, MONDAY, notation, read_lines, read_own_set, read_table

BY_RULE = read_table("when_by_rule.txt")
NO_WISHES = read_lines("when_none.txt")

# Built independently of the reader: what each piece of a sentence adds to the wish.
DAYS = [
    ("พรุ่งนี้", "2026-11-24"),
    ("มะรืนนี้", "2026-11-25"),
    ("วันพฤหัสหน้า", "2026-12-03"),
    ("ศุกร์นี้", "2026-11-27"),
    ("วันที่ 4 ธ.ค. 69", "2026-12-04"),
    ("วันศุกร์ที่ 4 ธันวาคม 2569", "2026-12-04"),
    ("4/12/2569", "2026-12-04"),
    ("อีก 3 วัน", "2026-11-26"),
    ("สัปดาห์หน้า", "2026-11-30..2026-12-04"),
    ("ต้นเดือนหน้า", "2026-12-01..2026-12-10"),
    ("จันทร์ถึงพุธหน้า", "2026-11-30..2026-12-02"),
    ("วันที่ 1-3 ธ.ค.", "2026-12-01..2026-12-03"),
]
HOURS = [
    ("", ""),
    ("บ่ายสอง", "14:00"),
    ("9 โมงครึ่ง", "09:30"),
    ("สามโมงเช้า", "09:00"),
    ("เวลา 13.30 น.", "13:30"),
    ("9-11 โมง", "09:00..11:00"),
    ("บ่าย 1-3", "13:00..15:00"),
    ("ก่อน 10 โมง", "..10:00"),
    ("หลังบ่ายสาม", "15:00"),
    ("ช่วงเช้า", "morning"),
    ("ตอนเย็น", "afternoon"),
]
TOPICS = ["เรื่อง ว9/2564", "เรื่องแผน ป.3/2", "ปรึกษา SAR ปีการศึกษา 2569", "ขอคำปรึกษาเรื่องการทำวิจัย", "ตัวชี้วัด ค 1.1 ม.2/1"]


@pytest.mark.parametrize(("message", "wish"), BY_RULE)
def test_each_rule_is_read_as_written(message: str, wish: str) -> None:
    assert notation(read_when(message, MONDAY).when) == wish


@pytest.mark.parametrize(("message", "wish"), read_own_set())
def test_our_own_sentences_are_read(message: str, wish: str) -> None:
    assert notation(read_when(message, MONDAY).when) == wish


@pytest.mark.parametrize("message", NO_WISHES)
def test_numbers_names_and_dates_of_other_things_are_no_wish(message: str) -> None:
    assert read_when(message, MONDAY).when is None


@given(
    st.sampled_from(DAYS),
    st.sampled_from(HOURS),
    st.sampled_from(TOPICS),
    st.sampled_from(
        ["{day} {hours} {topic}", "{topic} {day} {hours}", "{hours} {day} {topic}", "{topic}ขอนัด{day} {hours}"]
    ),
)
def test_day_hours_and_topic_are_read_in_any_order(
    day: tuple[str, str], hours: tuple[str, str], topic: str, order: str
) -> None:
    message = order.format(day=day[0], hours=hours[0], topic=topic)
    assert notation(read_when(message, MONDAY).when) == f"{day[1]} {hours[1]}".strip()


# A letter wrong, missing, too many or two swapped in a word that leaves no other reading.
@pytest.mark.parametrize(
    ("frame", "word"),
    [
        ("{} 10 โมง", "พรุ่งนี้"),
        ("{} 10 โมง", "มะรืนนี้"),
        ("ขอนัดวัน{}ค่ะ", "อังคาร"),
        ("ขอนัดวัน{}ค่ะ", "ศุกร์"),
        ("ขอนัดวัน{}ค่ะ", "พฤหัสบดี"),
        ("ขอนัด{}ค่ะ", "สัปดาห์หน้า"),
        *(("วันที่ 5 {} ครับ", month) for month in ("กุมภาพันธ์", "พฤษภาคม", "กรกฎาคม", "พฤศจิกายน", "ธันวาคม")),
    ],
)
def test_a_word_is_read_when_any_letter_but_its_first_is_missing(frame: str, word: str) -> None:
    meant = read_when(frame.format(word), MONDAY).when
    for place in range(1, len(word)):
        misspelt = frame.format(word[:place] + word[place + 1 :])
        assert (misspelt, read_when(misspelt, MONDAY).when) == (misspelt, meant)


def test_what_gave_the_wish_is_pointed_at() -> None:
    message = "ขอนัดศน. พรุ้งนี้้ ช่วงบ่าย เรื่อง ว9"
    reading = read_when(message, MONDAY)
    assert [message[start:end] for start, end in reading.spans] == ["พรุ้งนี้้", "บ่าย"]


@pytest.mark.parametrize(
    ("message", "doubts"),
    [
        ("วันพุธที่ 25 พ.ย.", ()),
        ("วันพุธที่ 26 พ.ย.", ("weekday",)),
        ("พรุ่งนี้หรือมะรืน", ("alternatives",)),
        ("พุ่งนี้", ("spelling",)),
        ("ไม่ว่างวันพุธ ขอวันศุกร์", ()),
    ],
)
def test_what_should_be_asked_back_is_told(message: str, doubts: tuple[str, ...]) -> None:
    assert read_when(message, MONDAY).unsure == doubts


@pytest.mark.parametrize(
    ("message", "now", "wish"),
    [
        ("อีก 2 ชั่วโมง", dt.datetime(2026, 12, 31, 23, 0, tzinfo=BANGKOK), "2027-01-01 01:00"),
        ("อีก 1 เดือน", dt.datetime(2027, 1, 31, 9, 0, tzinfo=BANGKOK), "2027-02-28"),
        ("สิ้นเดือน", dt.datetime(2028, 2, 29, 9, 0, tzinfo=BANGKOK), "2028-02-29"),
        ("วันศุกร์นี้", dt.datetime(2026, 11, 28, 9, 0, tzinfo=BANGKOK), "2026-11-27"),
        ("สัปดาห์นี้", dt.datetime(2026, 11, 28, 9, 0, tzinfo=BANGKOK), "2026-11-28"),
        ("ต้นเดือน", dt.datetime(2026, 12, 5, 9, 0, tzinfo=BANGKOK), "2026-12-05..2026-12-10"),
        ("วันที่ 31", dt.datetime(2027, 2, 1, 9, 0, tzinfo=BANGKOK), "2027-03-31"),
    ],
)
def test_month_and_year_turns(message: str, now: dt.datetime, wish: str) -> None:
    assert notation(read_when(message, now).when) == wish


# --- properties ---------------------------------------------------------------------------------------------------------

MESSAGES = st.sampled_from([message for message, _ in BY_RULE] + NO_WISHES)
PIECES = st.sampled_from(
    sorted({word for message, _ in BY_RULE for word in message.split()} | {"-", "/", ".", "\n", "9", "31"})
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join)
    )
)
def test_no_message_makes_it_raise(message: str) -> None:
    when = read_when(message, MONDAY).when
    assert when is None or when != When()


@given(MESSAGES)
def test_thai_digits_are_read_as_arabic_ones(message: str) -> None:
    thai = message.translate({ord("0") + digit: 0x0E50 + digit for digit in range(10)})
    assert read_when(thai, MONDAY).when == read_when(message, MONDAY).when


@given(MESSAGES)
def test_am_in_two_code_points_is_read_as_one(message: str) -> None:
    assert read_when(message.replace("ำ", "ํา"), MONDAY).when == read_when(message, MONDAY).when


@given(
    MESSAGES,
    st.sampled_from(["ค่ะ", "นะคะ", "ครับ", " ครับผม", "จ้า", " ค่าา"]),
    st.sampled_from(["", "สวัสดีค่ะ ", "รบกวนด้วยครับ "]),
)
def test_politeness_changes_nothing(message: str, after: str, before: str) -> None:
    assert read_when(f"{before}{message}{after}", MONDAY).when == read_when(message, MONDAY).when


@given(MESSAGES)
def test_more_blanks_change_nothing(message: str) -> None:
    assert read_when(f"  {message.replace(' ', '   ')} ", MONDAY).when == read_when(message, MONDAY).when


@settings(max_examples=20, deadline=None)
@given(MESSAGES)
def test_the_time_grows_no_faster_than_the_length(message: str) -> None:
    def seconds(length: int) -> float:
        text = (message + " ") * (length // len(message) + 1)
        started = time.process_time()
        read_when(text[:length], MONDAY)
        return time.process_time() - started

    short, long = min(seconds(500) for _ in range(3)), min(seconds(5000) for _ in range(3))
    assert long < 30 * max(short, 0.001)
