"""Finds the vocabulary's words in a message: the longest that begin and end where words of the language do."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from nlp.lexicon import Meaning, concepts, phrases
from nlp.spelling import LONGEST_WITH_SLIP, NearWords, letters_of, sound_of

_SHORTEST_BY_SOUND = 4
# Rare words of the dictionary that everyday endings are taken for: ไหนคะ is not ไห-นคะ.
_CUT_WRONGLY = frozenset({"นคะ", "มะคะ", "มิคะ", "มูคะ", "ยาคะ", "ภคะ"})
_PLAIN_CUES = frozenset({"greeting", "particle", "how", "want", "turn", "self", "not", "past", "now", "at_present"})


class Match(NamedTuple):
    """What one stretch of the normalised text stands for; `first` and `last` count its words."""

    start: int
    end: int
    first: int
    last: int
    meanings: tuple[Meaning, ...]


class Token(NamedTuple):
    """A word of the normalised text, how it sounds, and where it begins."""

    text: str
    sound: str
    start: int


class Entry(NamedTuple):
    """A known phrase: its exact letters, and its meaning or the concept that gives it."""

    letters: str
    meaning: Meaning | None
    concept: str | None
    weak: bool


class _Index:
    """Phrases by how they sound, in order, so that it is quick to see that none begins like this."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_sound: dict[str, tuple[Entry, ...]] = {}
        for entry in entries:
            sound = sound_of(entry.letters)
            self.by_sound[sound] = (*self.by_sound.get(sound, ()), entry)
        self.by_sound.pop("", None)
        self._sounds = sorted(self.by_sound)

    def begins(self, sound: str) -> bool:
        """Whether any phrase begins with this sound."""
        at = bisect_left(self._sounds, sound)
        return at < len(self._sounds) and self._sounds[at].startswith(sound)

    @cached_property
    def near(self) -> NearWords:
        """The same phrases through a slip; built when the first misspelt word comes."""
        return NearWords(self.by_sound)


class _LayeredTrie(Trie):
    """Some words on top of another dictionary, which stays in memory once for all that build on it."""

    def __init__(self, base: Trie, words: Iterable[str]) -> None:
        super().__init__(words)
        self._base = base

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        found: list[str] = self._base.prefixes(text, start)
        own: list[str] = super().prefixes(text, start)
        return found + [word for word in own if word not in found] if own else found

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) or key in self._base


class Vocabulary:
    """All words that one office is understood by: the general lexicon tied to its duties, and its own words."""

    def __init__(self, terms: Iterable[tuple[str, Meaning]], duties: Mapping[str, tuple[Meaning, ...]]) -> None:
        """`terms` are the office's own words; `duties` says which of its duties a concept of the lexicon means here."""
        own = [Entry(letters_of(words.lower()), meaning, None, False) for words, meaning in terms]
        self._indexes = (_Index(own), _general())
        self._duties = duties
        self._words = _LayeredTrie(_language(), (entry.letters for entry in own if not entry.letters.isascii()))

    def tokens(self, text: str) -> list[Token]:
        """The words of a normalised text, spaces included."""
        tokens, start = [], 0
        for word in segment(text, self._words):
            tokens.append(Token(word, sound_of(word), start))
            start += len(word)
        return tokens

    def knows(self, token: Token) -> bool:
        """Whether the language, the lexicon or the office has this word; numbers and signs need no knowing."""
        return token.text in self._words or not any(map(str.isalpha, token.text))

    def matches(self, tokens: list[Token]) -> list[Match]:
        """The longest phrases from left to right, not overlapping."""
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            match = self._longest(tokens, at) if tokens[at].sound else None
            if match:
                found.append(match)
                at = match.last
            at += 1
        return found

    def misspelt(self, tokens: list[Token], first: int, last: int) -> list[Match]:
        """Phrases that the words from `first` to `last` stand for when one letter of each may be wrong."""
        found: list[Match] = []
        at = first
        while at <= last:
            match = self._nearest(tokens, at, last) if tokens[at].sound else None
            if match:
                found.append(match)
                at = match.last
            at += 1
        return found

    def _longest(self, tokens: list[Token], at: int) -> Match | None:
        best, meanings = -1, tuple[Meaning, ...]()
        for index in self._indexes:
            sound = ""
            for end in range(at, len(tokens)):
                if not tokens[end].sound:
                    if "\n" in tokens[end].text:
                        break
                    continue
                sound += tokens[end].sound
                if not index.begins(sound):
                    break
                fitting = self._fitting(index.by_sound.get(sound, ()), tokens, at, end)
                if fitting and end >= best:
                    meanings = (*meanings, *fitting) if end == best else fitting
                    best = end
        return _match(tokens, at, best, meanings) if meanings else None

    def _fitting(self, entries: tuple[Entry, ...], tokens: list[Token], first: int, last: int) -> tuple[Meaning, ...]:
        if not entries:
            return ()
        letters = letters_of("".join(token.text for token in tokens[first : last + 1]))
        exact = tuple(entry for entry in entries if entry.letters == letters)
        if not exact and not self._may_be_misspelt(tokens[first : last + 1]):
            return ()
        return tuple(meaning for entry in exact or entries for meaning in self._meanings(entry))

    def _may_be_misspelt(self, tokens: list[Token]) -> bool:
        """Whether the words, written in one, may stand for one that sounds alike; a word of Thai is meant as it is."""
        if not all(token.sound for token in tokens) or any("." in token.text for token in tokens):
            return False
        length = sum(len(token.sound) for token in tokens)
        known = all(self.knows(token) for token in tokens)
        return length > _SHORTEST_BY_SOUND and len(tokens) > 1 if known else length >= _SHORTEST_BY_SOUND

    def _meanings(self, entry: Entry) -> tuple[Meaning, ...]:
        if entry.meaning:
            return (entry.meaning,)
        concept = concepts()[entry.concept or ""]
        meanings = self._duties.get(concept.code) or (concept.meaning,)
        return tuple(replace(meaning, weak=True) for meaning in meanings) if entry.weak else meanings

    def _nearest(self, tokens: list[Token], at: int, last: int) -> Match | None:
        sound = ""
        best: Match | None = None
        for end in range(at, last + 1):
            sound += tokens[end].sound
            if len(sound) > LONGEST_WITH_SLIP + 1:
                break
            meanings = tuple(
                meaning
                for index in self._indexes
                if (known := index.near.of(sound))
                for entry in index.by_sound[known]
                for meaning in self._meanings(entry)
            )
            if meanings:
                best = _match(tokens, at, end, meanings)
        return best


def _match(tokens: list[Token], first: int, last: int, meanings: tuple[Meaning, ...]) -> Match:
    end = tokens[last].start + len(tokens[last].text)
    return Match(tokens[first].start, end, first, last, tuple(dict.fromkeys(meanings)))


@cache
def _general() -> _Index:
    return _Index(
        Entry(letters_of(phrase.words.lower()), phrase.meaning, phrase.concept, phrase.weak) for phrase in phrases()
    )


@cache
def _language() -> Trie:
    """The words of Thai and of the lexicon; cues that plain words may also make by chance stay in pieces."""
    words = Trie(thai_words() - _CUT_WRONGLY)
    for entries in _general().by_sound.values():
        for entry in entries:
            is_plain = entry.meaning is not None and entry.meaning.code in _PLAIN_CUES
            if not entry.letters.isascii() and not (is_plain and _is_composed(entry.letters, words)):
                words.add(entry.letters)
    return words


def _is_composed(letters: str, words: Trie) -> bool:
    return all(word in words for word in segment(letters, words))
