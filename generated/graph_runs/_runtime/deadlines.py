"""The end of a call: what takes longer is given up, whatever it is waiting for, and closed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextvars import copy_context
from typing import TypeVar

import httpx2

__all__ = ["Clock", "in_time", "in_time_async", "until", "watched"]

Clock = Callable[[], float]
T = TypeVar("T")


def in_time(
    send: Callable[[], httpx2.Response], seconds: float, clock: Clock
) -> httpx2.Response:
    """What `send` returns. Raises ReadTimeout when it takes longer; an answer that comes later is closed."""
    expires = clock() + seconds
    answer = _started(send)
    try:
        return _outcome(answer, expires, clock)
    except BaseException:
        answer.add_done_callback(_discard)
        raise


def _started(run: Callable[[], T]) -> Future[T]:
    """`run` in a thread of its own: a socket knows the time until its next byte, and bytes may drip."""
    outcome: Future[T] = Future()
    context = copy_context()
    thread = threading.Thread(
        target=context.run, args=(_settle, outcome, run), daemon=True
    )
    thread.start()
    return outcome


def _settle(outcome: Future[T], run: Callable[[], T]) -> None:
    try:
        outcome.set_result(run())
    except BaseException as error:  # noqa: BLE001 - raised where the outcome is awaited
        outcome.set_exception(error)


def _outcome(outcome: Future[T], expires: float, clock: Clock) -> T:
    try:
        return outcome.result(max(expires - clock(), 0))
    except TimeoutError:
        if outcome.done():
            raise
        raise _too_late() from None


def _discard(answer: Future[httpx2.Response]) -> None:
    if answer.exception() is None:
        answer.result().close()


async def in_time_async(answer: Awaitable[T], seconds: float) -> T:
    """`in_time` for the async client, which can cancel what takes longer."""
    import anyio  # comes with httpx2

    try:
        with anyio.fail_after(seconds):
            return await answer
    except TimeoutError:
        raise _too_late() from None


def until(response: httpx2.Response, expires: float, clock: Clock) -> httpx2.Response:
    """The response, its body ending in a timeout at the first piece that comes after the time."""
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Until(response.stream, expires, clock)
    return response


def watched(response: httpx2.Response, expires: float, clock: Clock) -> httpx2.Response:
    """The response, its body ending in a timeout when the time has come, whether or not a piece comes."""
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Watched(response.stream, expires, clock)
    else:
        response.stream = _AsyncWatched(response.stream, expires, clock)
    return response


class _Until(httpx2.SyncByteStream):
    def __init__(
        self, stream: httpx2.SyncByteStream, expires: float, clock: Clock
    ) -> None:
        self._stream, self._expires, self._clock = stream, expires, clock

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._stream)
        while (piece := self._next(pieces)) is not None:
            if self._clock() >= self._expires:
                raise _too_late()
            yield piece

    def _next(self, pieces: Iterator[bytes]) -> bytes | None:
        return next(pieces, None)

    def close(self) -> None:
        self._stream.close()


class _Watched(_Until):
    _read: Future[bytes | None] | None = None

    def _next(self, pieces: Iterator[bytes]) -> bytes | None:
        self._read = _started(lambda: next(pieces, None))
        return _outcome(self._read, self._expires, self._clock)

    def close(self) -> None:
        """Close the stream, if it is being read once that ends: by its timeout, which is no longer than the deadline."""
        if self._read is None:
            self._stream.close()
        else:
            self._read.add_done_callback(lambda _: self._stream.close())


class _AsyncWatched(httpx2.AsyncByteStream):
    def __init__(
        self, stream: httpx2.AsyncByteStream, expires: float, clock: Clock
    ) -> None:
        self._stream, self._expires, self._clock = stream, expires, clock

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = aiter(self._stream)
        while (piece := await self._next(pieces)) is not None:
            if self._clock() >= self._expires:
                raise _too_late()
            yield piece

    async def _next(self, pieces: AsyncIterator[bytes]) -> bytes | None:
        return await in_time_async(anext(pieces, None), self._expires - self._clock())

    async def aclose(self) -> None:
        await self._stream.aclose()


def _too_late() -> httpx2.ReadTimeout:
    return httpx2.ReadTimeout("the deadline has passed")
