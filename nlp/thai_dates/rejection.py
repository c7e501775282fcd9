"""Which of the offered times are not the wish: ruled out, moved away from, or only an alternative.

One rule for each kind of word that stands between times; see `_RULES`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from nlp.thai_dates.offers import Offer
from nlp.thai_dates.tokens import Token
from nlp.thai_dates.vocabulary import MEETING, SUITS

Said = Offer | Token

_REACH = 40  # as far as a word says something about a time; also keeps long messages linear
_CLAUSE_ENDS = {"ASK", "FREE_THEN", "BREAK", "CLAUSE", "FALLBACK", "TO", "CORRECTION", "MISSPOKEN"}
_ASKED_FOR = re.compile(rf"(?:เข้าไป|เข้า)?(?:{MEETING}|แค่|เฉพาะ|ได้|ให้|ส่ง|ดู)+\s*$")
_PERHAPS = re.compile(r"\s*(?:คง|อาจ|น่า|ท่า)(?:จะ)?\s*")
_SUITS = re.compile(SUITS)


def reject(said: Sequence[Said]) -> None:
    """Marks the offers that are not the wish, as the words around them say."""
    for place, element in enumerate(said):
        rule = _RULES.get(element.kind) if isinstance(element, Token) else None
        if rule:
            rule(said[max(0, place - _REACH) : place], said[place + 1 : place + 1 + _REACH])


def is_asked_for(before: Sequence[Said], *kinds: str) -> bool:
    """Whether the words right before an offer ask for it: ขอนัด, or a word of one of the kinds."""
    if not before or isinstance(before[-1], Offer):
        return False
    return before[-1].kind in kinds or (
        _has(before[-2:-1], "ASK", "FREE_THEN") and bool(_ASKED_FOR.match(before[-1].text))
    )


def suits(after: Sequence[Said]) -> bool:
    """Whether the word behind an offer says or asks that it suits."""
    if not after or isinstance(after[0], Offer):
        return False
    return after[0].kind in ("FREE_THEN", "QUESTION") or bool(_SUITS.match(after[0].text))


def offers(said: Iterable[Said]) -> list[Offer]:
    """The offers among what was said."""
    return [element for element in said if isinstance(element, Offer)]


def _has(said: Iterable[Said], *kinds: str) -> bool:
    return any(isinstance(element, Token) and element.kind in kinds for element in said)


def _clause(said: Iterable[Said]) -> Iterator[Said]:
    return takewhile(lambda element: not _has([element], *_CLAUSE_ENDS), said)


def _sentence(backwards: Iterable[Said]) -> Iterator[Said]:
    """What stands before, back to where the sentence begins."""
    for element in backwards:
        yield element
        if isinstance(element, Token) and element.opens:
            return


def _rule_out(ruled_out: Iterable[Offer], *, lends_day: bool = False) -> None:
    for offer in ruled_out:
        offer.wished, offer.lends_day = False, lends_day


def _set_aside(alternatives: Iterable[Offer]) -> None:
    for offer in alternatives:
        offer.wished, offer.is_alternative = False, True


# --- the rules: what stands before the word, and what behind it ------------------------------------------------------


def _not_wished(_: Sequence[Said], after: Sequence[Said]) -> None:
    """ลงวันที่ 5, ทุกวันพุธ, ผลสอบเดือนมีนาคม."""
    _rule_out(offers(after[:1]))


def _letter_number(_: Sequence[Said], after: Sequence[Said]) -> None:
    """ที่ ศธ 04300/125 20 พฤศจิกายน 2569: the date of the letter."""
    _rule_out(offer for offer in offers(after[:1]) if offer.day and offer.day.day and offer.day.day.year)


def _except(before: Sequence[Said], after: Sequence[Said]) -> None:
    """ไม่เอาวันพุธ; but ไม่เอาแล้ว gives up what was agreed, whenever that is."""
    if not _goes_on(after, "แล้ว"):
        _rule_out_chain(_clause(after), [*before, *after])


def _unavailable(before: Sequence[Said], after: Sequence[Said]) -> None:
    """วันพุธไม่ว่าง, ไม่ว่างวันพุธ; of `ศุกร์ไม่ว่างเช้า ขอบ่าย` the Friday stays."""
    if _is_asked_about(after) or _goes_on(after, "ต่อ"):  # 10 โมงครึ่ง มีคาบต่อ
        return
    topic = list(_sentence(_clause(before[::-1])))
    places = [place for place, element in enumerate(topic) if isinstance(element, Offer)]
    asked = [place for place in places if is_asked_for(before[: len(before) - place - 1], "ASK", "FREE_THEN", "TO")]
    if not places or places[0] in asked:
        if not _goes_on(after, "อยู่"):  # ติดสอนอยู่ อีก 2 ชั่วโมงโทรมา
            _rule_out_chain(_clause(after), [*before, *after])
        return
    nearest, topic = places[0], topic[: asked[0] if asked else None]
    if _has(topic[nearest + 1 : nearest + 2], "IF"):  # ถ้าวันพุธไม่ว่าง ขอวันศุกร์
        _set_aside(offers(after))
        return
    following = after[1:] if _goes_on(after, "แค่", "เฉพาะ") else after
    hours = offers(following[:1])
    if hours and hours[0].day is None and not suits(following[1:2]):
        _rule_out(hours)
        _rule_out(offers(topic[nearest : nearest + 1]), lends_day=True)
        return
    _rule_out_chain(topic, [*before, *after])


def _is_asked_about(after: Sequence[Said]) -> bool:
    """มีประชุมไหม, มีอบรมไรบ้าง: asked and not said."""
    named = after[0] if _has(after[:1], "OTHER") else None
    if isinstance(named, Token) and not named.text.endswith(" "):
        after = after[1:]
    return _has(after[:1], "QUESTION")


def _goes_on(after: Sequence[Said], *words: str) -> bool:
    """Whether one of the words follows."""
    return bool(after) and isinstance(after[0], Token) and after[0].text.lstrip().startswith(words)


def _not_possible(before: Sequence[Said], after: Sequence[Said]) -> None:
    """พรุ่งนี้ไม่ได้แล้ว, right behind the time: many other things are ไม่ได้ as well."""
    if before and isinstance(before[-1], Token) and _PERHAPS.fullmatch(before[-1].text):
        before = before[:-1]
    if offers(before[-1:]):
        _unavailable(before, after)


def _from(before: Sequence[Said], after: Sequence[Said]) -> None:
    """เลื่อนจากวันพุธ."""
    if _has(before, "MOVE"):
        _rule_out(offers(after[:1]), lends_day=True)


def _to(before: Sequence[Said], after: Sequence[Said]) -> None:
    """เลื่อนจาก A เป็น B, เดิมนัดไว้ A ขอเป็น B."""
    if _has(before, "MOVE", "FROM", "FORMER"):
        _correction(before, after)


def _correction(before: Sequence[Said], after: Sequence[Said]) -> None:
    """วันพุธ งั้นวันพฤหัส."""
    if offers(after[:1]):
        _rule_out(offers(before), lends_day=True)


def _misspoken(before: Sequence[Said], after: Sequence[Said]) -> None:
    """วันพุธบ่ายสอง เอ๊ย วันพฤหัส: the hour stays."""
    _correction(before, after)
    for offer in offers(before) if offers(after[:1]) else ():
        offer.lends_hours = True


def _move(before: Sequence[Said], after: Sequence[Said]) -> None:
    """พรุ่งนี้ไม่สบาย เลื่อนวันศุกร์ได้ไหม."""
    if not offers(after[1:]):
        _correction(before, after)


def _instead(before: Sequence[Said], after: Sequence[Said]) -> None:
    """B แทน A, A ขอ B แทน; but `ถ้า A ไม่ว่าง ขอ B แทน` puts A first."""
    earlier = offers(before)
    # จันทร์ติดประชุม อังคารแทน 13.30: that is the hour of the Tuesday
    following = [offer for offer in offers(after[:1]) if offer.day or not earlier or earlier[-1].says_hours]
    if following or (earlier and not earlier[-1].is_alternative):
        _rule_out(following or earlier[:-1], lends_day=True)


def _fallback(before: Sequence[Said], after: Sequence[Said]) -> None:
    """วันพุธ ถ้าไม่ได้ขอวันศุกร์."""
    if any(offer.wished for offer in offers(before)):
        _set_aside(offers(after))


def _alternative(before: Sequence[Said], after: Sequence[Said]) -> None:
    """วันพุธหรือวันศุกร์ บ่ายสอง: the first, with what is said only once."""
    earlier = [offer for offer in offers(before) if offer.wished]
    near = offers(takewhile(lambda element: not _has([element], "BREAK", "UNAVAILABLE"), after[:3]))
    if earlier and near:
        _set_aside(near[:1])
        if before[-1] is earlier[-1] and after[0] is near[0]:
            earlier[-1].take_missing(near[0])


_RULES: dict[str, Callable[[Sequence[Said], Sequence[Said]], None]] = {
    "NOT_WISHED": _not_wished,
    "RECORD": _not_wished,
    "LETTER_NUMBER": _letter_number,
    "EXCEPT": _except,
    "UNAVAILABLE": _unavailable,
    "NOT_POSSIBLE": _not_possible,
    "FROM": _from,
    "TO": _to,
    "CORRECTION": _correction,
    "MISSPOKEN": _misspoken,
    "MOVE": _move,
    "INSTEAD": _instead,
    "FALLBACK": _fallback,
    "OR": _alternative,
    "AND": _alternative,
}


def _rule_out_chain(clause: Iterable[Said], around: Sequence[Said]) -> None:
    """Rules out the first offer and those linked to it (จันทร์กับอังคาร); those merely beside it if others remain."""
    linked: list[Offer] = []
    beside: list[Offer] = []
    is_linked = True
    for element in clause:
        if isinstance(element, Offer):
            (linked if is_linked and not beside else beside).append(element)
            is_linked = False
        elif (linked or beside) and element.kind not in ("AND", "OR"):
            break
        else:
            is_linked = True
    others = any(offer.wished and offer not in linked and offer not in beside for offer in offers(around))
    for offer in [*linked, *beside] if others else linked:
        _rule_out([offer], lends_day=offer.says_hours)
