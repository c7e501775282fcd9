"""The small grammar: which sequences of tokens say a day, a clock time or a part of the day."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from nlp.thai_calendar import BUDDHIST_ERA
from nlp.thai_dates.clock import ClockSpec, Count
from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.reading import Part
from nlp.thai_dates.tokens import KINDS, Token
from nlp.thai_dates.vocabulary import EDGES


@dataclass(frozen=True)
class Piece:
    """What one phrase of the grammar says; `start` and `end` are its places in the normalised text."""

    start: int
    end: int
    day: DaySpec | None = None
    day_to: DaySpec | None = None
    clock: ClockSpec | None = None
    clock_to: ClockSpec | None = None
    from_now: dt.timedelta | None = None
    part: Part | None = None
    number: int | None = None  # a bare number: nothing by itself, one end of a span beside a clock time or day
    doubtful: bool = False  # says something only beside another piece, as 10.30 without น. does
    past: bool = False
    limit: str | None = None  # before, within, after, since the day
    open_end: bool = False  # from the clock time on

    @property
    def as_end_of_clock_span(self) -> ClockSpec | None:
        """The clock time, or the bare number as one."""
        if self.clock:
            return self.clock
        return None if self.number is None else ClockSpec(self.number, count=Count.BARE)


class Found(NamedTuple):
    """A rule that matched: the tokens by the names the rule gives them."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def token(self, name: str) -> Token | None:
        """The token of that name, None when the sentence has none."""
        place = self.match.start(name) if name in self.match.re.groupindex else -1
        return self.tokens[place] if place >= 0 else None

    def value(self, name: str) -> int | None:
        """The value of the token of that name."""
        token = self.token(name)
        return token.value if token else None


Builder = Callable[[Found], dict[str, object] | None]

_CODES = {kind: chr(0xE000 + number) for number, kind in enumerate(KINDS)}

# Parts that several rules share.
_SHARED = {
    "NUM": "(?:DIGIT|DIGITS|UNIT|TENS)",
    "ANY_WEEKDAY": "(?:WEEKDAY|SUNDAY|SHORT_DAY)",
    "MONTH_NAME": "(?:MONTH|MONTH_SHORT|MONTH_CLIPPED)",
    "THIS_OR_NEXT": "(?P<this>THIS|NEXT)",
    "ON": "(?:DAY_AT|DAY AT|AT|DAY)",
    "OF_MONTH": "(?:MONTH_WORD? (?P<month>MONTH_NAME)|MONTH_WORD (?P<this_month>THIS|NEXT))",
    "IN_YEAR": r"(?:YEAR_WORD? (?P<year>DIGITS|FOUR_DIGITS)(?!CLOCK_UNIT|HALF|OF_MONTH_AHEAD|RANGE NUM CLOCK_UNIT)|(?P<next_year>NEXT_YEAR))",
    "OF_MONTH_AHEAD": "(?:MONTH_WORD|MONTH_NAME)",
    "CLOCK_UNIT": "(?:OCLOCK|TUM|HOURS|HOUR_UNIT|MINUTE|PM|AM)",
    "SPAN_UNIT": "(?:(?P<days>DAY)(?!ANY_WEEKDAY)|(?P<weeks>WEEK|SUNDAY)|(?P<months>MONTH_WORD))",
    "FREE": "(?!CLOCK_UNIT|MONTH_NAME|MONTH_WORD|WEEK|DAY(?!ANY_WEEKDAY|AT)|HALF HOUR_UNIT)",
    "MINUTES": "(?:(?P<minute>DIGITS|TENS)(?!OCLOCK|TUM|HOURS|HOUR_UNIT|MONTH_NAME|MONTH_WORD|RANGE NUM OF_MONTH_AHEAD|DAY(?!ANY_WEEKDAY|AT))MINUTE?|(?P<few>NUM) MINUTE|(?P<half>HALF))",
    "HALF_OF_DAY": "(?:MORNING|AFTERNOON|EVENING)",
    "CLOCK_AHEAD": "(?:CLOCK|NUM (?:OCLOCK|TUM|HOURS)|AFTERNOON|NOON|MORNING|LATE_MORNING|EVENING|NIGHT|TIME_WORD|TUM)",
}


def _translate(pattern: str) -> str:
    """The rule in the private alphabet where each kind of token is one letter."""
    while True:
        wider = re.sub(r"[A-Z_]{2,}", lambda name: _SHARED.get(name[0], name[0]), pattern)
        if wider == pattern:
            break
        pattern = wider
    return re.sub(r"[A-Z_]{2,}", lambda name: _CODES[name[0]], pattern).replace(" ", "")


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    build: Builder


def _rules_by_first_kind(rules: Sequence[tuple[str, Builder]]) -> dict[str, list[_Rule]]:
    """For each kind of token the rules that can begin with it, in order."""
    by_kind: dict[str, list[_Rule]] = {code: [] for code in _CODES.values()}
    for written, build in rules:
        pattern = _translate(written)
        begins = regex.compile(pattern)
        for code, starting in by_kind.items():
            if begins.match(code, partial=True):
                starting.append(_Rule(re.compile(pattern), build))
    return by_kind


def read_pieces(tokens: Sequence[Token]) -> Iterator[Piece | Token]:
    """The tokens with every phrase of the grammar replaced by its piece."""
    codes = "".join(_CODES[token.kind] for token in tokens)
    place = 0
    while place < len(tokens):
        for pattern, build in _RULES[codes[place]]:
            match = pattern.match(codes, place)
            said = build(Found(match, tokens)) if match else None
            if match and said is not None:
                yield Piece(tokens[place].start, tokens[match.end() - 1].end, **said)  # type: ignore[arg-type]
                place = match.end()
                break
        else:
            yield tokens[place]
            place += 1


# --- days -------------------------------------------------------------------------------------------------------------


def _christian_year(token: Token | None) -> int | None:
    if token is None:
        return None
    return full_year(token.text)


def full_year(digits: str) -> int:
    """The Christian year of a year as written: 2569 and 69 are Buddhist, 2026 and 26 Christian."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2500 - BUDDHIST_ERA if year >= 60 else 2000)
    return year - BUDDHIST_ERA if year >= 2400 else year


def _date(found: Found) -> DaySpec | None:
    day = found.value("day")
    if day is not None and not 1 <= day <= 31:
        return None
    edge = found.value("edge")
    return DaySpec(
        day=day,
        month=found.value("month"),
        month_offset=found.value("this_month"),
        edge=None if edge is None else EDGES[edge],
        year=_christian_year(found.token("year")),
        year_offset=found.value("next_year"),
    )


def _in_month(found: Found) -> dict[str, object] | None:
    spec = _date(found)
    return spec and {"day": spec}


def _slashed(token: Token) -> DaySpec | None:
    numbers = re.split(r"\s?[/.-]\s?", token.text)
    if token.kind == "ISO_DATE":
        numbers.reverse()
    day, month = int(numbers[0]), int(numbers[1])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return DaySpec(day=day, month=month, year=full_year(numbers[2]) if len(numbers) > 2 else None)


def _numeric(found: Found) -> dict[str, object] | None:
    token = found.token("date")
    spec = token and _slashed(token)
    if not spec:
        return None
    first = found.value("first")
    if first is not None:
        return {"day": DaySpec(day=first), "day_to": spec} if 1 <= first <= 31 else None
    return {"day": spec}


def _days_of_month(found: Found) -> dict[str, object] | None:
    first, last = found.value("first"), _date(found)
    if first is None or last is None or not 1 <= first <= 31:
        return None
    return {"day": DaySpec(day=first), "day_to": last}


def _weekday(found: Found) -> dict[str, object] | None:
    day = found.value("day")
    if day is not None and not 1 <= day <= 31:
        return None
    return {"day": DaySpec(weekday=found.value("weekday"), week=found.value("this"), day=day)}


def _weekend(found: Found) -> dict[str, object] | None:
    saturday, sunday = found.token("saturday"), found.token("sunday")
    if saturday and sunday and (saturday.value != 5 or saturday.end != sunday.start):
        return None
    week = found.value("this")
    return {"day": DaySpec(weekday=5, week=week), "day_to": DaySpec(weekday=6, week=week)}


def _weekday_range(found: Found) -> dict[str, object]:
    return {
        "day": DaySpec(weekday=found.value("first")),
        "day_to": DaySpec(weekday=found.value("weekday"), week=found.value("this")),
    }


def _ahead(found: Found) -> dict[str, object] | None:
    spec = _distance(found, "number")
    if not found.token("first"):
        return {"day": spec}
    return {"day": _distance(found, "first"), "day_to": spec}


def _distance(found: Found, name: str) -> DaySpec:
    count = found.value(name)
    count = 1 if count is None else count
    if found.token("days"):
        return DaySpec(offset=count)
    return DaySpec(weeks_ahead=count) if found.token("weeks") else DaySpec(months_ahead=count)


def _within(found: Found) -> dict[str, object]:
    return {"day": DaySpec(offset=0), "day_to": _distance(found, "number")}


def _hours_ahead(found: Found) -> dict[str, object]:
    hours = found.value("number")
    half = dt.timedelta(minutes=30) if found.token("half") else dt.timedelta()
    if hours is None:
        hours = 0 if found.token("half_only") else 1
    if found.token("half_only"):
        half = dt.timedelta(minutes=30)
    if found.token("minutes"):
        return {"from_now": dt.timedelta(minutes=hours)}
    return {"from_now": dt.timedelta(hours=hours) + half}


_DAY_RULES: list[tuple[str, Builder]] = [
    ("ON? (?:(?P<first>NUM) RANGE)? (?P<date>ISO_DATE|DATE|SLASHED) THIS?", _numeric),
    ("ON? (?P<first>NUM) RANGE ON? (?P<day>NUM) OF_MONTH IN_YEAR? THIS?", _days_of_month),
    ("DAY_AT (?P<first>NUM) RANGE ON? (?P<day>NUM) FREE THIS?", _days_of_month),
    ("ON? (?P<day>NUM) OF_MONTH IN_YEAR? THIS?", _in_month),
    ("DAY_AT (?P<day>NUM) FREE THIS?", _in_month),
    ("(?P<edge>EDGE) (?:OF_MONTH IN_YEAR?|MONTH_WORD)", _in_month),
    ("OF_MONTH IN_YEAR?", _in_month),
    ("(?P<next_year>NEXT_YEAR)", _in_month),
    ("DAY? (?P<saturday>WEEKDAY) RANGE? (?P<sunday>SUNDAY) THIS_OR_NEXT?", _weekend),
    ("WEEKEND THIS_OR_NEXT?", _weekend),
    ("DAY? (?P<first>SHORT_DAY) RANGE DAY? (?P<weekday>SHORT_DAY) THIS_OR_NEXT?", _weekday_range),
    ("(?:DAY|DAY? (?=WEEKDAY|SHORT_DAY)) (?P<weekday>ANY_WEEKDAY) THIS_OR_NEXT? AT (?P<day>NUM) FREE THIS?", _weekday),
    ("DAY (?P<weekday>ANY_WEEKDAY) THIS_OR_NEXT?", _weekday),
    ("(?P<weekday>SHORT_DAY) (?:THIS_OR_NEXT|(?=ON? NUM OF_MONTH_AHEAD|ON? DATE|ON? SLASHED|CLOCK_AHEAD))", _weekday),
    ("(?:WEEK|SUNDAY) THIS_OR_NEXT", _weekday),
    ("(?P<weekday>WEEKDAY|SUNDAY) THIS_OR_NEXT?", _weekday),
    ("(?P<offset>RELATIVE)", lambda found: {"day": DaySpec(offset=found.value("offset"))}),
    ("IN (?:(?:(?P<first>NUM) RANGE)? (?P<number>NUM))? SPAN_UNIT UNIT?", _ahead),
    ("(?:(?P<first>NUM) RANGE)? (?P<number>NUM) SPAN_UNIT AHEAD", _ahead),
    ("WITHIN (?:NUM RANGE)? (?P<number>NUM) SPAN_UNIT THIS?", _within),
    ("IN (?:(?P<number>NUM)|(?P<half_only>HALF))? HOUR_UNIT UNIT? (?P<half>HALF)?", _hours_ahead),
    ("IN (?P<number>NUM) (?P<minutes>MINUTE)", _hours_ahead),
]

# --- clock times and parts of the day ---------------------------------------------------------------------------------

_DOUBTFUL_PARTS = {"LATE_MORNING", "EVENING"}  # สาย and เย็น are everyday words as well
_COUNTS = {"MORNING": Count.MORNING, "AFTERNOON": Count.AFTERNOON, "EVENING": Count.EVENING}


def _minute(found: Found) -> int:
    if found.token("half"):
        return 30
    return found.value("minute") or found.value("few") or 0


def _hour_and_minute(found: Found) -> tuple[int, int]:
    """Hour and minute; `สามสิบห้า` where an hour stands is three fifteen, not thirty-five."""
    token = found.token("hour")
    if token is None:
        return 1, _minute(found)
    if token.kind == "TENS" and token.value > 24:
        return token.value // 10, 10 + token.value % 10
    return token.value, _minute(found)


def _counted(count: Count) -> Builder:
    def build(found: Found) -> dict[str, object] | None:
        half_of_day = found.token("half_of_day")
        spec = ClockSpec(*_hour_and_minute(found), _COUNTS[half_of_day.kind] if half_of_day else count)
        return {"clock": spec} if spec.time() else None

    return build


def _literal(found: Found) -> dict[str, object] | None:
    token = found.token("clock") or found.token("weak")
    if token is None:
        return None
    if token.kind == "CLOCK":
        hour, minute = map(int, re.split("[.:]", token.text))
    elif token.kind == "FOUR_DIGITS":
        hour, minute = divmod(token.value, 100)
    else:
        hour, minute = token.value, _minute(found)
    count = Count.PM if found.token("pm") else Count.LITERAL
    spec = ClockSpec(hour, minute, count)
    return {"clock": spec} if spec.time() else None


def _doubtful_clock(found: Found) -> dict[str, object] | None:
    token = found.token("weak")
    said = _literal(found)
    return said and token and {**said, "doubtful": "." in token.text and not token.led}


def _noon(hour: int) -> Builder:
    def build(found: Found) -> dict[str, object]:
        today = DaySpec(offset=0) if found.token("this") else None
        return {"clock": ClockSpec(hour, _minute(found)), "day": today}

    return build


def _part(part: Part | None) -> Builder:
    def build(found: Found) -> dict[str, object]:
        this, token = found.token("this"), found.tokens[found.match.start()]
        doubtful = token.kind in _DOUBTFUL_PARTS and not token.led and not this
        return {"part": part, "day": DaySpec(offset=0) if this else None, "doubtful": doubtful}

    return build


_CLOCK_RULES: list[tuple[str, Builder]] = [
    ("TI (?P<hour>NUM) MINUTES?", _counted(Count.SMALL_HOURS)),
    ("(?P<pm>AFTERNOON) TIME_WORD? (?P<clock>CLOCK) HOURS?", _literal),
    ("AFTERNOON (?P<hour>NUM)? OCLOCK MINUTES? HALF_OF_DAY?", _counted(Count.AFTERNOON)),
    ("AFTERNOON (?P<hour>NUM) (?:HOURS|FREE) MINUTES?", _counted(Count.AFTERNOON)),
    ("(?P<half_of_day>MORNING|EVENING) TIME_WORD? (?P<hour>NUM) OCLOCK MINUTES?", _counted(Count.OCLOCK)),
    ("TIME_WORD? (?P<hour>NUM) OCLOCK MINUTES? (?P<half_of_day>HALF_OF_DAY)?", _counted(Count.OCLOCK)),
    ("(?P<hour>NUM)? TUM (?:UNIT|MINUTES)?", _counted(Count.NIGHT)),
    ("MIDNIGHT MINUTES?", _noon(0)),
    ("BEFORE NOON(?!MINUTES)", _part("morning")),
    ("AFTER NOON(?!MINUTES)", _part("afternoon")),
    ("NOON (?P<this>THIS)? MINUTES?", _noon(12)),
    ("TIME_WORD? (?P<clock>NUM) HOURS (?:MINUTES)?", _literal),
    ("TIME_WORD? (?P<clock>CLOCK|FOUR_DIGITS) (?P<sure>HOURS|(?P<pm>PM)|AM)", _literal),
    ("TIME_WORD (?P<clock>CLOCK|FOUR_DIGITS)", _literal),
    ("(?P<clock>NUM) (?P<sure>(?P<pm>PM)|AM)", _literal),
    ("TIME_WORD (?P<clock>NUM) FREE (?P<open>(?=RANGE))?", _literal),
    ("(?P<weak>CLOCK)", _doubtful_clock),
    ("(?:MORNING|LATE_MORNING) (?P<this>THIS)?", _part("morning")),
    ("(?:AFTERNOON|EVENING|AFTER_SCHOOL) (?P<this>THIS)?", _part("afternoon")),
    ("NIGHT (?P<this>THIS)", _part(None)),
    ("(?P<number>NUM)", lambda found: {"number": found.value("number")}),
]

_PAST_RULES: list[tuple[str, Builder]] = [
    ("(?:DAY? (?:WEEKDAY|SUNDAY|SHORT_DAY)|WEEK|MONTH_WORD? MONTH_NAME|MONTH_WORD) LAST", lambda _: {"past": True}),
    ("(?:WEEK|SUNDAY|MONTH_WORD) BEFORE(?!CLOCK_AHEAD|DAY|WEEKDAY)", lambda _: {"past": True}),
]

_RULES = _rules_by_first_kind(_PAST_RULES + _DAY_RULES + _CLOCK_RULES)
