"""The base class of models that are dataclasses of the standard library."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, cast, get_type_hints

from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from .classes import apart, own_schema
from .schemas import Schema

__all__ = ["DataClass"]


class DataClass:
    """An object of the API as a dataclass; nothing is validated when it is constructed.

    A property that may be absent is None then, and is not sent; undeclared properties are not kept.
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
        return _without_absent(own_schema(cls))

    @classmethod
    def __declared__(cls) -> Mapping[str, tuple[str, Any]]:
        """Attribute and type of each property by wire name."""
        types = get_type_hints(cls, include_extras=True)
        return {
            field.get("serialization_alias") or field["name"]: (
                field["name"],
                types[field["name"]],
            )
            for field in _fields(cls.__own_schema__())
        }

    def __present__(self) -> Iterator[tuple[str, Any]]:
        """The properties that are not absent, by wire name."""
        defaults = {
            each.name: each.default
            for each in dataclasses.fields(cast("Any", self))
            if each.default is None
        }
        for wire, (name, _) in type(self).__declared__().items():
            value = getattr(self, name, None)
            if value is not None or name not in defaults:
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
        if inner["type"] == "default" and inner.get("default", ...) is None:
            field["serialization_exclude_if"] = _is_none
    return schema


def _is_none(value: Any) -> bool:
    return value is None
