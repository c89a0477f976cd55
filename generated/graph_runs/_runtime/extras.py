"""Undeclared properties that are called what a declared one is called in Python: `input` beside a declared `Input`.

Pydantic keeps one set of names for both kinds. What is received as undeclared would make the field look as if it had been
received, and be written as well; so such a field, if it is no more than its default, has no value of its own, and
reads as its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import core_schema

from .schemas import Schema, one_of

__all__ = ["apart"]


def apart(schema: Schema) -> Schema:
    """The schema of a model's fields, whose undeclared properties are kept apart from them."""
    fields: Mapping[str, Schema] = schema.get("fields", {})
    wire_names = {field.get("validation_alias", name) for name, field in fields.items()}
    shadowed = [name for name in fields if name not in wire_names]
    if not shadowed:
        return schema

    def unset(name: str, info: core_schema.ValidationInfo) -> str:
        field = fields[name]["schema"]
        if name in info.data and info.data[name] == _default(field):
            del info.data[name]
        return name

    function = {"type": "with-info", "function": unset}
    steps = [
        {"type": "literal", "expected": shadowed},
        {"type": "function-plain", "function": function},
    ]
    names = one_of({"type": "chain", "steps": steps}, {"type": "any"})
    if "extras_keys_schema" in schema:
        names = {"type": "chain", "steps": [schema["extras_keys_schema"], names]}
    return {**schema, "extras_keys_schema": names}


def _default(schema: Schema) -> Any:
    return (
        schema["default_factory"]()
        if "default_factory" in schema
        else schema.get("default")
    )
