"""What holds for every message."""

import json
import re
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.evidence import evidence_of
from nlp.matching import Vocabulary
from nlp.understand import interpret
from nlp.understanding import Understanding
from tests.nlp.conftest import MONDAY, Reader

OWN = Path(__file__).parent / "data/own_messages.jsonl"
# On the wrong keyboard layout digits and spaces are letters, so what holds for Thai need not hold there.
ALL = [json.loads(line)["text"] for line in OWN.read_text(encoding="utf-8").splitlines()]
MESSAGES = [text for text in ALL if re.search("[ก-ฮ]", text)]
TOPICS = ["เรื่องวัดผล", "เรื่อง PLC คณิต", "ศน.ภาษาไทย", "เรื่องโรงเรียนสุจริต", "เรื่อง SAR", "เรื่องลูกเสือ", "เรื่องวิทยฐานะ"]
TIMES = ["พรุ่งนี้ 10 โมง", "วันที่ 3 ธ.ค. 69", "วันศุกร์หน้าช่วงเช้า", "30/11/2569 เวลา 13.30 น.", "สัปดาห์หน้า", "มะรืนนี้บ่ายสอง"]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
POLITE = ["ค่ะ", " ค่ะ", " ครับ", "นะคะ", " ครับผม", " จ้า"]

thai_soup = st.text(alphabet="กขคงจฉชซดตถทนบปผพฟมยรลวศษสหฬอฮะาำิีึืุูเแโใไ่้๊๋็์ๆฯ 0123456789๐๑๒abAB.,/-\n!?ํ\u200b")


def said(understanding: Understanding) -> Understanding:
    """The understanding without the message it was read from."""
    return replace(understanding, text="")


@given(st.one_of(st.text(), thai_soup, st.lists(st.sampled_from(MESSAGES), max_size=3).map("".join)))
@settings(max_examples=300, deadline=None)
def test_no_message_is_too_odd_and_evidence_is_what_was_typed(vocabulary: Vocabulary, text: str) -> None:
    for one in evidence_of(interpret(text, vocabulary, MONDAY)):
        assert text[one.start : one.end] == one.words


@given(st.sampled_from(MESSAGES))
@settings(max_examples=100, deadline=None)
def test_thai_and_arabic_digits_are_the_same(read: Reader, text: str) -> None:
    assert said(read(text.translate(THAI_DIGITS))) == said(read(text))


@given(st.sampled_from(MESSAGES), st.booleans())
@settings(max_examples=100, deadline=None)
def test_composed_and_decomposed_letters_are_the_same(read: Reader, text: str, decompose: bool) -> None:
    other = text.replace("ำ", "\u0e4d\u0e32") if decompose else unicodedata.normalize("NFKD", text)
    assert said(read(other)) == said(read(text))


@given(st.sampled_from(MESSAGES), st.sampled_from(POLITE), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_politeness_and_spaces_change_nothing(read: Reader, text: str, polite: str, spaces: int) -> None:
    # A particle ends a sentence: none is added where one stands, or behind a mark of punctuation.
    bare = text.rstrip(" .?!")
    spaced = bare.replace(" ", " " * (1 + spaces))
    assert said(read(" " * spaces + spaced + polite + " " * spaces)) == said(read(bare))


@given(st.sampled_from(TOPICS), st.sampled_from(TIMES))
@settings(max_examples=60, deadline=None)
def test_time_and_topic_may_come_in_either_order(read: Reader, topic: str, wished: str) -> None:
    one, other = read(f"ขอนัด{topic} {wished}"), read(f"{wished} ขอนัด{topic}")
    assert said(one) == said(other)
    assert (one.intent, one.when is not None, bool(one.topics)) == ("book", True, True)


LONG = ["อยากปรึกษาเรื่องคณิต ", "ไม่ใช่คณิต", "คนิตสาดปึกสา", "กขคงจ", "ก", "qwertyui ", "12.5/3 ", "พรุ่งนี้ สมศ. จะเข้า 10 โมง "]


@pytest.mark.parametrize("piece", LONG)
def test_the_time_taken_grows_with_the_length_and_no_faster(read: Reader, piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        taken = []
        for _ in range(3):
            start = time.process_time()
            read(text)
            taken.append(time.process_time() - start)
        return min(taken)

    read(piece * 20)
    # Four times the length may take four times as long, and as much again for noise; quadratic would be sixteen.
    assert seconds(5_000) <= 8 * max(seconds(1_250), 0.002)
