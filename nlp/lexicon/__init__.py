"""The field's general words: data files beside this page, each with its sources, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

Kind = Literal[
    "learning_area", "function", "project", "area", "school", "matter", "cue", "outside", "advert", "abuse", "neutral"
]
TOPIC_KINDS: frozenset[Kind] = frozenset({"learning_area", "function", "project", "matter"})
Strength = Literal["name", "content", "weak"]
FOLDER = Path(__file__).parent
_SHORTEST_NAME = 3
"""Letters of a name from which on longer words that hold it are taken to mean it."""


@dataclass(frozen=True)
class Term:
    """A word of one office and what it stands for: a code of its kind, with a short Thai title for people."""

    words: str
    kind: Kind
    code: str
    title: str = ""


class Meaning(NamedTuple):
    """What a word stands for. A project may imply a slot; a method fits any subject.

    `strength` tells how surely: a `name` of the thing, `content` that belongs to it, or a `weak` word, ordinary too.
    `aspects` are the kinds of help to choose from where the bare name was said.
    """

    kind: Kind
    code: str
    title: str = ""
    learning_area: str | None = None
    function: str | None = None
    strength: Strength = "name"
    method: bool = False
    aspects: tuple[str, ...] = ()


class Meanings(tuple[Meaning, ...]):
    """All that the same words stand for, topics first; what follows from that is worked out once for each phrase."""

    @cached_property
    def cues(self) -> frozenset[str]:
        """What the words do in a message, whatever it is about."""
        return frozenset(meaning.code for meaning in self if meaning.kind == "cue")

    @cached_property
    def is_topic(self) -> bool:
        """Whether the words name something to be advised on."""
        return any(meaning.kind in TOPIC_KINDS for meaning in self)

    @cached_property
    def is_strong(self) -> bool:
        """Whether the words are more than ordinary ones."""
        return any(meaning.strength != "weak" for meaning in self)


@dataclass(frozen=True)
class Concept:
    """One thing teachers speak of. An office's own duty is recognised by `anchors`; talk of it by the other words too.

    `implies` holds the slots that talk of it fills, None when the file leaves that to the office's own titles.
    """

    code: str
    kind: Kind
    title: str
    anchors: tuple[str, ...]
    words: tuple[str, ...]
    weak: tuple[str, ...]
    bare: tuple[str, ...]
    aspects: tuple[str, ...]
    implies: dict[str, str | None] | None
    method: bool
    nobody: bool

    def is_named_in(self, words: str) -> bool:
        """Whether the words hold one of its names: ครูคณิต."""
        return any(anchor in words for anchor in self.anchors if len(anchor) >= _SHORTEST_NAME)

    @property
    def meaning(self) -> Meaning:
        """What its words mean where the office has no duty of its own for it."""
        return Meaning(self.kind, self.code, self.title, method=self.method)


class Phrase(NamedTuple):
    """Words as people type them, with their meaning, or with the code of the concept that gives it."""

    words: str
    meaning: Meaning | None
    concept: str | None = None
    strength: Strength = "name"
    aspects: tuple[str, ...] = ()


@cache
def concepts() -> dict[str, Concept]:
    """All learning areas, functions, matters and other groups' work of the general lexicon, by code."""
    files: tuple[tuple[str, Kind], ...] = (
        ("learning_areas.yaml", "learning_area"),
        ("functions.yaml", "function"),
        ("matters.yaml", "matter"),
        ("outside.yaml", "outside"),
    )
    return {
        code: _concept(code, kind, entry) for name, kind in files for code, entry in _read(name)["concepts"].items()
    }


def phrases() -> Iterator[Phrase]:
    """Every phrase of the general lexicon; what the same words mean first goes before what they mean as well."""
    for cue, words_of_cue in _read("cues.yaml")["cues"].items():
        for words in words_of_cue:
            yield Phrase(words, Meaning("cue", cue))
    for concept in concepts().values():
        for words in concept.bare:
            yield Phrase(words, None, concept.code, "name", concept.aspects)
        for words in concept.anchors:
            yield Phrase(words, None, concept.code, "name")
        for words in concept.words:
            yield Phrase(words, None, concept.code, "name" if concept.is_named_in(words) else "content")
        for words in concept.weak:
            yield Phrase(words, None, concept.code, "weak")
    beyond = _read("outside.yaml")
    kinds: tuple[Kind, ...] = ("advert", "abuse", "neutral")
    for kind in kinds:
        for words in beyond[kind]:
            yield Phrase(words, Meaning(kind, kind))


@cache
def small_words() -> frozenset[str]:
    """Words that a wish for a time may stand among and that say nothing of their own."""
    return frozenset(_read("cues.yaml")["small_words"])


def _concept(code: str, kind: Kind, entry: dict[str, Any]) -> Concept:
    slots: dict[str, str | None] = {name: entry[name] for name in ("learning_area", "function") if name in entry}
    return Concept(
        code=code,
        kind=kind,
        title=entry["title"],
        anchors=tuple(entry.get("anchors", ())),
        words=tuple(entry.get("words", ())),
        weak=tuple(entry.get("weak", ())),
        bare=tuple(entry.get("bare", ())),
        aspects=tuple(entry.get("aspects", ())),
        implies=slots or None,
        method=entry.get("method", False),
        nobody=entry.get("nobody", False),
    )


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content
