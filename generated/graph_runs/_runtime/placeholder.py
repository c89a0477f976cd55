"""Classes that stand in for models until these are needed.

Pydantic builds into each model's schema everything that can be reached from it; with one big cycle, that is the whole
API for every model. A placeholder's schema is a function that imports the model when a value first calls for it, so the
cost of a model is its own properties. What it stands for may also be an alias of any type.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from importlib import import_module
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .policy import Marker, Policy, Rewriter
from .schemas import Schema
from .validators import ordinary_schema, serializer, validator

__all__ = ["Placeholder", "Real", "json_schema", "loading", "placeholder", "real"]

_waiting: ContextVar[dict[str, Schema] | None] = ContextVar("waiting", default=None)


class Real(Marker):
    """Where the model is that a placeholder stands for."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __reduce__(self) -> tuple[type[Real], tuple[str, str]]:
        return type(self), (self.module, self.name)

    @property
    def form(self) -> Any:
        """The model or other type; loads it."""
        return getattr(import_module(self.module), self.name)

    @property
    def loaded(self) -> Any:
        """The model or other type if it has been loaded, else None: then there are no values of it either."""
        return getattr(sys.modules.get(self.module), self.name, None)

    def constructing(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validates, serializes and is described as the model is."""
        written = core_schema.plain_serializer_function_ser_schema(
            self._written, info_arg=True
        )
        schema = core_schema.with_info_plain_validator_function(
            loading(lambda: self.form, None), serialization=written
        )

        def describe(
            schema: CoreSchema, handler: GetJsonSchemaHandler
        ) -> dict[str, Any]:
            return json_schema(source, handler)

        schema["metadata"] = {"pydantic_js_annotation_functions": [describe]}
        return schema

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The model by the same policy."""
        function = loading(lambda: self.form, rewriter.policy)
        return {
            "type": "function-plain",
            "function": {"type": "with-info", "function": function},
        }

    def _written(self, value: Any, info: core_schema.SerializationInfo) -> Any:
        """Models write themselves; values of other types are written as their alias says."""
        if isinstance(value, BaseModel):
            return value
        return serializer(self.form).to_python(
            value,
            mode=info.mode,
            by_alias=info.by_alias,
            exclude_unset=info.exclude_unset,
            warnings=False,
            context=info.context,
        )


def loading(
    form: Callable[[], Any], policy: Policy | None
) -> Callable[[Any, core_schema.ValidationInfo], Any]:
    """A validator function of a type that is loaded when the first value comes."""
    validate: Callable[..., Any] | None = None

    def load_and_validate(value: Any, info: core_schema.ValidationInfo) -> Any:
        nonlocal validate
        if validate is None:
            validate = validator(form(), policy).validate_python
        return validate(value, context=info.context)

    return load_and_validate


class Placeholder(type):
    """The class of placeholders; each has the `target` that it stands for."""

    target: Real

    def __instancecheck__(cls, instance: object) -> bool:
        return is_instance(instance, cls.target.loaded)

    def __subclasscheck__(cls, subclass: type) -> bool:
        loaded = cls.target.loaded
        return super().__subclasscheck__(subclass) or (
            isinstance(loaded, type) and issubclass(subclass, loaded)
        )

    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return cls.target.__get_pydantic_core_schema__(source, handler)


def placeholder(module: str, name: str) -> Placeholder:
    """The class that stands in for `name` of `module`."""
    return Placeholder(name, (), {"__module__": module, "target": Real(module, name)})


def real(form: Any) -> Any:
    """The type that a placeholder stands for, loaded now; any other type itself."""
    return form.target.form if isinstance(form, Placeholder) else form


def is_instance(value: object, form: Any) -> bool:
    """Whether a value is of a class, or of one of the classes of an alias."""
    if get_origin(form) is Annotated:
        return is_instance(value, get_args(form)[0])
    if get_origin(form) in (Union, UnionType):
        return any(is_instance(value, each) for each in get_args(form))
    return isinstance(form, type) and isinstance(value, form)


def json_schema(form: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A reference to the JSON Schema of a type, which is put among the definitions.

    Those of the types that it refers to wait until it is done: the depth of the recursion does not grow with the API.
    """
    reference, schema = _referable(form)
    referring = _referring(reference, handler)
    if not _is_defined(referring, handler):
        waiting = _waiting.get()
        if waiting is None:
            _define({reference: schema}, handler)
        else:
            waiting[reference] = schema
    return referring


def _define(waiting: dict[str, Schema], handler: GetJsonSchemaHandler) -> None:
    token = _waiting.set(waiting)
    try:
        while waiting:
            reference, schema = waiting.popitem()
            if not _is_defined(_referring(reference, handler), handler):
                handler(cast("CoreSchema", schema))
    finally:
        _waiting.reset(token)


def _referring(reference: str, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    return handler(cast("CoreSchema", _to(reference)))


def _is_defined(referring: dict[str, Any], handler: GetJsonSchemaHandler) -> bool:
    try:
        handler.resolve_ref_schema(referring)
    except LookupError:
        return False
    return True


def _referable(form: Any) -> tuple[str, Schema]:
    """The reference of a type, and a schema that defines it; an alias, which has no reference, gets one."""
    schema = ordinary_schema(real(form))
    inner = schema["schema"] if schema["type"] == "definitions" else schema
    if inner["type"] == "definition-ref":
        return inner["schema_ref"], schema
    named = {"ref": f"{form.__module__}.{form.__name__}:{id(form)}", **inner}
    definitions = [named, *schema.get("definitions", ())]
    reference: str = named["ref"]
    return reference, {
        "type": "definitions",
        "schema": _to(reference),
        "definitions": definitions,
    }


def _to(reference: str) -> Schema:
    return {"type": "definition-ref", "schema_ref": reference}
