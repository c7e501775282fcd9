"""Our tables against LINE's own API description: nothing unknown and nothing looser, but for named differences."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.rules import endpoints, flex, rich_menus, sending, templates
from simulator.rules.schema import Array, Boolean, ByType, Enum, Map, Number, Object, Rule, String

# What the description says otherwise, and why we don't follow it there.
DIFFERENCES = {
    "AltUri.desktop is 1000 long, ours 10000": "10,000 since 2026-10-27, as line-bot-sdk 3.27 has it",
    "RichMenuSize.height has another range": "no upper end needed: the width ends at 2500, the ratio at 1.45",
}

DESCRIPTION = Path(__file__).parent / "line-openapi" / "messaging-api.yml"

# The inside of these two is checked on its own, because LINE reports it on its own.
REPORTED_APART: dict[tuple[str, str], Rule] = {
    ("TemplateMessage", "template"): templates.TEMPLATE,
    ("FlexMessage", "contents"): flex.CONTAINER,
}

BODIES: dict[str, Rule] = {
    "ReplyMessageRequest": sending.BODIES["reply"],
    "PushMessageRequest": sending.BODIES["push"],
    "MulticastRequest": sending.BODIES["multicast"],
    "BroadcastRequest": sending.BODIES["broadcast"],
    "NarrowcastRequest": sending.BODIES["narrowcast"],
    "ValidateMessageRequest": sending.BODIES["validate"],
    "RichMenuRequest": rich_menus.RICH_MENU,
    "CreateRichMenuAliasRequest": rich_menus.NEW_ALIAS,
    "UpdateRichMenuAliasRequest": rich_menus.CHANGED_ALIAS,
    "RichMenuBulkLinkRequest": rich_menus.BULK_LINK,
    "RichMenuBulkUnlinkRequest": rich_menus.BULK_UNLINK,
    "RichMenuBatchRequest": rich_menus.BATCH,
    "ShowLoadingAnimationRequest": endpoints.LOADING,
    "MarkMessagesAsReadByTokenRequest": endpoints.MARK_AS_READ,
}

KEYWORDS: list[tuple[str, tuple[str, ...]]] = [
    ("FlexBoxBorderWidth", flex.BORDERS),
    ("FlexBoxCornerRadius", flex.SPACINGS),
    ("FlexBoxSpacing", flex.SPACINGS),
    ("FlexBoxPadding", flex.SPACINGS),
    ("FlexMargin", flex.SPACINGS),
    ("FlexOffset", flex.SPACINGS),
    ("FlexImageSize", (*flex.SIZES, "full")),
    ("FlexIconSize", flex.SIZES),
    ("FlexTextFontSize", flex.SIZES),
    ("FlexSpanSize", flex.SIZES),
    ("TemplateImageAspectRatio", ("rectangle", "square")),
    ("TemplateImageSize", ("cover", "contain")),
]


class Comparison:
    """Walks a schema of the description and our table side by side."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas
        self.compared: set[tuple[str, int]] = set()

    def differences(self, name: str, rule: Rule) -> Iterator[str]:
        """What is unknown to `rule` or looser than in the schema called `name`."""
        if (name, id(rule)) in self.compared:
            return
        self.compared.add((name, id(rule)))
        schema = self.schemas[name]
        if "discriminator" in schema:
            yield from self._differences_by_type(name, schema, rule)
        elif isinstance(rule, Object):
            yield from self._differences_of_object(name, schema, rule)
        else:
            yield from self._differences_of_value(name, schema, rule)

    def _differences_by_type(self, name: str, schema: dict[str, Any], rule: Rule) -> Iterator[str]:
        if not isinstance(rule, ByType):
            yield f"{name} has types, ours none"
            return
        kinds = {kind: ref.rpartition("/")[2] for kind, ref in schema["discriminator"]["mapping"].items()}
        for kind in rule.types.keys() - kinds.keys():
            yield f"{name} lacks our {kind}"
        for kind in kinds.keys() & rule.types.keys():
            yield from self.differences(kinds[kind], rule.types[kind])

    def _parts(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        parts = [schema]
        for part in schema.get("allOf", ()):
            parts += self._parts(self.schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part)
        return parts

    def _differences_of_object(self, name: str, schema: dict[str, Any], rule: Object) -> Iterator[str]:
        properties: dict[str, Any] = {}
        for part in self._parts(schema):
            properties |= part.get("properties", {})
            for required in set(part.get("required", ())) - {"type"}:
                if required not in rule.required:
                    yield f"{name}.{required} is required, ours not"
        for unknown in properties.keys() - rule.properties.keys():
            yield f"{name}.{unknown} is unknown to us"
        for ours in rule.properties.keys() - properties.keys():
            yield f"{name} lacks our {ours}"
        for property_name in properties.keys() & rule.properties.keys():
            ours = REPORTED_APART.get((name, property_name), rule.properties[property_name])
            yield from self._differences_of_value(f"{name}.{property_name}", properties[property_name], ours)

    def _differences_of_value(self, place: str, schema: dict[str, Any], rule: Rule) -> Iterator[str]:
        if "$ref" in schema:
            yield from self.differences(schema["$ref"].rpartition("/")[2], rule)
        elif isinstance(rule, Array):
            if rule.max > schema.get("maxItems", rule.max) or rule.min < schema.get("minItems", 0):
                yield f"{place} has another number of items"
            yield from self._differences_of_value(f"{place}[]", schema["items"], rule.items)
        elif isinstance(rule, Map):
            yield from self._differences_of_value(f"{place}{{}}", schema["additionalProperties"], rule.values)
        elif "enum" in schema:
            if not isinstance(rule, Enum) or set(rule.choices) != set(schema["enum"]):
                yield f"{place} has other choices"
        elif "maxLength" in schema and isinstance(rule, String):
            if rule.max is None or rule.max > schema["maxLength"]:
                yield f"{place} is {schema['maxLength']} long, ours {rule.max}"
        elif schema.get("type") in {"integer", "number"} and isinstance(rule, Number):
            if rule.min < schema.get("minimum", rule.min) or (
                "maximum" in schema and (rule.max is None or rule.max > schema["maximum"])
            ):
                yield f"{place} has another range"
        elif (schema.get("type") == "boolean") is not isinstance(rule, Boolean) or "properties" in schema:
            yield f"{place} is {schema.get('type')}, ours {type(rule).__name__}"


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    description = yaml.load(DESCRIPTION.read_text("utf-8"), Loader=loader)
    found: dict[str, Any] = description["components"]["schemas"]
    return found


def test_our_tables_know_what_line_describes_and_are_not_looser(schemas: dict[str, Any]) -> None:
    comparison = Comparison(schemas)
    found = {difference for name, rule in BODIES.items() for difference in comparison.differences(name, rule)}
    assert found == DIFFERENCES.keys()


@pytest.mark.parametrize(
    "family", ["Message", "Template", "FlexContainer", "FlexComponent", "Action", "ImagemapAction"]
)
def test_every_kind_that_line_describes_is_in_our_tables(schemas: dict[str, Any], family: str) -> None:
    comparison = Comparison(schemas)
    for name, rule in BODIES.items():
        list(comparison.differences(name, rule))
    described = {ref.rpartition("/")[2] for ref in schemas[family]["discriminator"]["mapping"].values()}
    assert described <= {name for name, _ in comparison.compared}


@pytest.mark.parametrize(("name", "keywords"), KEYWORDS)
def test_our_keywords_are_those_that_line_describes(
    schemas: dict[str, Any], name: str, keywords: tuple[str, ...]
) -> None:
    assert set(schemas[name]["enum"]) == set(keywords)
