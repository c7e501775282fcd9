"""Says which words of a message gave each part of what it means."""

from collections.abc import Iterable
from typing import NamedTuple

from nlp.matching import Match
from nlp.understand import Interpretation
from nlp.understanding import Mode

_SPEAKING_FOR = {
    "consult": {"advice", "ask", "how", "want", "difficulty", "talk", "teaching"},
    "book": {"book", "advice", "ask", "talk", "suits", "free"},
    "reschedule": {"reschedule", "inconvenient", "instead", "cancel"},
    "cancel": {"cancel"},
    "status": {"status", "yet", "existing", "still", "how"},
    "absence": {"absence"},
    "feedback": {"feedback", "praise"},
    "human": {"human", "somebody"},
    "contact": {"contact", "place"},
    "free_times": {"free", "free_when", "date_question"},
    "calendar": {"calendar", "schedule", "presence", "gathering", "date_question"},
    "register": {"register", "apply"},
    "thanks": {"thanks"},
    "greeting": {"greeting", "small_talk"},
    "help": {"help"},
    "my_data": {"my_data"},
    "delete_data": {"delete_data"},
}
"""The cues by which the rules of nlp/intents.py know an intent."""
_OF_WAYS: dict[Mode, set[str]] = {"now": {"now", "at_present"}, "appointment": {"book"}}


class Evidence(NamedTuple):
    """The words that gave a field its value: `words` stands at `start`:`end` of the message as it was typed."""

    field: str
    code: str
    words: str
    start: int
    end: int


def evidence_of(found: Interpretation) -> list[Evidence]:
    """The words behind the topics and places, the wished time, the way and the intent, each in the order of the message."""
    meaning = found.meaning
    named = [
        _words(found, meant.kind, meant.code, match.start, match.end)
        for match in (*found.topics, *found.places)
        for meant in match.meanings
    ]
    times = found.wish.spans if meaning.when and meaning.when == found.wish.when else ()
    when = " ".join(said for said in meaning.when.as_dict().values() if said) if meaning.when else ""
    asked = _spans_of_intent(found) or list(times) or _spans(found.topics)
    way = [*_spans(_with_cues(found, _OF_WAYS[meaning.mode])), *times] if meaning.mode else []
    fields = (("when", when, times), ("mode", meaning.mode or "", way), ("intent", meaning.intent, asked))
    return [*named, *(_words(found, field, code, *span) for field, code, spans in fields for span in spans)]


def _spans_of_intent(found: Interpretation) -> list[tuple[int, int]]:
    if found.decision.words:
        return [(token.start, token.start + len(token.text)) for token in found.decision.words]
    return _spans(_with_cues(found, _SPEAKING_FOR.get(found.meaning.intent, set())))


def _with_cues(found: Interpretation, cues: set[str]) -> list[Match]:
    return [match for match in found.reading.matches if match.meanings.cues & cues]


def _spans(matches: Iterable[Match]) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in matches]


def _words(found: Interpretation, field: str, code: str, start: int, end: int) -> Evidence:
    """Evidence at a span of the normalised message."""
    positions = found.reading.text.positions
    first, last = positions[start], positions[end - 1] + 1
    return Evidence(field, code, found.meaning.text[first:last], first, last)
