"""Schemas of single values: formats, enums, bounds (JSON Schema 2020-12 Validation, sections 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, floor
from typing import Any

from specwright.ingest.document import Node
from specwright.lower.api import Bounded, Bounds, DictOf, ListOf, Scalar, ScalarKind, TupleOf, TypeRef
from specwright.lower.tree import length, number, text

__all__ = ["SCALARS", "bounded", "literal_values", "scalar"]

_STRINGS: dict[str, ScalarKind] = {
    "date": "date",
    "date-time": "date-time",
    "time": "time",
    "duration": "duration",
    "uuid": "uuid",
    "decimal": "decimal",
    "byte": "base64",
    "base64": "base64",
    "base64url": "base64url",
    "binary": "binary",
}
_TYPES: dict[str, ScalarKind] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "none",
    "file": "binary",
}
SCALARS = frozenset(_TYPES)
"""The types that are neither array nor object."""


def scalar(kind: str, node: Mapping[str, Any]) -> Scalar:
    """The scalar for a `type` that is not array or object; `any` for a type that does not exist."""
    known = _TYPES.get(kind, "any")
    form = text(node.get("format"))
    if known == "str":
        return Scalar(kind=_STRINGS.get(form) or _encoded(node))
    if known == "float" and form == "decimal":
        return Scalar(kind="decimal-number")
    return Scalar(kind=known)


def _encoded(node: Mapping[str, Any]) -> ScalarKind:
    match node.get("contentEncoding"):
        case "base64":
            return "base64"
        case "base64url":
            return "base64url"
        case _:
            return "str"


def literal_values(values: list[Node], kind: str) -> tuple[str | int | bool | None, ...] | None:
    """The values of an enum without repetitions; None when some can't stand in a Literal (floats, arrays, objects)."""
    kept: dict[tuple[type, Any], str | int | bool | None] = {}
    for value in values:
        if kind == "string" and isinstance(value, int | float):
            value = _as_written(value)
        if isinstance(value, float) and value.is_integer():  # 2.0 is 2 (JSON Schema Core, 4.2.3)
            value = int(value)
        if not (value is None or isinstance(value, str | int)):
            return None
        kept.setdefault((type(value), value), value)
    return tuple(kept.values())


def _as_written(value: float | bool) -> str:
    """A number or boolean that stands for a string: its author forgot the quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def bounded(type_: TypeRef, node: Mapping[str, Any]) -> TypeRef:
    """`type_` narrowed by the validation keywords of `node` that apply to it."""
    match type_:
        case Scalar(kind="str"):
            bounds = Bounds(
                min_length=length(node.get("minLength")) or None,
                max_length=length(node.get("maxLength")),
                pattern=text(node.get("pattern")) or None,
            )
        case Scalar(kind="int"):
            bounds = _of_integers(_of_numbers(node))
        case Scalar(kind="float" | "decimal-number"):
            bounds = _of_numbers(node)
        case ListOf() | TupleOf():
            bounds = Bounds(min_length=length(node.get("minItems")) or None, max_length=length(node.get("maxItems")))
        case DictOf():
            bounds = Bounds(
                min_length=length(node.get("minProperties")) or None, max_length=length(node.get("maxProperties"))
            )
        case _:
            return type_
    return type_ if bounds == _UNBOUNDED else Bounded(inner=type_, bounds=bounds)


def _of_numbers(node: Mapping[str, Any]) -> Bounds:
    step = number(node.get("multipleOf"))
    return Bounds(
        minimum=number(node.get("minimum")),
        maximum=number(node.get("maximum")),
        exclusive_minimum=number(node.get("exclusiveMinimum")),
        exclusive_maximum=number(node.get("exclusiveMaximum")),
        multiple_of=step if step is not None and step > 0 else None,
    )


def _of_integers(bounds: Bounds) -> Bounds:
    """The bounds in whole numbers, which is all that pydantic takes for integers: at least 2.5 is at least 3."""
    return Bounds(
        minimum=None if bounds.minimum is None else ceil(bounds.minimum),
        maximum=None if bounds.maximum is None else floor(bounds.maximum),
        exclusive_minimum=None if bounds.exclusive_minimum is None else floor(bounds.exclusive_minimum),
        exclusive_maximum=None if bounds.exclusive_maximum is None else ceil(bounds.exclusive_maximum),
        multiple_of=None if bounds.multiple_of is None else Decimal(str(bounds.multiple_of)).as_integer_ratio()[0],
    )


_UNBOUNDED = Bounds()
