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

_SILENT_INTENTS = frozenset({"greeting", "thanks", "other", "register", "help", "my_data", "delete_data"})


def understand(text: str, vocabulary: Vocabulary, now: datetime) -> Understanding:
    """What `text` means for the office of `vocabulary`; `now` is the writer's clock with its zone. Never raises."""
    message, tokens, matches = _read(text, vocabulary)
    when = wished_time(text, now, message, matches)
    busy = busy_time(text, now, message, matches)
    named = mentions(tokens, matches)
    asked = _asked(named)
    cues = tuple(meaning.code for match in matches for meaning in match.meanings if meaning.kind == "cue")
    signs = Signs(
        cues=cues,
        has_topic=bool(asked),
        has_strong_topic=any(mention.standing == "asked" and not _is_weak(mention.match) for mention in named),
        has_when=when is not None,
        has_busy_time=busy is not None,
        has_area=_count(matches, "area") > 0,
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
    return message, tokens, _with_misspelt(tokens, matches, vocabulary)


def _share_known(tokens: list[Token], vocabulary: Vocabulary) -> float:
    known = sum(len(token.text) for token in tokens if len(token.text) > 1 and vocabulary.knows(token))
    return known / max(1, sum(len(token.text) for token in tokens))


def _with_misspelt(tokens: list[Token], matches: list[Match], vocabulary: Vocabulary) -> list[Match]:
    """The matches, and between them what is left of the message read through slips where it holds unknown words."""
    found: list[Match] = []
    first = 0
    for match in (*matches, None):
        last = match.first - 1 if match else len(tokens) - 1
        if any(not vocabulary.knows(token) for token in tokens[first : last + 1]):
            found += vocabulary.misspelt(tokens, first, last)
        if match:
            found.append(match)
            first = match.last + 1
    return found


def _count(matches: list[Match], kind: str) -> int:
    return sum(match.meanings[0].kind == kind for match in matches)


def _first_code(matches: Iterable[Match], kind: str) -> str | None:
    return next((meaning.code for match in matches for meaning in match.meanings if meaning.kind == kind), None)


def _asked(named: list[Mention]) -> list[Match]:
    """The topics to go by: what is asked, else what stands in the background; weak words where nothing else stands."""
    asked = [mention.match for mention in named if mention.standing == "asked"]
    background = [mention.match for mention in named if mention.standing == "background"]
    strong = [match for match in asked if not _is_weak(match)]
    if strong:
        return sorted([*_own_subject(background, strong), *_weak_beside(asked, strong), *strong])
    return [match for match in background if not _is_weak(match)] or asked or background


def _own_subject(background: list[Match], asked: list[Match]) -> list[Match]:
    """The teacher's own subject belongs to what is asked when that is work done in a subject, and names none."""
    meanings = [meaning for match in asked for meaning in match.meanings]
    if any(meaning.learning_area or meaning.kind == "learning_area" for meaning in meanings):
        return []
    if not all(meaning.method for meaning in meanings):
        return []
    return [match for match in background if match.meanings[0].kind == "learning_area"][:1]


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
    return all(meaning.weak for meaning in match.meanings)


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
