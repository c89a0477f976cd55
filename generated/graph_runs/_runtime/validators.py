"""Validators and serializers of types, made when first needed and kept.

A type is given as such (`models.Run`, `list[models.Run]`, `Annotated[...]`) or as a thunk (`lambda: models.Run`), which
is the cheaper key. Those of models are kept for good, of other types as many as are likely to be in use.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import FunctionType
from typing import Any, cast

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator

from .patterns import portable
from .policy import Policy, Rewriter
from .schemas import Schema, compile_serializer, compile_validator, rebuilt

__all__ = ["ordinary_schema", "resolved", "serializer", "validator"]

_KEPT = 4096


class _Portable:
    """Stands for a type whose patterns are made portable before pydantic compiles them."""

    def __init__(self, form: Any) -> None:
        self._form = form

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return cast(
            "CoreSchema", portable(cast("Schema", handler.generate_schema(self._form)))
        )


def resolved(form: Any) -> Any:
    """The type itself, where a thunk is given."""
    return form() if isinstance(form, FunctionType) else form


def ordinary_schema(form: Any) -> Schema:
    """The schema by which a type is constructed in user code."""
    form = resolved(form)
    if _is_model(form):
        return cast("Schema", form.__pydantic_core_schema__)
    if own := getattr(form, "__own_schema__", None):
        return cast("Schema", own())
    from pydantic import TypeAdapter

    return cast("Schema", TypeAdapter(cast("Any", _Portable(form))).core_schema)


def validator(form: Any, policy: Policy | None = None) -> SchemaValidator:
    """The validator of a type for what comes over the wire; without a policy, for user code."""
    if _is_model(form):
        return _model_validator(form, policy)
    return (
        _validator(form, policy)
        if _is_hashable(form)
        else _validator.__wrapped__(form, policy)
    )


def serializer(form: Any) -> SchemaSerializer:
    """The serializer of a type."""
    return _serializer(form) if _is_hashable(form) else _serializer.__wrapped__(form)


@cache
def _model_validator(model: type[BaseModel], policy: Policy | None) -> SchemaValidator:
    return (
        _validator.__wrapped__(model, policy)
        if policy
        else cast("SchemaValidator", model.__pydantic_validator__)
    )


@lru_cache(maxsize=_KEPT)
def _validator(form: Any, policy: Policy | None) -> SchemaValidator:
    schema = ordinary_schema(form)
    return Rewriter(policy).validator(schema) if policy else compile_validator(schema)


@lru_cache(maxsize=_KEPT)
def _serializer(form: Any) -> SchemaSerializer:
    return compile_serializer(_by_instance(ordinary_schema(form)))


def _by_instance(schema: Schema) -> Schema:
    """The schema with each model written as the class that it is an instance of."""
    if schema["type"] in ("model", "definition-ref"):
        return {"type": "any"}
    if schema["type"] == "definitions":
        if any(
            each["type"] in ("dataclass", "typed-dict")
            for each in schema["definitions"]
        ):
            return schema  # they have no other way to be written
        return _by_instance(schema["schema"])
    return rebuilt(schema, _by_instance)


def _is_model(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)


def _is_hashable(form: Any) -> bool:
    try:
        hash(form)
    except TypeError:
        return False
    return True
