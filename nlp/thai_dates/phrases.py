"""Puts pieces that belong together into one phrase: a day joined from its parts, spans from A to B, limits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.grammar import Piece
from nlp.thai_dates.tokens import Token

Element = Piece | Token

_LIMITS = {"BEFORE": "before", "WITHIN": "within", "AFTER": "after", "SINCE": "since"}


def read_phrases(elements: Iterable[Element]) -> list[Element]:
    """The elements with days joined, spans made of their two ends, limits applied, and what stayed doubtful left out."""
    return list(_without_doubtful(list(_with_limits(list(_with_spans(list(_with_days_joined(elements))))))))


def _with_days_joined(elements: Iterable[Element]) -> Iterator[Element]:
    before: Element | None = None
    for element in elements:
        joined = join_days(before, element) if isinstance(before, Piece) and isinstance(element, Piece) else None
        if joined:
            before = joined
            continue
        if before is not None:
            yield before
        before = element
    if before is not None:
        yield before


def join_days(one: Piece, other: Piece) -> Piece | None:
    """One piece of two that say the same day or days, each a part of it; None when they don't."""
    if not (one.day and other.day) or _says_more_than_day(one) or _says_more_than_day(other):
        return None
    if one.day_to and other.day_to:
        start, end = one.day.joined(other.day), one.day_to.joined(other.day_to)
    else:
        start = one.day.joined(other.day)
        end = _joined_end(one.day_to, other.day) or _joined_end(other.day_to, one.day)
        if end is None and (one.day_to or other.day_to):
            return None
    return start and Piece(one.start, other.end, day=start, day_to=end)


def _joined_end(end: DaySpec | None, day: DaySpec | None) -> DaySpec | None:
    return end and day and end.joined(day)


def _says_more_than_day(piece: Piece) -> bool:
    return bool(piece.clock or piece.clock_to or piece.part or piece.limit)


def _with_spans(elements: Sequence[Element]) -> Iterator[Element]:
    place = 0
    while place < len(elements):
        span = _span(elements[place : place + 3])
        yield span or elements[place]
        place += 3 if span else 1


def _span(three: Sequence[Element]) -> Piece | None:
    """The span of `A ถึง B`, None when the three elements are none."""
    if len(three) < 3:
        return None
    start, middle, end = three
    if (
        not (isinstance(start, Piece) and isinstance(middle, Token) and isinstance(end, Piece))
        or middle.kind != "RANGE"
    ):
        return None
    span = Piece(start.start, end.end)
    if start.day_to or end.day_to or start.clock_to or end.clock_to:
        return None
    if start.day and end.day and not (start.clock or start.part):
        return replace(span, day=start.day, day_to=end.day, clock=end.clock, part=end.part)
    if start.day and start.day.day and end.number and not start.clock and end.number <= 31:
        return replace(span, day=start.day, day_to=DaySpec(day=end.number))
    from_clock, to_clock = start.as_end_of_clock_span, end.as_end_of_clock_span
    if from_clock and to_clock and (start.clock or end.clock):
        doubtful = start.doubtful and end.doubtful and not (start.clock and end.clock)
        return replace(span, day=start.day or end.day, clock=from_clock, clock_to=to_clock, doubtful=doubtful)
    if start.part and end.part:
        return replace(span, part=start.part if start.part == end.part else None, day=start.day or end.day)
    if start.part and end.clock:
        return replace(span, clock_to=end.clock, day=start.day or end.day)
    return None


def _with_limits(elements: Sequence[Element]) -> Iterator[Element]:
    limit: Token | None = None
    for element in elements:
        if isinstance(element, Token):
            if limit:
                yield limit
            limit = element if element.kind in _LIMITS else None
            if not limit:
                yield element
            continue
        yield _limited(limit, element) if limit else element
        limit = None
    if limit:
        yield limit


def _limited(limit: Token, piece: Piece) -> Piece:
    kind = _LIMITS[limit.kind]
    if piece.clock and piece.clock_to:
        return piece
    if piece.clock:
        if kind in ("before", "within"):
            return replace(piece, start=limit.start, clock=None, clock_to=piece.clock, doubtful=False)
        return replace(piece, start=limit.start, open_end=True, doubtful=False)
    if piece.day:
        return replace(piece, start=limit.start, limit=kind)
    return piece


def _without_doubtful(elements: Sequence[Element]) -> Iterator[Element]:
    for place, element in enumerate(elements):
        if isinstance(element, Piece):
            neighbours = [*elements[max(place - 1, 0) : place], *elements[place + 1 : place + 2]]
            beside = any(
                isinstance(other, Piece) and not other.doubtful and other.number is None for other in neighbours
            )
            if element.number is not None or (element.doubtful and not beside):
                continue
        yield element
