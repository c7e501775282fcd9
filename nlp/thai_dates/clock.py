"""Thai clock times: what the words around a number make of it."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum
from typing import Self


class Count(Enum):
    """The ways of counting hours; each says which clock hour the number N stands for."""

    LITERAL = "24-hour clock: 14.30 น."
    OCLOCK = "N โมง"
    MORNING = "N โมงเช้า"
    AFTERNOON = "บ่าย N"
    PM = "after บ่าย or with pm: 2.30 pm"
    EVENING = "N โมงเย็น"
    NIGHT = "N ทุ่ม"
    SMALL_HOURS = "ตี N"
    BARE = "a number alone, at one end of a span"


_AFTER_NOON = (Count.AFTERNOON, Count.PM)


@dataclass(frozen=True)
class ClockSpec:
    """A clock time as it was said: the number, the minutes and the way of counting."""

    hour: int
    minute: int = 0
    count: Count = Count.LITERAL

    def time(self) -> dt.time | None:
        """The time on the 24-hour clock, None when nobody counts so (`บ่าย 9`)."""
        hour = _clock_hour(self.hour, self.count)
        return dt.time(hour, self.minute) if hour is not None and self.minute < 60 else None

    def in_the_afternoon(self) -> Self:
        """The time, when the message said that it is in the afternoon: 2.30 is 14:30 then."""
        return replace(self, count=Count.PM) if self.count is Count.LITERAL and 1 <= self.hour <= 6 else self

    def counted_like(self, other: Self) -> Self:
        """This end of a span counted as the other end is, when it has no way of counting of its own."""
        open_to_it = self.count is Count.BARE or (self.count is Count.LITERAL and other.count in _AFTER_NOON)
        return replace(self, count=other.count) if open_to_it and self.hour <= 12 else self


def resolve_span(start: ClockSpec, end: ClockSpec) -> tuple[dt.time, dt.time] | None:
    """Both ends on the 24-hour clock; a unit said once holds for both. None when they make no span."""
    literal = replace(start, count=Count.LITERAL), replace(end, count=Count.LITERAL)
    readings = [
        (start.counted_like(end), end.counted_like(start)),
        (literal[0] if start.count is Count.BARE else start, end),
        (start, literal[1] if end.count is Count.BARE else end),
        literal,
    ]
    for first_spec, last_spec in readings:
        first, last = first_spec.time(), last_spec.time()
        if first and last and first < last:
            return first, last
    return None


def _clock_hour(n: int, count: Count) -> int | None:  # noqa: PLR0911
    match count:
        case Count.LITERAL:
            return n % 24 if n <= 24 else None
        case Count.PM:
            return n + 12 if n < 12 else n if n < 24 else None
        case Count.OCLOCK:
            return n + 12 if 1 <= n <= 6 else n if n < 24 else None
        case Count.MORNING:
            return n + 6 if 1 <= n <= 5 else n if 6 <= n <= 12 else None
        case Count.AFTERNOON:
            return n + 12 if 1 <= n <= 6 else n if 12 <= n <= 18 else None
        case Count.EVENING:
            return n + 12 if 1 <= n <= 7 else n if 12 <= n <= 19 else None
        case Count.NIGHT:
            return (n + 18) % 24 if 1 <= n <= 6 else None
        case Count.SMALL_HOURS:
            return n if 1 <= n <= 6 else None
        case Count.BARE:
            return None
