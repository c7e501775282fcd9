"""Collects what is wrong with a request body, where, and in which of LINE's two voices.

LINE speaks in two voices: one for request bodies and message objects, one for the parts inside messages (templates,
Flex, actions). The words are those of LINE's reference and of answers quoted in public issues.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

# A place in the body: the place of the parent, then a property name or an index; None is the body itself.
# It is linked because that costs one tuple on the way down, and is spelled out only when something is wrong.
Place: TypeAlias = "tuple[Place, str | int] | None"


@dataclass(frozen=True)
class Words:
    """One voice: what LINE says to each kind of mistake."""

    missing: str
    too_long: str
    too_many: str
    too_few: str
    out_of_range: str
    not_a_choice: str
    invalid: str
    not_https: str
    wrong_type: str | None  # None: LINE gives up at once and names the property in `message`
    missing_by_name: Mapping[str, str] = field(default_factory=dict)


BODY = Words(
    missing="May not be empty",
    too_long="Length must be between {min} and {max}",
    too_many="Size must be between {min} and {max}",
    too_few="Size must be between {min} and {max}",
    out_of_range="Must be between {min} and {max}",
    not_a_choice="Must be one of the following values: [{choices}]",
    invalid="invalid property",
    not_https="Must be a valid HTTPS URL",
    wrong_type=None,
)
PART = Words(
    missing="must be specified",
    too_long="size must be between {min} and {max}",
    too_many="must not be more than {max} items",
    too_few="must not be less than {min} items",
    out_of_range="must be between {min} and {max}",
    not_a_choice="invalid property",
    invalid="invalid property",
    not_https="invalid uri scheme",
    wrong_type="invalid property",
    missing_by_name={"label": "`label` must be specified"},
)


class Report:
    """The problems found so far: `problems` to be listed, `unreadable` places of a wrong JSON type."""

    __slots__ = ("problems", "unreadable", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self.problems: list[tuple[Place, str]] = []
        self.unreadable: list[Place] = []

    def in_voice(self, words: Words) -> "Report":
        """The same report, spoken in another voice."""
        report = Report(words)
        report.problems, report.unreadable = self.problems, self.unreadable
        return report

    def say(self, place: Place, message: str) -> None:
        """Book a problem in exactly these words."""
        self.problems.append((place, message))

    def missing(self, place: Place, name: str) -> None:
        """The object at `place` lacks the property `name`."""
        self.say((place, name), self.words.missing_by_name.get(name, self.words.missing))

    def empty(self, place: Place) -> None:
        """A text that LINE wants to be there is empty."""
        self.say(place, self.words.missing)

    def too_long(self, place: Place, minimum: int, maximum: int) -> None:
        """A text has more UTF-16 units than allowed."""
        self.say(place, self.words.too_long.format(min=minimum, max=maximum))

    def too_many_graphemes(self, place: Place, maximum: int) -> None:
        """A text has more letters, as a reader counts them, than allowed."""
        self.say(place, f"must not be longer than {maximum} characters")

    def out_of_range(self, place: Place, minimum: float, maximum: float) -> None:
        """A number is too small or too big."""
        self.say(place, self.words.out_of_range.format(min=minimum, max=maximum))

    def wrong_count(self, place: Place, count: int, minimum: int, maximum: int) -> None:
        """A list has too few or too many elements."""
        words = self.words.too_few if count < minimum else self.words.too_many
        self.say(place, words.format(min=minimum, max=maximum))

    def not_a_choice(self, place: Place, choices: Sequence[str]) -> None:
        """A value is none of those that LINE lists."""
        self.say(place, self.words.not_a_choice.format(choices=", ".join(choices)))

    def invalid(self, place: Place) -> None:
        """A value is of the right type but makes no sense there."""
        self.say(place, self.words.invalid)

    def not_https(self, place: Place) -> None:
        """A picture or film that LINE could not fetch safely."""
        self.say(place, self.words.not_https)

    def wrong_type(self, place: Place) -> None:
        """A value is of another JSON type than LINE's reference says."""
        if self.words.wrong_type is None:
            self.unreadable.append(place)
        else:
            self.say(place, self.words.wrong_type)


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
