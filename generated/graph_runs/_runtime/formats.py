"""String formats: the Python types of texts that mean something else, read and written as their formats say."""

from __future__ import annotations

import datetime
import decimal
import re
import uuid
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    SchemaSerializer,
    SchemaValidator,
    core_schema,
)

from .policy import Marker, Rewriter
from .schemas import Schema, one_of, refused

__all__ = [
    "UUID",
    "Base64",
    "Base64Url",
    "Binary",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalNumber",
    "Duration",
    "Time",
]

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_OFFSET = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
_LOOSE_DATE_TIME = rf"{_DATE}([Tt ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?({_OFFSET}|[+-][0-9]{{4}})?)?"
_HEX = "[0-9A-Fa-f]"
_NUMBER = r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_DIGITS: Schema = {"type": "str", "strict": True, "pattern": f"^{_NUMBER}$"}


class _Format(Marker):
    """A format whose texts are those of `pattern` (exact) or `loose` (tolerant) that pydantic's own type can read."""

    def __init__(self, pattern: str, message: str, loose: str | None = None) -> None:
        self._pattern, self._loose = f"^{pattern}$", f"^{loose or pattern}$"
        self._message = message

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """A text of the format, then what pydantic reads it as."""
        pattern = self._loose if rewriter.tolerant else self._pattern
        steps = [{"type": "str", "strict": True, "pattern": pattern}, schema]
        return refused({"type": "chain", "steps": steps}, "format", self._message)


class _Decimal(Marker):
    """Numbers that must not lose digits: in JSON what `texts` say, and always text where there is only text."""

    def __init__(
        self, *texts: Schema, write: Callable[[Any], Any] | None = None
    ) -> None:
        self._texts, self._write = texts, write

    def constructing(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Pydantic's own, unless it is written in another way."""
        schema: Any = handler(source)
        if self._write is None:
            return cast("CoreSchema", schema)
        written = core_schema.plain_serializer_function_ser_schema(
            self._write, return_schema=core_schema.any_schema(), when_used="json"
        )
        return cast("CoreSchema", {**schema, "serialization": written})

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """What is on the wire for them, then the bounds."""
        if rewriter.tolerant:
            return {"type": "decimal"}
        texts = (_DIGITS,) if rewriter.textual else self._texts
        return {
            "type": "chain",
            "steps": [{**one_of(*texts), "custom_error_type": "decimal_type"}, schema],
        }


class _Text(Marker):
    """A format read and written by functions; `read` raises ValueError for a text that is not of the format."""

    def __init__(
        self,
        name: str,
        native: type,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
    ) -> None:
        self._name, self._native, self._read, self._write = name, native, read, write

    def constructing(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The native type, or a text."""
        written = core_schema.plain_serializer_function_ser_schema(
            self._written, when_used="json"
        )
        return core_schema.no_info_plain_validator_function(
            self._validated, serialization=written
        )

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The same for all policies."""
        return {key: value for key, value in schema.items() if key != "metadata"}

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What JSON Schema says of the format."""
        return {"type": "string", "format": self._name}

    def _validated(self, value: Any) -> Any:
        if isinstance(value, self._native):
            return value
        try:
            return self._read(value)
        except (ValueError, TypeError, AttributeError):
            raise PydanticCustomError(
                "format", "Input should be {name}", {"name": self._name}
            ) from None

    def _written(self, value: Any) -> Any:
        return self._write(value) if isinstance(value, self._native) else value


_TIMEDELTA = SchemaValidator(core_schema.timedelta_schema())
_TIMEDELTA_TEXT = SchemaSerializer(core_schema.timedelta_schema())
_DURATION = (
    r"P(?!$)(?:[0-9]+W|(?P<calendar>(?:[0-9]+Y)?(?:[0-9]+M)?)(?:[0-9]+D)?"
    r"(?:T(?!$)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?)"
)


def _read_duration(text: str) -> datetime.timedelta | str:
    found = re.fullmatch(_DURATION, text)
    if found is None:
        raise ValueError(text)
    return text if found["calendar"] else _timedelta(text)


def _timedelta(text: str) -> datetime.timedelta:
    read: datetime.timedelta = _TIMEDELTA.validate_python(text)
    return read


def _write_duration(value: datetime.timedelta) -> str:
    text: str = _TIMEDELTA_TEXT.to_python(value, mode="json")
    return text


def _read_base64(text: str) -> bytes:
    return b64decode(text.encode("ascii"), validate=True)


def _read_base64url(text: str) -> bytes:
    return b64decode(
        text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4),
        altchars=b"-_",
        validate=True,
    )


def _write_number(value: Any) -> Any:
    if not isinstance(value, decimal.Decimal):
        return value
    return int(value) if value.as_tuple().exponent == 0 else float(value)


Date: TypeAlias = Annotated[
    datetime.date, _Format(_DATE, "Input should be a date: YYYY-MM-DD")
]
"""`format: date`, RFC 3339 full-date."""

DateTime: TypeAlias = Annotated[
    datetime.datetime,
    _Format(
        f"{_DATE}[Tt]{_TIME}{_OFFSET}",
        "Input should be a date-time of RFC 3339",
        _LOOSE_DATE_TIME,
    ),
]
"""`format: date-time`, RFC 3339. The offset is kept. One without an offset, which RFC 3339 does not have, is only
accepted of a service, or from your own code; it is sent as it is. Python has neither leap seconds nor the year 0."""

Time: TypeAlias = Annotated[
    datetime.time,
    _Format(
        f"{_TIME}{_OFFSET}", "Input should be a time of RFC 3339", f"{_TIME}{_OFFSET}?"
    ),
]
"""`format: time`, RFC 3339 full-time."""

Duration: TypeAlias = Annotated[
    datetime.timedelta | str,
    _Text("duration", datetime.timedelta, _read_duration, _write_duration),
]
"""`format: duration`, ISO 8601 (RFC 3339 asks for no gaps, `PT1H1S` is read all the same): a timedelta; the text itself
where it counts years or months (`P1Y`), which have no fixed length."""

UUID: TypeAlias = Annotated[
    uuid.UUID,
    _Format(f"{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}", "Input should be a UUID"),
]
"""`format: uuid`, RFC 4122."""

Decimal: TypeAlias = Annotated[decimal.Decimal, _Decimal(_DIGITS)]
"""`type: string` with `format: decimal`: a number whose digits must not get lost."""

DecimalNumber: TypeAlias = Annotated[
    decimal.Decimal,
    _Decimal(
        {"type": "int", "strict": True},
        {"type": "float", "strict": True},
        write=_write_number,
    ),
]
"""`type: number` with `format: decimal`: a JSON number, with the digits that JSON readers commonly keep."""

Base64: TypeAlias = Annotated[
    bytes, _Text("base64", bytes, _read_base64, lambda value: b64encode(value).decode())
]
"""Bytes in a string (`format: byte` or `contentEncoding: base64`), RFC 4648, 4."""

Base64Url: TypeAlias = Annotated[
    bytes,
    _Text(
        "base64url",
        bytes,
        _read_base64url,
        lambda value: urlsafe_b64encode(value).decode().rstrip("="),
    ),
]
"""Bytes in a string, in the alphabet for URLs: RFC 4648, 5. Written without padding, read with or without it."""

Binary: TypeAlias = bytes
"""The bytes of a body or of a part of one; not a JSON value."""
