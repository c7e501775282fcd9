"""Reads one message: what is asked, about what, and by when."""

from collections.abc import Iterable
from datetime import datetime

from nlp.intents import Signs, intent_of
from nlp.lexicon import Meaning
from nlp.matching import Match, Token, Vocabulary
from nlp.scope import TOPIC_KINDS, Mention, mentions
from nlp.text import Text, from_other_layout, normalise
from nlp.understanding import Evidence, Mode, Topic, Understanding, about
from nlp.wishes import busy_time, wished_time

_LONGEST_GUESSED = 40
"""Words of a message that no topic was found in, up to which even real words are tried for slips of other words."""
_SILENT_INTENTS = frozenset({"greeting", "thanks", "other", "register", "help", "my_data", "delete_data"})


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is the writer's clock with its zone. Never raises."""
    message, tokens, matches = _read(text, vocabulary)
    when = wished_time(text, now, message, matches)
    busy = busy_time(text, now, message, matches)
    named = mentions(tokens, matches)
    asked = _asked(named)
    cues = [meaning.code for match in matches for meaning in match.meanings if meaning.kind == "cue"]
    signs = Signs(
        cues=frozenset(cues),
        first_cue=cues[0] if cues else None,
        has_topic=bool(asked),
        has_strong_topic=any(mention.standing == "asked" and not _is_weak(mention.match) for mention in named),
        has_when=when is not None,
        has_busy_time=busy is not None,
        has_area=_count(matches, "area") > 0,
        has_correction=any(mention.standing == "ruled out" for mention in named) and bool(asked),
        outside=_count(matches, "outside"),
        adverts=_count(matches, "advert"),
        abuse=_count(matches, "abuse"),
    )
    intent = intent_of(signs)
    if intent in ("absence", "cancel"):
        when = when or busy
    if intent in _SILENT_INTENTS:
        asked, when = [], None
    topics = tuple(dict.fromkeys(_topic(match.meanings) for match in asked))
    places = [match for match in matches if match.meanings[0].kind in ("area", "school")]
    understanding = Understanding(
        text=text,
        intent=intent,
        area=_first_code(places, "area"),
        school=_first_code(places, "school"),
        when=when,
        mode=_mode(intent, signs),
        unsure=("topic",) if intent in ("consult", "book") and not topics else (),
        ruled_out=tuple(
            meaning.code for mention in named if mention.standing == "ruled out" for meaning in mention.match.meanings
        ),
        evidence=_evidence(text, message, [match for match in matches if match in asked or match in places]),
    )
    return about(understanding, topics)


def _read(text: str, vocabulary: Vocabulary) -> tuple[Text, list[Token], list[Match]]:
    message = normalise(text)
    tokens = vocabulary.tokens(message.normal)
    matches = vocabulary.matches(tokens)
    if not matches and (meant := from_other_layout(text)):
        other = normalise(meant)
        other_tokens = vocabulary.tokens(other.normal)
        if _share_known(other_tokens, vocabulary) > _share_known(tokens, vocabulary):
            message, tokens, matches = other, other_tokens, vocabulary.matches(other_tokens)
    if len(tokens) < _LONGEST_GUESSED and not any(_is_topic(match) and not _is_weak(match) for match in matches):
        guesses = vocabulary.guesses(tokens, matches)
        matches = [match for match in guesses if match in matches or (_is_topic(match) and match.first < match.last)]
    return message, tokens, matches


def _is_topic(match: Match) -> bool:
    return any(meaning.kind in TOPIC_KINDS for meaning in match.meanings)


def _share_known(tokens: list[Token], vocabulary: Vocabulary) -> float:
    known = sum(len(token.text) for token in tokens if len(token.text) > 1 and vocabulary.knows(token))
    return known / max(1, sum(len(token.text) for token in tokens))


def _count(matches: list[Match], kind: str) -> int:
    return sum(match.meanings[0].kind == kind for match in matches)


def _first_code(matches: Iterable[Match], kind: str) -> str | None:
    return next((meaning.code for match in matches for meaning in match.meanings if meaning.kind == kind), None)


def _asked(named: list[Mention]) -> list[Match]:
    """The topics to go by: what is asked, else what stands in the background; weak words where nothing else stands."""
    asked = [mention.match for mention in named if mention.standing == "asked"]
    own = [mention.match for mention in named if mention.standing == "own"]
    background = [mention.match for mention in named if mention.standing == "background"]
    strong = [match for match in asked if not _is_weak(match)]
    if strong:
        strong = [match for match in strong if not _is_content_of_named(match, strong)]
        return sorted([*_own_subject(own, strong), *_weak_beside(asked, strong), *strong])
    return [match for match in own or background if not _is_weak(match)] or asked or own or background


def _is_content_of_named(match: Match, strong: list[Match]) -> bool:
    """สมการเคมี: what is taught, right beside the name of another subject, belongs to that."""
    if match.meanings[0].kind != "learning_area" or match.meanings[0].strength == "name":
        return False
    return any(
        other.meanings[0].kind == "learning_area"
        and other.meanings[0].strength == "name"
        and other.meanings[0].code != match.meanings[0].code
        and (other.last + 1 == match.first or match.last + 1 == other.first)
        for other in strong
    )


def _own_subject(own: list[Match], asked: list[Match]) -> list[Match]:
    """The teacher's own subject belongs to what is asked when that is work done in a subject, and names none."""
    meanings = [meaning for match in asked for meaning in match.meanings]
    if any(meaning.learning_area or meaning.kind == "learning_area" for meaning in meanings):
        return []
    if not all(meaning.method for meaning in meanings):
        return []
    return [match for match in own if match.meanings[0].kind == "learning_area"][:1]


def _weak_beside(asked: list[Match], strong: list[Match]) -> list[Match]:
    """A weak word right beside a strong one of another kind belongs to it: ข้อสอบไทย."""
    return [
        match
        for match in asked
        if _is_weak(match)
        and match.meanings[0].kind == "learning_area"
        and any(
            other.meanings[0].kind == "function" and (other.last + 1 == match.first or match.last + 1 == other.first)
            for other in strong
        )
    ]


def _is_weak(match: Match) -> bool:
    return all(meaning.strength == "weak" for meaning in match.meanings)


def _topic(meanings: tuple[Meaning, ...]) -> Topic:
    def slot(kind: str) -> str | None:
        own = next((meaning.code for meaning in meanings if meaning.kind == kind), None)
        return own or next((code for meaning in meanings if (code := getattr(meaning, kind))), None)

    return Topic(
        title=next(meaning.title for meaning in meanings if meaning.kind in TOPIC_KINDS),
        learning_area=slot("learning_area"),
        function=slot("function"),
        projects=tuple(meaning.code for meaning in meanings if meaning.kind == "project"),
        is_method=any(meaning.method and meaning.kind != "function" for meaning in meanings),
    )


def _mode(intent: str, signs: Signs) -> Mode | None:
    if intent == "book":
        return "appointment"
    return "now" if intent == "consult" and signs.any("now") else None


def _evidence(text: str, message: Text, matches: list[Match]) -> tuple[Evidence, ...]:
    found = []
    for match in matches:
        start, end = message.positions[match.start], message.positions[match.end - 1] + 1
        found += [Evidence(meaning.kind, meaning.code, text[start:end], start, end) for meaning in match.meanings]
    return tuple(found)
