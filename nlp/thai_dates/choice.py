"""Chooses the wish among the times that a message offers."""

import re
from collections.abc import Sequence

from nlp.thai_dates.offers import Offer, group_offers
from nlp.thai_dates.phrases import Element
from nlp.thai_dates.rejection import Said, is_asked_for, offers, reject, suits
from nlp.thai_dates.tokens import Token
from nlp.thai_dates.vocabulary import MEETING

_MEETING = re.compile(rf"{MEETING}|โทร|เข้าไป|ได้|หา|แวะ")
_WISHING = {"ASK", "FREE_THEN", "MOVE", "EXCEPT", "UNAVAILABLE"}
_SHORT = 6


def choose(elements: Sequence[Element]) -> tuple[Offer, bool]:
    """The wish, empty when there is none, and whether other times were offered beside it."""
    said = group_offers(elements)
    reject(said)
    wish, others = Offer(), any(offer.is_alternative for offer in offers(said))
    for offer in _most_asked_for_first(said):
        others |= not _add(wish, offer)
    if wish.pieces and wish.day is None:
        wish.day = next((offer.day for offer in reversed(offers(said)) if offer.lends_day and offer.day), None)
    if wish.day and not wish.says_hours:
        wish.take(next((offer.only_hours() for offer in reversed(offers(said)) if offer.lends_hours), Offer()))
    if wish.part and not (wish.day or wish.clock) and not _is_about_meeting(said):
        return Offer(), False
    wish.pieces.sort(key=lambda piece: piece.start)
    return wish, others


def _most_asked_for_first(said: Sequence[Said]) -> list[Offer]:
    """The offers that are still wished for; `ขอบ่าย` goes before a time that is only told of."""
    wished: list[tuple[bool, int, Offer]] = []
    for place, element in enumerate(said):
        if isinstance(element, Offer) and element.wished:
            before, after = said[max(0, place - 2) : place], said[place + 1 : place + 2]
            wished.append((not (is_asked_for(before, "ASK", "FREE_THEN", "TO") or suits(after)), place, element))
    return [offer for _, _, offer in sorted(wished, key=lambda ranked: ranked[:2])]


def _add(wish: Offer, offer: Offer) -> bool:
    """Takes what a further offer says more about the same day; False when it says another time."""
    if wish.take(offer):
        return True
    if wish.take(offer.only("day")):
        wish.take(offer.only("clock"))
        wish.take(offer.only("part"))
    return False


def _is_about_meeting(said: Sequence[Said]) -> bool:
    """Whether the message is about meeting; `ตอนเช้า` alone also tells of lessons and assemblies."""
    words = [element for element in said if isinstance(element, Token)]
    if any(word.kind in _WISHING or _MEETING.search(word.text) for word in words):
        return True
    return not any(len(word.text.strip()) > _SHORT for word in words)
