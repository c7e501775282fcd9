"""Keeps the world in a JSON file, so that it is still there after a restart."""

import base64
import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from simulator.platform import Platform
from simulator.world import World


def save(platform: Platform, path: Path) -> None:
    """Write the world and the clock's offset; readers see the old file or the new one, never half of it."""
    state = {"clockOffset": platform.clock.offset, "world": _encode(platform.world)}
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(state, ensure_ascii=False))
    draft.replace(path)


def load(platform: Platform, path: Path) -> None:
    """Take the world from a file. What was on its way (redeliveries, narrowcasts) is not kept."""
    state = json.loads(path.read_text())
    platform.clock.advance(state["clockOffset"] - platform.clock.offset)
    platform.world.take(_decode(World, state["world"]))


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        kept = [field.name for field in fields(value) if not field.metadata.get("transient")]
        return {name: _encode(getattr(value, name)) for name in kept}
    if isinstance(value, dict):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _decode(kind: Any, value: Any) -> Any:
    """The value of a type from what _encode made of it; only the types of the world's dataclasses are known."""
    if value is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _decode(hints[name], item) for name, item in value.items()})
    if kind is bytes:
        return base64.b64decode(value)
    build = _BUILDERS.get(get_origin(kind))
    return build(get_args(kind), value) if build else value


_BUILDERS: dict[Any, Callable[[tuple[Any, ...], Any], Any]] = {
    types.UnionType: lambda kinds, value: _decode(kinds[0], value),  # always something or None
    dict: lambda kinds, value: {key: _decode(kinds[1], item) for key, item in value.items()},
    list: lambda kinds, value: [_decode(kinds[0], item) for item in value],
    tuple: lambda kinds, value: tuple(_decode(kind, item) for kind, item in zip(kinds, value, strict=True)),
}
