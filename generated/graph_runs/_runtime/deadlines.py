"""The end of a call: what takes longer is given up, whatever it is waiting for, and closed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextvars import copy_context

import httpx2

__all__ = ["Clock", "in_time", "in_time_async", "until"]

Clock = Callable[[], float]


def in_time(
    send: Callable[[], httpx2.Response], seconds: float, clock: Clock
) -> httpx2.Response:
    """What `send` returns. Raises ReadTimeout when it takes longer; an answer that comes later is closed.

    It runs in a thread of its own: a socket knows the time until its next byte, and bytes may drip.
    """
    answer: Future[httpx2.Response] = Future()
    context = copy_context()
    run = threading.Thread(
        target=context.run, args=(_answer, answer, send), daemon=True
    )
    expires = clock() + seconds
    run.start()
    try:
        return answer.result(max(expires - clock(), 0))
    except BaseException:
        if answer.done():
            raise
        answer.add_done_callback(_discard)
        if clock() < expires:  # interrupted
            raise
        raise _too_late() from None


def _answer(
    answer: Future[httpx2.Response], send: Callable[[], httpx2.Response]
) -> None:
    try:
        answer.set_result(send())
    except BaseException as error:  # noqa: BLE001 - raised where the answer is awaited
        answer.set_exception(error)


def _discard(answer: Future[httpx2.Response]) -> None:
    if answer.exception() is None:
        answer.result().close()


async def in_time_async(
    answer: Awaitable[httpx2.Response], seconds: float
) -> httpx2.Response:
    """`in_time` for the async client, which can cancel what takes longer."""
    import anyio  # comes with httpx2

    try:
        with anyio.fail_after(seconds):
            return await answer
    except TimeoutError:
        raise _too_late() from None


def until(response: httpx2.Response, expires: float, clock: Clock) -> httpx2.Response:
    """The response, its body ending in a timeout once the time has come, however slowly it drips."""
    stream = response.stream
    if isinstance(stream, httpx2.SyncByteStream):
        response.stream = _Until(stream, expires, clock)
    else:
        response.stream = _AsyncUntil(stream, expires, clock)
    return response


class _Until(httpx2.SyncByteStream):
    def __init__(
        self, stream: httpx2.SyncByteStream, expires: float, clock: Clock
    ) -> None:
        self._stream, self._expires, self._clock = stream, expires, clock

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            if self._clock() >= self._expires:
                raise _too_late()
            yield chunk

    def close(self) -> None:
        self._stream.close()


class _AsyncUntil(httpx2.AsyncByteStream):
    def __init__(
        self, stream: httpx2.AsyncByteStream, expires: float, clock: Clock
    ) -> None:
        self._stream, self._expires, self._clock = stream, expires, clock

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            if self._clock() >= self._expires:
                raise _too_late()
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _too_late() -> httpx2.ReadTimeout:
    return httpx2.ReadTimeout("the deadline has passed")
