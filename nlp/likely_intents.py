"""How likely each intent is by the words of a message: a linear model beside the rules of nlp/intents.py.

It was trained on sentences of ours (`python -m nlp.training`), and knows words, pairs of neighbours and the rules' own signs.
"""

import json
from collections.abc import Iterator
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from nlp.matching import Token
from nlp.signs import Signs

WEIGHTS = Path(__file__).parent / "lexicon" / "intent_weights.json"
_NOT_SIGNS = frozenset({"cues", "first_cues", "unexplained"})


class Model(NamedTuple):
    """Weights by feature, one for each of the `intents`, and what speaks for each before anything is read."""

    intents: tuple[str, ...]
    biases: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]


@cache
def model() -> Model:
    """The trained model, read once."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {feature: tuple(row) for feature, row in kept["weights"].items()}
    return Model(tuple(kept["intents"]), tuple(kept["biases"]), weights)


def features(tokens: list[Token], signs: Signs) -> Iterator[str]:
    """What the model looks at: words, pairs of neighbours with the edges of the message, cues and other signs."""
    words = [token.text for token in tokens if token.sound]
    yield from words
    for pair in zip(("^", *words), (*words, "$"), strict=True):
        yield " ".join(pair)
    for cue in signs.cues:
        yield f"+{cue}"
    for cue in signs.first_cues:
        yield f"^{cue}"
    for name, value in zip(signs._fields, signs, strict=True):
        if value and name not in _NOT_SIGNS:
            yield f"={name}"


def likelihoods(tokens: list[Token], signs: Signs) -> dict[str, float]:
    """{intent: probability}, by the words alone."""
    trained = model()
    rows = [row for feature in set(features(tokens, signs)) if (row := trained.weights.get(feature))]
    length = sqrt(len(rows) or 1)
    scores = [sum(column) / length for column in zip(*rows, strict=True)] or [0.0] * len(trained.intents)
    powers = [exp(bias + score) for bias, score in zip(trained.biases, scores, strict=True)]
    whole = sum(powers)
    return {intent: power / whole for intent, power in zip(trained.intents, powers, strict=True)}
