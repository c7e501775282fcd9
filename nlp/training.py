"""`python -m nlp.training`: trains the model of nlp/likely_intents.py anew from our sentences and writes its weights.

A message is the set of its features, at unit length; a logistic regression gives each feature its weights. Rare features are
left out, and weights have two decimals, so that the file is small and can be read.
"""

import json
from collections import Counter
from datetime import datetime
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from nlp.lexicon import FOLDER, concepts
from nlp.likely_intents import WEIGHTS, features
from nlp.matching import Vocabulary
from nlp.reading import read_words
from nlp.scope import mentions
from nlp.signs import signs_of
from nlp.topics import chosen
from nlp.wishes import times_said

SENTENCES = FOLDER / "intent_sentences.tsv"
"""Intent and message on each line."""
A_MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
_SEEN_AT_LEAST = 2
"""Messages that a feature must stand in."""
_LOOSENESS = 10.0
"""How closely the weights may follow the sentences (the inverse of the regularisation), chosen by cross-validation."""


def sentences() -> list[tuple[str, str]]:
    """(intent, message) of each training sentence."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [(intent, text) for intent, _, text in (line.partition("\t") for line in lines if not line.startswith("#"))]


def seen(text: str, vocabulary: Vocabulary) -> set[str]:
    """The features of a message, for no office in particular."""
    reading = read_words(text, vocabulary)
    named = mentions(reading.tokens, reading.matches)
    return features(reading.tokens, signs_of(reading, named, chosen(named), *times_said(reading, A_MONDAY)))


def of_no_office() -> Vocabulary:
    """The general lexicon alone."""
    return Vocabulary((), {code: (concept.meaning,) for code, concept in concepts().items()})


def train(examples: list[tuple[str, set[str]]]) -> dict[str, Any]:
    """The content of the weights' file, from (intent, features) of each sentence."""
    often = Counter(feature for _, found in examples for feature in found)
    known = [{feature: 1 for feature in found if often[feature] >= _SEEN_AT_LEAST} for _, found in examples]
    vectors = DictVectorizer()
    regression = LogisticRegression(C=_LOOSENESS, max_iter=3000)
    make_pipeline(vectors, Normalizer(), regression).fit(known, [intent for intent, _ in examples])
    rows = zip(vectors.get_feature_names_out(), regression.coef_.T.round(2).tolist(), strict=True)
    return {
        "intents": regression.classes_.tolist(),
        "biases": regression.intercept_.round(2).tolist(),
        "weights": dict(rows),
    }


def main() -> None:
    """Write the weights, a feature on each line."""
    vocabulary = of_no_office()
    trained = train([(intent, seen(text, vocabulary)) for intent, text in sentences()])
    lines = json.dumps(trained, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n")
    WEIGHTS.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
