"""Object schemas: records where properties are known, maps where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from specwright.ingest.document import Node, join
from specwright.lower import findings
from specwright.lower.algebra import ANY, united
from specwright.lower.api import (
    Alias,
    Bounded,
    DictOf,
    Enum,
    ModelId,
    Record,
    Ref,
    Rule,
    Scalar,
    TypeRef,
    Values,
)
from specwright.lower.fields import Place, fields_of
from specwright.lower.rules import rules_of
from specwright.lower.scalars import bounded
from specwright.lower.tree import listed, mapping, text

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["Shape", "is_record", "object_type", "record"]


class Shape(Struct, kw_only=True):
    """What one or several object schemas say together: the `properties` of each, with their pointer.

    `missing` are the properties that are required but nowhere declared, `extras` the schemas of undeclared properties, any
    one of which may be meant, and `keys` those of their names.
    """

    parts: list[tuple[Mapping[str, Node], str]] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    missing: dict[str, list[Place]] = field(default_factory=dict)
    extras: list[Place] = field(default_factory=list)
    keys: list[Place] = field(default_factory=list)
    patterns: dict[str, Place] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    closed: bool = False

    def add(self, node: Mapping[str, Any], pointer: str) -> None:
        """Take in an object schema."""
        if properties := mapping(node.get("properties")):
            self.parts.append((properties, join(pointer, "properties")))
        self.required.update(name for name in listed(node.get("required")) if type(name) is str)
        self.rules += rules_of(node)
        more = node.get("additionalProperties", node.get("unevaluatedProperties"))
        patterns = mapping(node.get("patternProperties"))
        of_patterns = {
            pattern: (patterns[pattern], join(pointer, "patternProperties", pattern)) for pattern in patterns
        }
        self.patterns |= of_patterns
        if isinstance(more, dict):
            keyword = "additionalProperties" if "additionalProperties" in node else "unevaluatedProperties"
            self.extras = [*of_patterns.values(), (more, join(pointer, keyword))]
        elif more is False and patterns:  # whatever is not declared is of a pattern
            self.extras = [*of_patterns.values()]
            self.keys.append(({"type": "string", "pattern": _either(patterns)}, join(pointer, "patternProperties")))
        if "propertyNames" in node:
            self.keys.append((node["propertyNames"], join(pointer, "propertyNames")))
        self.closed = self.closed or (more is False and not patterns)

    def names(self) -> set[str]:
        """The names of the properties."""
        return {name for properties, _ in self.parts for name in properties}

    def nodes(self) -> Iterator[Node]:
        """The schemas of all properties, those that are missing included."""
        missing = (node for places in self.missing.values() for node, _ in places)
        return chain(*(properties.values() for properties, _ in self.parts), missing)

    def places(self) -> dict[str, list[Place]]:
        """The schemas of each property, those that are missing included."""
        found: dict[str, list[Place]] = {}
        for properties, at in self.parts:
            for name, schema in properties.items():
                found.setdefault(name, []).append((schema, join(at, name)))
        return {**found, **self.missing}

    def shared(self) -> dict[str, list[Place]]:
        """The schemas of each property that several of them describe."""
        if len(self.parts) < 2:
            return {}
        return {name: places for name, places in self.places().items() if len(places) > 1}

    def complete(self, pointer: str) -> None:
        """Take in the names that are required but nowhere declared: anything may be there, but something has to be."""
        for name in sorted(self.required.difference(*(properties for properties, _ in self.parts))):
            self.missing[name] = self.extras[:1] or [({}, join(pointer, "properties", name))]


def _either(patterns: Mapping[str, Any]) -> str:
    """One pattern for several."""
    return next(iter(patterns)) if len(patterns) == 1 else "|".join(f"(?:{pattern})" for pattern in patterns)


def is_record(node: Mapping[str, Any]) -> bool:
    """Whether an object schema becomes a class: for known and required properties, or for none when there may be none."""
    closed = node.get("additionalProperties", node.get("unevaluatedProperties")) is False
    return bool(
        mapping(node.get("properties"))
        or listed(node.get("required"))
        or (closed and not mapping(node.get("patternProperties")))
    )


def object_type(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """A record for known and required properties (or for none at all, when others are forbidden); otherwise a map."""
    shape = Shape()
    shape.add(node, pointer)
    if is_record(node):
        return record(schemas, shape, node, pointer)
    return bounded(_map(schemas, shape), node)


def _map(schemas: Schemas, shape: Shape) -> DictOf:
    """A map; patterns that leave other names free tell the type, which those need not be of."""
    value = united([schemas.type_at(*each) for each in shape.extras or shape.patterns.values()])
    free = bool(shape.patterns) and not shape.extras and value != ANY
    patterns = _patterns(schemas, shape, ANY if free else value)
    return DictOf(key=_key(schemas, shape) or _ANY_KEY, value=value, patterns=patterns, free=free)


def _patterns(schemas: Schemas, shape: Shape, value: TypeRef) -> tuple[tuple[str, TypeRef], ...]:
    """The types of the properties that match each pattern, where they say more than the type of all."""
    types = {pattern: schemas.type_at(*each) for pattern, each in shape.patterns.items()}
    return tuple(types.items()) if any(type_ != value for type_ in types.values()) else ()


def _key(schemas: Schemas, shape: Shape) -> TypeRef | None:
    """The type of the names that are not declared; None where they are free, or can't be told by a type."""
    chosen: TypeRef | None = None
    for node, pointer in shape.keys:
        type_ = schemas.type_at(node, pointer)
        if type_ in (ANY, _ANY_KEY):
            continue
        if chosen is None and _is_text(schemas, type_):
            chosen = type_
        else:
            message = "what 'propertyNames' says here is not checked"
            schemas.report(findings.KEYWORD_UNCHECKED, message, pointer, key=True)
    return chosen


def _is_text(schemas: Schemas, type_: TypeRef) -> bool:
    """Whether all values of a type are strings, in Python too."""
    match type_:
        case Bounded(inner=inner):
            return _is_text(schemas, inner)
        case Values(values=values):
            return all(isinstance(value, str) for value in values)
        case Ref():
            model = schemas.meant(type_)
            if isinstance(model, Enum):
                return all(isinstance(member.value, str) for member in model.members)
            return isinstance(model, Alias) and _is_text(schemas, model.target)
        case _:
            return type_ == _ANY_KEY


_ANY_KEY = Scalar(kind="str")


def record(
    schemas: Schemas, shape: Shape, node: Mapping[str, Any], pointer: str, base: Record | None = None
) -> TypeRef:
    """A record with the shape's properties, in a class that may inherit from `base`."""
    extra = united([schemas.type_at(*each) for each in shape.extras])
    key = _key(schemas, shape)
    shape.complete(pointer)
    return schemas.add(
        Record(
            id=ModelId(pointer),
            name="",
            description=text(node.get("description")) or text(node.get("title")),
            fields=fields_of(schemas, shape, pointer, base),
            base=base.id if base else None,
            extra=None if extra == ANY else extra,
            extra_key=key,
            patterns=_patterns(schemas, shape, extra),
            closed=shape.closed and base is None,
            rules=tuple(dict.fromkeys(shape.rules)),
            deprecated=node.get("deprecated") is True,
        )
    )
