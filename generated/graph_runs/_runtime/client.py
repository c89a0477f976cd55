"""The clients that generated clients derive from, and the services whose methods make the calls.

`Client` and `AsyncClient` of a package add nothing but their services; what a call does is in `exchange`, once for both.
"""

from __future__ import annotations

import copy
import time
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from types import MethodType, TracebackType
from typing import Any, ClassVar, ParamSpec, Self, TypeVar, cast, overload

import httpx2

from .answers import content_of
from .auth import Credential, SecurityScheme
from .configured import Configured, accepting_items, failure_of
from .hooks import Hook
from .operation import Operation
from .options import Decoding, RequestOptions
from .pages import AsyncPager, Pager
from .raw import RawResponse
from .retries import RetryPolicy
from .streams import (
    AsyncItemStream,
    AsyncStreamedResponse,
    ItemStream,
    Resumption,
    StreamedResponse,
)
from .transport import run, run_async
from .urls import Server, ServerVariable

__all__ = [
    "AsyncBaseClient",
    "AsyncService",
    "BaseClient",
    "SecurityScheme",
    "Server",
    "ServerVariable",
    "Service",
]

T = TypeVar("T")
P = ParamSpec("P")


class BaseClient(Configured[httpx2.Client]):
    __doc__ = Configured.__doc__
    _http_kind: ClassVar[Any] = httpx2.Client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a copy made by `with_options` leaves them to the original."""
        if not self._is_copy and (http := self._pool.close()) is not None:
            http.close()

    def with_options(
        self,
        *,
        base_url: str | None = None,
        token: Credential | None = None,
        auth: Mapping[str, Credential] | None = None,
        timeout: float | httpx2.Timeout | None = None,
        deadline: float | None = None,
        retries: int | RetryPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        decoding: Decoding | None = None,
        hooks: Sequence[Hook] | None = None,
        redirects: int | None = None,
    ) -> Self:
        """A client that differs in the options given and shares the connections. Headers are added to the present ones."""
        changes = (
            base_url,
            token,
            auth,
            timeout,
            deadline,
            retries,
            headers,
            decoding,
            hooks,
            redirects,
        )
        settings = self._changed(*changes)
        return self._copy(settings)

    @overload
    def raw_response(
        self, method: Callable[P, Pager[T, Any]], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]: ...

    @overload
    def raw_response(
        self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]: ...

    def raw_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[Any]:
        """Call a service's method and return its value with the status, headers and response around it.

        `client.raw_response(client.runs.create_run, "f1", body=run)`
        """
        return cast(
            "RawResponse[Any]", _redirected(method, self._exchange)(*args, **kwargs)
        )

    @contextmanager
    def streaming_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> Generator[StreamedResponse]:
        """Call a service's method and read its answer piece by piece: `with client.streaming_response(...) as answer`."""
        answer: StreamedResponse = _redirected(method, self._open)(*args, **kwargs)
        try:
            yield answer
        finally:
            answer.http.close()

    @overload
    def stream_items(
        self, method: Callable[P, ItemStream[T]], *args: P.args, **kwargs: P.kwargs
    ) -> ItemStream[T]: ...

    @overload
    def stream_items(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> ItemStream[Any]: ...

    def stream_items(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> ItemStream[Any]:
        """Call a service's method whose answer is a sequence (server-sent events, JSON Lines); iterate over the items."""
        return cast(
            "ItemStream[Any]", _redirected(method, self._items)(*args, **kwargs)
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        options: RequestOptions | None = None,
    ) -> RawResponse[Any]:
        """Call what the document does not describe, with the client's credentials, retries and timeouts.

        `path` is relative to the base URL and can't lead away from it. A `body` is sent as JSON, bytes as they are.
        """
        operation = self._ad_hoc(method, path, body is not None)
        return self._exchange(operation, (), body, _with(options, query, headers))

    def _call(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> T:
        return cast("T", self._exchange(operation, arguments, body, options).value)

    def _exchange(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> RawResponse[Any]:
        return run(
            self._begin(operation, arguments, body, options),
            self._pool.open(),
            self._sleep,
        )

    def _open(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> StreamedResponse:
        raw = run(
            self._begin(operation, arguments, body, options, stream=True),
            self._pool.open(),
            self._sleep,
        )
        return StreamedResponse(raw.http, failure_of(operation, raw))

    def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def _items(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> ItemStream[Any]:
        options = accepting_items(operation, options)

        def reopen(last_event_id: str) -> httpx2.Response:
            again = _with(options, None, {"Last-Event-ID": last_event_id})
            return self._open(operation, arguments, body, again).http

        answer, decoding = (
            self._open(operation, arguments, body, options),
            self._decoding(options),
        )
        try:
            content = content_of(operation, answer.http, answer.failure, decoding)
        except BaseException:
            answer.http.close()
            raise
        policy = self._resumes(operation, body, options)
        resumption = Resumption(reopen, self._sleep, policy) if policy else None
        return ItemStream(answer.http, content, answer.failure, decoding, resumption)

    def _page(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
        url: str | None,
    ) -> RawResponse[Any]:
        return run(
            self._begin(operation, arguments, body, options, url=url),
            self._pool.open(),
            self._sleep,
        )


class AsyncBaseClient(Configured[httpx2.AsyncClient]):
    __doc__ = Configured.__doc__
    _http_kind: ClassVar[Any] = httpx2.AsyncClient

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; a copy made by `with_options` leaves them to the original."""
        if not self._is_copy and (http := self._pool.close()) is not None:
            await http.aclose()

    close = aclose

    def with_options(
        self,
        *,
        base_url: str | None = None,
        token: Credential | None = None,
        auth: Mapping[str, Credential] | None = None,
        timeout: float | httpx2.Timeout | None = None,
        deadline: float | None = None,
        retries: int | RetryPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        decoding: Decoding | None = None,
        hooks: Sequence[Hook] | None = None,
        redirects: int | None = None,
    ) -> Self:
        """A client that differs in the options given and shares the connections. Headers are added to the present ones."""
        changes = (
            base_url,
            token,
            auth,
            timeout,
            deadline,
            retries,
            headers,
            decoding,
            hooks,
            redirects,
        )
        settings = self._changed(*changes)
        return self._copy(settings)

    @overload
    async def raw_response(
        self, method: Callable[P, AsyncPager[T, Any]], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]: ...

    @overload
    async def raw_response(
        self, method: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]: ...

    async def raw_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[Any]:
        """Call a service's method and return its value with the status, headers and response around it.

        `await client.raw_response(client.runs.create_run, "f1", body=run)`
        """
        return cast(
            "RawResponse[Any]",
            await _redirected(method, self._exchange)(*args, **kwargs),
        )

    @asynccontextmanager
    async def streaming_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> AsyncGenerator[AsyncStreamedResponse]:
        """Call a service's method and read its answer piece by piece: `async with client.streaming_response(...)`."""
        answer: AsyncStreamedResponse = await _redirected(method, self._open)(
            *args, **kwargs
        )
        try:
            yield answer
        finally:
            await answer.http.aclose()

    async def stream_items(
        self, method: Callable[P, Awaitable[Any]], *args: P.args, **kwargs: P.kwargs
    ) -> AsyncItemStream[Any]:
        """Call a service's method whose answer is a sequence (server-sent events, JSON Lines); iterate over the items."""
        return cast(
            "AsyncItemStream[Any]",
            await _redirected(method, self._items)(*args, **kwargs),
        )

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        options: RequestOptions | None = None,
    ) -> RawResponse[Any]:
        """Call what the document does not describe, with the client's credentials, retries and timeouts.

        `path` is relative to the base URL and can't lead away from it. A `body` is sent as JSON, bytes as they are.
        """
        operation = self._ad_hoc(method, path, body is not None)
        return await self._exchange(operation, (), body, _with(options, query, headers))

    async def _call(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> T:
        return cast(
            "T", (await self._exchange(operation, arguments, body, options)).value
        )

    async def _exchange(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> RawResponse[Any]:
        return await run_async(
            self._begin(operation, arguments, body, options),
            self._pool.open(),
            self._sleep,
        )

    async def _open(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncStreamedResponse:
        begun = self._begin(operation, arguments, body, options, stream=True)
        raw = await run_async(begun, self._pool.open(), self._sleep)
        return AsyncStreamedResponse(raw.http, failure_of(operation, raw))

    async def _items(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncItemStream[Any]:
        options = accepting_items(operation, options)

        async def reopen(last_event_id: str) -> httpx2.Response:
            again = _with(options, None, {"Last-Event-ID": last_event_id})
            return (await self._open(operation, arguments, body, again)).http

        answer, decoding = (
            await self._open(operation, arguments, body, options),
            self._decoding(options),
        )
        try:
            content = content_of(operation, answer.http, answer.failure, decoding)
        except BaseException:
            await answer.http.aclose()
            raise
        policy = self._resumes(operation, body, options)
        resumption = Resumption(reopen, self._sleep, policy) if policy else None
        return AsyncItemStream(
            answer.http, content, answer.failure, decoding, resumption
        )

    async def _page(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
        url: str | None,
    ) -> RawResponse[Any]:
        begun = self._begin(operation, arguments, body, options, url=url)
        return await run_async(begun, self._pool.open(), self._sleep)

    async def _sleep(self, seconds: float) -> None:
        import anyio  # comes with httpx2, which works under asyncio and trio alike

        await anyio.sleep(seconds)


class Service:
    """The operations of one tag; its methods are generated."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    def _call(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> T:
        return self._client._call(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    def _pages(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> Pager[T, Any]:
        return Pager(self._client._page, operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    def _stream(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> ItemStream[Any]:
        return self._client._items(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]


class AsyncService:
    """The operations of one tag, awaited; its methods are generated."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    def _call(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> Coroutine[Any, Any, T]:
        return self._client._call(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    def _pages(
        self,
        operation: Operation[T],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncPager[T, Any]:
        return AsyncPager(self._client._page, operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    async def _stream(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncItemStream[Any]:
        return await self._client._items(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]


def _redirected(
    method: Callable[..., Any], call: Callable[..., Any]
) -> Callable[..., Any]:
    """The method on a stand-in for its service whose calls end in `call`."""
    service = getattr(method, "__self__", None)
    if not isinstance(service, (Service, AsyncService)) or not isinstance(
        method, MethodType
    ):
        raise TypeError(
            "pass a method of one of the client's services, such as client.runs.create_run, uncalled"
        )
    stand_in = copy.copy(service)
    stand_in.__dict__.update(_call=call, _pages=call, _stream=call)
    return MethodType(method.__func__, stand_in)


def _with(
    options: RequestOptions | None,
    query: Mapping[str, object] | None,
    headers: Mapping[str, str] | None,
) -> RequestOptions:
    options = options or RequestOptions()
    return replace(
        options,
        query={**options.query, **(query or {})},
        headers={**options.headers, **(headers or {})},
    )
