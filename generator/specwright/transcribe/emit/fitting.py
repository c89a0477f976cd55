"""Whether an example is valid against its schema, formats included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from .bodies import Fits
from .schemas import Schema

__all__ = ["fitting"]

_REF = "#/components/schemas/"


def fitting(components: Mapping[str, Schema]) -> Fits:
    """A check of examples against schemas that may refer to `components`."""

    def fits(value: Any, schema: Schema) -> bool:
        needed = {name: components[name] for name in sorted(_reachable(schema, components))}
        root = {**schema, "components": {"schemas": needed}}
        try:
            return jsonschema_rs.Draft202012Validator(root, validate_formats=True).is_valid(value)
        except ValueError:
            # A value that JSON cannot carry (a lone surrogate, a huge number) is no example to keep.
            return False

    return fits


def _reachable(schema: Schema, components: Mapping[str, Schema]) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [schema]
    while waiting:
        new = {name for name in _references(waiting.pop()) if name in components} - found
        found |= new
        waiting.extend(components[name] for name in new)
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_REF)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
