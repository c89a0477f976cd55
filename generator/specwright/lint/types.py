"""What several rules ask about the type of a schema."""

from __future__ import annotations

from specwright.lint.node import Node

__all__ = ["has_type", "types"]


def types(schema: Node) -> tuple[str, ...]:
    """The types that a schema names, none where it names none."""
    named = schema.value.get("type")
    if isinstance(named, str):
        return (named,)
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def has_type(schema: Node, name: str) -> bool:
    """Whether a schema names a type, alone or with others."""
    return name in types(schema)
