"""What the other generator is given is the schema that is compared, whole, and a JSON Schema."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.peer_model import standalone


def document(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


def test_all_that_a_schema_refers_to_comes_along() -> None:
    parts = {"type": "object", "properties": {"x-part": {"$ref": "#/components/schemas/B/properties/size"}}}
    root = document(A={"items": {"$ref": "#/components/schemas/B"}}, B={"properties": {"size": {}}}, C=parts, D={})
    assert standalone(root, "/components/schemas/A") == {
        "items": {"$ref": "#/$defs/B"},
        "$defs": {"B": {"properties": {"size": {}}}},
    }
    assert standalone(root, "/components/schemas/C") == {
        "type": "object",
        "properties": {"x-part": {"$ref": "#/$defs/Part0"}},
        "$defs": {"Part0": {}},
    }


def test_discriminators_lead_to_what_came_along() -> None:
    union = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "tom": "Cat"}},
    }
    made = standalone(document(Pet=union, Cat={"type": "object"}), "/components/schemas/Pet")
    assert made["discriminator"]["mapping"] == {"cat": "#/$defs/Cat", "tom": "#/$defs/Cat"}


def test_formats_are_those_that_jsonschema_checks() -> None:
    schema = {"properties": {"day": {"format": "date"}, "site": {"format": "uri"}, "format": {}}, "x-sort": 1}
    assert standalone(document(A=schema), "/components/schemas/A") == {
        "properties": {"day": {"format": "date"}, "site": {}, "format": {}}
    }
