"""Values with a form of their own: addresses, colours, measures, and the moments of a date picker."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from simulator.rules.report import Place, Report
from simulator.rules.schema import String

# What may stand in an address; everything else must be percent-encoded.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=])+")


LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def split_address(text: str) -> tuple[str, str | None] | None:
    """Scheme (in small letters) and host of an absolute, percent-encoded address; None if `text` is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    try:
        return match[1].lower(), urlsplit(text).hostname
    except ValueError:  # brackets that hold no IPv6 address
        return None


def can_be_opened(text: str, place: Place, report: Report) -> None:
    """Phones open http, https, line and tel when something is pressed."""
    scheme, host = split_address(text) or ("", None)
    if scheme not in {"line", "tel"} and not (scheme in {"http", "https"} and host):
        report.say(place, "invalid uri")


def can_be_fetched(text: str, place: Place, report: Report) -> None:
    """LINE fetches pictures, films and sounds by https.

    Other than LINE, a stand-in may fetch them by http from the machine that it runs on.
    """
    scheme, host = split_address(text) or ("", None)
    if scheme == "http" and host in LOOPBACK:
        return
    if not text.lower().startswith("https:"):
        report.say(place, report.voice.not_https)
    elif not host:
        report.say(place, report.voice.invalid_uri)


MEDIA_URL = String(2000, form=can_be_fetched)

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOUR_WITH_ALPHA = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")


@dataclass(frozen=True, slots=True)
class Colour:
    """`#RRGGBB`, or with alpha `#RRGGBBAA`; the short `#RGB` is refused."""

    alpha: bool = True

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif not (_COLOUR_WITH_ALPHA if self.alpha else _COLOUR).fullmatch(value):
            report.invalid(place)


_MEASURE = re.compile(r"(-?)(\d{1,9}(?:\.\d{1,9})?)(px|%|deg)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """A keyword such as `md`, or a number with a unit such as `12px`."""

    units: Collection[str]
    keywords: Collection[str] = ()
    may_be_negative: bool = False
    max: float = float("inf")
    below: float = float("inf")

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
        elif value in self.keywords:
            return
        elif (match := _MEASURE.fullmatch(value)) is None:
            report.invalid(place)
        elif match[3] not in self.units:
            report.say(place, "invalid unit")
        else:
            number = float(match[1] + match[2])
            if number < 0 and not self.may_be_negative:
                report.say(place, "lower limit exceeded")
            elif number > self.max or number >= self.below:
                report.say(place, "upper limit exceeded")


_ASPECT_RATIO = re.compile(r"(\d{1,6}(?:\.\d{1,9})?):(\d{1,6}(?:\.\d{1,9})?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """`width:height`, each 1 to 100,000, the height at most three times the width."""

    def check(self, value: object, place: Place, report: Report) -> None:
        if type(value) is not str:
            report.wrong_type(place)
            return
        match = _ASPECT_RATIO.fullmatch(value)
        sides = [float(side) for side in match.groups()] if match else []
        if not sides or not all(1 <= side <= 100_000 for side in sides):
            report.invalid(place)
        elif sides[1] > 3 * sides[0]:
            report.say(place, "aspect ratio must be in the range (0 < (h/w) <= 3)")


_PICKER_FORMS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    "time": re.compile(r"\d{2}:\d{2}", re.ASCII),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}", re.ASCII),
}


def picked_moment(mode: str, text: str) -> datetime | None:
    """The moment that `text` names in a date picker of `mode`, on a fixed day for `time`; None if it names none.

    Pickers reach from 1900-01-01 to 2100-12-31.
    """
    if not _PICKER_FORMS[mode].fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(f"2000-01-01T{text}" if mode == "time" else text.upper())
    except ValueError:  # 31 February
        return None
    return moment if 1900 <= moment.year <= 2100 else None
