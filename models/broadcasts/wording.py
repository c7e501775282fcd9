"""The words of a broadcast: variables that become each reader's own name and school."""

import re
from collections.abc import Callable

from models.people import Person

VARIABLES: dict[str, Callable[[Person | None], str]] = {
    "name": lambda person: (person and person.name) or "คุณครู",
    "school": lambda person: (person and person.school and person.school.name) or "โรงเรียนของท่าน",
}
"""{name} and {school}; in a group, and where it is not known, a word that fits everybody."""

ALIASES = {"ชื่อ": "name", "โรงเรียน": "school"}

_BRACES = re.compile(r"\{\s*([^{}]{1,30}?)\s*\}")


def is_personal(text: str) -> bool:
    """Whether each reader gets words of their own, so that each must be sent to separately."""
    return any(_known(name) for name in _BRACES.findall(text))


def unknown_variables(text: str) -> list[str]:
    """Names in braces that mean nothing, for a hint before sending; they would be sent as they stand."""
    return [name for name in _BRACES.findall(text) if not _known(name)]


def for_reader(text: str, reader: Person | None) -> str:
    """The words as one reader sees them; None: a group."""

    def own(found: re.Match[str]) -> str:
        variable = _known(found[1])
        return VARIABLES[variable](reader) if variable else found[0]

    return _BRACES.sub(own, text).replace("โรงเรียนโรงเรียน", "โรงเรียน")  # "ถึงโรงเรียน{โรงเรียน}"


def _known(name: str) -> str | None:
    variable = ALIASES.get(name, name)
    return variable if variable in VARIABLES else None
