"""What can be sent as a stream of bytes: bytes, paths, binary files, iterators; with a name and a media type, if need be."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeAlias, TypeGuard, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .policy import Marker, Rewriter
from .schemas import Schema

__all__ = ["File", "Source", "is_path", "is_source", "source_name"]

Source: TypeAlias = bytes | Path | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]
"""A path is opened when its turn comes; a file is read from where it stands."""


def is_source(value: object) -> bool:
    """Whether a value is sent as the bytes it holds or yields (a `str`, a mapping or a list is not)."""
    if isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(
        value, "read"
    ):
        return True
    return isinstance(value, (Iterator, AsyncIterable))


def is_path(value: Any) -> TypeGuard[os.PathLike[str]]:
    """Whether a value names a file."""
    return isinstance(value, os.PathLike)


def source_name(value: object) -> str | None:
    """The file name that a path or an opened file goes by."""
    name: object = os.fspath(value) if is_path(value) else getattr(value, "name", None)
    return Path(name).name if isinstance(name, str) else None


class _FileMarker(Marker):
    """Whatever can be sent as a part of a body; only bytes are ever received."""

    def constructing(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Files as the caller has them, unread."""
        return core_schema.no_info_plain_validator_function(_checked)

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """Bytes."""
        return {"type": "bytes"}

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What JSON Schema says of it (OpenAPI 3.0, Data Types)."""
        return {"type": "string", "format": "binary"}


def _checked(value: Any) -> Any:
    if is_source(value) or (
        isinstance(value, tuple) and _is_named(cast("tuple[object, ...]", value))
    ):
        return cast("Any", value)
    message = "Input should be a file: bytes, a path, a binary file, an iterator or (name, content, media type)"
    raise PydanticCustomError("file", message)


def _is_named(parts: tuple[object, ...]) -> bool:
    return 2 <= len(parts) <= 4 and (is_source(parts[1]) or isinstance(parts[1], str))


File: TypeAlias = Annotated[
    bytes
    | Path
    | BinaryIO
    | Iterator[bytes]
    | AsyncIterable[bytes]
    | tuple[str | None, Source | str]
    | tuple[str | None, Source | str, str | None]
    | tuple[str | None, Source | str, str | None, Mapping[str, str]],
    _FileMarker(),
]
"""A file in a multipart body: its content, or `(name, content)`, with a media type and header fields of the part if need
be. A server receives it as bytes."""
