"""Fields: properties with names and types. A property that says the same at a hundred places is decided once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specwright.ingest.document import Node, join
from specwright.lower.algebra import lineage
from specwright.lower.api import Field, Record
from specwright.lower.names import FIELD_RESERVED, Scope, snake
from specwright.lower.tree import constrains, listed, mapping, text

if TYPE_CHECKING:
    from specwright.lower.objects import Shape
    from specwright.lower.schemas import Schemas

__all__ = ["Place", "fields_of"]

Place = tuple[Node, str]
"""A schema, and its pointer."""

_MARKED = frozenset({"$ref", "default", "deprecated", "example", "examples", "readOnly", "writeOnly"})


def fields_of(schemas: Schemas, shape: Shape, pointer: str, base: Record | None) -> tuple[Field, ...]:
    """The fields of a shape in the document's order, with names that differ from each other and from the base's."""
    inherited = frozenset(known.name for record in lineage(schemas.models, base) for known in record.fields)
    scope = Scope(reserved=FIELD_RESERVED, taken={*inherited})
    chosen = schemas.names.members(scope, shape.places()) if schemas.names.chooses(shape.nodes()) else {}
    return _named(_found(schemas, shape, pointer), chosen, scope, inherited)


def _found(schemas: Schemas, shape: Shape, pointer: str) -> list[Field]:
    """The fields of a shape under their plain names.

    Of GitHub's 38,825 properties 6,372 differ in name, schema, and whether they are required; and to encode a schema takes a
    twentieth of the time that it takes to decide on its field.
    """
    shared, told, fields = shape.shared(), set[str](), list[Field]()
    for properties, at in shape.parts:
        for name, node in properties.items():
            required = name in shape.required
            is_own = type(node) is not dict or "properties" in node or name in shared
            said = None if is_own else schemas.said(node)
            key = None if said is None else (name, required, said)
            if key is None or (known := schemas.fields.get(key)) is None:
                if name in told:
                    continue  # with the first of its schemas
                told.add(name)
                make = partial(_field, schemas, name, shared.get(name) or [(node, join(at, name))], required, pointer)
                known = schemas.alike(schemas.fields, key, make)
            fields.append(known)
    return [*fields, *(_field(schemas, name, places, True, pointer) for name, places in shape.missing.items())]


def _named(
    fields: list[Field], chosen: Mapping[str, str], scope: Scope, inherited: frozenset[str]
) -> tuple[Field, ...]:
    """The fields, with other names where a plain one is taken, reserved, or not what the user calls the property."""
    plain = {known.name for known in fields}
    if not chosen and len(plain) == len(fields) and plain.isdisjoint(FIELD_RESERVED) and plain.isdisjoint(inherited):
        return tuple(fields)
    ordered = sorted(fields, key=lambda known: known.name != known.wire_name)  # who needs no change keeps the name
    names = dict(chosen) | {
        known.wire_name: scope.claim([known.name, f"{known.name}_"])
        for known in ordered
        if known.wire_name not in chosen
    }
    return tuple(
        known if names[known.wire_name] == known.name else replace(known, name=names[known.wire_name])
        for known in fields
    )


def _field(schemas: Schemas, name: str, places: list[Place], required: bool, record: str) -> Field:
    """The field of a property that several schemas may describe: all of them decide on its type, the last that says something
    on the rest."""
    telling = places if len(places) == 1 else _telling(places)
    raw, at = telling[-1]
    node = mapping(raw)
    # a name is narrower than what it overrides, and says more
    inline = len(telling) > 1 and "$ref" not in node
    type_ = schemas.combined(telling, join(record, "properties", name)) if inline else schemas.type_at(raw, at)
    return Field(
        name=snake(name, fallback="field"),
        wire_name=name,
        type=type_,
        required=required,
        description=text(node.get("description")) or (text(node.get("title")) if "$ref" not in node else ""),
        **({} if node.keys().isdisjoint(_MARKED) else _marks(schemas, node, at)),
    )


def _marks(schemas: Schemas, node: Mapping[str, Any], at: str) -> dict[str, Any]:
    """What else there is to say of a field, as most schemas say nothing of."""
    target, _ = schemas.tree.follow(node, at)
    if write_only := node.get("writeOnly", target.get("writeOnly")) is True:
        schemas.leave_trace()  # it has a pointer
    return {
        "has_default": "default" in node,
        "default": node.get("default"),
        "examples": (*listed(node.get("examples")), *([node["example"]] if "example" in node else [])),
        "deprecated": node.get("deprecated") is True,
        "read_only": node.get("readOnly", target.get("readOnly")) is True,
        "write_only": write_only,
        "pointer": at if write_only else "",
    }


def _telling(places: list[Place]) -> list[Place]:
    refusing = [place for place in places if place[0] is False]
    return refusing[:1] or [place for place in places if constrains(place[0])] or places[-1:]
