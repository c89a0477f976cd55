"""Pydantic core schemas as trees that can be rewritten.

A core schema is a nest of dictionaries; every policy of `policy` is a rewriting of the one that pydantic made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema, SchemaError, SchemaSerializer, SchemaValidator
from pydantic_core.core_schema import CoreConfig

__all__ = [
    "NOTHING",
    "Schema",
    "Validate",
    "class_of",
    "compile_serializer",
    "compile_validator",
    "compiles",
    "is_array",
    "is_object",
    "one_of",
    "rebuilt",
    "refused",
]

Schema: TypeAlias = dict[str, Any]
"""A core schema, seen as the dictionary that it is."""

Validate: TypeAlias = Callable[[Any, Any], Any]
"""From a value and the context of the validation to what it stands for; raises ValidationError."""

_CHILDREN = (
    "schema",
    "keys_schema",
    "values_schema",
    "items_schema",
    "extras_schema",
    "extras_keys_schema",
    "choices",
    "steps",
    "definitions",
)


def class_of(value: object) -> Any:
    """The class of a value, of which type checkers need not know more."""
    return type(value)


def rebuilt(schema: Schema, rewrite: Callable[[Schema], Schema]) -> Schema:
    """The schema with each schema that stands in it rewritten."""
    changed = {
        key: _rebuilt(schema[key], rewrite) for key in _CHILDREN if key in schema
    }
    if schema["type"] == "dataclass-args":
        changed["fields"] = [rebuilt(field, rewrite) for field in schema["fields"]]
    if schema["type"] in ("model-fields", "typed-dict"):
        changed["fields"] = {
            name: rebuilt(field, rewrite) for name, field in schema["fields"].items()
        }
    return {**schema, **changed}


def _rebuilt(child: Any, rewrite: Callable[[Schema], Schema]) -> Any:
    return list(map(rewrite, child)) if is_array(child) else rewrite(child)


def is_array(value: Any) -> bool:
    """Whether a value is an array of JSON."""
    return isinstance(value, list)


def is_object(value: Any) -> bool:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def one_of(*choices: Schema) -> Schema:
    """The first of the schemas that fits."""
    return {"type": "union", "choices": list(choices), "mode": "left_to_right"}


def refused(schema: Schema, kind: str, message: str | None = None) -> Schema:
    """The schema, whose errors are told as one; a kind of pydantic's own has its message."""
    told = {"type": "custom-error", "schema": schema, "custom_error_type": kind}
    return told if message is None else {**told, "custom_error_message": message}


def _never(schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """What JSON Schema calls `false`."""
    return {"not": True}


NOTHING: Schema = {
    **refused({"type": "literal", "expected": [object()]}, "extra_forbidden"),
    "metadata": {"pydantic_js_annotation_functions": [_never]},
}
"""No value at all."""


def compile_validator(schema: Schema) -> SchemaValidator:
    """A validator of exactly this schema: not of the ones that its classes were built with."""
    return SchemaValidator(cast("CoreSchema", schema), None, False)


def compile_serializer(schema: Schema) -> SchemaSerializer:
    """A serializer that writes NaN as such, so that it can be told from null."""
    return SchemaSerializer(
        cast("CoreSchema", schema), CoreConfig(ser_json_inf_nan="constants"), False
    )


def compiles(schema: Schema) -> bool:
    """Whether pydantic can make a validator of the schema."""
    try:
        compile_validator(schema)
    except SchemaError:
        return False
    return True
