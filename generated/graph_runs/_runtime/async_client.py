"""The asynchronous client that generated ones derive from, and the services whose methods make the calls."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Coroutine,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    overload,
)

import httpx2

from .auth import Credential
from .configured import Configured, accepting_items, failure_of
from .operation import Operation
from .options import Decoding, RequestOptions
from .raw import RawResponse
from .redirected import extended, redirected
from .retries import RetryPolicy
from .transport import run_async

if TYPE_CHECKING:
    from .hooks import Hook
    from .pages import AsyncPager
    from .streams import AsyncItemStream, AsyncStreamedResponse

__all__ = ["AsyncBaseClient", "AsyncService"]

T = TypeVar("T")
P = ParamSpec("P")


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
            await redirected(method, AsyncService, self._exchange)(*args, **kwargs),
        )

    @asynccontextmanager
    async def streaming_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> AsyncGenerator[AsyncStreamedResponse]:
        """Call a service's method and read its answer piece by piece: `async with client.streaming_response(...)`."""
        answer: AsyncStreamedResponse = await redirected(
            method, AsyncService, self._open
        )(*args, **kwargs)
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
            await redirected(method, AsyncService, self._items)(*args, **kwargs),
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
        return await self._exchange(
            operation, (), body, extended(options, query, headers)
        )

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
        from .streams import AsyncStreamedResponse

        return AsyncStreamedResponse(raw.http, failure_of(operation, raw))

    async def _items(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncItemStream[Any]:
        from .answers import content_of
        from .streams import AsyncItemStream, Resumption

        options = accepting_items(operation, options)

        async def reopen(last_event_id: str) -> httpx2.Response:
            again = extended(options, None, {"Last-Event-ID": last_event_id})
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
        from .pages import AsyncPager

        return AsyncPager(self._client._page, operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    async def _stream(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> AsyncItemStream[Any]:
        return await self._client._items(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]
