"""Where each model lives, and which models may import each other outright."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from specwright.lower.api import (
    Alias,
    Api,
    Bounded,
    DictOf,
    Enum,
    External,
    ListOf,
    Model,
    ModelId,
    Nullable,
    Record,
    Ref,
    Scalar,
    TupleOf,
    TypeRef,
    UnionOf,
    Values,
)
from specwright.render.quote import Code, identifier

__all__ = ["Catalog", "Home", "model_references", "references"]

_LONGEST_CHAIN = 20
"""Imports that import imports: Python's own stack ends a few hundred modules deep."""


class Home(Struct, frozen=True, kw_only=True):
    """The module and the name of a model."""

    module: Code
    name: Code


class Catalog(Struct, frozen=True, kw_only=True):
    """The models of an API by id, their homes, and those that are safe to import at once.

    `eager` are the enums and the aliases that lead to no record and to no circle: importing them loads little, and
    never comes back to the importer. `uploads` are what multipart bodies of requests are made of.
    """

    models: dict[ModelId, Model]
    homes: dict[ModelId, Home]
    eager: frozenset[ModelId]
    uploads: frozenset[ModelId] = frozenset()

    @classmethod
    def of(cls, api: Api) -> Catalog:
        """The catalog of all models of an API."""
        models = {model.id: model for module in api.modules for model in module.models}
        homes = {
            model.id: Home(module=identifier(module.name), name=identifier(model.name))
            for module in api.modules
            for model in module.models
        }
        return cls(models=models, homes=homes, eager=_eager(models), uploads=_uploads(api, models))

    def resolved(self, type_: TypeRef) -> TypeRef | Model:
        """What a type is once names and bounds are looked through: a record, an enum or a type of its own."""
        for _ in range(_LONGEST_CHAIN):
            match type_:
                case Bounded(inner=inner):
                    type_ = inner
                case Ref(model=id):
                    model = self.models[id]
                    if not isinstance(model, Alias):
                        return model
                    type_ = model.target
                case _:
                    break
        return type_

    def required(self, type_: TypeRef) -> tuple[str, ...]:
        """The fields that an object must be given, those of its bases first."""
        model: TypeRef | Model | None = self.resolved(type_)
        names: tuple[str, ...] = ()
        while isinstance(model, Record):
            names = (*(known.name for known in model.fields if known.required and not known.read_only), *names)
            model = self.models.get(model.base) if model.base is not None else None
        return names

    def admits_null(self, type_: TypeRef) -> bool:
        """Whether null is a value of the type, as the document has it."""
        if isinstance(type_, Scalar):
            return type_.kind == "none"
        match self.resolved(type_):
            case Nullable() | Scalar(kind="none"):
                return True
            case Values(values=values):
                return None in values
            case Enum(members=members):
                return any(member.value is None for member in members)
            case UnionOf(variants=variants):
                return any(not isinstance(variant, Ref) and self.admits_null(variant) for variant in variants)
            case _:
                return False


def references(type_: TypeRef) -> Iterator[ModelId]:
    """The models that a type names, in the order of writing."""
    match type_:
        case Scalar() | Values() | External():
            return
        case Ref(model=id):
            yield id
        case ListOf(item=inner) | Nullable(inner=inner) | Bounded(inner=inner):
            yield from references(inner)
        case DictOf(key=key, value=value, patterns=patterns):
            for inner in (key, value, *(inner for _, inner in patterns)):
                yield from references(inner)
        case TupleOf(items=items, rest=rest):
            for item in (*items, rest) if rest else items:
                yield from references(item)
        case UnionOf(variants=variants, discriminator=discriminator):
            for variant in variants:
                yield from references(variant)
            for _, id in discriminator.values if discriminator else ():
                yield id
        case _:
            assert_never(type_)


def _eager(models: dict[ModelId, Model]) -> frozenset[ModelId]:
    """Enums first, then aliases of which everything is known to be safe, until no more are found."""
    eager = {id for id, model in models.items() if isinstance(model, Enum)}
    needs = {id: set(references(model.target)) for id, model in models.items() if isinstance(model, Alias)}
    for _ in range(_LONGEST_CHAIN):
        found = {id for id, needed in needs.items() if needed <= eager} - eager
        if not found:
            break
        eager |= found
    return frozenset(eager)


def _uploads(api: Api, models: dict[ModelId, Model]) -> frozenset[ModelId]:
    bodies = [op.body for service in api.services for op in service.operations if op.body is not None]
    contents = [content for body in bodies for content in body.contents if content.media_type.startswith("multipart/")]
    found: set[ModelId] = set()
    waiting = [id for content in contents for id in references(content.type)]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += model_references(models[id])
    return frozenset(found)


def model_references(model: Model) -> Iterator[ModelId]:
    """The models that a model names, its base included."""
    match model:
        case Record(base=base, fields=fields, extra=extra, extra_key=extra_key, patterns=patterns):
            if base is not None:
                yield base
            for field in fields:
                yield from references(field.type)
            for type_ in (extra_key, extra, *(type_ for _, type_ in patterns)):
                yield from references(type_) if type_ is not None else ()
        case Alias(target=target):
            yield from references(target)
        case Enum():
            return
        case _:
            assert_never(model)
