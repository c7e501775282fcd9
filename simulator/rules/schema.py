"""The small interpreter of our tables: each class is one kind of value, `check` reports what is wrong with one.

The names are those of JSON Schema. `check` takes any parsed JSON and raises nothing (but RecursionError, when the
JSON is nested too deep). In an object `null` counts as left out.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from re import Pattern
from typing import Any, Protocol, TypeAlias, TypeGuard

from simulator.rules.lengths import grapheme_length, utf16_length
from simulator.rules.report import Place, Report, Voice

LARGEST_INTEGER = 2**63 - 1


class Rule(Protocol):
    """What a table holds beside a property."""

    def check(self, value: object, place: Place, report: Report) -> None:
        """Report what LINE finds wrong with `value`, which stands at `place`."""


Form: TypeAlias = Callable[[str, Place, Report], None]


@dataclass(frozen=True, slots=True)
class String:
    """A text of at most `max` UTF-16 units, or with `graphemes` of as many letters as a reader counts.

    `form` reports what is wrong with a text of the right length; an empty text is refused unless `may_be_empty`.
    """

    max: int | None = None
    min: int = 0  # appears in LINE's words only
    graphemes: bool = False
    may_be_empty: bool = False
    form: Form | None = None

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not value:
            if not self.may_be_empty:
                report.empty(place)
        elif self.max is not None and self._is_longer(value, self.max):
            if self.graphemes:
                report.too_many_graphemes(place, self.max)
            else:
                report.too_long(place, self.min, self.max)
        elif self.form is not None:
            self.form(value, place, report)

    def _is_longer(self, text: str, maximum: int) -> bool:
        if self.graphemes:
            return len(text) > maximum and grapheme_length(text) > maximum
        return 2 * len(text) > maximum and utf16_length(text) > maximum


def matching(pattern: Pattern[str]) -> Form:
    """The form of texts that match the whole pattern."""

    def check(text: str, place: Place, report: Report) -> None:
        if not pattern.fullmatch(text):
            report.invalid(place)

    return check


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id in LINE's form; a malformed one is refused like a wrong JSON type."""

    pattern: Pattern[str]

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str or not self.pattern.fullmatch(value):
            report.wrong_type(place)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `min` to `max`; `whole` ones have no fraction and at most 64 bits."""

    min: float
    max: float | None = None
    whole: bool = True

    def check(self, value: object, place: Place, report: Report) -> None:
        if not self._is_number(value):
            report.wrong_type(place)
        elif value < self.min or (self.max is not None and value > self.max):
            report.out_of_range(place, self.min, self.max)

    def _is_number(self, value: object) -> TypeGuard[float]:
        if type(value) is int:
            return abs(value) <= LARGEST_INTEGER
        return type(value) is float and not self.whole and isfinite(value)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not bool:
            report.wrong_type(place)


@dataclass(frozen=True, slots=True)
class Enum:
    """One of the listed words."""

    choices: tuple[str, ...]

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif value not in self.choices:
            report.not_a_choice(place, self.choices)


@dataclass(frozen=True, slots=True)
class Array:
    """A list of `items`; `null` in it is always wrong."""

    items: Rule
    max: int = sys.maxsize
    min: int = 0

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not list:
            report.wrong_type(place)
        elif not self.min <= len(value) <= self.max:
            report.wrong_count(place, len(value), self.min, self.max)
        elif None in value:
            report.say(place, "cannot contain null elements")
        else:
            check = self.items.check
            for index, item in enumerate(value):
                check(item, (place, index), report)


Together: TypeAlias = Callable[[Mapping[str, Any], Place, Report], None]


@dataclass(frozen=True, slots=True)
class Object:
    """Named properties. Rules between them (`together`) are asked only when each is right by itself."""

    properties: Mapping[str, Rule]
    required: Collection[str] = ()
    together: tuple[Together, ...] = ()
    closed: bool = False  # unknown properties are refused instead of overlooked
    voice: Voice | None = None  # from here on LINE speaks in this voice

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not dict:
            report.wrong_type(place)
            return
        if self.voice is not None and self.voice is not report.voice:
            report = report.in_voice(self.voice)
        mistakes_before = report.count()
        for name in self.required:
            if value.get(name) is None:
                report.missing(place, name)
        rules = self.properties
        for name, item in value.items():
            rule = rules.get(name)
            if rule is not None:
                if item is not None:
                    rule.check(item, (place, name), report)
            elif self.closed:
                report.invalid((place, name))
        if self.together and report.count() == mistakes_before:
            for rule_between in self.together:
                rule_between(value, place, report)


@dataclass(frozen=True, slots=True)
class Map:
    """Properties whose names are free, but of one form."""

    names: Pattern[str]
    values: Rule
    max: int

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not dict:
            report.wrong_type(place)
            return
        if len(value) > self.max:
            report.wrong_count(place, len(value), 0, self.max)
        for name, item in value.items():
            if self.names.fullmatch(name):
                self.values.check(item, (place, name), report)
            else:
                report.invalid((place, name))


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
            report.unknown_type(place, self.types)


ANYTHING = Object({})
