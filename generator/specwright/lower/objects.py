"""Object schemas: records where properties are known, maps where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from specwright.ingest.document import Node, join
from specwright.lower.algebra import ANY, lineage
from specwright.lower.api import DictOf, Field, ModelId, Record, TypeRef, UnionOf
from specwright.lower.names import FIELD_RESERVED, Scope, snake
from specwright.lower.scalars import bounded
from specwright.lower.tree import constrains, listed, mapping, text

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["Shape", "object_type", "record"]


@dataclass(slots=True, kw_only=True)
class Shape:
    """What one or several object schemas say together: each property's schemas with their pointers, in order."""

    properties: dict[str, list[tuple[Node, str]]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    extra: tuple[Node, str] | None = None
    closed: bool = False

    def add(self, node: Mapping[str, Any], pointer: str) -> None:
        """Take in an object schema."""
        for name, schema in mapping(node.get("properties")).items():
            self.properties.setdefault(name, []).append((schema, join(pointer, "properties", name)))
        self.required |= {name for name in listed(node.get("required")) if isinstance(name, str)}
        more = node.get("additionalProperties", node.get("unevaluatedProperties"))
        if isinstance(more, dict):
            keyword = "additionalProperties" if "additionalProperties" in node else "unevaluatedProperties"
            self.extra = (more, join(pointer, keyword))
        patterns = mapping(node.get("patternProperties"))
        if more is False and len(patterns) == 1:  # whatever is not declared is of the pattern
            ((pattern, schema),) = patterns.items()
            self.extra = (schema, join(pointer, "patternProperties", pattern))
        self.closed = self.closed or (more is False and not patterns)

    def complete(self, pointer: str) -> None:
        """Take in the names that are required but nowhere declared: anything may be there, but something has to be."""
        for name in sorted(self.required - self.properties.keys()):
            self.properties[name] = [self.extra or ({}, join(pointer, "properties", name))]


def object_type(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """A record for known and required properties (or for none at all, when others are forbidden); otherwise a map."""
    shape = Shape()
    shape.add(node, pointer)
    if shape.properties or shape.required or shape.closed:
        return record(schemas, shape, node, pointer)
    return bounded(DictOf(value=_map_value(schemas, node, pointer)), node)


def _map_value(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """The type of a map's values, from `additionalProperties` and `patternProperties`."""
    more = node.get("additionalProperties")
    patterns = mapping(node.get("patternProperties"))
    types = [schemas.type_at(schema, join(pointer, "patternProperties", p)) for p, schema in patterns.items()]
    if isinstance(more, dict):
        types.append(schemas.type_at(more, join(pointer, "additionalProperties")))
    elif more is not False and not patterns:
        return ANY
    distinct = tuple(dict.fromkeys(types))
    if ANY in distinct or not distinct:
        return ANY
    return distinct[0] if len(distinct) == 1 else UnionOf(variants=distinct)


def record(
    schemas: Schemas, shape: Shape, node: Mapping[str, Any], pointer: str, base: Record | None = None
) -> TypeRef:
    """A record with the shape's properties, in a class that may inherit from `base`."""
    extra = schemas.type_at(*shape.extra) if shape.extra else None
    shape.complete(pointer)
    return schemas.add(
        Record(
            id=ModelId(pointer),
            name="",
            description=text(node.get("description")) or text(node.get("title")),
            fields=_fields(schemas, shape, pointer, base),
            base=base.id if base else None,
            extra=None if extra == ANY else extra,
            closed=shape.closed and base is None,
            deprecated=node.get("deprecated") is True,
        )
    )


def _fields(schemas: Schemas, shape: Shape, pointer: str, base: Record | None) -> tuple[Field, ...]:
    """The fields of a shape in the document's order, with names that differ from each other and from the base's."""
    scope = Scope(reserved=FIELD_RESERVED)
    scope.taken |= {known.name for record in lineage(schemas.models, base) for known in record.fields}
    plain = {wire_name: snake(wire_name, fallback="field") for wire_name in shape.properties}
    ordered = sorted(plain, key=lambda wire_name: plain[wire_name] != wire_name)  # who needs no change keeps the name
    names = {wire_name: scope.claim([plain[wire_name], f"{plain[wire_name]}_"]) for wire_name in ordered}
    return tuple(
        _field(
            names[name], name, _property(schemas, options, join(pointer, "properties", name)), name in shape.required
        )
        for name, options in shape.properties.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """A property's type, its schema as written, and the schema behind it should that be a `$ref`."""

    type: TypeRef
    node: Mapping[str, Any]
    target: Mapping[str, Any]
    pointer: str


def _field(name: str, wire_name: str, known: _Property, required: bool) -> Field:
    node, target = known.node, known.target
    return Field(
        name=name,
        wire_name=wire_name,
        type=known.type,
        required=required,
        has_default="default" in node,
        default=node.get("default"),
        description=text(node.get("description")) or (text(node.get("title")) if "$ref" not in node else ""),
        deprecated=node.get("deprecated") is True,
        read_only=node.get("readOnly", target.get("readOnly")) is True,
        write_only=node.get("writeOnly", target.get("writeOnly")) is True,
        pointer=known.pointer,
    )


def _property(schemas: Schemas, options: list[tuple[Node, str]], pointer: str) -> _Property:
    """A property that several parts may describe: all of them decide on its type, the last that says something on the rest."""
    telling = [option for option in options if constrains(option[0])] or options[-1:]
    node, at = telling[-1]
    inline = len(telling) > 1 and "$ref" not in mapping(
        node
    )  # a name is narrower than what it overrides, and says more
    target, _ = schemas.tree.follow(node, at)
    return _Property(
        type=schemas.combined(telling, pointer) if inline else schemas.type_at(node, at),
        node=mapping(node),
        target=target,
        pointer=at,
    )
