"""The times that a message offers, each put together from the pieces that stand side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from nlp.thai_dates.phrases import Element, join_days
from nlp.thai_dates.pieces import Piece
from nlp.thai_dates.tokens import Token


@dataclass
class Offer:
    """One time: at most one day, one clock time and one part of the day, and the pieces that said them."""

    day: Piece | None = None
    clock: Piece | None = None
    part: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    wished: bool = True
    lends_day: bool = False  # ruled out, but its day still holds when the wish names none
    lends_hours: bool = False  # ruled out by a slip of the tongue, but its hours hold when only another day is said
    is_alternative: bool = False  # offered as well, but not the first choice

    def take(self, other: Self) -> bool:
        """Adds what the other says; False, and nothing added, when it says another time."""
        day = _together(self.day, other.day, _same_day)
        clock = _together(self.clock, other.clock, _both_limits)
        part = _together(self.part, other.part, _same_part)
        if clock and part and not _fits(clock, part):
            return False
        if (other.day and not day) or (other.clock and not clock) or (other.part and not part):
            return False
        self.day, self.clock, self.part = day, clock, part
        self.pieces += other.pieces
        return True

    def take_missing(self, other: Self) -> None:
        """Adds what only the other says, and what its own day lacks: `29 หรือ 30 ธ.ค.`, `พุธหรือพฤหัส บ่ายสอง`."""
        if self.day is None:
            self.take(other.only("day"))
        elif self.day.day and other.day and other.day.day and _is_before(self.day, other.day):
            self.day = replace(self.day, day=self.day.day.inheriting(other.day.day))
        if not self.says_hours:
            self.take(other.only("clock"))
            self.take(other.only("part"))

    @property
    def says_hours(self) -> bool:
        """Whether it says when in the day."""
        return bool(self.clock or self.part)

    @property
    def is_past(self) -> bool:
        """Whether it only says that something lies behind: เมื่อวาน."""
        return not (self.wished or self.pieces)

    def only_hours(self) -> Self:
        """An offer of the clock time and the part, without the day."""
        return replace(self, day=None, pieces=[piece for piece in (self.clock, self.part) if piece])

    def only(self, name: str) -> Self:
        """An offer of the day, the clock time or the part alone."""
        piece = getattr(self, name)
        return replace(
            self, **{"day": None, "clock": None, "part": None, "pieces": [piece] if piece else [], name: piece}
        )


def group_offers(elements: Iterable[Element]) -> list[Offer | Token]:
    """The elements with the pieces that stand side by side grouped into offers."""
    grouped: list[Offer | Token] = []
    for element in elements:
        if isinstance(element, Token):
            grouped.append(element)
            continue
        offer = _offer(element)
        last = grouped[-1] if grouped else None
        if isinstance(last, Offer) and last.is_past and offer.day is None:  # เมื่อวานบ่ายสอง
            continue
        if not (isinstance(last, Offer) and last.wished and last.take(offer)):
            grouped.append(offer)
    return grouped


def _offer(piece: Piece) -> Offer:
    if piece.past:
        return Offer(wished=False)
    return Offer(
        day=piece if piece.day else None,
        clock=piece if piece.is_clock else None,
        part=piece if piece.part else None,
        pieces=[piece],
    )


def _together(one: Piece | None, other: Piece | None, both: Callable[[Piece, Piece], Piece | None]) -> Piece | None:
    return both(one, other) if one and other else one or other


def _same_day(one: Piece, other: Piece) -> Piece | None:
    """One of them says in which days to look (สัปดาห์หน้า), the other which of them."""
    if not (one.day and other.day) or (one.day != other.day and not (one.day.is_span or other.day.is_span)):
        return None
    joined = join_days(_only_day(one), _only_day(other))
    return joined and replace(joined, limit=one.limit or other.limit)


def _only_day(piece: Piece) -> Piece:
    return Piece(piece.start, piece.end, day=piece.day, day_to=piece.day_to)


def _both_limits(one: Piece, other: Piece) -> Piece | None:
    """`ตั้งแต่ 9 โมง ไม่เกิน 11 โมง` is one span."""
    if one.clock and not one.clock_to and other.clock_to and not other.clock:
        return Piece(one.start, other.end, clock=one.clock, clock_to=other.clock_to)
    return None


def _same_part(one: Piece, other: Piece) -> Piece | None:
    return one if one.part == other.part else None


def _is_before(one: Piece, other: Piece) -> bool:
    """Whether the weekday of the one comes before that of the other; true when one of them is no weekday."""
    if not (one.day and other.day) or one.day.weekday is None or other.day.weekday is None:
        return True
    return one.day.weekday < other.day.weekday


def _fits(clock: Piece, part: Piece) -> bool:
    """Whether the clock time lies in the part of the day; of `9 โมง บ่ายมีสอน` it does not."""
    if clock.clock is None or clock.clock_to or part.part is None:
        return True
    is_afternoon = part.part == "afternoon"
    start = (clock.clock.in_the_afternoon() if is_afternoon else clock.clock).time()
    return start is None or (start.hour >= 12 if is_afternoon else start.hour <= 12)
