"""The base class of models that are dataclasses of the standard library."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Final, Literal, cast, get_args, get_type_hints

from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .classes import apart, own_schema
from .schemas import Schema
from .withheld import withheld

__all__ = ["UNSET", "DataClass", "UnsetType"]


class UnsetType(Enum):
    """What is not there, where null is something else: `if run.ended_at is UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        """As false as None."""
        return False

    def __repr__(self) -> str:
        """Its name."""
        return self.name

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Nothing that comes over the wire."""
        return core_schema.is_instance_schema(cls)


UNSET: Final = UnsetType.UNSET
"""A property that is absent, of those that may be null as well: `ended_at: Nullable[DateTime] | UnsetType = UNSET`."""


class DataClass:
    """An object of the API as a dataclass; nothing is validated when it is constructed.

    A property that may be absent is None then, or UNSET where None is null, and is not sent; undeclared properties are
    not kept.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(hide_input_in_errors=True)

    def __init_subclass__(
        cls, *, case: Callable[[str], str] | None = None, closed: bool = False
    ) -> None:
        """`case` makes wire names of Python's, `closed` refuses what is not declared."""
        super().__init_subclass__()
        given = ConfigDict(extra="forbid") if closed else ConfigDict()
        if case is not None:
            given["alias_generator"] = case
        if given:
            names = ConfigDict(validate_by_name=True, validate_by_alias=True)
            cls.__pydantic_config__ = {**cls.__pydantic_config__, **names, **given}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the class where that is asked for, a function that stands for it anywhere else."""
        return apart(cls, source, handler)

    @classmethod
    def __own_schema__(cls) -> Schema:
        """The schema by which an object is read and written."""
        return withheld(_without_absent(own_schema(cls)))

    @classmethod
    def __declared__(cls) -> Mapping[str, tuple[str, Any]]:
        """Attribute and type of each property by wire name."""
        types = get_type_hints(cls, include_extras=True)
        return {
            field.get("serialization_alias") or field["name"]: (
                field["name"],
                _when_set(types[field["name"]]),
            )
            for field in _fields(cls.__own_schema__())
        }

    def __present__(self) -> Iterator[tuple[str, Any]]:
        """The properties that are not absent, by wire name."""
        absent = {
            each.name: each.default for each in dataclasses.fields(cast("Any", self))
        }
        for wire, (name, _) in type(self).__declared__().items():
            value = getattr(self, name, None)
            if value is not absent[name]:
                yield wire, value


def _fields(schema: Schema) -> list[Schema]:
    if schema["type"] == "definitions":
        reference = schema["schema"].get("schema_ref")
        whole = next(each for each in schema["definitions"] if each["ref"] == reference)
        return _fields(whole)
    fields: list[Schema] = schema["schema"]["fields"]
    return fields


def _without_absent(schema: Schema) -> Schema:
    """The schema, which leaves out the properties that are absent."""
    for field in _fields(schema):
        inner = field["schema"]
        if inner["type"] != "default":
            continue
        if inner.get("default", ...) is None:
            field["serialization_exclude_if"] = _is_none
        elif inner.get("default") is UNSET:
            field["serialization_exclude_if"] = _is_unset
            field["schema"] = {**inner, "schema": _set(inner["schema"])}
    return schema


def _set(schema: Schema) -> Schema:
    """The schema of a property that is there: what comes over the wire is never UNSET."""
    if schema["type"] != "union":
        return {**schema, "schema": _set(schema["schema"])}
    (value,) = (each for each in schema["choices"] if each.get("cls") is not UnsetType)
    return cast("Schema", value)


def _when_set(form: Any) -> Any:
    """The type of a property that is there."""
    if UnsetType not in get_args(form):
        return form
    return reduce(or_, (each for each in get_args(form) if each is not UnsetType))


def _is_none(value: Any) -> bool:
    return value is None


def _is_unset(value: Any) -> bool:
    return value is UNSET
