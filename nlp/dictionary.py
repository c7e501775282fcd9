"""The dictionary that messages are cut into words by: Thai, the general lexicon, and on top an office's own words."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick import Automaton
from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment

from nlp.lexicon import phrases
from nlp.spelling import letters_of

# Rare words of PyThaiNLP's list that everyday ones are taken for: ไหนคะ is not ไห-นคะ, เรื่องก.ต.ป.น. not เรื่อ-งก.
_CUT_WRONGLY = frozenset({"เรื่อ", "นคะ", "มะคะ", "มิคะ", "มูคะ", "ยาคะ", "ภคะ"})
# Phrases of these cues stay in pieces, for their plain words also meet by chance: ทำไง-ดีค่ะ is no greeting.
_PLAIN_CUES = frozenset({"greeting", "particle", "how", "want", "turn", "self", "not", "past", "now", "at_present"})


# Latin letters and digits are cut where they end, whatever they spell: ทำ-partnership holds no ทำ-PA.
_HAS_LATIN = re.compile("[0-9a-z]")


class Dictionary:
    """Words to cut text by. A dictionary built on another shares its words and adds only its own."""

    def __init__(self, words: Iterable[str], base: "Dictionary | None" = None) -> None:
        """The words of `base` and `words`."""
        shared = base._layers if base else ()
        own = Automaton()
        for word in words:
            if not _HAS_LATIN.search(word) and not any(word in layer for layer in shared):
                own.add_word(word, word)
        own.make_automaton()
        self._layers: tuple[Automaton, ...] = (*shared, own) if own else shared

    def __iter__(self) -> Iterator[str]:
        for layer in self._layers:
            yield from layer

    def cut(self, text: str) -> list[str]:
        """The words of the text, spaces included."""
        return segment(text, _Found(text, self._layers))  # type: ignore[arg-type]  # of a Trie it asks only this

    def knows(self, word: str) -> bool:
        """Whether it is a word; numbers, signs and spaces need no knowing."""
        for layer in self._layers:
            if word in layer:
                return True
        return not any(map(str.isalpha, word))


class _Found:
    """The words that one text holds, found in one pass over it; newmm asks it in the place of PyThaiNLP's Trie."""

    def __init__(self, text: str, layers: Iterable[Automaton]) -> None:
        begun: defaultdict[int, list[str]] = defaultdict(list)
        shared, *more = layers
        for last, word in shared.iter(text):  # in the order in which they end
            begun[last - len(word) + 1].append(word)
        for layer in more:
            for last, word in layer.iter(text):
                insort(begun[last - len(word) + 1], word, key=len)
        self._begun = begun

    def prefixes(self, _: str, start: int) -> list[str]:
        """The words that begin at `start`, the shortest first."""
        return self._begun[start]


@cache
def language() -> Dictionary:
    """The words of Thai and of the general lexicon."""
    words = thai_words() - _CUT_WRONGLY
    lexicon = [(letters_of(phrase.words.lower()), phrase) for phrase in phrases()]
    topics = {
        letters for letters, phrase in lexicon if phrase.concept and phrase.strength != "weak" and len(letters) > 3
    }
    plain = {word for word in words if not _is_compound(word, topics, words)}
    thai = Dictionary(plain)
    added = {
        letters
        for letters, phrase in lexicon
        if not (phrase.meaning and phrase.meaning.code in _PLAIN_CUES and all(map(thai.knows, thai.cut(letters))))
    }
    return Dictionary(plain | added)


def _is_compound(word: str, topics: set[str], words: frozenset[str]) -> bool:
    """Whether the word is a topic and another word written in one, which must be cut: สมการ-เคมี, ทาง-สังคม."""
    return any(
        (word[:at] in topics and word[at:] in words) or (word[at:] in topics and word[:at] in words)
        for at in range(2, len(word) - 1)
    )
