"""What one phrase of the grammar says, and the tokens it was said with."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypedDict

from nlp.thai_dates.clock import ClockSpec
from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.reading import Part
from nlp.thai_dates.tokens import Token

Limit = Literal["before", "within", "after"]


@dataclass(frozen=True)
class Piece:
    """What one phrase of the grammar says; `start` and `end` are its places in the normalised text."""

    start: int
    end: int
    day: DaySpec | None = None
    day_to: DaySpec | None = None
    limit: Limit | None = None  # how the wish lies to the day
    clock: ClockSpec | None = None
    clock_to: ClockSpec | None = None
    from_now: dt.timedelta | None = None
    part: Part | None = None
    number: int | None = None  # a bare number: nothing by itself, but it may be one end of a span
    doubtful: bool = False  # says something only beside another piece, as 10.30 without น. does
    past: bool = False

    @property
    def is_only_day(self) -> bool:
        """Whether the piece says a day or days and nothing else."""
        return self.day is not None and not (self.limit or self.is_clock or self.part)

    @property
    def is_clock(self) -> bool:
        """Whether the piece says when in the day by the clock."""
        return bool(self.clock or self.clock_to or self.from_now)


class Said(TypedDict, total=False):
    """The fields of a piece that a rule fills."""

    day: DaySpec | None
    day_to: DaySpec | None
    limit: Limit | None
    clock: ClockSpec | None
    from_now: dt.timedelta | None
    part: Part | None
    number: int | None
    doubtful: bool
    past: bool


class Found(NamedTuple):
    """A rule that matched: the tokens by the names the rule gives them."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def token(self, name: str) -> Token | None:
        """The token of that name, None when the phrase has none."""
        place = self.match.start(name) if name in self.match.re.groupindex else -1
        return self.tokens[place] if place >= 0 else None

    def value(self, name: str) -> int | None:
        """The value of the token of that name."""
        token = self.token(name)
        return token.value if token else None

    @property
    def first(self) -> Token:
        """The token that the phrase begins with."""
        return self.tokens[self.match.start()]

    @property
    def last(self) -> Token:
        """The token that the phrase ends with."""
        return self.tokens[self.match.end() - 1]

    @property
    def before(self) -> Token | None:
        """The token before the phrase."""
        return self.tokens[self.match.start() - 1] if self.match.start() else None

    @property
    def after(self) -> Token | None:
        """The token after the phrase."""
        return self.tokens[self.match.end()] if self.match.end() < len(self.tokens) else None


Build = Callable[[Found], Said | None]
Rule = tuple[str, Build]
"""A pattern over kinds of tokens, and what it makes; None when the words fit but make no sense."""
