"""What a type looks like on the wire: a scalar, an array or an object. Styles are decoded by it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    TypeGuard,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import is_typeddict

from .classes import declared, present
from .operation import TypeForm
from .placeholder import real
from .policy import Marker

__all__ = [
    "Shape",
    "alternatives",
    "is_array",
    "is_model",
    "is_nullable",
    "is_object",
    "members_of",
    "property_names",
    "property_types",
    "shape_of",
    "text_format",
]

Shape: TypeAlias = Literal["scalar", "array", "object", "any"]
"""`any` where the type allows several: what was sent decides, as far as the style shows it."""


def is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether a wire value is a JSON object."""
    return isinstance(value, Mapping)


def is_array(value: Any) -> TypeGuard[Sequence[Any]]:
    """Whether a wire value is a JSON array."""
    return isinstance(value, (list, tuple))


@cache
def shape_of(type_form: TypeForm) -> Shape:
    """The shape of the values of a type."""
    shapes: set[Shape] = {_shape(kind) for kind in alternatives(type_form())}
    return shapes.pop() if len(shapes) == 1 else "any"


@cache
def property_names(type_form: TypeForm) -> frozenset[str] | None:
    """The wire names of the properties of a model; None when any name will do."""
    kinds = [kind for kind in alternatives(type_form()) if _is_model(kind)]
    names = [name for kind in kinds for name in _declared(kind)]
    return (
        frozenset(names)
        if kinds and not any(_keeps_extra(kind) for kind in kinds)
        else None
    )


@cache
def is_nullable(type_form: TypeForm) -> bool:
    """Whether None is a value of the type."""
    return any(kind in (None, types.NoneType, Any) for kind in _flat(type_form()))


@cache
def property_types(type_form: TypeForm) -> Mapping[str, TypeForm] | None:
    """The types of a model's properties by wire name; None when the type is not a single model."""
    kinds = alternatives(type_form())
    if len(kinds) != 1 or not _is_model(kinds[0]):
        return None
    return {wire: _thunk(form) for wire, (_, form) in _declared(kinds[0]).items()}


def is_model(value: Any) -> bool:
    """Whether a value is an object of a class of models."""
    return isinstance(value, BaseModel) or present(value) is not None


def members_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The members of a mapping or model under their wire names, as they are: files are not turned into JSON."""
    if is_object(value):
        yield from value.items()
    elif isinstance(value, BaseModel):
        attributes = vars(value)
        yield from (
            (wire, attributes[name])
            for wire, (name, _) in _declared(type(value)).items()
            if name in attributes
        )
        yield from (value.model_extra or {}).items()
    elif (members := present(value)) is not None:
        yield from members
    else:
        raise TypeError(
            f"a form needs a model or a mapping, not {type(value).__name__}"
        )


@cache
def text_format(type_form: TypeForm) -> Any:
    """The format, base64 for one, that bytes of the type are written in, alone or in a list; None where they stay bytes."""
    kinds = list(_with_metadata(type_form()))
    kinds += [
        each
        for kind in kinds
        if get_origin(kind) is list
        for each in _with_metadata(get_args(kind)[0])
    ]
    formats = (
        kind
        for kind in kinds
        if get_origin(kind) is Annotated and get_args(kind)[0] is bytes
    )
    return next(
        (
            kind
            for kind in formats
            if any(isinstance(each, Marker) for each in kind.__metadata__)
        ),
        None,
    )


def _with_metadata(kind: Any) -> tuple[Any, ...]:
    """The alternatives of a type, `Annotated` ones as they are."""
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _thunk(form: Any) -> TypeForm:
    return lambda: form


@cache
def _declared(model: Any) -> Mapping[str, tuple[str, Any]]:
    """Attribute and type of each property of a model, by wire name."""
    if not issubclass(model, BaseModel):
        return declared(model) or {}
    return {
        field.serialization_alias or field.alias or name: (name, _form(field))
        for name, field in model.model_fields.items()
    }


def _form(field: FieldInfo) -> Any:
    # Pydantic takes a property's type apart; its metadata say how it is written.
    return (
        Annotated[(field.annotation, *field.metadata)]
        if field.metadata
        else field.annotation
    )


def alternatives(kind: Any) -> list[Any]:
    """The types that a type allows, besides None."""
    return [each for each in _flat(kind) if each not in (None, types.NoneType)]


def _flat(form: Any) -> Iterator[Any]:
    """The types that a type is made of; what placeholders stand for is loaded."""
    kind = real(form)
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _flat(get_args(kind)[0])
    elif origin in (Union, types.UnionType):
        for argument in get_args(kind):
            yield from _flat(argument)
    else:
        yield kind


def _shape(kind: Any) -> Shape:
    origin = get_origin(kind) or kind
    if kind is Any:
        return "any"
    if _is_model(origin) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return "object"
    if (
        isinstance(origin, type)
        and issubclass(origin, (Sequence, AbstractSet))
        and not issubclass(origin, (str, bytes))
    ):
        return "array"
    return "scalar"


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and (
        issubclass(kind, BaseModel) or declared(kind) is not None
    )


def _keeps_extra(model: Any) -> bool:
    return is_typeddict(model) or (
        issubclass(model, BaseModel) and model.model_config.get("extra") == "allow"
    )
