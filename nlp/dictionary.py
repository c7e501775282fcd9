"""The dictionary that messages are cut into words by: Thai, the general lexicon, and on top an office's own words."""

import re
from collections.abc import Iterable
from functools import cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from nlp.lexicon import phrases
from nlp.spelling import letters_of

# Rare words of PyThaiNLP's list that everyday ones are taken for: ไหนคะ is not ไห-นคะ, เรื่องก.ต.ป.น. not เรื่อ-งก.
_CUT_WRONGLY = frozenset({"เรื่อ", "นคะ", "มะคะ", "มิคะ", "มูคะ", "ยาคะ", "ภคะ"})
# Phrases of these cues stay in pieces, for their plain words also meet by chance: ทำไง-ดีค่ะ is no greeting.
_PLAIN_CUES = frozenset({"greeting", "particle", "how", "want", "turn", "self", "not", "past", "now", "at_present"})


# Latin letters and digits are cut where they end, whatever they spell: ทำ-partnership holds no ทำ-PA.
_HAS_LATIN = re.compile("[0-9a-z]")


class Dictionary(Trie):
    """Words to cut text by. A dictionary built on another shares its memory and adds only the paths of its own words."""

    def __init__(self, words: Iterable[str], base: "Dictionary | None" = None) -> None:
        """The words of `base`, which must not be changed any more, and `words`."""
        self.words = {word for word in words if not _HAS_LATIN.search(word)}
        self._layers: tuple[set[str], ...] = (self.words, *(base._layers if base else ()))
        super().__init__(() if base else self.words)
        if base:
            self._word_count = len(base) + len(self.words)
            self.root = _copy(base.root)
            own = {self.root}
            for word in self.words:
                self._add_beside(word, own)

    def cut(self, text: str) -> list[str]:
        """The words of the text, spaces included."""
        found: list[str] = segment(text, self)
        return found

    def knows(self, word: str) -> bool:
        """Whether it is a word; numbers, signs and spaces need no knowing."""
        for words in self._layers:
            if word in words:
                return True
        return not any(map(str.isalpha, word))

    def _add_beside(self, word: str, own: set[Trie.Node]) -> None:
        node = self.root
        for letter in word:
            if node.children is None:
                node.children = {}
            child = node.children.get(letter)
            if child not in own:
                child = node.children[letter] = _copy(child) if child else Trie.Node()
                own.add(child)
            node = child
        node.end = True


def _copy(node: Trie.Node) -> Trie.Node:
    copy = Trie.Node()
    copy.end = node.end
    copy.children = dict(node.children) if node.children else None
    return copy


@cache
def language() -> Dictionary:
    """The words of Thai and of the general lexicon."""
    words = thai_words() - _CUT_WRONGLY
    lexicon = [(letters_of(phrase.words.lower()), phrase) for phrase in phrases()]
    topics = {
        letters for letters, phrase in lexicon if phrase.concept and phrase.strength != "weak" and len(letters) > 3
    }
    thai = Dictionary(word for word in words if not _is_compound(word, topics, words))
    added = {
        letters
        for letters, phrase in lexicon
        if not (phrase.meaning and phrase.meaning.code in _PLAIN_CUES and all(map(thai.knows, thai.cut(letters))))
    }
    return Dictionary(added, thai)


def _is_compound(word: str, topics: set[str], words: frozenset[str]) -> bool:
    """Whether the word is a topic and another word written in one, which must be cut: สมการ-เคมี, ทาง-สังคม."""
    return any(
        (word[:at] in topics and word[at:] in words) or (word[at:] in topics and word[:at] in words)
        for at in range(2, len(word) - 1)
    )
