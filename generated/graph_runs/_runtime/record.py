"""The base class of generated models."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, ClassVar, Union, cast, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from .checks import Check
from .patterns import portable
from .policy import marked
from .promised import READ_ONLY, promised
from .rules import Rules
from .schemas import NOTHING, Schema
from .types import NullMarker
from .withheld import withheld

__all__ = ["Model", "Unknown"]


class Model(BaseModel):
    """An object of the API.

    Properties are attributes under their Python names; constructing takes Python and wire names. Absent, null and a
    value are three things: a dump holds exactly what was set or received, under wire names. A property that may be
    absent, but not null, reads as None (or as the document's default) and is absent again when set to None or deleted.
    What the document does not declare is kept: as attributes, and in `model_extra`.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        polymorphic_serialization=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
        ser_json_inf_nan="constants",
    )

    __rules__: ClassVar[tuple[Check, ...]] = ()

    def __init_subclass__(
        cls, *, rules: tuple[Check, ...] = (), **options: Any
    ) -> None:
        """A class of which `rules` say more than its fields do, to be added to those of its bases."""
        super().__init_subclass__(**options)
        cls.__rules__ += rules

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Pydantic's schema, with patterns that its engines accept."""
        schema = withheld(promised(portable(cast("Schema", handler(source)))))
        if cls.model_config.get("extra") == "forbid":
            schema = _closed(schema)
        if cls.__rules__ and schema["type"] == "model":
            schema = marked(schema, Rules(cls.__rules__))
        return cast("CoreSchema", schema)

    if not TYPE_CHECKING:  # type checkers see pydantic's own signatures

        def __init__(self, /, **values: Any) -> None:
            super().__init__(**values)
            if any(value is None for value in values.values()):
                absent = {
                    name
                    for name in _absent_if_none(type(self))
                    if self.__dict__.get(name, ...) is None
                }
                self.__pydantic_fields_set__.difference_update(absent)

        __init__.__pydantic_base_init__ = True  # decoding need not call it

        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            if value is None and name in _absent_if_none(type(self)):
                self.__pydantic_fields_set__.discard(name)

        def __delattr__(self, name: str) -> None:
            super().__delattr__(name)
            self.__pydantic_fields_set__.discard(name)
            field = type(self).model_fields.get(name)
            if (
                field is not None
                and not field.is_required()
                and field.default is not READ_ONLY
            ):
                self.__dict__[name] = field.get_default(call_default_factory=True)

        def __getattr__(self, name: str) -> Any:
            field = type(self).model_fields.get(name)
            if field is not None:
                if not field.is_required() and field.default is not READ_ONLY:
                    return field.get_default(call_default_factory=True)
                raise AttributeError(
                    f"{type(self).__name__}.{name} is required by the document, but was not received"
                )
            return super().__getattr__(name)

        def model_dump(self, **options: Any) -> dict[str, Any]:
            return super().model_dump(**{**_DUMP, **options})

        @classmethod
        def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:
            from .described import ModelJsonSchema

            if len(arguments) < 3:
                options.setdefault("schema_generator", ModelJsonSchema)
            return super().model_json_schema(*arguments, **options)

        def model_dump_json(self, **options: Any) -> str:
            return super().model_dump_json(**{**_DUMP, **options})


def _closed(schema: Schema) -> Schema:
    """A closed object refuses each undeclared property, but writes those that a tolerant reading has kept."""
    if schema["type"] != "model":
        return schema
    config = {**schema["config"], "extra_fields_behavior": "allow"}
    return {
        **schema,
        "config": config,
        "schema": {**schema["schema"], "extras_schema": NOTHING},
    }


_DUMP = {"by_alias": True, "exclude_unset": True, "warnings": False}


@cache
def _absent_if_none(model: type[BaseModel]) -> frozenset[str]:
    """The properties that may be absent but not null, where None stands for absence."""
    return frozenset(
        name for name, field in model.model_fields.items() if _is_absent_if_none(field)
    )


def _is_absent_if_none(field: FieldInfo) -> bool:
    return (
        field.default is None
        and get_origin(field.annotation) in (Union, UnionType)
        and not any(isinstance(each, NullMarker) for each in field.metadata)
    )


class Unknown(Model):
    """A variant of a union that the document does not know: its properties are attributes, and in `model_extra`."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
