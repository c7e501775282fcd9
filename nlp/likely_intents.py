"""How likely each intent is by the words of a message: a linear model beside the rules of nlp/intents.py.

It was trained on sentences of ours (`python -m nlp.training`), and knows words and the rules' own signs.
Asking for advice and for an appointment are one intent to it, `ask`.
"""

import json
from functools import cache
from math import exp, sqrt
from typing import NamedTuple

from nlp.lexicon import FOLDER, particles
from nlp.matching import Token
from nlp.signs import Signs

_MOST_TELLING = 3
WEIGHTS = FOLDER / "intent_weights.json"
_SIGNS = (*sorted({*Signs._fields} - {"cues", "first_cues", "unexplained"}), "is_outside")


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


def features(tokens: list[Token], signs: Signs) -> set[str]:
    """What the model looks at, whatever its order: the words but for particles, the cues among them, and the other signs."""
    found = {token.text for token in tokens if token.sound} - particles()
    found.update([f"+{cue}" for cue in signs.cues if cue != "particle"])
    found.update([f"={name}" for name in _SIGNS if getattr(signs, name)])
    return found


def likelihoods(tokens: list[Token], signs: Signs) -> dict[str, float]:
    """{intent: probability}, by the words alone."""
    trained = model()
    rows = [row for feature in features(tokens, signs) if (row := trained.weights.get(feature))]
    length = sqrt(len(rows) or 1)
    scores = [sum(column) / length for column in zip(*rows, strict=True)] or [0.0] * len(trained.intents)
    powers = [exp(bias + score) for bias, score in zip(trained.biases, scores, strict=True)]
    whole = sum(powers)
    return {intent: power / whole for intent, power in zip(trained.intents, powers, strict=True)}


def telling(tokens: list[Token], intent: str) -> list[Token]:
    """The words that speak most for an intent of the model, in their order."""
    trained = model()
    at = trained.intents.index(intent)
    known = [token for token in tokens if token.sound and token.text in trained.weights]
    best = sorted(known, key=lambda token: -trained.weights[token.text][at])[:_MOST_TELLING]
    return sorted(best, key=lambda token: token.start)
