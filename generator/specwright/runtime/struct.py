"""The base class of models that are msgspec's: msgspec reads and writes them, pydantic what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import msgspec
from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    core_schema,
)

from .matching import Memo
from .placeholder import Placeholder
from .policy import Marker, Policy, Rewriter
from .schemas import Schema
from .validators import serializer, validator

__all__ = ["Struct"]

_PLACE = re.compile(r"(?s)(.*) - at `((?:key in )?\$.*)`$")
_VALUE = re.compile(r"(?s)(?<=^Invalid enum value) .*")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[(\.\.\.)\]")


class Struct(msgspec.Struct, kw_only=True):
    """An object of the API as a msgspec Struct; nothing is validated when it is constructed.

    A property that may be absent is UNSET then, and is not sent; undeclared properties are not kept.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A function that has msgspec read the class."""
        return _Struct(cls).__get_pydantic_core_schema__(source, handler)

    @classmethod
    def __declared__(cls) -> Mapping[str, tuple[str, Any]]:
        """Attribute and type of each property by wire name."""
        fields = msgspec.structs.fields(cls)
        return {each.encode_name: (each.name, each.type) for each in fields}

    def __present__(self) -> Iterator[tuple[str, Any]]:
        """The properties that are not absent, by wire name."""
        for name, wire in zip(
            self.__struct_fields__, self.__struct_encode_fields__, strict=True
        ):
            value = getattr(self, name)
            if value is not msgspec.UNSET:
                yield wire, value


class _Struct(Marker):
    """Reads and writes a class of structs."""

    def __init__(self, kind: type[Struct]) -> None:
        self._kind = kind

    def constructing(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """An object of the class, or what one can be read from."""
        written = core_schema.plain_serializer_function_ser_schema(_written)
        return core_schema.with_info_plain_validator_function(
            self._reader(None), serialization=written
        )

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """msgspec has no policies but one for text."""
        function = self._reader(rewriter.policy)
        return {
            "type": "function-plain",
            "function": {"type": "with-info", "function": function},
        }

    def _reader(
        self, policy: Policy | None
    ) -> Callable[[Any, core_schema.ValidationInfo], Any]:
        def read(value: Any, info: core_schema.ValidationInfo) -> Any:
            try:
                return msgspec.convert(
                    value,
                    self._kind,
                    strict=policy != "text",
                    dec_hook=lambda form, part: _read(form, part, policy, info.context),
                )
            except msgspec.ValidationError as error:
                raise _located(self._kind, error) from None

        return read


def _read(form: Any, value: Any, policy: Policy | None, context: Any) -> Any:
    """What msgspec can't read by itself: unions above all, which pydantic tells apart."""
    if not isinstance(form, Placeholder):
        raise NotImplementedError
    own = validator(form.target.form, policy)
    return own.validate_python(value, context=context or Memo())


def _written(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=_foreign)


def _foreign(value: Any) -> Any:
    """What stands in a struct without being msgspec's."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    written = serializer(type(value)).to_python(value, mode="json", by_alias=True)
    return written


def _located(kind: type[Struct], error: msgspec.ValidationError) -> ValidationError:
    """The error at its place, which msgspec tells in words; what a union has to say keeps its own."""
    found = _PLACE.match(str(error))
    message, path = (found[1], found[2]) if found else (str(error), "$")
    steps = tuple(
        int(index) if index else name or dots
        for name, index, dots in _STEP.findall(path)
    )
    details = [_detail("msgspec", _VALUE.sub("", message), steps)]
    if isinstance(cause := error.__cause__, ValidationError):
        details = [
            _detail(each["type"], each["msg"], (*steps, *each["loc"]))
            for each in cause.errors(include_url=False, include_input=False)
        ]
    return ValidationError.from_exception_data(kind.__name__, details, hide_input=True)


def _detail(type_: str, message: str, place: tuple[int | str, ...]) -> InitErrorDetails:
    told = PydanticCustomError(cast(Any, type_), "{message}", {"message": message})
    return InitErrorDetails(type=told, loc=place, input=None)
