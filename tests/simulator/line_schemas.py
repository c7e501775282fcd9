"""LINE's two OpenAPI files as JSON schemas: what a body must look like."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

_FOLDER = Path(__file__).parent / "line-openapi"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def description(name: str) -> dict[str, Any]:
    """`messaging-api` or `webhook`."""
    with (_FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.load(file, _LOADER)
    return loaded


def problems(name: str, schema: dict[str, Any], body: object) -> list[str]:
    """Where a body differs from a schema of the description."""
    root = {**_prepared(name), "allOf": [_json_schema(schema)]}
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(root).iter_errors(body)]


@cache
def _prepared(name: str) -> dict[str, Any]:
    """The components, with discriminators turned into if/then and base classes kept apart under `…Base`."""
    schemas = copy.deepcopy(description(name)["components"]["schemas"])
    bases = {key for key, schema in schemas.items() if "discriminator" in schema}
    made: dict[str, Any] = {}
    for key, schema in schemas.items():
        branches = schema.pop("discriminator", None)
        made[f"{key}Base" if branches else key] = _json_schema(schema, bases)
        if branches:
            made[key] = {
                "allOf": [{"$ref": f"#/components/schemas/{key}Base"}]
                + [
                    {
                        "if": {"properties": {branches["propertyName"]: {"const": value}}},
                        "then": {"$ref": target},
                    }
                    for value, target in branches["mapping"].items()
                ]
            }
    return {"components": {"schemas": made}}


def _json_schema(schema: Any, bases: set[str] | None = None) -> Any:
    """OpenAPI's dialect as JSON Schema; inside allOf a base class means only itself, not its children."""
    if isinstance(schema, list):
        return [_json_schema(part, bases) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _json_schema(part, bases) for key, part in schema.items() if key not in ("example", "examples")}
    for part in made.get("allOf", ()):
        base = part.get("$ref", "").rpartition("/")[2]
        if bases and base in bases:
            part["$ref"] += "Base"
    return made
