"""Finds the vocabulary's words in a message: the longest that begin and end where words of the language do."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from nlp.lexicon import Term

_DROPPED = frozenset(" \t\r\n.-_()\"'“”")


class Match(NamedTuple):
    """The terms that one stretch of the normalised text stands for."""

    start: int
    end: int
    terms: tuple[Term, ...]


class _SharedTrie(Trie):
    """An office's words on top of the language's: the large part is in memory once, for all offices."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self._language = _language()

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        found: list[str] = self._language.prefixes(text, start)
        own: list[str] = super().prefixes(text, start)
        return found + [word for word in own if word not in found]


@cache
def _language() -> Trie:
    return Trie(thai_words())


class Vocabulary:
    """All words that one office is understood by. Building it is the slow part: keep it until the words change."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._tree: dict[str, Any] = {}
        self.terms = tuple(terms)
        pieces: set[str] = set()
        for term in self.terms:
            words = term.words.lower()
            pieces.update(piece for piece in (*words.split(), _key(words)) if not piece.isascii())
            node = self._tree
            for letter in _key(words):
                node = node.setdefault(letter, {})
            node[""] = (*node.get("", ()), term)
        self._words = _SharedTrie(pieces)

    def tokens(self, text: str) -> list[str]:
        """The words of a normalised text, spaces included."""
        found: list[str] = segment(text, self._words)
        return found

    def matches(self, text: str) -> list[Match]:
        """The longest terms from left to right, not overlapping."""
        starts, ends, position = [], {}, 0
        letters: list[int] = []
        for token in self.tokens(text):
            if any(letter not in _DROPPED for letter in token):
                starts.append(len(letters))
                letters += [position + offset for offset, letter in enumerate(token) if letter not in _DROPPED]
                ends[len(letters)] = position + len(token)
            position += len(token)
        return list(self._longest(text, letters, starts, ends))

    def _longest(self, text: str, letters: list[int], starts: list[int], ends: dict[int, int]) -> Iterator[Match]:
        covered = 0
        for start in starts:
            if start < covered:
                continue
            node, best, at = self._tree, None, start
            while at < len(letters) and text[letters[at]] in node:
                node = node[text[letters[at]]]
                at += 1
                if "" in node and at in ends:
                    best = (at, node[""])
            if best:
                covered = best[0]
                yield Match(letters[start], ends[covered], best[1])


def _key(words: str) -> str:
    return "".join(letter for letter in words.lower() if letter not in _DROPPED)
