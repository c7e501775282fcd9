"""Chooses the wish among the times of a message: what is ruled out, moved away from or only an alternative is not it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.thai_dates.clock import ClockSpec, resolve_span
from nlp.thai_dates.days import Days, DaySpec, resolve, resolve_range
from nlp.thai_dates.grammar import Piece
from nlp.thai_dates.phrases import Element, join_days
from nlp.thai_dates.reading import Part, When, WhenReading
from nlp.thai_dates.tokens import Token


@dataclass
class Phrase:
    """Pieces that stand side by side and make one time: at most one day, one clock time and one part."""

    pieces: list[Piece] = field(default_factory=list)
    day: Piece | None = None
    clock: Piece | None = None
    part: Piece | None = None
    wished: bool = True
    lends_day: bool = False  # a time ruled out whose day may still hold for the wish

    def take(self, piece: Piece) -> bool:
        """Adds the piece; False when it says another time than the phrase does."""
        day = self.day
        if piece.day:
            day = piece if day is None else join_days(_day_only(day), _day_only(piece))
            if day is None:
                return False
        clock = self.clock
        if piece.clock or piece.clock_to or piece.from_now:
            clock = piece if clock is None else _both_limits(clock, piece)
            if clock is None:
                return False
        if piece.part and self.part and self.part.part != piece.part:
            return False
        self.day, self.clock = day, clock
        self.part = self.part or (piece if piece.part else None)
        self.pieces.append(piece)
        return True


def _day_only(piece: Piece) -> Piece:
    return Piece(piece.start, piece.end, day=piece.day, day_to=piece.day_to)


def _both_limits(one: Piece, other: Piece) -> Piece | None:
    """`ตั้งแต่ 9 โมง ไม่เกิน 11 โมง` is one span."""
    if one.clock and not one.clock_to and other.clock_to and not other.clock:
        return Piece(one.start, other.end, clock=one.clock, clock_to=other.clock_to)
    return None


def choose(elements: Sequence[Element], now: dt.datetime) -> WhenReading:
    """The wish among the pieces and words of a message, seen from `now`."""
    sequence = _grouped(elements)
    _reject(sequence)
    phrases = [element for element in sequence if isinstance(element, Phrase)]
    wish = Phrase()
    for phrase in phrases:
        if phrase.wished:
            _add(wish, phrase)
    if wish.pieces and wish.day is None:
        wish.day = next((phrase.day for phrase in phrases if phrase.lends_day and phrase.day), None)
    return _read(wish, now)


def _add(wish: Phrase, phrase: Phrase) -> None:
    """Takes from a further phrase what the wish doesn't say yet; a phrase about another day gives nothing."""
    if wish.day and phrase.day and join_days(_day_only(wish.day), _day_only(phrase.day)) is None:
        return
    for piece in phrase.pieces:
        wish.take(piece)


def _grouped(elements: Sequence[Element]) -> list[Phrase | Token]:
    sequence: list[Phrase | Token] = []
    after_piece = False
    for element in elements:
        if isinstance(element, Token):
            sequence.append(element)
            after_piece = False
            continue
        if element.past:
            after_piece = False
            continue
        phrase = sequence[-1] if after_piece else None
        if not (isinstance(phrase, Phrase) and phrase.take(element)):
            phrase = Phrase()
            phrase.take(element)
            sequence.append(phrase)
        after_piece = True
    return sequence


_CLAUSE_ENDS = {"WISH", "BREAK", "CLAUSE", "FALLBACK", "TO"}


def _reject(sequence: Sequence[Phrase | Token]) -> None:
    for place, element in enumerate(sequence):
        if isinstance(element, Phrase):
            continue
        match element.kind:
            case "NOT_WISHED":
                _drop(sequence[place + 1 : place + 2])
            case "EXCEPT":
                _drop(_clause(sequence[place + 1 :]), first_only=True)
            case "UNAVAILABLE":
                _drop_unavailable(sequence, place)
            case "TO":
                _drop_moved(sequence, place)
            case "INSTEAD":
                _drop(sequence[place + 1 : place + 2])
            case "FALLBACK":
                if any(isinstance(before, Phrase) and before.wished for before in sequence[:place]):
                    _drop(sequence[place + 1 :])
            case "OR":
                _drop_alternative(sequence, place)


def _clause(sequence: Sequence[Phrase | Token]) -> Iterator[Phrase | Token]:
    for element in sequence:
        if isinstance(element, Token) and element.kind in _CLAUSE_ENDS:
            return
        yield element


def _drop(
    elements: Sequence[Phrase | Token] | Iterator[Phrase | Token], *, first_only: bool = False, lends_day: bool = False
) -> bool:
    dropped = False
    for element in elements:
        if isinstance(element, Phrase):
            element.wished = False
            element.lends_day = lends_day and bool(element.clock or element.part)
            dropped = True
            if first_only:
                break
    return dropped


def _drop_unavailable(sequence: Sequence[Phrase | Token], place: int) -> None:
    before = list(_clause(sequence[:place][::-1]))
    if sequence[place].text == "ไม่ได้":  # type: ignore[union-attr]
        before = before[:1]
    chained = []
    for element in before:
        if isinstance(element, Phrase):
            chained.append(element)
        elif chained and element.kind not in ("AND", "OR"):
            break
    if not _drop(iter(chained), lends_day=True):
        _drop(_clause(sequence[place + 1 :]), first_only=True, lends_day=True)


def _drop_moved(sequence: Sequence[Phrase | Token], place: int) -> None:
    following = sequence[place + 1 : place + 2]
    if not following or not isinstance(following[0], Phrase):
        return
    moves = [
        at
        for at, element in enumerate(sequence[:place])
        if isinstance(element, Token) and element.kind in ("MOVE", "FROM", "FORMER")
    ]
    if not moves:
        return
    if not _drop(iter(sequence[moves[-1] : place]), lends_day=True):
        _drop(iter(sequence[:place]), lends_day=True)


def _drop_alternative(sequence: Sequence[Phrase | Token], place: int) -> None:
    """Of `A หรือ B` A is the wish; what only B says (`พุธหรือพฤหัส บ่ายสอง`) holds for A as well."""
    first = sequence[place - 1] if place else None
    other = sequence[place + 1] if place + 1 < len(sequence) else None
    if not (isinstance(first, Phrase) and isinstance(other, Phrase)):
        return
    other.wished = False
    if first.clock is None and first.part is None:
        first.pieces += [piece for piece in (other.clock, other.part) if piece]
        first.clock, first.part = other.clock, other.part
    if first.day is None and other.day and (first.clock or first.part):
        first.day = other.day
        first.pieces.append(_day_only(other.day))


def _read(wish: Phrase, now: dt.datetime) -> WhenReading:
    if not wish.pieces:
        return WhenReading()
    days, clock = wish.day and _days(wish.day, now.date()), wish.clock
    start, end = _times(clock, wish.part)
    if clock and clock.from_now:
        moment = now + clock.from_now
        days, start = Days(moment.date(), moment.date()), moment.time().replace(second=0, microsecond=0, tzinfo=None)
    part: Part | None = wish.part.part if wish.part and not (start or end) else None
    when = When(
        date=days.first if days else None,
        date_to=days.last if days and days.last != days.first else None,
        time=start,
        time_to=end,
        part=part,
    )
    if when == When():
        return WhenReading()
    return WhenReading(when, tuple((piece.start, piece.end) for piece in wish.pieces), _unsure(wish, days))


def _days(piece: Piece, today: dt.date) -> Days | None:
    assert piece.day
    days = resolve_range(piece.day, piece.day_to, today) if piece.day_to else resolve(piece.day, today)
    match piece.limit:
        case "before" if days:
            return Days(today, max(today, days.first - dt.timedelta(days=1)))
        case "within" if days:
            return Days(today, max(today, days.last))
        case "after" if days:
            after = days.last + dt.timedelta(days=1)
            return Days(after, after)
    return days


def _times(clock: Piece | None, part: Piece | None) -> tuple[dt.time | None, dt.time | None]:
    if clock is None:
        return None, None
    if clock.clock and clock.clock_to:
        return resolve_span(clock.clock, clock.clock_to) or (_time(clock.clock, part), None)
    return _time(clock.clock, part), _time(clock.clock_to, part)


def _time(spec: ClockSpec | None, part: Piece | None) -> dt.time | None:
    return spec.time() if spec else None


def _unsure(wish: Phrase, days: Days | None) -> tuple[str, ...]:
    spec: DaySpec | None = wish.day.day if wish.day else None
    if days and spec and spec.weekday is not None and spec.weekday != days.first.weekday():
        return ("weekday",)
    return ()
