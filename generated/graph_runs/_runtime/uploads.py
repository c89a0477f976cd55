"""Bodies that are sent piece by piece: sources of bytes in a row."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from typing import Any, BinaryIO, TypeGuard, cast

import httpx2

from .files import Source, is_path, is_source, source_name

__all__ = ["Source", "Upload", "is_source", "source_name"]

_CHUNK = 64 * 1024


def _is_async(value: Any) -> TypeGuard[AsyncIterable[bytes]]:
    return isinstance(value, AsyncIterable)


class Upload(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """Sources in a row, for the sync and the async client; an async source needs the async client.

    `length` is None when it can't be known beforehand; `replayable` says whether it can be sent a second time.
    """

    def __init__(self, sources: Sequence[Any]) -> None:
        self._parts = [_Part(source) for source in sources]
        lengths = [part.length for part in self._parts]
        self.length = None if None in lengths else sum(cast("list[int]", lengths))
        self.replayable = all(part.replayable for part in self._parts)

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            yield from part.chunks()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            if _is_async(part.source):
                async for chunk in part.source:
                    yield chunk
            else:
                for chunk in part.chunks():
                    yield chunk


class _Part:
    def __init__(self, source: Any) -> None:
        if isinstance(source, io.TextIOBase):
            raise TypeError("a file to upload must be opened in binary mode")
        self.source: Any = (
            bytes(cast("bytes", source))
            if isinstance(source, (bytearray, memoryview))
            else source
        )
        self.start = _position(source)
        self.replayable = (
            isinstance(self.source, bytes)
            or is_path(self.source)
            or self.start is not None
        )
        self.length = self._length()

    def chunks(self) -> Iterator[bytes]:
        source = self.source
        if isinstance(source, bytes):
            yield source
        elif is_path(source):
            with open(source, "rb") as file:
                yield from _read(file)
        elif hasattr(source, "read"):
            if self.start is not None:
                source.seek(self.start)
            yield from _read(source)
        elif isinstance(source, Iterable):
            yield from cast("Iterable[bytes]", source)
        else:
            raise TypeError(
                "an asynchronous stream can be sent by the async client only"
            )

    def _length(self) -> int | None:
        if isinstance(self.source, bytes):
            return len(self.source)
        if is_path(self.source):
            return os.stat(self.source).st_size
        if self.start is None:
            return None
        end: int = self.source.seek(0, os.SEEK_END)
        self.source.seek(self.start)
        return end - self.start


def _position(source: Any) -> int | None:
    """Where a file stands; None for what can't be rewound."""
    try:
        return int(source.tell()) if source.seekable() else None
    except (AttributeError, OSError):
        return None


def _read(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
