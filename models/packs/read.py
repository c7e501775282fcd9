"""Reads office packs and names every problem with its line."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.packs.schema import Pack

Location = tuple[int | str, ...]

# Where the codes of a pack must be unique and what they refer to; a * stands for every entry of a list.
UNIQUE = (
    "service.steps.*.no",
    "service.channels.*.code",
    "service.modes.*.code",
    "functions.*.code",
    "functions.*.tasks.*.code",
    "learning_areas.*.code",
    "areas.*.code",
    "areas.*.name_th",
    "officers.*.id",
    "processes.*.code",
    "processes.*.steps.*.no",
    "deadlines_and_rounds.*.name_th",
    "officers.*.projects.*.name_th",
    "schools.*.name_th",
)
REFERENCES = {
    "learning_areas.*.parent": "learning_areas.*.code",
    "areas.*.coordinator": "officers.*.id",
    "officers.*.functions.*": "functions.*.code",
    "officers.*.learning_areas.*": "learning_areas.*.code",
    "officers.*.areas.*": "areas.*.code",
    "processes.*.function": "functions.*.code",
    "schools.*.area": "areas.*.code",
}
REMEDIES = {
    "missing": "missing; add it",
    "string_too_short": "empty; fill it in, or leave the key out where it is optional",
    "string_pattern_mismatch": "{input!r} is malformed; codes are a-z and 0-9 joined by - or ., days of a term MM-DD",
    "tuple_type": "not a list; put it in [ ] or start each entry with -",
    "model_type": "not a group of keys; write key: value",
    "string_type": "not a single text; write one value",
    "too_short": "only {actual_length} here; {min_length} needed",
    "too_long": "{actual_length} here; {max_length} are the most",
}


class PackError(Exception):
    """A pack that can't be loaded; its text has a line `file:line: field: what is wrong` for each problem."""


class _Problem(NamedTuple):
    location: Location
    text: str


def read_pack(path: Path) -> Pack:
    """Return the office pack in a YAML file; PackError lists all problems with their lines, OSError: no such file."""
    document = _Document(path)
    rules = (_repeated, _dangling, _grandchildren, _further_directors)
    problems = [*document.problems, *(problem for rule in rules for problem in rule(document.data))]
    try:
        pack = Pack.model_validate(document.data)
    except ValidationError as error:
        problems += map(_described, error.errors())
    if problems:
        raise PackError("\n".join(document.sentences(problems)))
    return pack


class _Document:
    """A YAML file as dicts, lists and texts that remembers each place's line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[_Problem] = []
        self._lines: dict[Location, int] = {}
        self._seen: set[int] = set()
        root = self._compose()
        self.data = self._plain(root, ()) if root else {}

    def sentences(self, problems: Iterable[_Problem]) -> Iterator[str]:
        """Yield `file:line: field: text` in the order of the file."""
        for problem in sorted(problems, key=self._line):
            field = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in problem.location)
            yield f"{self.path}:{self._line(problem)}: {field.lstrip('.') or 'file'}: {problem.text}"

    def _compose(self) -> yaml.Node | None:
        try:
            # BaseLoader leaves every value a text, so that `no` is not false and 08:30 is not 510; the schema converts.
            root: yaml.Node | None = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except UnicodeDecodeError as error:
            raise PackError(f"{self.path}:1: file: not UTF-8; save it as UTF-8") from error
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or error
            line = mark.line + 1 if mark else 1
            raise PackError(f"{self.path}:{line}: file: not YAML ({why}); check indents, quotes, brackets") from error
        return root

    def _plain(self, node: yaml.Node, at: Location) -> Any:
        self._lines.setdefault(at, node.start_mark.line + 1)
        if id(node) in self._seen:
            self.problems.append(_Problem(at, "anchors and aliases (& and *) aren't read; write the value out"))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, (*at, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, at) if isinstance(node, yaml.MappingNode) else node.value

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            inside = (*at, key)
            if inside in self._lines:
                self.problems.append(
                    _Problem(inside, f"written again in line {key_node.start_mark.line + 1}; keep one")
                )
                continue
            self._lines[inside] = key_node.start_mark.line + 1
            entries[key] = self._plain(child, inside)
        return entries

    def _line(self, problem: _Problem) -> int:
        at = problem.location
        while at and at not in self._lines:
            at = at[:-1]
        return self._lines.get(at, 1)


def _found(data: Any, pattern: str) -> Iterator[tuple[Location, str]]:
    """Yield place and text of every value that the pattern names; what has another shape is the schema's business."""
    places: list[tuple[Location, Any]] = [((), data)]
    for key in pattern.split("."):
        if key == "*":
            places = [
                ((*at, i), item) for at, list_ in places if isinstance(list_, list) for i, item in enumerate(list_)
            ]
        else:
            places = [((*at, key), keys[key]) for at, keys in places if isinstance(keys, dict) and key in keys]
    return ((at, value) for at, value in places if isinstance(value, str))


def _repeated(data: Any) -> Iterator[_Problem]:
    for pattern in UNIQUE:
        seen = set()
        for at, value in _found(data, pattern):
            in_its_list = (at[:-2], value)
            if in_its_list in seen:
                yield _Problem(at, f"{value!r} is already in this list; change or remove one")
            seen.add(in_its_list)


def _dangling(data: Any) -> Iterator[_Problem]:
    for pattern, target in REFERENCES.items():
        known = {value for _, value in _found(data, target)}
        for at, value in _found(data, pattern):
            if value not in known:
                listed = target.partition(".")[0]
                yield _Problem(at, f"{value!r} is not in {listed}; add it there or correct it{_meant(value, known)}")


def _grandchildren(data: Any) -> Iterator[_Problem]:
    children = {at[:-1] for at, _ in _found(data, "learning_areas.*.parent")}
    codes_of_children = {value for at, value in _found(data, "learning_areas.*.code") if at[:-1] in children}
    for at, value in _found(data, "learning_areas.*.parent"):
        if value in codes_of_children:
            yield _Problem(at, f"{value!r} has a parent itself; name a learning area without one")


def _further_directors(data: Any) -> Iterator[_Problem]:
    directors = [at for at, role in _found(data, "officers.*.role") if role == "director"]
    for at in directors[1:]:
        yield _Problem(at, "a second director; an office has one, make this one supervisor or officer")


def _described(detail: ErrorDetails) -> _Problem:
    at = detail["loc"]
    if detail["type"] == "extra_forbidden":
        known = _keys_at(at[:-1])
        return _Problem(at, f"unknown key; remove it or use one of {', '.join(known)}{_meant(str(at[-1]), known)}")
    remedy = REMEDIES.get(detail["type"], "{msg}; it reads {input!r}")
    return _Problem(at, remedy.format(msg=detail["msg"], input=detail["input"], **detail.get("ctx", {})))


def _keys_at(location: Location) -> list[str]:
    model: Any = Pack
    for key in location:
        if isinstance(key, str):
            kind = model.model_fields[key].annotation
            model = next((part for part in get_args(kind) if _is_entry(part)), kind)
    return list(model.model_fields)


def _is_entry(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _meant(written: str, known: Iterable[str]) -> str:
    nearest = difflib.get_close_matches(written, sorted(known), n=1)
    return f" (did you mean {nearest[0]!r}?)" if nearest else ""
