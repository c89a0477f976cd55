"""Unions that contain themselves: `A` is an integer or `B`, `B` is a string or `A`, so both are either. No alias of Python
can say it in a circle; lists and objects in between make it a structure, and are left alone."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from specwright.lower.algebra import NONE, united
from specwright.lower.api import Alias, Model, ModelId, Nullable, Ref, TypeRef, UnionOf

__all__ = ["opened"]


def opened(models: Mapping[ModelId, Model]) -> dict[ModelId, Model]:
    """The models, where each alias that leads back to itself lists what the circle has besides itself."""
    return {id: _opened(model, models) for id, model in models.items()}


def _opened(model: Model, models: Mapping[ModelId, Model]) -> Model:
    if not isinstance(model, Alias) or not isinstance(model.target, UnionOf | Nullable):
        return model
    variants, passed = _followed(model.target, models)
    return replace(model, target=united(variants)) if model.id in passed else model


def _followed(type_: TypeRef, models: Mapping[ModelId, Model]) -> tuple[list[TypeRef], set[ModelId]]:
    """What a type may be, aliases followed, and these; without recursion, as chains of aliases may be long."""
    found: list[TypeRef] = []
    passed: set[ModelId] = set()
    ahead = [type_]
    while ahead:
        match ahead.pop():
            case Nullable(inner=inner):
                ahead += [inner, NONE]
            case UnionOf(variants=variants):
                ahead += reversed(variants)
            case Ref(model=id) if isinstance(alias := models.get(id), Alias):
                if id not in passed:
                    passed.add(id)
                    ahead.append(alias.target)
            case leaf:
                found.append(leaf)
    return found, passed
