"""A small package as it would be generated: operations, services and clients of a run API, for the tests beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import httpx2
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from specwright.runtime.async_client import AsyncBaseClient, AsyncService
from specwright.runtime.auth import SecurityScheme
from specwright.runtime.client import BaseClient, Service
from specwright.runtime.operation import Body, Content, Operation, Parameter, Response
from specwright.runtime.options import RequestOptions
from specwright.runtime.servers import Server

BASE = "https://api.example/v1"


class Run(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    display_name: str
    count: int | None = None


class Fault(BaseModel):
    code: str
    message: str


RUN = Content("application/json", lambda: Run)
FAULTS = (
    Response("404", (Content("application/json", lambda: Fault),)),
    Response("default", (Content("application/problem+json", lambda: dict[str, Any]),)),
)
BEARER = ((("bearer", ()),),)


def operation(name: str, method: str, path: str, **rest: Any) -> Operation[Any]:
    """An operation of the service `runs` that answers with a run, unless told otherwise."""
    given: dict[str, Any] = {"responses": (Response("200", (RUN,)), *FAULTS), "security": BEARER, **rest}
    return Operation(service="runs", name=name, operation_id=name, method=method, path=path, **given)


ID = Parameter("id", "id", "path", lambda: str, required=True)
GET_RUN = operation("get_run", "GET", "/runs/{id}", parameters=(ID,))
LIST_RUNS = operation(
    "list_runs",
    "GET",
    "/runs",
    parameters=(
        Parameter("top", "$top", "query", lambda: int, style="form", explode=True),
        Parameter("since", "X-Since", "header", lambda: str),
        Parameter("session", "session", "cookie", lambda: str, style="form", explode=True),
    ),
    responses=(Response("200", (Content("application/json", lambda: list[Run]),)), *FAULTS),
)
CREATE_RUN = operation(
    "create_run", "POST", "/runs", body=Body((RUN,), required=True), responses=(Response("201", (RUN,)), *FAULTS)
)
DELETE_RUN = operation("delete_run", "DELETE", "/runs/{id}", parameters=(ID,), responses=(Response("204"), *FAULTS))
DOWNLOAD = operation(
    "download",
    "GET",
    "/runs/{id}/log",
    parameters=(ID,),
    responses=(Response("200", (Content("application/octet-stream", lambda: bytes),)),),
)
UPLOAD = operation(
    "upload",
    "PUT",
    "/runs/{id}/log",
    parameters=(ID,),
    body=Body((Content("application/octet-stream", lambda: bytes),)),
    responses=(Response("204"),),
)
EVENTS = operation(
    "events",
    "GET",
    "/events",
    responses=(
        Response(
            "200",
            (
                Content("text/event-stream", lambda: str, item=lambda: Run),
                Content("application/jsonl", lambda: bytes, item=lambda: Run),
            ),
        ),
    ),
)
PING = operation(
    "ping", "GET", "/ping", security=(), responses=(Response("200", (Content("text/plain", lambda: str),)),)
)

SCHEMES = {
    "bearer": SecurityScheme(type="http", http_scheme="bearer"),
    "basic": SecurityScheme(type="http", http_scheme="basic"),
    "header": SecurityScheme(type="apiKey", wire_name="X-Key", location="header"),
    "query": SecurityScheme(type="apiKey", wire_name="key", location="query"),
    "cookie": SecurityScheme(type="apiKey", wire_name="sid", location="cookie"),
    "oauth": SecurityScheme(type="oauth2"),
}


class Runs(Service):
    def get_run(self, id: str, *, options: RequestOptions | None = None) -> Run:
        return self._call(GET_RUN, (id,), None, options)

    def list_runs(
        self,
        *,
        top: int | None = None,
        since: str | None = None,
        session: str | None = None,
        options: RequestOptions | None = None,
    ) -> list[Run]:
        return self._call(LIST_RUNS, (top, since, session), None, options)

    def create_run(self, *, body: Run, options: RequestOptions | None = None) -> Run:
        return self._call(CREATE_RUN, (), body, options)

    def delete_run(self, id: str, *, options: RequestOptions | None = None) -> None:
        return self._call(DELETE_RUN, (id,), None, options)

    def download(self, id: str, *, options: RequestOptions | None = None) -> bytes:
        return self._call(DOWNLOAD, (id,), None, options)

    def upload(self, id: str, *, body: Any, options: RequestOptions | None = None) -> None:
        return self._call(UPLOAD, (id,), body, options)

    def events(self, *, options: RequestOptions | None = None) -> str:
        return self._call(EVENTS, (), None, options)

    def ping(self, *, options: RequestOptions | None = None) -> str:
        return self._call(PING, (), None, options)

    def call(self, operation: Operation[Any], *arguments: object, body: object = None) -> Any:
        return self._call(operation, arguments, body, None)


class AsyncRuns(AsyncService):
    async def get_run(self, id: str, *, options: RequestOptions | None = None) -> Run:
        return await self._call(GET_RUN, (id,), None, options)

    async def create_run(self, *, body: Run, options: RequestOptions | None = None) -> Run:
        return await self._call(CREATE_RUN, (), body, options)

    async def download(self, id: str, *, options: RequestOptions | None = None) -> bytes:
        return await self._call(DOWNLOAD, (id,), None, options)

    async def upload(self, id: str, *, body: Any, options: RequestOptions | None = None) -> None:
        return await self._call(UPLOAD, (id,), body, options)

    async def events(self, *, options: RequestOptions | None = None) -> str:
        return await self._call(EVENTS, (), None, options)


class Client(BaseClient):
    _servers: ClassVar[tuple[Server, ...]] = (Server(BASE),)
    _security_schemes: ClassVar[dict[str, SecurityScheme]] = SCHEMES

    @cached_property
    def runs(self) -> Runs:
        return Runs(self)


class AsyncClient(AsyncBaseClient):
    _servers: ClassVar[tuple[Server, ...]] = (Server(BASE),)
    _security_schemes: ClassVar[dict[str, SecurityScheme]] = SCHEMES

    @cached_property
    def runs(self) -> AsyncRuns:
        return AsyncRuns(self)


Answer = httpx2.Response | Exception
RUN_JSON = {"displayName": "Nightly"}


class Wire:
    """Answers requests from a list, the last answer for good, and keeps what was sent."""

    def __init__(self, *answers: Answer | Callable[[httpx2.Request], httpx2.Response]) -> None:
        self.answers = list(answers) or [httpx2.Response(200, json=RUN_JSON)]
        self.requests: list[httpx2.Request] = []
        self.waits: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if not isinstance(answer, httpx2.Response):
            return answer(request)
        # A response is bound to the request that it answered first.
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def request(self) -> httpx2.Request:
        """The only request, or the last one."""
        return self.requests[-1]

    def client(self, **options: Any) -> Client:
        """A client on this wire that does not really wait between attempts."""
        http = httpx2.Client(transport=httpx2.MockTransport(self))
        client = Client(http_client=http, **options)
        client._sleep = self.waits.append  # type: ignore[method-assign]
        return client

    def async_client(self, **options: Any) -> AsyncClient:
        """The same, awaited."""
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))
        client = AsyncClient(http_client=http, **options)

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        client._sleep = sleep  # type: ignore[method-assign]
        return client

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return self(request)
