"""The description of the control API, and which properties of a request body it knows."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "openapi.yml"


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document."""
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


def known_properties(method: str, path: str, content_type: str) -> list[str] | None:
    """What a body for that address may have: nothing where none is described, None for anything."""
    body = description()["paths"][path][method.lower()].get("requestBody", {})
    if "$ref" in body:
        body = description()["components"]["requestBodies"][body["$ref"].rpartition("/")[2]]
    schema = body.get("content", {}).get(content_type, {}).get("schema", {"additionalProperties": False})
    return None if schema.get("additionalProperties", True) else list(schema.get("properties", ()))
