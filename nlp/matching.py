"""Finds the vocabulary's words in a message: the longest that begin and end where words of the language do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from nlp.dictionary import Dictionary, language
from nlp.lexicon import TOPIC_KINDS, Meaning, Meanings, Strength, concepts, phrases
from nlp.spelling import LONGEST_WITH_SLIP, SHORTEST_WITH_SLIP, NearWords, letters_of, sound_of

_SHORTEST_BY_SOUND = 4
_SHORTEST_OF_WORDS = 7
_DEPENDENT_VOWELS = tuple("ะัาำิึุ")


class Token(NamedTuple):
    """A word of the normalised text, how it sounds (nothing for spaces and signs), and where it begins."""

    text: str
    sound: str
    start: int


class Match(NamedTuple):
    """What one stretch of the normalised text stands for; `first` and `last` count its words."""

    start: int
    end: int
    first: int
    last: int
    meanings: Meanings


class Entry(NamedTuple):
    """A known phrase: its exact letters, and its meaning or the concept that gives it."""

    letters: str
    meaning: Meaning | None
    concept: str | None = None
    strength: Strength = "name"
    aspects: tuple[str, ...] = ()


class _Index:
    """Phrases by how they sound."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_sound: dict[str, tuple[Entry, ...]] = {}
        for entry in entries:
            sound = sound_of(entry.letters)
            self.by_sound[sound] = (*self.by_sound.get(sound, ()), entry)
        self.by_sound.pop("", None)
        self.beginnings = {sound[:length] for sound in self.by_sound for length in range(1, len(sound) + 1)}

    @cached_property
    def near(self) -> NearWords:
        """The same phrases through a slip; built when the first misspelt word comes."""
        return NearWords(self.by_sound)


class Vocabulary:
    """All words that one office is understood by: the general lexicon tied to its duties, and its own words."""

    def __init__(self, terms: Iterable[tuple[str, Meaning]], duties: Mapping[str, tuple[Meaning, ...]]) -> None:
        """`terms` are the office's own words; `duties` says which of its duties a concept of the lexicon means here."""
        own = [Entry(letters_of(words.lower()), meaning) for words, meaning in terms]
        self._indexes = (_general(), _Index(own))
        self._duties = duties
        self._of_concepts: dict[Entry, tuple[Meaning, ...]] = {}
        self._of_letters: dict[str, Meanings] = {}
        self._dictionary = Dictionary((entry.letters for entry in own), language())

    def tokens(self, text: str) -> list[Token]:
        """The words of a normalised text, spaces included."""
        tokens, start = [], 0
        for word in self._dictionary.cut(text):
            tokens.append(Token(word, sound_of(word), start))
            start += len(word)
        return tokens

    def knows(self, token: Token) -> bool:
        """Whether the language, the lexicon or the office has this word."""
        return self._dictionary.knows(token.text)

    def matches(self, tokens: list[Token]) -> list[Match]:
        """The longest phrases from left to right, not overlapping; one letter of a word that is none may be wrong."""
        found: list[Match] = []
        odd = [False] * len(tokens)
        covered = -1
        general, own = self._indexes
        for at, token in enumerate(tokens):
            if at <= covered:
                continue
            begins = token.sound in general.beginnings or token.sound in own.beginnings
            match = self._longest(tokens, at) if begins else None
            if match:
                found.append(match)
                covered = match.last
            else:
                odd[at] = self._is_odd(tokens, at)
        return self._filled(tokens, found, odd) if True in odd else found

    def guesses(self, tokens: list[Token], found: list[Match]) -> list[Match]:
        """The phrases found, and between them topics that words cut otherwise hold, or plain words by one wrong letter."""
        meant = [match for match in found if match.meanings[0].kind != "neutral"]
        covered = {at for match in meant for at in range(match.first, match.last + 1)}
        hidden = [
            match
            for at, token in enumerate(tokens)
            if at not in covered and token.sound and (match := self._hidden(tokens, at))
            if covered.isdisjoint(range(match.first, match.last + 1))
        ]
        return sorted([*found, *hidden], key=_start) if hidden else self._filled(tokens, found)

    def _longest(self, tokens: list[Token], at: int) -> Match | None:
        general, own = self._indexes
        heard: list[tuple[int, tuple[Entry, ...]]] = []
        sound = ""
        for end in range(at, len(tokens)):
            token = tokens[end]
            if token.sound:
                sound += token.sound
                if sound not in general.beginnings and sound not in own.beginnings:
                    break
                entries = general.by_sound.get(sound, ()) + own.by_sound.get(sound, ())
                if entries:
                    heard.append((end, entries))
            elif "\n" in token.text:
                break
        for end, entries in reversed(heard):
            meanings = self._fitting(entries, tokens, at, end)
            if meanings:
                return Match(tokens[at].start, tokens[end].start + len(tokens[end].text), at, end, meanings)
        return None

    def _fitting(self, entries: tuple[Entry, ...], tokens: list[Token], first: int, last: int) -> Meanings | None:
        letters = letters_of("".join([token.text for token in tokens[first : last + 1]]))
        known = self._of_letters.get(letters)
        if known is not None:
            return known
        exact = [entry for entry in entries if entry.letters == letters]
        if exact:
            meanings = self._of_letters[letters] = _distinct(self._meanings_of(exact))
            return meanings
        words = tokens[first : last + 1]
        if not self._may_be_misspelt(words):
            return None
        if all(self.knows(token) for token in words):  # ศุกร์นี้ท่านว่าง holds no นิทาน
            entries = tuple(entry for entry in entries if entry.strength != "weak")
        return _distinct(self._meanings_of(entries)) or None

    def _meanings_of(self, entries: Iterable[Entry]) -> Iterator[Meaning]:
        return (meaning for entry in entries for meaning in self._meanings(entry))

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
        known = self._of_concepts.get(entry)
        if known is None:
            concept = concepts()[entry.concept or ""]
            known = self._of_concepts[entry] = tuple(
                meaning._replace(strength=entry.strength, aspects=entry.aspects)
                for meaning in self._duties.get(concept.code) or (concept.meaning,)
            )
        return known

    def _hidden(self, tokens: list[Token], at: int) -> Match | None:
        """A topic that begins within the word `at`, behind another word: ทาง-สังคม, ทำ-งานบ้าน."""
        word = tokens[at].text
        for begin in range(1, len(word)):
            if word[begin] in _DEPENDENT_VOWELS or not self._dictionary.knows(word[:begin]):
                continue
            letters = word[begin:]
            for last in range(at, min(at + 3, len(tokens))):
                letters += tokens[last].text if last > at else ""
                meanings = self._exact_topics(letters)
                if meanings:
                    end = tokens[last].start + len(tokens[last].text)
                    return Match(tokens[at].start + begin, end, at, last, _distinct(meanings))
        return None

    def _exact_topics(self, letters: str) -> list[Meaning]:
        if len(letters) <= _SHORTEST_BY_SOUND:
            return []
        return [
            meaning
            for index in self._indexes
            for entry in index.by_sound.get(sound_of(letters), ())
            if entry.letters == letters
            for meaning in self._meanings(entry)
            if meaning.kind in TOPIC_KINDS and meaning.strength != "weak"
        ]

    def _filled(self, tokens: list[Token], matches: list[Match], odd: list[bool] | None = None) -> list[Match]:
        """The matches, and between them what words there stand for through slips: the odd ones, or else all."""
        found: list[Match] = []
        first = 0
        for match in (*matches, None):
            last = match.first - 1 if match else len(tokens) - 1
            if odd is None or any(odd[first : last + 1]):
                found += self._misspelt(tokens, first, last, odd)
            if match:
                found.append(match)
                first = match.last + 1
        return found

    def _is_odd(self, tokens: list[Token], at: int) -> bool:
        """Whether the word is none, or a single letter that sticks to its neighbours."""
        text = tokens[at].text
        if len(text) == 1 and text > "\u0e00":
            return bool(at and tokens[at - 1].sound and at + 1 < len(tokens) and tokens[at + 1].sound)
        return not self._dictionary.knows(text)

    def _misspelt(self, tokens: list[Token], at: int, last: int, odd: list[bool] | None) -> list[Match]:
        found: list[Match] = []
        while at <= last:
            match = self._nearest(tokens, at, last, odd) if tokens[at].sound else None
            if match:
                found.append(match)
                at = match.last
            at += 1
        return found

    def _nearest(self, tokens: list[Token], at: int, last: int, odd: list[bool] | None) -> Match | None:
        """The longest phrase one slip away from what begins with the word `at`; it may end within a word cut wrongly."""
        near = tokens[at : min(last + 1, at + LONGEST_WITH_SLIP)]
        sound = "".join([token.sound for token in near])
        shortest = _SHORTEST_OF_WORDS if odd is None else SHORTEST_WITH_SLIP - 1
        for length in range(min(len(sound), LONGEST_WITH_SLIP + 1), shortest - 1, -1):
            if sound[length : length + 1] in _DEPENDENT_VOWELS:
                continue
            meanings = self._near(sound[:length], near if odd is None else ())
            if meanings:
                ends_in, end = [(number, end) for number, token in enumerate(near, at) for end in _ends(token)][
                    length - 1
                ]
                if odd is None or any(odd[at : ends_in + 1]):
                    return Match(tokens[at].start, end, at, ends_in, _distinct(meanings))
        return None

    def _near(self, sound: str, words: Sequence[Token]) -> list[Meaning]:
        """What the sound may be a slip of. Of plain `words` only a long one is taken for another: เรา is not เล็ก."""
        return [
            meaning
            for index in self._indexes
            if (known := index.near.of(sound)) and not _ends_in_another(words, sound, known)
            for entry in index.by_sound[known]
            for meaning in self._meanings(entry)
        ]


def _ends_in_another(words: Sequence[Token], sound: str, known: str) -> bool:
    """Whether the last of the words that make the sound is a short one that the known phrase does not end in."""
    length = 0
    for word in words:
        length += len(word.sound)
        if length >= len(sound):
            return len(word.sound) < _SHORTEST_BY_SOUND and not known.endswith(word.sound)
    return False


def _start(match: Match) -> int:
    return match.start


def _ends(token: Token) -> list[int]:
    """Where in the text each letter of the word's sound ends; what the sound folds together ends with the word."""
    if not token.sound:
        return []
    last = token.start + len(token.text)
    ends = [token.start + at + 1 for at, letter in enumerate(token.text) if sound_of(letter)][: len(token.sound) - 1]
    return ends + [last] * (len(token.sound) - len(ends))


def _distinct(meanings: Iterable[Meaning]) -> Meanings:
    """One meaning for each thing, topics before anything else that the same words may do."""
    distinct: dict[tuple[str, str], Meaning] = {}
    for meaning in meanings:
        distinct.setdefault((meaning.kind, meaning.code), meaning)
    return Meanings(sorted(distinct.values(), key=lambda meaning: meaning.kind not in TOPIC_KINDS))


@cache
def _general() -> _Index:
    return _Index(
        Entry(letters_of(phrase.words.lower()), phrase.meaning, phrase.concept, phrase.strength, phrase.aspects)
        for phrase in phrases()
    )
