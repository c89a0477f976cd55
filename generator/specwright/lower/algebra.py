"""Types put together: or null, one of several; and what a schema says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from specwright.ingest.document import Node
from specwright.lower.api import Bounded, Bounds, Model, ModelId, Nullable, Record, Scalar, TypeRef, UnionOf, Values
from specwright.lower.tree import mapping, text

__all__ = ["ANY", "NEVER", "NONE", "described", "impossible", "lineage", "nullable", "united"]

ANY = Scalar(kind="any")
NEVER = Scalar(kind="never")
NONE = Scalar(kind="none")


def described(node: Node) -> tuple[str, bool]:
    """The description (or title) of a schema, and whether it is deprecated."""
    return (
        text(mapping(node).get("description")) or text(mapping(node).get("title")),
        mapping(node).get("deprecated") is True,
    )


def nullable(type_: TypeRef, null: bool = True) -> TypeRef:
    """`type_` or null, once."""
    if not null or isinstance(type_, Nullable) or type_ in (ANY, NONE):
        return type_
    return NONE if type_ == NEVER else Nullable(inner=type_)


def impossible(type_: TypeRef) -> TypeRef:
    """`type_` for who reads it, with no values for who checks them."""
    match type_:
        case Nullable(inner=inner):
            return impossible(inner)
        case Bounded(inner=inner, bounds=bounds):
            return Bounded(inner=inner, bounds=replace(bounds, contradictory=True))
        case _:
            return Bounded(inner=type_, bounds=Bounds(contradictory=True))


def united(variants: list[TypeRef]) -> TypeRef:
    """One of the variants, without repetitions: anything when one of them is anything, or when there is none."""
    flat = [
        v
        for variant in variants
        for v in (variant.variants if isinstance(variant, UnionOf) and not variant.discriminator else (variant,))
    ]
    null = any(isinstance(v, Nullable) or v == NONE for v in flat)
    bare = [v.inner if isinstance(v, Nullable) else v for v in flat]
    plain = _listed_once([v for v in bare if v not in (NONE, NEVER)])
    if not plain:
        return NONE if null else NEVER if NEVER in flat else ANY
    if ANY in plain:
        return ANY
    return nullable(plain[0] if len(plain) == 1 else UnionOf(variants=tuple(plain)), null)


def _listed_once(variants: list[TypeRef]) -> list[TypeRef]:
    """The variants without repetitions, of which all that list values do so in one; those that may grow in one for each type of values."""
    merged: dict[object, TypeRef] = {}
    for variant in variants:
        if isinstance(variant, Values):
            key = (frozenset(map(type, variant.values)) if variant.open else None,)
            known = merged.get(key)
            merged[key] = _both(known, variant) if isinstance(known, Values) else variant
        else:
            merged[variant] = variant
    return list(merged.values())


def _both(known: Values, more: Values) -> Values:
    values = {(type(value), value): value for value in (*known.values, *more.values)}
    return Values(values=tuple(values.values()), open=known.open)


def lineage(models: Mapping[ModelId, Model], record: Record | None) -> Iterator[Record]:
    """A record and the ones that it inherits from, the nearest first; each once."""
    seen: set[ModelId] = set()
    model: Model | None = record
    while isinstance(model, Record) and model.id not in seen:
        seen.add(model.id)
        yield model
        model = models.get(model.base) if model.base else None
