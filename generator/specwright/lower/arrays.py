"""Array schemas: lists, and tuples where every position has its type and has to be there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from specwright.ingest.document import Node, join
from specwright.lower.algebra import NEVER
from specwright.lower.api import ListOf, TupleOf, TypeRef
from specwright.lower.scalars import bounded
from specwright.lower.tree import length, listed

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["array"]


def array(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """The type of a schema of `type: array`."""
    unique = node.get("uniqueItems") is True
    if prefix := listed(node.get("prefixItems")):
        return _tuple(schemas, prefix, node, pointer, unique)
    return bounded(ListOf(item=_items(schemas, node, pointer), unique=unique), node)


def _items(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    return schemas.type_at(node.get("items"), join(pointer, "items"))


def _tuple(schemas: Schemas, prefix: list[Node], node: Mapping[str, Any], pointer: str, unique: bool) -> TypeRef:
    """Without `minItems` an array may stop anywhere, whatever `prefixItems` says."""
    items = tuple(schemas.type_at(item, join(pointer, "prefixItems", i)) for i, item in enumerate(prefix))
    longest = length(node.get("maxItems"))
    ends = node.get("items") is False or (longest is not None and longest <= len(items))
    if ends and (length(node.get("minItems")) or 0) >= len(items):
        return TupleOf(items=items, unique=unique)
    most = {"maxItems": min(len(items), longest if longest is not None else len(items))} if ends else {}
    rest = NEVER if ends else _items(schemas, node, pointer)
    return bounded(TupleOf(items=items, rest=rest, unique=unique), {**node, **most})
