"""Each part of what a message means names the words that gave it."""

import pytest

from nlp.evidence import evidence_of
from nlp.matching import Vocabulary
from nlp.understand import interpret
from tests.nlp.conftest import MONDAY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "ขอคําปรึกษาเรื่อง  O-NET ๓ แบบกับคณิดดด ทุ่งหินเทินค่ะ",
            {"learning_area": ["คณิด"], "area": ["ทุ่งหินเทิน"], "intent": ["ขอคําปรึกษา"]},
        ),
        ("ขอนัดพรุ่งนี้ ๑๐ โมง", {"when": ["พรุ่งนี้", "๑๐ โมง"], "mode": ["ขอนัด", "พรุ่งนี้", "๑๐ โมง"], "intent": ["ขอนัด"]}),
        ("ขอคุยกับ ศน. คณิตเดี๋ยวนี้เลยค่ะ", {"mode": ["เดี๋ยวนี้เลย"], "learning_area": ["คณิต"]}),
        ("ยกเลิกนัดวันศุกร์นี้นะคะ", {"when": ["วันศุกร์นี้"], "intent": ["ยกเลิกนัด"]}),
        ("แผนคณิต ป.4", {"learning_area": ["คณิต"], "intent": ["คณิต"]}),
        ("ขอบคุณมากค่ะ", {"intent": ["ขอบคุณมาก"]}),
        ("กขคฆง", {}),
    ],
)
def test_words_are_named_for_each_field_as_they_were_typed(
    vocabulary: Vocabulary, text: str, told: dict[str, list[str]]
) -> None:
    found = [one for one in evidence_of(interpret(text, vocabulary, MONDAY)) if one.field in told or not told]
    words = {field: [one.words for one in found if one.field == field] for field in told}
    assert (words, [text[one.start : one.end] for one in found]) == (told, [one.words for one in found])


def test_an_intent_that_the_words_decided_names_those_that_tell_most(vocabulary: Vocabulary) -> None:
    found = interpret("มีเรื่องกลุ้มใจอยากเล่าให้ฟังค่ะ", vocabulary, MONDAY)
    assert found.decision.words
    assert [one.code for one in evidence_of(found)] == [found.meaning.intent] * len(found.decision.words)
