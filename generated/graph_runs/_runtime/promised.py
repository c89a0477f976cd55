"""Properties that a service promises and nobody has to send: required and `readOnly` (OpenAPI 3.1, 4.8.24)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import MISSING, PydanticOmit

from .schemas import Schema

__all__ = ["READ_ONLY", "omittable", "promised"]

READ_ONLY: Any = MISSING
"""The default of a promised property: `id: str = READ_ONLY`. Until it is received or set, it is absent; reading it then
is an AttributeError."""


def promised(schema: Schema) -> Schema:
    """The schema of a model, whose promised properties are left out of an object that has none."""
    if schema["type"] != "model-fields":
        return (
            {**schema, "schema": promised(schema["schema"])}
            if "schema" in schema
            else schema
        )
    fields = {
        name: {**field, "schema": _promised(field["schema"])}
        for name, field in schema["fields"].items()
    }
    return {**schema, "fields": fields}


def _promised(schema: Schema) -> Schema:
    if schema.get("default") is not READ_ONLY:
        return schema
    return {**schema, **omittable(schema["schema"])}


def omittable(schema: Schema) -> Schema:
    """The schema of a property that may be missing, without any value to stand for it."""
    function = {"type": "no-info", "function": _omitted}
    inner = {"type": "function-wrap", "function": function, "schema": schema}
    return {
        "type": "default",
        "schema": inner,
        "default": READ_ONLY,
        "validate_default": True,
    }


def _omitted(value: Any, validate: Callable[[Any], Any]) -> Any:
    if value is READ_ONLY:
        raise PydanticOmit
    return validate(value)
