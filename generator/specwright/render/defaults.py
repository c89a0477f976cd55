"""Defaults: a JSON value as a Python expression, where its Python type needs no conversion."""

from __future__ import annotations

from typing import Any

from specwright.lower.api import DictOf, Enum, ListOf, Nullable, Scalar, TypeRef, UnionOf, Values
from specwright.render.catalog import Catalog
from specwright.render.quote import Code, code, literal, wired

__all__ = ["default_literal", "is_empty"]

_PYTHON = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,), "any": (str, int, float, bool)}


def default_literal(catalog: Catalog, type_: TypeRef, value: Any) -> Code | None:
    """The expression for a default of a type; None where the type does not hold the JSON value as it is.

    Dates and the like, whose JSON form is a string, have none, nor have arrays and objects (see `is_empty`).
    """
    kind = catalog.resolved(type_)
    match kind:
        case Nullable(inner=inner):
            return code("None") if value is None else default_literal(catalog, inner, value)
        case UnionOf(variants=variants):
            found = (default_literal(catalog, variant, value) for variant in variants)
            return next((one for one in found if one is not None), None)
    return literal(wired(value)) if _holds(kind, value) else None


def is_empty(catalog: Catalog, type_: TypeRef, value: Any) -> bool:
    """Whether a default is an empty list or dict, of which each object needs a new one."""
    kind = catalog.resolved(type_)
    return (isinstance(kind, ListOf) and value == []) or (isinstance(kind, DictOf) and value == {})


def _holds(kind: object, value: Any) -> bool:
    match kind:
        case Scalar(kind=name):
            wanted = _PYTHON.get(name, ())
            return isinstance(value, wanted) and (bool in wanted or not isinstance(value, bool))
        case Values(values=values, open=is_open):
            return _listed(values, value) or (is_open and isinstance(value, str))
        case Enum(members=members, open=is_open):
            return _listed((m.value for m in members), value) or (is_open and isinstance(value, str))
    return False


def _listed(values: Any, value: Any) -> bool:
    return any(type(known) is type(value) and known == value for known in values)
