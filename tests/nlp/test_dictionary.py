"""The dictionary that messages are cut into words by."""

import json
from pathlib import Path

from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from nlp.dictionary import Dictionary, language

OWN = Path(__file__).parent / "data/own_messages.jsonl"
MESSAGES = [json.loads(line)["text"] for line in OWN.read_text(encoding="utf-8").splitlines()]
OFFICES_WORDS = ["คณิตคิดสนุก", "คิด", "สนุกกับ", "ปรึก", "ปรึกษาเรื่อง"]


def test_messages_are_cut_as_by_the_tokenisers_own_trie() -> None:
    dictionary = Dictionary(OFFICES_WORDS, language())
    trie = Trie(dictionary)
    for text in [*MESSAGES, *(message + word for message in MESSAGES for word in OFFICES_WORDS)]:
        assert dictionary.cut(text) == segment(text, trie)


def test_where_two_cuts_are_as_good_the_shorter_word_goes_first_whoever_brought_it() -> None:
    for own in (["ตา"], ["ตาก"], ["ลม"]):
        shared = Dictionary({"ตา", "ตาก", "กลม", "ลม"}.difference(own))
        assert Dictionary(own, shared).cut("ตากลม") == ["ตา", "กลม"]


def test_a_dictionary_built_on_another_adds_its_words_and_leaves_that_as_it_was() -> None:
    shared = Dictionary(["คณิต", "สนุก"])
    own = Dictionary(["คณิตคิดสนุก", "คิด", "สนุก"], shared)
    assert sorted(shared) == ["คณิต", "สนุก"]
    assert sorted(own) == ["คณิต", "คณิตคิดสนุก", "คิด", "สนุก"]
    assert (own.cut("คณิตคิดสนุก"), shared.knows("คิด"), own.knows("คิด")) == (["คณิตคิดสนุก"], False, True)


def test_a_dictionary_without_words_of_its_own_cuts_as_the_one_it_is_built_on() -> None:
    shared = Dictionary(["คณิต", "สนุก"])
    assert Dictionary([], shared).cut("คณิตสนุก") == shared.cut("คณิตสนุก") == ["คณิต", "สนุก"]
