"""What the meta-schema of Swagger 2.0 lets through and the specification does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from specwright.lint.structure.explain import Fault

__all__ = ["item_lists"]

_VALUES = frozenset({"default", "enum", "example", "examples"})


def item_lists(tree: dict[str, Any]) -> Iterator[Fault]:
    """Arrays whose `items` is a list of schemas; in Swagger 2.0 it is one Schema Object (Schema Object, `items`)."""
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), tree)]
    while pending:
        steps, value = pending.pop()
        if isinstance(value, list):
            pending.extend(((*steps, index), item) for index, item in enumerate(value))
        elif isinstance(value, dict):
            if value.get("type") == "array" and isinstance(value.get("items"), list):
                yield Fault(steps=(*steps, "items"), message='"items" must be one schema, not a list of them')
            pending.extend(
                ((*steps, key), inner)
                for key, inner in value.items()
                if key not in _VALUES and not str(key).startswith("x-")
            )
