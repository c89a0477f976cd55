"""Single values by policy: what JSON Schema takes for a number, a boolean, a string or one of the listed values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticKnownError

from .schemas import Schema, one_of

if TYPE_CHECKING:
    from .policy import Rewriter

__all__ = ["SCALARS", "unbounded"]

_UNKNOWN = object()
_BOUNDS = frozenset(
    {
        "ge",
        "gt",
        "le",
        "lt",
        "multiple_of",
        "min_length",
        "max_length",
        "pattern",
        "regex_engine",
        "strict",
    }
    | {"max_digits", "decimal_places"}
)
_NUMERAL = r"^-?[0-9]+$"
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"


def _integer(rewriter: Rewriter, schema: Schema) -> Schema:
    """JSON Schema Core, 4.2.3: 1.0 is an integer; true is not."""
    if rewriter.tolerant:
        return unbounded(schema)
    whole = {
        "type": "function-plain",
        "function": {"type": "no-info", "function": _whole},
    }
    choices: list[Schema] = [{"type": "int", "strict": True}, whole]
    if rewriter.textual:
        choices.append(
            {
                "type": "chain",
                "steps": [
                    {"type": "str", "strict": True, "pattern": _NUMERAL},
                    {"type": "int"},
                ],
            }
        )
    union = {**one_of(*choices), "custom_error_type": "int_type"}
    return (
        {"type": "chain", "steps": [union, schema]}
        if _BOUNDS & schema.keys()
        else union
    )


def _whole(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise PydanticKnownError("int_type")


def _number(rewriter: Rewriter, schema: Schema) -> Schema:
    finite = {**schema, "allow_inf_nan": False}
    if rewriter.tolerant:
        return unbounded(finite)
    strict: Schema = {**finite, "strict": True}
    if not rewriter.textual:
        return strict
    text = {
        "type": "chain",
        "steps": [
            {"type": "str", "strict": True, "pattern": _NUMBER},
            {"type": "float"},
        ],
    }
    read = {
        **one_of({"type": "float", "strict": True}, text),
        "custom_error_type": "float_type",
    }
    return {"type": "chain", "steps": [read, strict]}


def _boolean(rewriter: Rewriter, schema: Schema) -> Schema:
    strict: Schema = {**schema, "strict": True}
    if not rewriter.textual:
        return schema if rewriter.tolerant else strict
    words = {
        "type": "chain",
        "steps": [{"type": "literal", "expected": ["true", "false"]}, {"type": "bool"}],
    }
    return {**one_of(strict, words), "custom_error_type": "bool_type"}


def _string(rewriter: Rewriter, schema: Schema) -> Schema:
    return unbounded(schema) if rewriter.tolerant else {**schema, "strict": True}


def _literal(rewriter: Rewriter, schema: Schema) -> Schema:
    """JSON Schema Core, 4.2.2: 1 and 1.0 are equal; 1 and true are not, though Python says so."""
    expected = schema["expected"]
    if all(isinstance(value, str) for value in expected):
        return schema
    read = {(isinstance(value, bool), value): value for value in expected}
    if rewriter.textual or rewriter.tolerant:
        read = {
            (False, str(value).lower()): value
            for value in expected
            if value is not None
        } | read

    def member(value: Any) -> Any:
        scalar = value is None or isinstance(value, (str, int, float))
        return (
            read.get((isinstance(value, bool), value), _UNKNOWN) if scalar else _UNKNOWN
        )

    return {
        "type": "function-before",
        "function": {"type": "no-info", "function": member},
        "schema": schema,
    }


def unbounded(schema: Schema) -> Schema:
    """A schema without the keywords that narrow it."""
    return {key: value for key, value in schema.items() if key not in _BOUNDS}


SCALARS: dict[str, Callable[[Rewriter, Schema], Schema]] = {
    "bool": _boolean,
    "float": _number,
    "int": _integer,
    "literal": _literal,
    "str": _string,
}
