"""Answers that are read while they come: items of a sequence, and bodies that are not held in memory."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

import httpx2

from . import codec
from .errors import DecodeError, Failure
from .events import describes_events, event_json
from .faults import translated
from .media_types import kind_of
from .operation import Content
from .options import Decoding
from .policy import FOR_RESPONSES
from .retries import RetryPolicy

__all__ = [
    "AsyncItemStream",
    "AsyncStreamedResponse",
    "ItemStream",
    "Resumption",
    "StreamedResponse",
]

T = TypeVar("T")
OpenT = TypeVar("OpenT")
SleepT = TypeVar("SleepT")

END = "[DONE]"
"""What many services send as the last event where others just end; it is no item."""


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

    def save(
        self,
        path: str | os.PathLike[str],
        progress: Callable[[int], None] | None = None,
    ) -> None:
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

    async def save(
        self,
        path: str | os.PathLike[str],
        progress: Callable[[int], None] | None = None,
    ) -> None:
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


@dataclass(frozen=True, slots=True)
class Resumption(Generic[OpenT, SleepT]):
    """How a stream of events goes on after its connection broke: `open` asks for what comes after an event."""

    open: Callable[[str], OpenT]
    sleep: Callable[[float], SleepT]
    policy: RetryPolicy


class _Items(_Streamed, Generic[T]):
    def __init__(
        self,
        response: httpx2.Response,
        content: Content,
        failure: Failure,
        decoding: Decoding,
        resumption: Resumption[Any, Any] | None = None,
    ) -> None:
        super().__init__(response, failure)
        self._kind = kind_of(content.media_type)
        self._type = content.item or (lambda: Any)
        self._decoding: Decoding = decoding
        self._resumption = resumption if self._kind == "events" else None
        self._pause: float | None = None
        self._failures = 0
        self.last_event_id = ""

    def _item(self, text: str) -> T:
        self._failures = 0
        try:
            if self._kind == "events" and self._type() is str:
                return cast("T", text)
            policy = FOR_RESPONSES[self._decoding]
            return cast("T", codec.decode_json(self._type, text.encode(), policy))
        except codec.InvalidValue as error:
            message = f"{self.failure.operation}: an item of the stream is not as documented: {error}"
            raise DecodeError(message, self.failure, error.problems) from None

    def _seen(self, event: httpx2.ServerSentEvent) -> str:
        """The text of an event; what it says of going on is remembered (WHATWG HTML, server-sent events)."""
        self.last_event_id = event.id or self.last_event_id
        self._pause = event.retry / 1000 if event.retry is not None else self._pause
        if event.data != END and describes_events(self._type):
            return event_json(event, self._type)
        return event.data

    def _is_end(self, text: str) -> bool:
        return text == END and self._kind == "events" and self._type() is not str

    def _wait(self) -> float | None:
        """Seconds until the stream is asked to go on; None when it is lost."""
        if self._resumption is None or not self.last_event_id:
            return None
        wait = self._resumption.policy.wait(
            self._failures, self._pause, random.random()
        )
        self._failures += 1
        return wait


class ItemStream(_Items[T]):
    """The items of a stream (server-sent events, JSON Lines, JSON text sequences), each as it comes.

    Close it, or use it in a `with` statement, when you stop before its end. Events that have ids go on after the last one
    when the connection breaks.
    """

    def __iter__(self) -> Iterator[T]:
        try:
            with translated(self.failure):
                for text in self._texts():
                    if self._is_end(text):
                        return
                    if text:
                        yield self._item(text)
        finally:
            self.close()

    def _texts(self) -> Iterator[str]:
        if self._kind != "events":
            yield from map(_line, self.http.iter_lines())
            return
        while True:
            try:
                yield from map(self._seen, httpx2.EventSource(self.http))
                return
            except httpx2.RequestError:
                wait = self._wait()
                if wait is None or self._resumption is None:
                    raise
            self.http.close()
            self._resumption.sleep(wait)
            self.http = self._resumption.open(self.last_event_id)

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
                    if self._is_end(text):
                        return
                    if text:
                        yield self._item(text)
        finally:
            await self.aclose()

    async def _texts(self) -> AsyncIterator[str]:
        if self._kind != "events":
            async for line in self.http.aiter_lines():
                yield _line(line)
            return
        while True:
            try:
                async for event in httpx2.EventSource(self.http):
                    yield self._seen(event)
                return
            except httpx2.RequestError:
                wait = self._wait()
                if wait is None or self._resumption is None:
                    raise
            await self.http.aclose()
            await self._resumption.sleep(wait)
            self.http = await self._resumption.open(self.last_event_id)

    async def __aenter__(self) -> AsyncItemStream[T]:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Give the connection back."""
        await self.http.aclose()


def _line(line: str) -> str:
    # JSON text sequences (RFC 7464) put a record separator before each item.
    return line.strip("\x1e\r\n\t ")
