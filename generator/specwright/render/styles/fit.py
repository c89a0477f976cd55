"""An API whose models a style can express: one module of classes and names for types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from specwright.lower.api import (
    Alias,
    Api,
    DictOf,
    Field,
    Model,
    ModelId,
    ModelModule,
    Operation,
    Record,
    Scalar,
    TypeRef,
    UnionOf,
)
from specwright.render.styles.style import Style
from specwright.render.styles.walk import types_of_model, types_of_operation, within

__all__ = ["MODULE", "Loss", "fitted", "losses"]

MODULE = "records"
"""The module of all models: their generator knows no order in which several could be imported."""

_CLASSES: Final[dict[Style, str]] = {"dataclass": "dataclass", "typed-dict": "TypedDict", "msgspec": "Struct"}
"""What a class of a style is called."""


class Loss(Struct, frozen=True, kw_only=True):
    """Something of a document that a style has no place for: where it is, and what becomes of it."""

    pointer: str
    message: str


def losses(api: Api, style: Style) -> Iterator[Loss]:
    """What the style can't hold of what the document says."""
    for model in fitted(api, style).modules[0].models:
        if not isinstance(model, Record):
            continue
        if style != "typed-dict" and (model.extra is not None or model.patterns):
            message = f"A {_CLASSES[style]} has no place for undeclared properties: {model.name} does not keep them."
            yield Loss(pointer=model.id, message=message)
        if style == "msgspec":
            for field in model.fields:
                if field.write_only:
                    message = f"A Struct knows no writeOnly: a server answers with {field.wire_name!r} of {model.name}, if it is set."
                    yield Loss(pointer=field.pointer, message=message)
        if model.rules:
            message = f"What is asked of the properties of {model.name} together is not checked in the style {style}."
            yield Loss(pointer=model.id, message=message)


def fitted(api: Api, style: Style) -> Api:
    """The API with its models in one module; objects without properties are maps, as the styles keep only what is declared.

    A TypedDict repeats the properties of its bases: that is all that inheritance means there.
    """
    models = {model.id: model for module in api.modules for model in module.models}
    needed = _bases(models) | frozenset(_variants(api, models))
    fit = tuple(_fitted(model, models, needed, style) for model in models.values())
    return replace(api, modules=(ModelModule(name=MODULE, models=fit),))


def _fitted(model: Model, models: dict[ModelId, Model], needed: frozenset[ModelId], style: Style) -> Model:
    if not isinstance(model, Record):
        return model
    if not model.fields and model.base is None and model.id not in needed:
        return _map(model)
    if style == "typed-dict":
        return replace(model, base=None, fields=tuple(_fields(model, models).values()))
    return model


def _map(record: Record) -> Alias:
    value = record.extra or Scalar(kind="any")
    target = DictOf(value=value, key=record.extra_key or Scalar(kind="str"), patterns=record.patterns)
    return Alias(
        id=record.id, name=record.name, description=record.description, target=target, deprecated=record.deprecated
    )


def _fields(record: Record, models: dict[ModelId, Model]) -> dict[str, Field]:
    base = models.get(record.base) if record.base is not None else None
    inherited = _fields(base, models) if isinstance(base, Record) else {}
    return inherited | {field.wire_name: field for field in record.fields}


def _bases(models: dict[ModelId, Model]) -> frozenset[ModelId]:
    return frozenset(model.base for model in models.values() if isinstance(model, Record) and model.base is not None)


def _variants(api: Api, models: dict[ModelId, Model]) -> Iterator[ModelId]:
    """The records that a discriminator chooses from."""
    operations: list[Operation] = [operation for service in api.services for operation in service.operations]
    types: list[TypeRef] = [type_ for model in models.values() for type_ in types_of_model(model)]
    types += [type_ for operation in operations for type_ in types_of_operation(operation)]
    for type_ in types:
        for part in within(type_):
            if isinstance(part, UnionOf) and part.discriminator is not None:
                yield from (id for _, id in part.discriminator.values)
