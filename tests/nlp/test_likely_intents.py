"""The model beside the rules of intents: what it was trained on, and how far its word counts."""

from collections import Counter

from nlp.likely_intents import model
from nlp.training import of_no_office, seen, sentences, train


def test_the_weights_are_those_of_the_sentences() -> None:
    """Who changes sentences or words much trains anew: `make train`."""
    vocabulary = of_no_office()
    often = Counter(feature for _, text in sentences() for feature in seen(text, vocabulary))
    known = {feature for feature, times in often.items() if times > 1}
    kept = set(model().weights)
    assert len(known & kept) / len(known | kept) > 0.97
    assert set(model().intents) == {intent for intent, _ in sentences()}


def test_a_word_weighs_most_for_the_intent_it_is_said_with() -> None:
    trained = train([("ask", {"สอน", "วันนี้"}), ("cancel", {"งด", "วันนี้"}), ("thanks", {"ขอบคุณ", "วันนี้"})] * 3)
    heaviest = {word: max(zip(row, trained["intents"], strict=True))[1] for word, row in trained["weights"].items()}
    assert heaviest | {"วันนี้": None} == {"สอน": "ask", "งด": "cancel", "ขอบคุณ": "thanks", "วันนี้": None}


def test_no_sentence_is_told_with_two_intents() -> None:
    intents: dict[str, set[str]] = {}
    for intent, text in sentences():
        intents.setdefault(text, set()).add(intent)
    assert {text for text, told in intents.items() if len(told) > 1} == set()
