"""Collections that come in pages: iterated by item or by page, each page asked for when it is needed.

`Turning` knows which request comes after an answer; the pagers carry it out, synchronously and asynchronously.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Any, Generic, TypeAlias, TypeVar, cast

import httpx2

from .errors import DecodeError, Failure
from .operation import Operation, Pagination, name_of
from .options import RequestOptions
from .raw import RawResponse
from .shapes import is_array, is_object, members_of
from .urls import origin

__all__ = ["AsyncPager", "Pager", "Turning"]

PageT = TypeVar("PageT")
ItemT = TypeVar("ItemT")

Fetch: TypeAlias = Callable[
    [Operation[Any], tuple[object, ...], object, RequestOptions | None, str | None],
    RawResponse[Any],
]
AsyncFetch: TypeAlias = Callable[
    [Operation[Any], tuple[object, ...], object, RequestOptions | None, str | None],
    Awaitable[RawResponse[Any]],
]


class Turning:
    """Where in a collection a caller is: the arguments of the next request, or the URL that a server gave for it."""

    def __init__(
        self, operation: Operation[Any], arguments: tuple[object, ...]
    ) -> None:
        self.operation, self.arguments = operation, arguments
        self.url: str | None = None
        self.is_over = False

    def items(self, page: object) -> Iterable[Any]:
        """The items of a page."""
        found = find(page, self._declared.items)
        return found if is_array(found) else ()

    def turn(self, raw: RawResponse[Any]) -> None:
        """Go on to the page after an answer. Raises DecodeError when a server leads in a circle or to strangers."""
        declared = self._declared
        if declared.step:
            self._step(raw.value, declared)
        elif declared.cursor:
            self._set(find(raw.value, declared.cursor), declared.parameter, raw)
        elif declared.header:
            self._set(raw.headers.get(declared.header), declared.parameter, raw)
        else:
            self._follow(
                _link(raw.http) if declared.link else find(raw.value, declared.next),
                raw,
            )

    @property
    def _declared(self) -> Pagination:
        if self.operation.pagination is None:
            raise TypeError(f"{name_of(self.operation)} has no pages")
        return self.operation.pagination

    def _step(self, page: object, declared: Pagination) -> None:
        count = len(cast("list[Any]", self.items(page)))
        at, now = self._argument(declared.parameter)
        first = 1 if declared.step == "page" else 0
        begin = next(
            (
                each
                for each in (now, self.operation.parameters[at].default)
                if isinstance(each, int)
            ),
            first,
        )
        self._replace(at, begin + (1 if declared.step == "page" else count))
        self.is_over = count == 0

    def _set(self, cursor: object, parameter: str, raw: RawResponse[Any]) -> None:
        at, now = self._argument(parameter)
        self.is_over = cursor in (None, "")
        if not self.is_over and cursor == now:
            raise self._circle(raw)
        self._replace(at, cursor)

    def _follow(self, url: object, raw: RawResponse[Any]) -> None:
        self.is_over = not url
        if self.is_over:
            return
        here = raw.http.url
        try:
            following = here.join(str(url))
        except (httpx2.InvalidURL, ValueError):
            raise self._wrong(raw, "the URL of the next page is none") from None
        if origin(following) != origin(here):
            raise self._wrong(
                raw, "the next page is on another server, which gets no credentials"
            )
        if following == here:
            raise self._circle(raw)
        self.url = str(following)

    def _argument(self, wire_name: str) -> tuple[int, object]:
        names = [parameter.wire_name for parameter in self.operation.parameters]
        return names.index(wire_name), self.arguments[names.index(wire_name)]

    def _replace(self, at: int, value: object) -> None:
        self.arguments = (*self.arguments[:at], value, *self.arguments[at + 1 :])

    def _circle(self, raw: RawResponse[Any]) -> DecodeError:
        return self._wrong(raw, "the next page is this page again")

    def _wrong(self, raw: RawResponse[Any], reason: str) -> DecodeError:
        name = name_of(self.operation)
        failure = Failure(
            operation=name,
            attempts=raw.attempts,
            status=raw.status,
            headers=raw.headers,
        )
        return DecodeError(f"{name}: {reason}", failure)


class Pager(Generic[PageT, ItemT]):
    """The items of a collection: `for item in client.runs.list_runs()`. Nothing is asked for before that."""

    def __init__(
        self,
        fetch: Fetch,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> None:
        self._fetch = fetch
        self._call = operation, arguments, body, options

    def __iter__(self) -> Iterator[ItemT]:
        operation, arguments, *_ = self._call
        turning = Turning(operation, arguments)
        for page in self.pages():
            yield from turning.items(page)

    def pages(self) -> Iterator[PageT]:
        """The pages, each as the service answered it."""
        operation, arguments, body, options = self._call
        turning = Turning(operation, arguments)
        while not turning.is_over:
            raw = self._fetch(operation, turning.arguments, body, options, turning.url)
            yield cast("PageT", raw.value)
            turning.turn(raw)

    def page(self) -> PageT:
        """The first page."""
        return next(self.pages())


class AsyncPager(Generic[PageT, ItemT]):
    """The items of a collection: `async for item in client.runs.list_runs()`. Nothing is asked for before that."""

    def __init__(
        self,
        fetch: AsyncFetch,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
    ) -> None:
        self._fetch = fetch
        self._call = operation, arguments, body, options

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        operation, arguments, *_ = self._call
        turning = Turning(operation, arguments)
        async for page in self.pages():
            for item in turning.items(page):
                yield item

    async def pages(self) -> AsyncIterator[PageT]:
        """The pages, each as the service answered it."""
        operation, arguments, body, options = self._call
        turning = Turning(operation, arguments)
        while not turning.is_over:
            raw = await self._fetch(
                operation, turning.arguments, body, options, turning.url
            )
            yield cast("PageT", raw.value)
            turning.turn(raw)

    async def page(self) -> PageT:
        """The first page."""
        operation, arguments, body, options = self._call
        raw = await self._fetch(operation, arguments, body, options, None)
        return cast("PageT", raw.value)


def find(value: object, pointer: str) -> Any:
    """What a JSON Pointer (RFC 6901) over the wire names leads to in a model or mapping; None where it leads nowhere."""
    for token in pointer.split("/")[1:]:
        if is_array(value):
            value = (
                value[int(token)]
                if token.isdecimal() and int(token) < len(value)
                else None
            )
        elif value is None or isinstance(value, (str, int, float)):
            return None
        else:
            members = value if is_object(value) else dict(members_of(value))
            value = members.get(token.replace("~1", "/").replace("~0", "~"))
    return value


def _link(response: httpx2.Response) -> str | None:
    """Where `rel="next"` of the Link header leads (RFC 8288)."""
    return response.links.get("next", {}).get("url")
