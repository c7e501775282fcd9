"""Decides what a message does: asks, books, cancels, thanks …

Rules over its signs have a vote, and the words' likelihoods (nlp/likely_intents.py) the others: rules know the cases that
matter, the model how people say what no rule foresaw.
"""

from collections.abc import Callable
from typing import NamedTuple

from nlp.likely_intents import likelihoods, telling
from nlp.matching import Token
from nlp.signs import Signs

_VOTE_OF_RULES = 0.3
"""Beside likelihoods, which are 1 together."""
_VOTE_OF_NO_RULE = 0.1
"""For `other`, when no rule held."""
_FEWEST_WORDS = 3
"""Of fewer the model has too little to go by: ไม่, ส่งคำขอ."""
_FAMILIES = {"consult": "ask", "book": "ask", "free_times": "calendar"}
"""Intents that the model doesn't tell apart."""
_FOR_RULES_ALONE = frozenset({"delete_data", "my_data", "absence", "help"})
"""Intents that the model doesn't know."""

_MOST_UNEXPLAINED = 1
"""Words that a time or an officer alone may stand among and still be what is wanted: with more it may be about anything."""


_OF_A_REQUEST = ("request", "own_appointment", "approval", "cancel", "reschedule", "book")
_WANTING = ("advice", "ask", "how", "book", "want", "difficulty", "contrast")


def _is_advert(signs: Signs) -> bool:
    return signs.adverts > (1 if signs.any("advice", "book", "ask") else 0)


def _cancels(signs: Signs) -> bool:
    if not signs.any("cancel") or signs.any("reschedule", "yet") or signs.has_correction:
        return False
    if signs.any("instead") and signs.has_when:
        return False
    if signs.any("calls_off") and not signs.any("how", "difficulty"):
        return True
    return signs.any("book", "existing", "status") or not (signs.has_topic and signs.any("advice", "ask", "instead"))


def _reschedules(signs: Signs) -> bool:
    if signs.any("inconvenient", "cancel") and signs.any("instead") and signs.has_when and not signs.has_topic:
        return True
    if signs.any("existing") and signs.any("instead") and signs.has_when:
        return True
    if signs.any("yet"):
        return False
    return signs.any("reschedule") and (signs.has_when or signs.any("book", "existing") or not signs.has_topic)


def _asks_for_news(signs: Signs) -> bool:
    """Whether it asks how far a request has come, or what was agreed."""
    if signs.any("status") or (signs.any("yet") and signs.any(*_OF_A_REQUEST)):
        return True
    if signs.any("existing") and signs.any("how") and not signs.has_topic:
        return True
    if signs.any("still") and signs.any("request", "own_appointment", "approval", "book"):
        return True
    return signs.any("own_appointment") and signs.any("how") and not signs.has_strong_topic


def _asks_who_is_free(signs: Signs) -> bool:
    if signs.outside and not signs.any("officer", "office"):
        return False
    if signs.any("book") or (signs.has_topic and signs.any("advice", "ask") and not signs.asks_for_officer):
        return False
    if signs.has_when and signs.any("errand"):
        return False
    asks_when = signs.any("free_when") or (signs.any("free") and signs.any("how"))
    return (asks_when and signs.is_about_people) or (
        signs.any("talk") and signs.any("officer") and signs.any("date_question")
    )


def _asks_what_is_on(signs: Signs) -> bool:
    if signs.any("book") or (signs.has_topic and signs.any("advice", "ask")):
        return False
    if signs.any("gathering") and signs.any("date_question"):
        return True
    if signs.any("presence") and signs.any("how") and signs.is_about_people:
        return True
    if signs.any("officer") and signs.any("date_question") and not signs.any("want"):
        return True
    return signs.any("calendar") or (signs.any("schedule") and signs.is_about_people)


def _registers(signs: Signs) -> bool:
    """Whether it is about using this service; one applies for many other things as well."""
    return not signs.has_topic and (signs.any("register") or (signs.any("apply") and not signs.outside))


def _only_thanks(signs: Signs) -> bool:
    if signs.any("ask", "how", "book", "difficulty") or not signs.any("thanks"):
        return False
    if "thanks" in signs.first_cues or signs.any("praise", "past"):
        return True
    return signs.asks_for_officer and not signs.any("want")


def _only_praises(signs: Signs) -> bool:
    return signs.any("praise") and not signs.any(*_WANTING)


def _is_courtesy(signs: Signs) -> bool:
    return signs.any("small_talk") and not signs.any("advice", "ask", "book", "difficulty", "contrast")


def _only_tells(signs: Signs) -> bool:
    """Whether it only tells what was done or something of an officer: nobody is asked for anything."""
    if signs.any(*_WANTING):
        return False
    only_names_officer = signs.asks_for_officer and not signs.has_area and not signs.any("talk")
    return signs.ends_done or (only_names_officer and signs.unexplained > _MOST_UNEXPLAINED)


def _books(signs: Signs) -> bool:
    if signs.wants_now and not signs.has_when:
        return False
    if signs.any("book") or (signs.has_when and (signs.has_topic or signs.any("advice", "ask", "free", "talk"))):
        return True
    return signs.has_when and (signs.any("suits") or signs.unexplained <= _MOST_UNEXPLAINED)


def _consults(signs: Signs) -> bool:
    if signs.has_topic or signs.any("advice", "ask"):
        return True
    if signs.has_area and signs.any("officer", "want", "how"):
        return True
    if signs.any("talk") and signs.any("officer") and signs.any("want", "how"):
        return True
    return signs.any("teaching") and signs.any("how", "difficulty")


def _states_absence(signs: Signs) -> bool:
    if signs.has_topic or signs.any("advice", "ask", "how", "book"):
        return False
    return signs.any("absence") and signs.has_busy_time


RULES: tuple[tuple[str, Callable[[Signs], bool]], ...] = (
    ("other", _is_advert),
    ("delete_data", lambda signs: signs.any("delete_data")),
    ("reschedule", _reschedules),
    ("cancel", _cancels),
    ("status", _asks_for_news),
    ("my_data", lambda signs: signs.any("my_data") and not signs.has_topic),
    ("absence", _states_absence),
    ("feedback", lambda signs: signs.any("feedback") and not (signs.has_strong_topic and signs.any("advice", "how"))),
    ("human", lambda signs: signs.any("human") or (signs.any("somebody") and not signs.has_topic)),
    ("contact", lambda signs: signs.any("contact") or (signs.any("place") and signs.is_about_people)),
    ("free_times", _asks_who_is_free),
    ("calendar", _asks_what_is_on),
    ("register", _registers),
    ("thanks", _only_thanks),
    ("greeting", lambda signs: _is_courtesy(signs) and signs.any("greeting")),
    ("other", _is_courtesy),
    ("feedback", lambda signs: _only_praises(signs) and (signs.is_about_people or signs.any("past", "gathering"))),
    ("other", lambda signs: _only_praises(signs) or _only_tells(signs)),
    ("other", lambda signs: signs.is_outside),
    ("book", _books),
    ("consult", _consults),
    ("thanks", lambda signs: signs.any("thanks")),
    ("help", lambda signs: signs.any("help")),
    ("other", lambda signs: signs.abuse > 0),
    ("greeting", lambda signs: signs.any("greeting")),
)
"""The first that holds decides: an existing request outweighs a new one, and both outweigh courtesy."""


class Decision(NamedTuple):
    """The intent of a message, and the words that spoke for it where they outvoted the rules."""

    intent: str
    words: tuple[Token, ...] = ()


def decide(tokens: list[Token], signs: Signs) -> Decision:
    """What the message with these words and signs does; `other` when nothing says what it wants."""
    ruled = next((intent for intent, holds in RULES if holds(signs)), None)
    if ruled in _FOR_RULES_ALONE or sum(1 for token in tokens if token.sound) < _FEWEST_WORDS:
        return Decision(ruled or "other")
    family = _FAMILIES.get(ruled, ruled) if ruled else "other"
    votes = likelihoods(tokens, signs)
    votes[family] += _VOTE_OF_RULES if ruled else _VOTE_OF_NO_RULE
    elected = max(votes, key=votes.__getitem__)
    if elected == family:
        return Decision(ruled or "other")
    return Decision(_in_family(elected, signs), tuple(telling(tokens, elected)))


def _in_family(elected: str, signs: Signs) -> str:
    if elected == "ask":
        return "book" if _books(signs) else "consult"
    if elected == "calendar":
        return "free_times" if signs.any("free", "free_when") else "calendar"
    return elected
