"""The small grammar: finds the sequences of tokens that say a day, a clock time or a part of the day.

A rule is a regular expression over kinds of tokens. Each kind becomes one letter of a private alphabet, so that the
rules run as ordinary regular expressions over the message's row of kinds.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from nlp.thai_dates.clock_rules import CLOCK_RULES
from nlp.thai_dates.day_rules import DAY_RULES
from nlp.thai_dates.pieces import Build, Found, Piece, Rule
from nlp.thai_dates.tokens import KINDS, Token

_LETTERS = {kind: chr(0xE000 + number) for number, kind in enumerate(KINDS)}

# Parts that several rules share.
_SHARED = {
    "NUMBER": "(?:DIGIT|TWO_DIGITS|ONES|TENS)",
    "NAMED_DAY": "(?:TODAY|COMING_DAY)",
    "ANY_WEEKDAY": "(?:WEEKDAY|SUNDAY|SHORT_DAY)",
    "ANY_MONTH": "(?:MONTH|MONTH_SHORT|MONTH_CLIPPED)",
    "A_MONTH": "(?:MONTH_WORD|ANY_MONTH|ENGLISH_MONTH)",
    "THIS_OR_NEXT": "(?P<this>THIS|NEXT)",
    "ON": "(?:DAY_AT|DAY AT|AT|DAY)",
    "OF_MONTH": "(?:MONTH_WORD? (?P<month>ANY_MONTH)|MONTH_WORD (?P<this_month>THIS|NEXT))",
    "IN_YEAR": "(?:YEAR_WORD? (?P<year>TWO_DIGITS|YEAR) NO_UNIT|(?P<next_year>NEXT_YEAR))",
    "CLOCK_UNIT": "(?:OCLOCK|TUM|HOURS|HOUR_UNIT|MINUTE|PM|AM)",
    # A bare number is not what belongs to the word behind it: 4 ธ.ค. 10-12 น. has no year.
    "NO_UNIT": "(?!CLOCK_UNIT|A_MONTH|HALF HOUR_UNIT|TO_END CLOCK_AHEAD)",
    "FREE": "(?!CLOCK_UNIT|ANY_MONTH|ENGLISH_MONTH|(?:WEEK|MONTH_WORD)(?!THIS|NEXT)|DAY(?!ANY_WEEKDAY|AT)|HALF HOUR_UNIT)",
    "SPAN_UNIT": "(?:(?P<days>DAY)(?!ANY_WEEKDAY)|(?P<weeks>WEEK|SUNDAY)|(?P<months>MONTH_WORD))",
    "MINUTES": "(?:(?P<minute>TWO_DIGITS|TENS)(?!OCLOCK|TUM|HOURS|HOUR_UNIT|A_MONTH|DAY(?!ANY_WEEKDAY|AT)"
    "|TO_END (?:NUMBER A_MONTH|ANY_MONTH|DATE|SLASHED)|OR ANY_MONTH) MINUTE?|(?P<few>NUMBER) MINUTE|(?P<half>HALF))",
    "HALF_OF_DAY": "(?:MORNING|AFTERNOON|EVENING)",
    "CLOCK_AHEAD": "(?!HALF_OF_DAY THIS)(?:CLOCK|NUMBER (?:OCLOCK|TUM|HOURS)|AFTERNOON|NOON|MORNING|LATE_MORNING|EVENING"
    "|NIGHT|TIME_WORD|TUM)",
}
_NAME = re.compile(r"[A-Z_]{2,}")


def _in_letters(pattern: str) -> str:
    while (wider := _NAME.sub(lambda name: _SHARED.get(name[0], name[0]), pattern)) != pattern:
        pattern = wider
    return _NAME.sub(lambda name: _LETTERS[name[0]], pattern).replace(" ", "")


class _CompiledRule(NamedTuple):
    pattern: re.Pattern[str]
    build: Build


def _by_first_kind(rules: Sequence[Rule]) -> dict[str, list[_CompiledRule]]:
    """For the letter of each kind the rules that can begin with it, in order."""
    beginning: dict[str, list[_CompiledRule]] = {letter: [] for letter in _LETTERS.values()}
    for written, build in rules:
        pattern = _in_letters(written)
        could_begin, rule = regex.compile(pattern), _CompiledRule(re.compile(pattern), build)
        for letter, starting in beginning.items():
            if could_begin.match(letter, partial=True):
                starting.append(rule)
    return beginning


_RULES = _by_first_kind([*DAY_RULES, *CLOCK_RULES])


def read_pieces(tokens: Sequence[Token]) -> Iterator[Piece | Token]:
    """The tokens, with each phrase of the grammar replaced by its piece; the first rule that fits decides."""
    letters = "".join(_LETTERS[token.kind] for token in tokens)
    place = 0
    while place < len(tokens):
        piece, end = _piece_at(place, letters, tokens)
        yield piece or tokens[place]
        place = end


def _piece_at(place: int, letters: str, tokens: Sequence[Token]) -> tuple[Piece | None, int]:
    for pattern, build in _RULES[letters[place]]:
        match = pattern.match(letters, place)
        said = build(Found(match, tokens)) if match else None
        if match and said is not None:
            return Piece(tokens[place].start, tokens[match.end() - 1].end, **said), match.end()
    return None, place + 1
