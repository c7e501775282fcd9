"""Collects what is wrong with a request body, where, and in which of LINE's two voices.

LINE speaks in two voices: one about request bodies and message objects, one about the parts inside them (templates,
Flex, actions) and rich menus. The words are those of LINE's reference and of its answers quoted in public issues;
where none is known for a mistake, it is "invalid property".
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from simulator.rules.refusal import Detail

# A place in the body: the place of the parent, then a property name or an index; None is the body itself.
# It is linked because that costs one tuple on the way down, and is spelled out only when something is wrong.
Place: TypeAlias = "tuple[Place, str | int] | None"


@dataclass(frozen=True)
class Voice:
    """What LINE says to each kind of mistake."""

    missing: str
    too_long: str
    too_few: str
    too_many: str
    out_of_range: str
    not_a_choice: str
    not_https: str
    invalid_uri: str
    unknown_type_at: str  # the property that LINE points at, "" for the whole object
    wrong_type: str | None  # None: LINE stops at once and names the property in `message`
    missing_by_name: Mapping[str, str] = field(default_factory=dict)


BODY = Voice(
    missing="May not be empty",
    too_long="Length must be between {min} and {max}",
    too_few="Size must be between {min} and {max}",
    too_many="Size must be between {min} and {max}",
    out_of_range="Must be between {min} and {max}",
    not_a_choice="Must be one of the following values: [{choices}]",
    not_https="Must be a valid HTTPS URL",
    invalid_uri="Must be a valid HTTPS URL",
    unknown_type_at="type",
    wrong_type=None,
)
PART = Voice(
    missing="must be specified",
    too_long="size must be between {min} and {max}",
    too_few="must not be less than {min} items",
    too_many="must not be more than {max} items",
    out_of_range="must be between {min} and {max}",
    not_a_choice="invalid property",
    not_https="invalid uri scheme",
    invalid_uri="invalid uri",
    unknown_type_at="",
    wrong_type="invalid property",
    missing_by_name={"label": "`label` must be specified"},
)


class Report:
    """The problems found so far; `unreadable` are the places whose JSON type LINE cannot read."""

    __slots__ = ("problems", "unreadable", "voice")

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.problems: list[tuple[Place, str]] = []
        self.unreadable: list[Place] = []

    def in_voice(self, voice: Voice) -> "Report":
        """The same report, continued in another voice."""
        report = Report(voice)
        report.problems, report.unreadable = self.problems, self.unreadable
        return report

    def count(self) -> int:
        """How many mistakes were found so far."""
        return len(self.problems) + len(self.unreadable)

    def details(self, spelled: Callable[[Place], str]) -> tuple[Detail, ...]:
        """The problems as LINE's `details`."""
        return tuple(Detail(message, spelled(place)) for place, message in self.problems)

    def say(self, place: Place, message: str) -> None:
        """Book a problem in exactly these words."""
        self.problems.append((place, message))

    def invalid(self, place: Place) -> None:
        """The value makes no sense there."""
        self.say(place, "invalid property")

    def missing(self, place: Place, name: str) -> None:
        """The object at `place` lacks the property `name`."""
        self.say((place, name), self.voice.missing_by_name.get(name, self.voice.missing))

    def empty(self, place: Place) -> None:
        """The text is there but empty."""
        self.say(place, self.voice.missing)

    def too_long(self, place: Place, minimum: int, maximum: int) -> None:
        """The text has more UTF-16 units than allowed."""
        self.say(place, self.voice.too_long.format(min=minimum, max=maximum))

    def too_many_graphemes(self, place: Place, maximum: int) -> None:
        """The text has more letters, as a reader counts them, than allowed."""
        self.say(place, f"must not be longer than {maximum} characters")

    def wrong_count(self, place: Place, count: int, minimum: int, maximum: int) -> None:
        """The list has too few or too many elements."""
        words = self.voice.too_few if count < minimum else self.voice.too_many
        self.say(place, words.format(min=minimum, max=maximum))

    def out_of_range(self, place: Place, minimum: float, maximum: float | None) -> None:
        """The number is too small or too big."""
        if maximum is not None:
            self.say(place, self.voice.out_of_range.format(min=minimum, max=maximum))
        elif minimum == 1:
            self.say(place, "Must be a positive value")
        else:
            self.say(place, f"must be greater than or equal to {minimum}")

    def not_a_choice(self, place: Place, choices: Collection[str]) -> None:
        """The value is none of those that LINE lists."""
        self.say(place, self.voice.not_a_choice.format(choices=", ".join(choices)))

    def unknown_type(self, place: Place, types: Collection[str]) -> None:
        """The `type` of the object at `place` is unknown, or not allowed there."""
        name = self.voice.unknown_type_at
        self.not_a_choice((place, name) if name else place, types)

    def wrong_type(self, place: Place) -> None:
        """The value is of another JSON type than LINE's reference says."""
        if self.voice.wrong_type is None:
            self.unreadable.append(place)
        else:
            self.say(place, self.voice.wrong_type)


def steps(place: Place) -> list[str | int]:
    """The names and indexes that lead from the body to `place`."""
    found: list[str | int] = []
    while place is not None:
        place, step = place
        found.append(step)
    return found[::-1]


def dotted(place: Place) -> str:
    """How LINE spells a place in a request body: `messages[0].text`."""
    spelled = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps(place))
    return spelled.removeprefix(".")


def pointer(place: Place) -> str:
    """How LINE spells a place in a Flex Message, from its container on: `/body/contents/0/text`."""
    return "/" + "/".join(map(str, steps(place)))


def in_template(place: Place) -> str:
    """How LINE spells a place in a template: `template/columns/0/actions`."""
    return "/".join(map(str, ["template", *steps(place)]))
