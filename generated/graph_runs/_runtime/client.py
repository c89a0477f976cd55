"""The client that generated clients derive from, and the services whose methods make the calls.

`Client` of a package adds nothing but its services; what a call does is in `exchange`, once for this and `async_client`. That
is imported by the first call, as it loads most of pydantic: importing a package and making a client do without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
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
from .transport import run

if TYPE_CHECKING:
    from .hooks import Hook
    from .pages import Pager
    from .streams import ItemStream, StreamedResponse

__all__ = ["BaseClient", "Service"]

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
            "RawResponse[Any]",
            redirected(method, Service, self._exchange)(*args, **kwargs),
        )

    @contextmanager
    def streaming_response(
        self, method: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> Generator[StreamedResponse]:
        """Call a service's method and read its answer piece by piece: `with client.streaming_response(...) as answer`."""
        answer: StreamedResponse = redirected(method, Service, self._open)(
            *args, **kwargs
        )
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
            "ItemStream[Any]", redirected(method, Service, self._items)(*args, **kwargs)
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
        return self._exchange(operation, (), body, extended(options, query, headers))

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
        from .streams import StreamedResponse

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
        from .answers import content_of
        from .streams import ItemStream, Resumption

        options = accepting_items(operation, options)

        def reopen(last_event_id: str) -> httpx2.Response:
            again = extended(options, None, {"Last-Event-ID": last_event_id})
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
        from .pages import Pager

        return Pager(self._client._page, operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]

    def _stream(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> ItemStream[Any]:
        return self._client._items(operation, arguments, body, options)  # pyright: ignore[reportPrivateUsage]
