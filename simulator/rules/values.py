"""Values with a form of their own: addresses, colours, measures, times."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from simulator.rules.lengths import utf16_length
from simulator.rules.report import Place, Report

# What may stand in an address: everything else must be percent-encoded.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=])+")


@dataclass(frozen=True, slots=True)
class Uri:
    """An address that is opened when something is pressed."""

    max: int
    schemes: Collection[str]

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not value:
            report.empty(place)
        elif utf16_length(value) > self.max:
            report.too_long(place, 0, self.max)
        elif (match := _ADDRESS.fullmatch(value)) is None:
            report.say(place, "invalid uri")
        elif (scheme := match[1].lower()) not in self.schemes:
            report.say(place, "invalid uri scheme")
        elif scheme in {"http", "https"} and not _host(value):
            report.say(place, "invalid uri")


@dataclass(frozen=True, slots=True)
class MediaUrl:
    """The https address of a picture, film or sound that LINE fetches itself."""

    max: int = 2000

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not value:
            report.empty(place)
        elif utf16_length(value) > self.max:
            report.too_long(place, 0, self.max)
        elif (match := _ADDRESS.fullmatch(value)) is None or match[1].lower() != "https" or not _host(value):
            report.not_https(place)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # brackets that hold no IPv6 address
        return None


@dataclass(frozen=True, slots=True)
class Colour:
    """`#RRGGBB` or `#RRGGBBAA`; the short `#RGB` is refused."""

    with_alpha: bool = True

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not (_COLOUR_WITH_ALPHA if self.with_alpha else _COLOUR).fullmatch(value):
            report.invalid(place)


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOUR_WITH_ALPHA = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_MEASURE = re.compile(r"(-?)(\d+(?:\.\d+)?)(px|%|deg)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A keyword such as `md`, or a number with a unit such as `12px`."""

    units: Collection[str]
    keywords: Collection[str] = ()
    may_be_negative: bool = False
    max: float | None = None

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif value in self.keywords:
            return
        elif (match := _MEASURE.fullmatch(value)) is None:
            report.invalid(place)
        elif match[3] not in self.units:
            report.say(place, "invalid unit")
        elif match[1] and not self.may_be_negative and float(match[2]) > 0:
            report.say(place, "lower limit exceeded")
        elif self.max is not None and float(match[2]) > self.max:
            report.say(place, "upper limit exceeded")


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """`width:height`, each 1 to 100,000 and the height at most three times the width."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
            return
        match = _ASPECT_RATIO.fullmatch(value)
        if match is None:
            report.invalid(place)
            return
        width, height = float(match[1]), float(match[2])
        if not (1 <= width <= 100_000 and 1 <= height <= 100_000):
            report.invalid(place)
        elif height > 3 * width:
            report.say(place, "aspect ratio must be in the range (0 < (h/w) <= 3)")


_ASPECT_RATIO = re.compile(r"(\d{1,9}(?:\.\d{1,9})?):(\d{1,9}(?:\.\d{1,9})?)")

_FORMS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "time": re.compile(r"\d{2}:\d{2}"),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}[tT]\d{2}:\d{2}"),
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def picked_moment(mode: str, text: str) -> datetime | None:
    """The moment that `text` names in a date picker of that mode, None if it is none."""
    if not _FORMS[mode].fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(f"2000-01-01T{text}" if mode == "time" else text.upper())
    except ValueError:  # 31 February
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def picker_limits(action: Mapping[str, Any], place: Place, report: Report) -> None:
    """`initial`, `min` and `max` have the mode's form, and min < max with initial between them."""
    moments = {}
    for name in ("initial", "min", "max"):
        if action.get(name) is not None:
            moments[name] = picked_moment(action["mode"], action[name])
            if moments[name] is None:
                report.say((place, name), "invalid datetime format for the specified mode")
    if None in moments.values():
        return
    earliest, latest = moments.get("min"), moments.get("max")
    initial = moments.get("initial")
    if (
        (earliest and latest and earliest >= latest)
        or (earliest and initial and initial < earliest)
        or (latest and initial and initial > latest)
    ):
        report.say(place, "invalid date time order")
