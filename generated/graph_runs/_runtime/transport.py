"""Carries out the steps of an exchange over httpx2, synchronously and asynchronously."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from .raw import RawResponse
from .steps import Ask, Close, Exchange, Hold, Lock, Read, Send, Step, Wait

__all__ = ["clock", "run", "run_async"]

clock = time.monotonic


def run(
    exchange: Exchange, http: httpx2.Client, sleep: Callable[[float], None]
) -> RawResponse[Any]:
    """Carry out an exchange."""
    try:
        step = next(exchange)
        while True:
            try:
                outcome = _perform(step, http, sleep)
            except Exception as error:  # noqa: BLE001 - it is the exchange that decides
                step = exchange.throw(error)
            else:
                step = exchange.send(outcome)
    except StopIteration as end:
        result: RawResponse[Any] = end.value
        return result
    finally:
        exchange.close()  # what was interrupted lets go of what it held, now and here


async def run_async(
    exchange: Exchange,
    http: httpx2.AsyncClient,
    sleep: Callable[[float], Awaitable[None]],
) -> RawResponse[Any]:
    """Carry out an exchange, awaiting each step."""
    try:
        step = next(exchange)
        while True:
            try:
                outcome = await _perform_async(step, http, sleep)
            except Exception as error:  # noqa: BLE001 - it is the exchange that decides
                step = exchange.throw(error)
            else:
                step = exchange.send(outcome)
    except StopIteration as end:
        result: RawResponse[Any] = end.value
        return result
    finally:
        exchange.close()  # what was interrupted lets go of what it held, now and here


def _perform(step: Step, http: httpx2.Client, sleep: Callable[[float], None]) -> object:
    match step:
        case Send():
            if step.expires is None:
                return _send(step, http)
            from .deadlines import in_time

            return in_time(lambda: _send(step, http), step.expires - clock(), clock)
        case Wait():
            sleep(step.seconds)
        case Ask():
            return _synchronous(step.function())
        case Hold():
            return _held(step.lock, step.expires)
        case Read():
            return _read(step.response)
        case Close():
            step.response.close()
    return None


async def _perform_async(
    step: Step, http: httpx2.AsyncClient, sleep: Callable[[float], Awaitable[None]]
) -> object:
    match step:
        case Send():
            sending = _send_async(step, http)
            if step.expires is None:
                return await sending
            from .deadlines import in_time_async

            return await in_time_async(sending, step.expires - clock())
        case Wait():
            await sleep(step.seconds)
        case Ask():
            secret = step.function()
            return await secret if inspect.isawaitable(secret) else secret
        case Hold():
            return await _held_async(step.lock, step.expires)
        case Read():
            return await _read_async(step.response)
        case Close():
            await step.response.aclose()
    return None


def _send(send: Send, http: httpx2.Client) -> httpx2.Response:
    response = http.send(_request(send, http), stream=True, follow_redirects=False)
    if send.expires is not None:
        from .deadlines import until, watched

        (watched if send.stream else until)(response, send.expires, clock)
    return response if send.stream else _read(response)


async def _send_async(send: Send, http: httpx2.AsyncClient) -> httpx2.Response:
    response = await http.send(
        _request(send, http), stream=True, follow_redirects=False
    )
    if send.stream and send.expires is not None:
        from .deadlines import watched

        watched(response, send.expires, clock)
    return response if send.stream else await _read_async(response)


def _held(lock: Lock, expires: float | None) -> Any:
    if not lock.threads.acquire(
        timeout=-1 if expires is None else max(expires - clock(), 0)
    ):
        raise httpx2.PoolTimeout("the deadline has passed")
    return lock.threads


async def _held_async(lock: Lock, expires: float | None) -> Any:
    import anyio  # comes with httpx2

    lock.tasks = lock.tasks or anyio.Lock()
    try:
        with anyio.fail_after(None if expires is None else expires - clock()):
            await lock.tasks.acquire()
    except TimeoutError:
        raise httpx2.PoolTimeout("the deadline has passed") from None
    return lock.tasks


def _request(send: Send, http: httpx2.Client | httpx2.AsyncClient) -> httpx2.Request:
    try:
        return _built(send, http)
    except httpx2.InvalidURL as error:
        raise ValueError(f"the request can't be sent: {error}") from None


def _built(send: Send, http: httpx2.Client | httpx2.AsyncClient) -> httpx2.Request:
    body = send.body
    if body is None or isinstance(body.content, bytes):
        content = body.content if body else None
        return http.build_request(
            send.method,
            send.url,
            headers=send.headers,
            content=content,
            timeout=send.timeout,
        )
    length = body.content.length
    framing = (
        {"Transfer-Encoding": "chunked"}
        if length is None
        else {"Content-Length": str(length)}
    )
    # httpx2 wraps iterables for one kind of client; an Upload serves both, so it goes in as the stream it is.
    plain = http.build_request(
        send.method, send.url, headers={**send.headers, **framing}, timeout=send.timeout
    )
    return httpx2.Request(
        plain.method,
        plain.url,
        headers=plain.headers,
        stream=body.content,
        extensions=plain.extensions,
    )


def _read(response: httpx2.Response) -> httpx2.Response:
    try:
        response.read()
    except BaseException:
        response.close()
        raise
    return response


async def _read_async(response: httpx2.Response) -> httpx2.Response:
    try:
        await response.aread()
    except BaseException:
        await response.aclose()
        raise
    return response


def _synchronous(secret: Any) -> Any:
    if inspect.isawaitable(secret):
        if inspect.iscoroutine(secret):
            secret.close()
        raise TypeError("a credential that is awaited needs the async client")
    return secret
