"""What of a message bears on its intent."""

from typing import NamedTuple

from nlp.matching import Match
from nlp.reading import Reading, unexplained
from nlp.scope import Mention
from nlp.thai_dates import When, WhenReading

_BESIDE = 4
"""Words from one to the next up to which two stand beside each other."""
_NONE: frozenset[str] = frozenset()


class Signs(NamedTuple):
    """What of a message bears on its intent: the codes of its cues, those it begins with, and what else was found in it."""

    cues: frozenset[str]
    first_cues: frozenset[str]
    has_topic: bool
    has_strong_topic: bool
    has_when: bool
    has_busy_time: bool = False
    unexplained: int = 0
    ends_done: bool = False
    wants_now: bool = False
    asks_for_officer: bool = False
    has_area: bool = False
    has_correction: bool = False
    outside: int = 0
    adverts: int = 0
    abuse: int = 0

    def any(self, *cues: str) -> bool:
        """Whether one of the cues was found."""
        return not self.cues.isdisjoint(cues)

    @property
    def is_not_for_us(self) -> bool:
        """Whether it sells something or insults."""
        return bool(self.adverts or self.abuse)

    @property
    def is_outside(self) -> bool:
        """Whether it names what others handle, and nothing for sure that we do."""
        return self.outside > 0 and not self.has_strong_topic

    @property
    def is_about_people(self) -> bool:
        """Whether it names an officer, the office, or no topic at all."""
        return self.any("officer", "office") or not self.has_topic


def signs_of(
    reading: Reading, named: list[Mention], topics: list[Match], wish: WhenReading, busy: When | None
) -> Signs:
    """The signs in a message with these topics, this wish for a time and this time of being busy."""
    spoken = [match.meanings.cues for match in reading.matches if match.meanings.cues]
    cues = _NONE.union(*spoken)
    kinds = [match.meanings[0].kind for match in reading.matches]
    asks_for_officer = "officer" in cues and _is_officers(reading.matches, topics)
    return Signs(
        cues=cues,
        first_cues=spoken[0] if spoken else cues,
        has_topic=bool(topics),
        has_strong_topic=_has_strong_topic(named),
        has_when=wish.when is not None,
        has_busy_time=busy is not None,
        unexplained=_unexplained(reading, wish) if wish.when or asks_for_officer else 0,
        ends_done="done" in cues and _ends_done(reading),
        wants_now=_wants_now(reading.matches, cues),
        asks_for_officer=asks_for_officer,
        has_area="area" in kinds,
        has_correction=bool(topics) and any(one.standing == "ruled out" for one in named),
        outside=kinds.count("outside"),
        adverts=kinds.count("advert"),
        abuse=kinds.count("abuse"),
    )


def _has_strong_topic(named: list[Mention]) -> bool:
    """Whether a topic is asked about for sure: by more than an ordinary word, or by one of the subject they teach."""
    own = {one.match.meanings[0].code for one in named if one.standing == "own"}
    return any(
        one.standing == "asked" and (one.match.meanings.is_strong or one.match.meanings[0].code in own) for one in named
    )


def _wants_now(matches: list[Match], cues: frozenset[str]) -> bool:
    """Whether an answer is wanted at once: เดี๋ยวนี้, or ตอนนี้ beside words for talking (ตอนนี้เด็กอ่านไม่ออก tells of now)."""
    if "now" in cues or "at_present" not in cues:
        return "now" in cues
    present = [match for match in matches if "at_present" in match.meanings.cues]
    talks = [match for match in matches if match.meanings.cues & {"talk", "advice", "ask", "free"}]
    return any(
        0 <= max(talk.first, now.first) - min(talk.last, now.last) <= _BESIDE for now in present for talk in talks
    )


def _ends_done(reading: Reading) -> bool:
    """Whether the message ends by saying that something is done, particles aside."""
    last = len(reading.tokens) - 1
    for match in reversed(reading.matches):
        while last > match.last and not reading.tokens[last].sound:
            last -= 1
        if match.last < last or "particle" not in match.meanings.cues:
            return match.last == last and "done" in match.meanings.cues
        last = match.first - 1
    return False


def _is_officers(matches: list[Match], topics: list[Match]) -> bool:
    """Whether the topics only name an officer: ศน.คณิต."""
    officers = [match.last for match in matches if match.meanings[0].code == "officer"]
    return bool(topics) and all(any(0 < topic.first - last <= _BESIDE for last in officers) for topic in topics)


def _unexplained(reading: Reading, wish: WhenReading) -> int:
    """How many words, up to the particle that ends the clause of the time, neither lexicon nor time accounts for."""
    said_by = max((end for _, end in wish.times), default=0)
    ends = [match.start for match in reading.matches if match.meanings[0].code == "particle" and match.start >= said_by]
    last = min(ends, default=len(reading.text.normal))
    return sum(token.start < last for token in unexplained(reading, wish.times))
