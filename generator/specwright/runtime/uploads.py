"""What is sent as a stream of bytes: bytes, paths, binary files, iterators, or several of them in a row."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, TypeGuard, cast

import httpx2

__all__ = ["Source", "Upload", "is_source", "source_name"]

Source: TypeAlias = bytes | Path | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]
"""A path is opened when its turn comes; a file is read from where it stands."""

_CHUNK = 64 * 1024


def is_source(value: object) -> bool:
    """Whether a value is sent as the bytes it holds or yields (a `str`, a mapping or a list is not)."""
    if isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(value, "read"):
        return True
    return isinstance(value, (Iterator, AsyncIterable))


def source_name(value: object) -> str | None:
    """The file name that a path or an opened file goes by."""
    name: object = os.fspath(value) if _is_path(value) else getattr(value, "name", None)
    return Path(name).name if isinstance(name, str) else None


def _is_path(value: Any) -> TypeGuard[os.PathLike[str]]:
    return isinstance(value, os.PathLike)


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
        self.source: Any = bytes(cast("bytes", source)) if isinstance(source, (bytearray, memoryview)) else source
        self.start = _position(source)
        self.replayable = isinstance(self.source, bytes) or _is_path(self.source) or self.start is not None
        self.length = self._length()

    def chunks(self) -> Iterator[bytes]:
        source = self.source
        if isinstance(source, bytes):
            yield source
        elif _is_path(source):
            with open(source, "rb") as file:
                yield from _read(file)
        elif hasattr(source, "read"):
            if self.start is not None:
                source.seek(self.start)
            yield from _read(source)
        elif isinstance(source, Iterable):
            yield from cast("Iterable[bytes]", source)
        else:
            raise TypeError("an asynchronous stream can be sent by the async client only")

    def _length(self) -> int | None:
        if isinstance(self.source, bytes):
            return len(self.source)
        if _is_path(self.source):
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
