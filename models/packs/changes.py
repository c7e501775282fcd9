"""What differs between two packs of an office."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from models.packs.schema import Pack

# The keys by which an entry of a list is known again.
IDENTITIES = ("code", "id", "no", "name_th")
NAMES = ("name_th", "title_th")


class Change(NamedTuple):
    """One difference: `before` is None for what is new, `after` is None for what is gone."""

    where: tuple[str, ...]
    before: Any
    after: Any

    def __str__(self) -> str:
        """A line of `office load --dry-run`: + new, - gone, ~ changed."""
        place = " / ".join(self.where)
        if self.before is not None and self.after is not None:
            return f"~ {place}: {_shown(self.before)} -> {_shown(self.after)}"
        sign, entry = ("+", self.after) if self.before is None else ("-", self.before)
        name = "" if _shown(entry) == self.where[-1] else f": {_shown(entry)}"
        return f"{sign} {place}{name}"


def compare(old: Pack, new: Pack) -> list[Change]:
    """Return what loading `new` over `old` would change, in the pack's order; moved entries don't count."""
    return list(_changes((), old.model_dump(mode="json"), new.model_dump(mode="json")))


def _changes(where: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    before, after = _by_identity(old), _by_identity(new)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _changes((*where, key), before.get(key), after.get(key))
    elif before != after:
        yield Change(where, old, new)


def _by_identity(value: Any) -> Any:
    """Make a list of entries a dict, so that entries that moved are compared with themselves."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        return value
    return {str(next(entry[key] for key in IDENTITIES if key in entry)): entry for entry in value}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(next((value[key] for key in NAMES if key in value), value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
