"""The small interpreter of our tables: each class is one kind of value, `check` reports what is wrong with it.

The names are those of JSON Schema. `check` takes any parsed JSON and never raises. `null` counts as left out.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from re import Pattern
from typing import Any, Protocol

from simulator.rules.lengths import grapheme_length, utf16_length
from simulator.rules.report import Place, Report, Words


class Rule(Protocol):
    """Anything that can stand beside a property in a table."""

    def check(self, value: object, place: Place, report: Report) -> None:
        """Report what LINE finds wrong with `value`, which stands at `place`."""


@dataclass(frozen=True, slots=True)
class String:
    """A text of at most `max` UTF-16 units (`graphemes`: letters as a reader counts), empty only if allowed."""

    max: int | None = None
    graphemes: bool = False
    may_be_empty: bool = False
    pattern: Pattern[str] | None = None

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not value and not self.may_be_empty:
            report.empty(place)
        elif self.max is not None and self._is_too_long(value, self.max):
            if self.graphemes:
                report.too_many_graphemes(place, self.max)
            else:
                report.too_long(place, 0, self.max)
        elif self.pattern is not None and not self.pattern.fullmatch(value):
            report.invalid(place)

    def _is_too_long(self, text: str, maximum: int) -> bool:
        if self.graphemes:
            return len(text) > maximum and grapheme_length(text) > maximum
        return 2 * len(text) > maximum and utf16_length(text) > maximum


@dataclass(frozen=True, slots=True)
class Number:
    """A number within limits; `whole` numbers have no fraction."""

    min: float
    max: float
    whole: bool = True

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is int or (type(value) is float and not self.whole):
            if not self.min <= value <= self.max:
                report.out_of_range(place, self.min, self.max)
        else:
            report.wrong_type(place)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not bool:
            report.wrong_type(place)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the listed words."""

    choices: Sequence[str]

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif value not in self.choices:
            report.not_a_choice(place, self.choices)


@dataclass(frozen=True, slots=True)
class Array:
    """A list of `items`; `null` in it is always wrong."""

    items: Rule
    max: int
    min: int = 0

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not list:
            report.wrong_type(place)
            return
        if not self.min <= len(value) <= self.max:
            report.wrong_count(place, len(value), self.min, self.max)
        if None in value:
            report.say(place, "cannot contain null elements")
            return
        check = self.items.check
        for index, item in enumerate(value):
            check(item, (place, index), report)


Together = Callable[[Mapping[str, Any], Place, Report], None]


@dataclass(frozen=True, slots=True)
class Object:
    """Named properties. `together` are rules between properties, asked only when each property is right by itself."""

    properties: Mapping[str, Rule]
    required: Collection[str] = ()
    together: Sequence[Together] = ()
    closed: bool = False  # unknown properties are refused instead of overlooked
    words: Words | None = None  # from here on LINE speaks in this voice

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not dict:
            report.wrong_type(place)
            return
        if self.words is not None and self.words is not report.words:
            report = report.in_voice(self.words)
        problems_before = len(report.problems) + len(report.unreadable)
        for name in self.required:
            if value.get(name) is None:
                report.missing(place, name)
        rules = self.properties
        for name, item in value.items():
            if item is None:
                continue
            rule = rules.get(name)
            if rule is not None:
                rule.check(item, (place, name), report)
            elif self.closed:
                report.invalid((place, name))
        if self.together and len(report.problems) + len(report.unreadable) == problems_before:
            for rule_between in self.together:
                rule_between(value, place, report)


@dataclass(frozen=True, slots=True)
class ByType:
    """An object whose `type` says which table applies."""

    types: Mapping[str, Rule]

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not dict:
            report.wrong_type(place)
            return
        kind = value.get("type")
        if kind is None:
            report.missing(place, "type")
        elif type(kind) is not str:
            report.wrong_type((place, "type"))
        elif (rule := self.types.get(kind)) is not None:
            rule.check(value, place, report)
        else:
            report.not_a_choice((place, "type"), list(self.types))
