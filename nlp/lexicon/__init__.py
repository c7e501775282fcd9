"""The field's general words: data files beside this page, each with its sources, read once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Kind = Literal["learning_area", "function", "project", "area", "school", "matter", "cue"]
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Term:
    """A word or phrase and what it stands for: a code of its kind, with a short Thai title for people."""

    words: str
    kind: Kind
    code: str
    title: str = ""


@dataclass(frozen=True)
class Concept:
    """One thing teachers speak of: an office's own duty is recognised by `anchors`, talk about it by `words` too."""

    code: str
    kind: Kind
    title: str
    anchors: tuple[str, ...]
    words: tuple[str, ...] = ()


@cache
def concepts() -> tuple[Concept, ...]:
    """All learning areas, functions and matters of the general lexicon."""
    files: tuple[tuple[str, Kind], ...] = (
        ("learning_areas.yaml", "learning_area"),
        ("functions.yaml", "function"),
        ("matters.yaml", "matter"),
    )
    return tuple(
        Concept(code, kind, entry["title"], tuple(entry["anchors"]), tuple(entry.get("words", ())))
        for name, kind in files
        for code, entry in _read(name)["concepts"].items()
    )


@cache
def cues() -> tuple[Term, ...]:
    """Words that tell what a message does (asks, books, cancels, denies …), whatever it is about."""
    return tuple(Term(words, "cue", cue) for cue, phrases in _read("cues.yaml")["cues"].items() for words in phrases)


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content
