"""`oneOf` and `anyOf`: unions, told apart by a discriminator wherever the document allows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from specwright.ingest.document import Node
from specwright.lower import findings
from specwright.lower.algebra import ANY, NONE, described, lineage, nullable, united
from specwright.lower.api import (
    Alias,
    DictOf,
    Discriminator,
    Enum,
    ModelId,
    Nullable,
    Record,
    Ref,
    Scalar,
    TypeRef,
    UnionOf,
    Values,
)
from specwright.lower.tree import mapping, text

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["is_constraint", "union_of"]

_MANY = 4
_ANY_OBJECT = Nullable(inner=DictOf(value=ANY))
_CONSTRAINTS = frozenset({
    "required", "not", "minProperties", "maxProperties", "dependentRequired", "description", "title", "if", "then", "else",
    "deprecated", "$comment",
})  # fmt: skip


def is_constraint(branch: Node) -> bool:
    """Whether a branch only restricts what stands beside it (`anyOf: [{required: [a]}, {required: [b]}]`)."""
    return (
        isinstance(branch, dict)
        and bool(branch)
        and all(key in _CONSTRAINTS or key.startswith("x-") for key in branch)
        and any(key in ("required", "not", "minProperties", "maxProperties") for key in branch)
    )


def union_of(schemas: Schemas, variants: list[TypeRef], node: Mapping[str, Any], pointer: str) -> TypeRef:
    """The union of `variants`; one with a discriminator, or a long one, gets a name."""
    type_ = _open_enum(united(_or_null(variants)))
    null = isinstance(type_, Nullable)
    inner = type_.inner if isinstance(type_, Nullable) else type_
    if not isinstance(inner, UnionOf):
        return type_
    inner = UnionOf(variants=inner.variants, discriminator=_discriminator(schemas, inner.variants, node, pointer))
    if inner.discriminator is None and len(inner.variants) < _MANY:
        return nullable(inner, null)
    description, deprecated = described(node)
    id = ModelId(pointer)
    alias = Alias(id=id, name="", description=description, target=nullable(inner, null), deprecated=deprecated)
    return schemas.add(alias)


def _or_null(variants: list[TypeRef]) -> list[TypeRef]:
    """`anyOf: [{$ref: ...}, {type: object, nullable: true}]` is how converters from OData write a reference or null."""
    named = [variant for variant in variants if isinstance(variant, Ref)]
    rest = [variant for variant in variants if not isinstance(variant, Ref)]
    return [*named, NONE] if named and rest == [_ANY_OBJECT] else variants


def _open_enum(type_: TypeRef) -> TypeRef:
    """`anyOf: [string, enum of strings]` is how documents write an enum that may grow."""
    match type_:
        case UnionOf(variants=(Scalar(kind="str"), Values() as values) | (Values() as values, Scalar(kind="str"))):
            return Values(values=values.values, open=True) if all(isinstance(v, str) for v in values.values) else type_
        case _:
            return type_


def _discriminator(
    schemas: Schemas, variants: tuple[TypeRef, ...], node: Mapping[str, Any], pointer: str
) -> Discriminator | None:
    """How the variants are told apart: as declared, or by a property that is a different constant in each of them."""
    records = [_record(schemas, variant) for variant in variants]
    declared = mapping(node.get("discriminator"))
    name = text(declared.get("propertyName"))
    if any(record is None for record in records):
        if name:
            span = schemas.tree.document.span(pointer)
            message = f"the variants can't be told apart by {name!r}: not all of them are objects with properties"
            schemas.sink.report(findings.DISCRIMINATOR_UNUSABLE, message, span=span, pointer=pointer)
        return None
    known = [record for record in records if record is not None]
    if name:
        return _declared(schemas, name, mapping(declared.get("mapping")), known)
    return _inferred(schemas, known)


def _record(schemas: Schemas, variant: TypeRef) -> Record | None:
    model = schemas.meant(variant)
    return model if isinstance(model, Record) else None


def _declared(schemas: Schemas, name: str, mapping_: Mapping[str, Any], records: list[Record]) -> Discriminator | None:
    """Values from the mapping; a variant that it leaves out goes by its constant, or by the name of its component."""
    by_id = {record.id: record for record in records}
    values: dict[str | int | bool, ModelId] = {}
    for value, target in mapping_.items():
        pointer = text(target).removeprefix("#") if "/" in text(target) else f"/components/schemas/{text(target)}"
        if (record := by_id.get(ModelId(pointer))) is not None:
            values[_meant(value, _constants(schemas, record).get(name, ()))] = record.id
    for record in records:
        if record.id not in values.values():
            for constant in _constants(schemas, record).get(name) or _component_name(record):
                values.setdefault(constant, record.id)
    covered = set(values.values()) == set(by_id)
    return Discriminator(wire_name=name, values=tuple(values.items())) if covered else None


def _meant(value: str, constants: Iterable[str | int | bool]) -> str | int | bool:
    """What a key of the mapping stands for, which has to be a string even where the property is none."""
    return next((known for known in constants if str(known).casefold() == value.casefold()), value)


def _component_name(record: Record) -> tuple[str, ...]:
    """The value that stands for a variant that nothing else names (OpenAPI 3.1, Discriminator Object)."""
    folder, _, name = record.id.rpartition("/")
    return (name,) if folder == "/components/schemas" else ()


def _inferred(schemas: Schemas, records: list[Record]) -> Discriminator | None:
    constants = [_constants(schemas, record) for record in records]
    for name in constants[0]:
        if all(name in known for known in constants):
            pairs = [
                (value, record.id) for known, record in zip(constants, records, strict=True) for value in known[name]
            ]
            if len({(type(value), value) for value, _ in pairs}) == len(pairs):
                return Discriminator(wire_name=name, values=tuple(pairs))
    return None


def _constants(schemas: Schemas, record: Record) -> dict[str, tuple[str | int | bool, ...]]:
    """The required properties of a record that can only have listed values."""
    found: dict[str, tuple[str | int | bool, ...]] = {}
    for ancestor in lineage(schemas.models, record):
        for known in ancestor.fields:
            values = _listed(schemas, known.type) if known.required else ()
            if values:
                found.setdefault(known.wire_name, values)
    return found


def _listed(schemas: Schemas, type_: TypeRef) -> tuple[str | int | bool, ...]:
    if isinstance(type_, Ref):
        model = schemas.models.get(type_.model)
        if isinstance(model, Enum):
            return tuple(m.value for m in model.members if isinstance(m.value, str | int))
    if isinstance(type_, Values) and len(type_.values) <= _MANY * 8:
        return tuple(value for value in type_.values if isinstance(value, str | int))
    return ()
