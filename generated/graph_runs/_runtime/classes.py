"""Models that are not pydantic's own, but are read and written as if they were: what they have in common.

Such a model is validated by a schema of its own, made when a value first calls for it, so that the cost of one is its own
properties. Pydantic, which otherwise builds into a schema all that can be reached from it, sees a function in its place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import partial
from typing import (
    Any,
    NotRequired,
    Required,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import is_typeddict

from .patterns import portable
from .placeholder import Placeholder, Real
from .schemas import Schema, class_of, rebuilt
from .validators import serializer
from .withheld import withheld

__all__ = ["Later", "apart", "declared", "lazy", "own_schema", "present", "separate"]


class Later(Real):
    """A type that is looked at when a value first calls for it."""

    def __init__(self, form: Callable[[], Any]) -> None:
        self._form = form

    @property
    def form(self) -> Any:
        """The type itself."""
        return self._form()

    @property
    def loaded(self) -> Any:
        """The type itself: its module has been loaded."""
        return self._form()

    def _written(self, value: Any, info: core_schema.SerializationInfo) -> Any:
        """A model as the class that it is an instance of, anything else as the type says."""
        if isinstance(value, BaseModel):
            return value
        kind = class_of(value)
        form = kind if hasattr(kind, "__own_schema__") else self.form
        return serializer(form).to_python(
            value,
            mode=info.mode,
            by_alias=True,
            exclude_unset=info.exclude_unset,
            warnings=False,
        )


class _Any(Placeholder):
    """A class whose instances are those of any type, for libraries that check what a hook has made."""

    def __instancecheck__(cls, instance: object) -> bool:
        return True


_own: ContextVar[Any] = ContextVar("own", default=None)
"""The class whose own schema is being made."""


def apart(kind: Any, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a class where that is asked for, a function that stands for it anywhere else."""
    if _own.get() is not kind:
        return Later(lambda: kind).__get_pydantic_core_schema__(source, handler)
    token = _own.set(None)
    try:
        return handler(source)
    finally:
        _own.reset(token)


def own_schema(kind: Any) -> Schema:
    """The schema by which the objects of a class are read and written."""
    from pydantic import TypeAdapter

    token = _own.set(kind)
    try:
        adapter = TypeAdapter(kind)
    finally:
        _own.reset(token)
    return portable(cast("Schema", adapter.core_schema))


def separate(module: str) -> None:
    """Let the TypedDicts of a module be validated apart from each other; undeclared keys are kept."""
    for kind in vars(sys.modules[module]).values():
        if is_typeddict(kind):
            kind.__get_pydantic_core_schema__ = partial(apart, kind)
            kind.__own_schema__ = partial(_open, kind)


def _open(kind: Any) -> Schema:
    return withheld(_opened(own_schema(kind), kind))


def _opened(schema: Schema, kind: Any) -> Schema:
    if schema["type"] == "typed-dict" and schema.get("cls") is kind:
        return {**schema, "extra_behavior": "allow"}
    return rebuilt(schema, lambda inner: _opened(inner, kind))


def lazy(name: str, form: Callable[[], Any]) -> Any:
    """A class that stands for a type: one that refers to itself, or that a library can't read without help."""
    return _Any(name, (), {"target": Later(form)})


def declared(kind: Any) -> Mapping[str, tuple[str, Any]] | None:
    """Attribute and type of each property by wire name, of a class of models; None for any other type."""
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        return {name: (name, _bare(hint)) for name, hint in hints.items()}
    own = getattr(kind, "__declared__", None)
    found: Mapping[str, tuple[str, Any]] | None = own() if own else None
    return found


def present(value: Any) -> Iterator[tuple[str, Any]] | None:
    """The properties that a model has, by wire name; None for what is no model."""
    own = getattr(class_of(value), "__present__", None)
    found: Iterator[tuple[str, Any]] | None = own(value) if own else None
    return found


def _bare(hint: Any) -> Any:
    """A type without `NotRequired`."""
    return get_args(hint)[0] if get_origin(hint) in (NotRequired, Required) else hint
