"""Puts pieces that belong together into one: a day joined from its parts, spans from A to B, limits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.thai_dates.clock import ClockSpec, Count
from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.pieces import Limit, Piece
from nlp.thai_dates.tokens import Token
from nlp.thai_dates.vocabulary import MEETING, SUITS

Element = Piece | Token

_LIMITS: dict[str, Limit | None] = {"BEFORE": "before", "WITHIN": "within", "AFTER": "after", "SINCE": None}
_MEETING = re.compile(rf"(?:{MEETING})(?:กัน)?\s*$")
_BUSY_UNTIL = re.compile(r"(?:สอน|คาบ|ประชุม|อบรม|สอบ|เวร|งาน)\s*$")
_SUITS = re.compile(SUITS)
_ASKS_FOR = {"ASK", "FREE_THEN", "TO", "MOVE", "FROM", "OR", "CORRECTION", "MISSPOKEN", "EXCEPT", "INSTEAD"}


def read_phrases(elements: Iterable[Element]) -> list[Element]:
    """The elements with days joined, spans made of their ends, limits applied, and left out what stayed doubtful."""
    joined = list(_with_days_joined(elements))
    counted = list(_with_numbers_counted(list(_with_spans(joined))))
    return list(_without_doubtful(list(_with_limits(counted))))


def _with_days_joined(elements: Iterable[Element]) -> Iterator[Element]:
    before: Element | None = None
    for element in elements:
        joined = join_days(before, element) if isinstance(before, Piece) and isinstance(element, Piece) else None
        if joined is None and before is not None:
            yield before
        before = joined or element
    if before is not None:
        yield before


def join_days(one: Piece, other: Piece) -> Piece | None:
    """One piece of two that say parts of the same day or days; None when they don't."""
    if not (one.is_only_day and other.is_only_day and one.day and other.day):
        return None
    start = one.day.joined(other.day)
    if start is None:
        return None
    if not (one.day_to or other.day_to):
        return Piece(one.start, other.end, day=start)
    end = (one.day_to or one.day).joined(other.day_to or other.day)
    return Piece(one.start, other.end, day=start, day_to=end) if end else None


# --- spans ------------------------------------------------------------------------------------------------------------


def _with_spans(elements: Sequence[Element]) -> Iterator[Element]:
    place, between = 0, False
    while place < len(elements):
        element = elements[place]
        span = _days_with_hours(elements[place : place + 5]) or _span(elements[place : place + 3], between=between)
        if span:
            yield from span
            place += 3 if len(span) == 1 else 5
        else:
            yield element
            place += 1
        between = isinstance(element, Token) and element.kind == "BETWEEN"


def _is_to(element: Element, *, between: bool = False) -> bool:
    """Whether the element links the ends of a span; `กับ` and `และ` do so after ระหว่าง."""
    return isinstance(element, Token) and (element.kind == "TO_END" or (between and element.kind == "AND"))


def _days_with_hours(five: Sequence[Element]) -> list[Element] | None:
    """`พุธ 9 โมง ถึง ศุกร์ 4 โมง`: a span of days and one of hours."""
    if len(five) < 5 or not _is_to(five[2]):
        return None
    day, clock, _, last_day, last_clock = five
    if not all(isinstance(element, Piece) for element in (day, clock, last_day, last_clock)):
        return None
    days, hours = _ends([day, last_day]), _ends([clock, last_clock])
    return [days, hours] if days and days.day and hours and hours.clock else None


def _span(three: Sequence[Element], *, between: bool) -> list[Element] | None:
    if len(three) < 3 or not _is_to(three[1], between=between):
        return None
    span = _ends([three[0], three[2]])
    return [span] if span else None


def _ends(ends: Sequence[Element]) -> Piece | None:
    """The span from the first to the second, None when they are not the ends of one."""
    start, end = ends
    if not (isinstance(start, Piece) and isinstance(end, Piece)) or start.day_to or end.day_to:
        return None
    span = Piece(start.start, end.end)
    if start.is_only_day and end.day and not end.limit:
        same = start.day == end.day
        return replace(span, day=start.day, day_to=None if same else end.day, clock=end.clock, part=end.part)
    if start.is_only_day and start.day and start.day.day and end.number and end.number <= 31:
        return replace(span, day=start.day, day_to=DaySpec(day=end.number))
    first, last = _hour(start), _hour(end)
    if first and last and (start.clock or end.clock):
        doubtful = start.doubtful and end.doubtful and not (start.clock and end.clock)
        return replace(span, day=start.day or end.day, clock=first, clock_to=last, doubtful=doubtful)
    if start.part and end.part:
        return replace(span, day=start.day or end.day, part=start.part if start.part == end.part else None)
    if start.part and end.clock:
        return replace(span, day=start.day or end.day, clock_to=end.clock)
    return None


def _hour(piece: Piece) -> ClockSpec | None:
    """The clock time, also a bare number as one; None for what is already a span."""
    if piece.clock_to:
        return None
    return piece.clock if piece.number is None else ClockSpec(piece.number, count=Count.BARE)


def _with_numbers_counted(elements: Sequence[Element]) -> Iterator[Element]:
    """`9 หรือ 10 โมง`, `จากวันที่ 25 เป็น 27`: the bare number is counted as the time on the other side is."""
    for place, element in enumerate(elements):
        if isinstance(element, Piece) and element.number is not None:
            before, after = elements[max(0, place - 2) : place][::-1], elements[place + 1 : place + 3]
            other = _across(before, "TO") or _across(after, "OR", "AND") or _across(before, "OR", "AND")
            yield _counted_like(other, element)
        else:
            yield element


def _across(beside: Sequence[Element], *kinds: str) -> Piece | None:
    """The piece beyond a link of one of the kinds."""
    if len(beside) < 2:
        return None
    link, beyond = beside
    return beyond if isinstance(link, Token) and link.kind in kinds and isinstance(beyond, Piece) else None


def _counted_like(other: Piece | None, piece: Piece) -> Piece:
    if other is None or piece.number is None:
        return piece
    if other.clock:
        clock = replace(other.clock, hour=piece.number, minute=0)
        return replace(piece, clock=clock, number=None) if clock.time() else piece
    if other.day and other.day.day and 1 <= piece.number <= 31:
        return replace(piece, day=replace(other.day, day=piece.number, weekday=None), number=None)
    return piece


# --- limits -----------------------------------------------------------------------------------------------------------


def _with_limits(elements: Sequence[Element]) -> Iterator[Element]:
    for place, element in enumerate(elements):
        before = elements[place - 1] if place else None
        if isinstance(element, Piece) and isinstance(before, Token) and not _is_adverb(elements[:place][-2:], element):
            earlier = elements[place - 2] if place > 1 else None
            until_counts = not (isinstance(earlier, Piece) or (earlier and _BUSY_UNTIL.search(earlier.text)))
            yield _limited(before, element, until_counts=until_counts)
        else:
            yield element


def _is_adverb(before: Sequence[Element], piece: Piece) -> bool:
    """ช่วยดูก่อน พรุ่งนี้ได้ไหม: ก่อน belongs to the word that it is written in one with."""
    *said, limit = before
    glued = any(
        isinstance(element, Token) and element.kind == "OTHER" and not element.text.endswith(" ") for element in said
    )
    return isinstance(limit, Token) and limit.kind == "BEFORE" and glued and limit.end < piece.start


def _limited(limit: Token, piece: Piece, *, until_counts: bool) -> Piece:
    """The piece within the limit that stands before it; `ถึงบ่ายสาม` is one when no time and no `สอน` stands before ถึง."""
    until = limit.kind == "TO_END" and until_counts and limit.text != "-"
    if not (until or limit.kind in _LIMITS) or (piece.clock and piece.clock_to):
        return piece
    if piece.clock and (until or limit.kind in ("BEFORE", "WITHIN")):
        return replace(piece, start=limit.start, clock=None, clock_to=piece.clock, doubtful=False)
    if piece.clock:
        return replace(piece, start=limit.start, doubtful=False)
    if piece.day and not until:
        return replace(piece, start=limit.start, limit=_LIMITS[limit.kind], doubtful=False)
    return piece


# --- doubts -----------------------------------------------------------------------------------------------------------


def _without_doubtful(elements: Sequence[Element]) -> Iterator[Element]:
    """A doubtful piece counts beside a sure one, behind a word that asks for it, or when nothing else is said."""
    for place, element in enumerate(elements):
        if isinstance(element, Piece):
            before, after = elements[max(place - 1, 0) : place], elements[place + 1 : place + 2]
            asked_for = not element.part and (
                any(_asks(other) for other in before)
                or (all(_is_break(other) for other in before) and all(_answers(other) for other in after))
            )
            if element.number is not None or (element.doubtful and not asked_for and not _has_sure([*before, *after])):
                continue
        yield element


def _asks(element: Element) -> bool:
    """Whether the element asks for the time behind it."""
    return isinstance(element, Token) and (element.kind in _ASKS_FOR or bool(_MEETING.search(element.text)))


def _is_break(element: Element) -> bool:
    return isinstance(element, Token) and element.kind in ("BREAK", "GREETING")


def _answers(element: Element) -> bool:
    """Whether the element ends what was said or asks whether that suits."""
    if isinstance(element, Piece):
        return False
    return element.kind in ("BREAK", "QUESTION", "FREE_THEN") or bool(_SUITS.match(element.text))


def _has_sure(neighbours: Sequence[Element]) -> bool:
    return any(
        isinstance(piece, Piece) and not piece.doubtful and piece.number is None and not piece.past
        for piece in neighbours
    )
