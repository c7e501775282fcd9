"""Reads office packs and names every problem with its line."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.packs.schema import Pack

Location = tuple[int | str, ...]


class PackError(Exception):
    """A pack that can't be loaded; its text has a line `file:line: field: what is wrong` for each problem."""


class _Problem(NamedTuple):
    location: Location
    text: str


# A pattern's * stands for every entry of a list.
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
    "string_pattern_mismatch": "malformed; a code is lower-case letters and digits joined by - or ., a day is MM-DD",
    "tuple_type": "not a list; put it in [ ] or start each entry with -",
    "model_type": "not a group of keys; write key: value",
    "string_type": "not a single text; write one value",
}


def read_pack(path: Path) -> Pack:
    """Return the office pack in a YAML file; PackError lists all problems with their lines, OSError: no such file."""
    lines: dict[Location, int] = {}
    problems: list[_Problem] = []
    try:
        # BaseLoader leaves every value a text, so that `no` is not false and 08:30 is not 510; the schema converts.
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise PackError(f"{path}:1: file: not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(
            f"{path}:{line}: file: not YAML ({error.problem}); check indentation, quotes, brackets"
        ) from error
    data = _plain(root, (), lines, problems, set()) if root else {}
    problems += [*_repeated(data), *_dangling(data), *_grandchildren(data), *_further_directors(data)]
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        problems += map(_described, error.errors())
    if problems:
        raise PackError("\n".join(_sentences(path, lines, problems)))
    return pack


def _plain(node: yaml.Node, at: Location, lines: dict[Location, int], problems: list[_Problem], seen: set[int]) -> Any:
    """Turn a YAML node into dicts, lists and texts, noting each place's line and what YAML itself lets pass."""
    lines.setdefault(at, node.start_mark.line + 1)
    if id(node) in seen:
        problems.append(_Problem(at, "anchors and aliases (& and *) aren't read; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*at, index), lines, problems, seen) for index, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    entries: dict[str, Any] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        inside = (*at, key)
        if key in entries:
            problems.append(
                _Problem(at, f"{key} is written twice (again in line {key_node.start_mark.line + 1}); keep one")
            )
        lines[inside] = key_node.start_mark.line + 1
        entries[key] = _plain(child, inside, lines, problems, seen)
    return entries


def _found(data: Any, pattern: str) -> Iterator[tuple[Location, str]]:
    """Yield the place and text of every value the pattern names; values of another shape are the schema's business."""
    places: list[tuple[Location, Any]] = [((), data)]
    for part in pattern.split("."):
        if part == "*":
            places = [((*at, i), v) for at, values in places if isinstance(values, list) for i, v in enumerate(values)]
        else:
            places = [
                ((*at, part), values[part]) for at, values in places if isinstance(values, dict) and part in values
            ]
    yield from ((at, value) for at, value in places if isinstance(value, str))


def _repeated(data: Any) -> Iterator[_Problem]:
    for pattern in UNIQUE:
        seen = set()
        for at, value in _found(data, pattern):
            in_its_list = (at[:-2], value)
            if in_its_list in seen:
                yield _Problem(at, f"{value!r} is there twice in this list; change or remove one")
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
        yield _Problem(at, "a second director; an office has one, make the others supervisor or officer")


def _described(detail: ErrorDetails) -> _Problem:
    at = detail["loc"]
    if detail["type"] == "extra_forbidden":
        known = _keys_at(at[:-1])
        return _Problem(at, f"unknown key; remove it or use one of {', '.join(known)}{_meant(str(at[-1]), known)}")
    return _Problem(at, REMEDIES.get(detail["type"], f"{detail['msg']}; it reads {detail['input']!r}"))


def _keys_at(location: Location) -> list[str]:
    model: type[BaseModel] = Pack
    for key in location:
        if isinstance(key, str):
            kind = model.model_fields[key].annotation
            model = next((part for part in get_args(kind) if isinstance(part, type)), kind)  # type: ignore[assignment]
    return list(model.model_fields)


def _meant(written: str, known: list[str] | set[str]) -> str:
    nearest = difflib.get_close_matches(written, sorted(known), n=1)
    return f" (did you mean {nearest[0]!r}?)" if nearest else ""


def _sentences(path: Path, lines: dict[Location, int], problems: list[_Problem]) -> Iterator[str]:
    def line(problem: _Problem) -> int:
        at = problem.location
        while at not in lines and at:
            at = at[:-1]
        return lines.get(at, 1)

    for problem in sorted(problems, key=line):
        field = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in problem.location).lstrip(".")
        yield f"{path}:{line(problem)}: {field or 'file'}: {problem.text}"
