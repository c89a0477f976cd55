"""Answers that are read while they come: items of a sequence, and bodies that are not held in memory."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

import httpx2

from . import codec
from .errors import DecodeError, Failure
from .faults import translated
from .media_types import kind_of
from .operation import Content
from .options import Decoding

__all__ = ["AsyncItemStream", "AsyncStreamedResponse", "ItemStream", "StreamedResponse"]

T = TypeVar("T")


class _Streamed:
    """What is known of an open response."""

    def __init__(self, response: httpx2.Response, failure: Failure) -> None:
        self.http = response
        self.status = response.status_code
        self.headers = response.headers
        self.request_id = failure.request_id
        self.attempts = failure.attempts
        self.failure = failure

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}>"


class StreamedResponse(_Streamed):
    """An open response: iterate over its bytes or lines, or save it to a file."""

    def iter_bytes(self) -> Iterator[bytes]:
        """The body, decompressed, in pieces as they come."""
        with translated(self.failure):
            yield from self.http.iter_bytes()

    def iter_lines(self) -> Iterator[str]:
        """The body as lines of text."""
        with translated(self.failure):
            yield from self.http.iter_lines()

    def read(self) -> bytes:
        """The whole body."""
        with translated(self.failure):
            return self.http.read()

    def save(self, path: str | os.PathLike[str], progress: Callable[[int], None] | None = None) -> None:
        """Write the body to a file; `progress` is told how many bytes there are so far. A broken download leaves no file."""
        part = Path(f"{os.fspath(path)}.part")
        try:
            with open(part, "wb") as file:
                for chunk in self.iter_bytes():
                    file.write(chunk)
                    if progress is not None:
                        progress(file.tell())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


class AsyncStreamedResponse(_Streamed):
    """`StreamedResponse` for the async client."""

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """The body, decompressed, in pieces as they come."""
        with translated(self.failure):
            async for chunk in self.http.aiter_bytes():
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body as lines of text."""
        with translated(self.failure):
            async for line in self.http.aiter_lines():
                yield line

    async def read(self) -> bytes:
        """The whole body."""
        with translated(self.failure):
            return await self.http.aread()

    async def save(self, path: str | os.PathLike[str], progress: Callable[[int], None] | None = None) -> None:
        """Write the body to a file; `progress` is told how many bytes there are so far. A broken download leaves no file."""
        import anyio  # comes with httpx2

        part = Path(f"{os.fspath(path)}.part")
        try:
            async with await anyio.open_file(part, "wb") as file:
                written = 0
                async for chunk in self.iter_bytes():
                    written += await file.write(chunk)
                    if progress is not None:
                        progress(written)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


class _Items(_Streamed, Generic[T]):
    def __init__(self, response: httpx2.Response, content: Content, failure: Failure, decoding: Decoding) -> None:
        super().__init__(response, failure)
        self._kind = kind_of(content.media_type)
        self._type = content.item or (lambda: Any)
        self._decoding: Decoding = decoding

    def _item(self, text: str) -> T:
        try:
            if self._kind == "events" and self._type() is str:
                return cast("T", text)
            return cast("T", codec.decode_json(self._type, text.encode(), self._decoding))
        except codec.InvalidValue as error:
            message = f"{self.failure.operation}: an item of the stream is not as documented: {error}"
            raise DecodeError(message, self.failure, error.problems) from None


class ItemStream(_Items[T]):
    """The items of a stream (server-sent events, JSON Lines, JSON text sequences), each as it comes.

    Close it, or use it in a `with` statement, when you stop before its end.
    """

    def __iter__(self) -> Iterator[T]:
        try:
            with translated(self.failure):
                yield from map(self._item, filter(None, self._texts()))
        finally:
            self.close()

    def _texts(self) -> Iterator[str]:
        if self._kind == "events":
            return (event.data for event in httpx2.EventSource(self.http))
        return map(_line, self.http.iter_lines())

    def __enter__(self) -> ItemStream[T]:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self.http.close()


class AsyncItemStream(_Items[T]):
    """`ItemStream` for the async client: `async for`, `async with`."""

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            with translated(self.failure):
                async for text in self._texts():
                    if text:
                        yield self._item(text)
        finally:
            await self.aclose()

    async def _texts(self) -> AsyncIterator[str]:
        if self._kind == "events":
            async for event in httpx2.EventSource(self.http):
                yield event.data
        else:
            async for line in self.http.aiter_lines():
                yield _line(line)

    async def __aenter__(self) -> AsyncItemStream[T]:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Give the connection back."""
        await self.http.aclose()


def _line(line: str) -> str:
    # JSON text sequences (RFC 7464) put a record separator before each item.
    return line.strip("\x1e\r\n\t ")
