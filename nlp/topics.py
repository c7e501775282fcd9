"""Chooses among the topics that a message names those to go by, and says what they are."""

from collections.abc import Iterable
from functools import lru_cache

from nlp.lexicon import TOPIC_KINDS, Meanings
from nlp.matching import Match
from nlp.scope import Mention
from nlp.understanding import Topic


def chosen(named: Iterable[Mention]) -> list[Match]:
    """The topics to go by: what is asked, else what stands in the background; weak words where nothing else stands.

    In the order in which they were said, but what is taught in a subject goes after the name of one.
    """
    by_standing: dict[str, list[Match]] = {"asked": [], "own": [], "background": [], "ruled out": []}
    for mention in named:
        by_standing[mention.standing].append(mention.match)
    asked, own, background = by_standing["asked"], by_standing["own"], by_standing["background"]
    strong = [match for match in asked if match.meanings.is_strong]
    if strong:
        strong = [match for match in strong if not _is_content_of_named(match, strong)]
        beside = [
            match for match in asked if not match.meanings.is_strong and _is_subject_beside_function(match, strong)
        ]
        names_subject = any(_is_subject(match) and _is_name(match) for match in strong)
        return sorted(
            [*_own_subject(own, strong), *beside, *strong],
            key=lambda match: (names_subject and _is_content_of_subject(match), match.start),
        )
    return [match for match in own or background if match.meanings.is_strong] or asked or own or background


@lru_cache(maxsize=4096)
def topic_of(meanings: Meanings) -> Topic:
    """What words with these meanings ask about."""

    def slot(kind: str) -> str | None:
        own = next((meaning.code for meaning in meanings if meaning.kind == kind), None)
        return own or next((code for meaning in meanings if (code := getattr(meaning, kind))), None)

    return Topic(
        title=next(meaning.title for meaning in meanings if meaning.kind in TOPIC_KINDS),
        learning_area=slot("learning_area"),
        function=slot("function"),
        projects=tuple([meaning.code for meaning in meanings if meaning.kind == "project"]),
        is_method=any(meaning.method and meaning.kind != "function" for meaning in meanings),
        aspects=next((meaning.aspects for meaning in meanings if meaning.aspects), ()),
    )


def _is_subject(match: Match) -> bool:
    return match.meanings[0].kind == "learning_area"


def _is_name(match: Match) -> bool:
    return match.meanings[0].strength == "name"


def _is_content_of_subject(match: Match) -> bool:
    return _is_subject(match) and not _is_name(match)


def _touch(one: Match, other: Match) -> bool:
    return one.last + 1 == other.first or other.last + 1 == one.first


def _is_content_of_named(match: Match, strong: list[Match]) -> bool:
    """สมการเคมี: what is taught, right beside the name of another subject, belongs to that."""
    if not _is_content_of_subject(match):
        return False
    return any(
        _is_subject(other)
        and _is_name(other)
        and other.meanings[0].code != match.meanings[0].code
        and _touch(match, other)
        for other in strong
    )


def _own_subject(own: list[Match], asked: list[Match]) -> list[Match]:
    """The teacher's own subject belongs to what is asked when that is work done in a subject, and names none."""
    if not own:
        return []
    meanings = [meaning for match in asked for meaning in match.meanings]
    names_subject = any(meaning.learning_area or meaning.kind == "learning_area" for meaning in meanings)
    if names_subject or not all(meaning.method for meaning in meanings):
        return []
    return [match for match in own if _is_subject(match)][:1]


def _is_subject_beside_function(weak: Match, strong: list[Match]) -> bool:
    """ข้อสอบไทย: a weak word for a subject, right beside a function, means it."""
    return _is_subject(weak) and any(other.meanings[0].kind == "function" and _touch(weak, other) for other in strong)
