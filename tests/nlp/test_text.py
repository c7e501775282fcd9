"""One form for whatever was typed, and back to where it stood."""

import pytest

from nlp.text import from_other_layout, normalise


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("O-NET ม.๓", "o-net ม.3"),
        ("คําปรึกษา", "คำปรึกษา"),  # ำ as two letters
        ("นํ้า น้ํา", "น้ำ น้ำ"),  # and with a tone mark on either side
        ("เเม่กด", "แม่กด"),  # two เ for แ
        ("ท่ี่นี่", "ที่่นี่"),  # a tone mark before its vowel
        ("มากกกกก", "มาก"),
        ("แบบบันทึก แบบบทเรียน ยังงง", "แบบบันทึก แบบบทเรียน ยังงง"),
        ("ค่ะะะะ!!!!", "ค่ะ!!"),
        ("hellooooo", "helloo"),
        ("5555", "5555"),
        ("โอ\u200bเน็ต", "โอเน็ต"),
        ("PLC–คณิต", "plc-คณิต"),
        ("", ""),
    ],
)
def test_what_was_typed_is_brought_into_one_form(typed: str, normal: str) -> None:
    assert normalise(typed).normal == normal


@pytest.mark.parametrize("typed", ["ขอคําปรึกษาเเบบด่วนนนน O\u200bNET ๑๒", "วัดผล", "\u200b\u200bSAR"])
def test_every_letter_knows_where_it_stood(typed: str) -> None:
    text = normalise(typed)
    assert len(text.positions) == len(text.normal) + 1
    assert text.positions[-1] == len(typed)
    assert list(text.positions) == sorted(text.positions)
    first = text.normal.index(text.normal.strip()[0])
    assert normalise(typed[text.positions[first]]).normal == text.normal[first]


def test_thai_typed_on_the_english_layout_is_read_as_it_was_meant() -> None:
    assert from_other_layout("l;ylfu8jt") == "สวัสดีค่ะ"


@pytest.mark.parametrize("typed", ["สวัสดี hello", "12345", "?!"])
def test_only_latin_letters_alone_can_be_the_wrong_layout(typed: str) -> None:
    assert from_other_layout(typed) is None
