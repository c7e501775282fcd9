"""Reads one message: what is asked, about what, and by when."""

from dataclasses import replace
from datetime import datetime

from nlp.intents import intent_of
from nlp.matching import Match, Vocabulary
from nlp.text import normalise
from nlp.thai_dates import When, read_when
from nlp.understanding import Evidence, Mode, Topic, Understanding

_TOPIC_KINDS = ("learning_area", "function", "project", "matter")
_ROUTED = ("consult", "book", "calendar", "contact")


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is the writer's clock with its zone. Never raises."""
    message = normalise(text)
    matches = _asserted(vocabulary.matches(message.normal))
    evidence = []
    for match in matches:
        start, end = message.positions[match.start], message.positions[match.end - 1] + 1
        evidence += [Evidence(term.kind, term.code, text[start:end], start, end) for term in match.terms]
    cues = frozenset(found.code for found in evidence if found.field == "cue")
    when = read_when(text, now).when
    wished = when if when != When() else None
    topics = _topics(matches)
    intent = intent_of(cues, has_topic=bool(topics), has_when=wished is not None)
    return Understanding(
        text=text,
        intent=intent,
        topics=topics if intent in _ROUTED else (),
        learning_area=next((topic.learning_area for topic in topics if topic.learning_area), None),
        function=next((topic.function for topic in topics if topic.function), None),
        area=next((found.code for found in evidence if found.field == "area"), None),
        projects=tuple(dict.fromkeys(name for topic in topics for name in topic.projects)),
        school=next((found.code for found in evidence if found.field == "school"), None),
        when=wished,
        mode=_mode(intent, cues),
        unsure=("topic",) if intent in ("consult", "book") and not topics else (),
        evidence=tuple(evidence),
    )


def _asserted(matches: list[Match]) -> list[Match]:
    """The matches without those that a "not" stands before."""
    kept, denied = [], False
    for match in matches:
        if any(term.code == "not" for term in match.terms):
            denied = True
        elif denied and match.terms[0].kind != "cue":
            denied = False
        else:
            kept.append(match)
    return kept


def _topics(matches: list[Match]) -> tuple[Topic, ...]:
    topics: list[Topic] = []
    for match in matches:
        kinds = {term.kind: term for term in match.terms if term.kind in _TOPIC_KINDS}
        if not kinds:
            continue
        topic = Topic(
            title=next(iter(kinds.values())).title,
            learning_area=kinds["learning_area"].code if "learning_area" in kinds else None,
            function=kinds["function"].code if "function" in kinds else None,
            projects=tuple(term.code for term in match.terms if term.kind == "project"),
        )
        last = topics[-1] if topics else None
        if last and not (topic.learning_area and last.learning_area) and not (topic.function and last.function):
            topics[-1] = replace(
                last,
                title=last.title if topic.title == last.title else f"{last.title} {topic.title}",
                learning_area=last.learning_area or topic.learning_area,
                function=last.function or topic.function,
                projects=last.projects + topic.projects,
            )
        else:
            topics.append(topic)
    return tuple(topics)


def _mode(intent: str, cues: frozenset[str]) -> Mode | None:
    if intent == "book":
        return "appointment"
    return "now" if intent == "consult" and "now" in cues else None
