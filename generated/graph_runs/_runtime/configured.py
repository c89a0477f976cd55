"""What the sync and the async client have in common: what they are told once, and their connections."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

import httpx2

from .auth import Credential, Credentials, SecurityScheme
from .errors import Failure
from .escaping import check_headers
from .operation import Body, Content, Operation, Response, name_of
from .options import NO_OPTIONS, Decoding, RequestOptions
from .raw import RawResponse
from .retries import IDEMPOTENT, RetryPolicy, policy_of
from .servers import Server
from .settings import Settings
from .steps import Exchange
from .transport import clock
from .urls import check_base_url, check_relative

if TYPE_CHECKING:
    from .hooks import Hook

__all__ = ["Configured", "Pool", "accepting_items", "failure_of"]

Http = TypeVar("Http")

DEFAULT_TIMEOUT = httpx2.Timeout(60.0, connect=5.0, pool=10.0)
_JSON = Content("application/json", lambda: Any)
_TEXT = Content("text/*", lambda: str)
_BYTES = Content("*/*", lambda: bytes)
_LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=20)


class Pool(Generic[Http]):
    """The connections of a client and of its copies, made when they are first needed."""

    def __init__(self, kind: Callable[..., Http], given: Http | None) -> None:
        self._kind = kind
        self._client: Http | None = given
        self.is_ours = given is None
        self._is_closed = False
        self._lock = threading.Lock()

    def open(self) -> Http:
        """The connections. Raises RuntimeError after `close`."""
        if self._is_closed:
            raise RuntimeError("the client is closed")
        with self._lock:
            if self._client is None:
                self._client = self._kind(timeout=DEFAULT_TIMEOUT, limits=_LIMITS)
            return self._client

    def close(self) -> Http | None:
        """Refuse further calls; returns what is to be closed, once, unless the caller brought it along."""
        with self._lock:
            self._is_closed = True
            client = self._client if self.is_ours else None
            self._client = None
        return client


class Configured(Generic[Http]):
    """What both clients are told, and how they pass it on.

    Args:
        base_url: Where the API is served; the document's first server by default.
        token: A bearer token, a function that returns one for each call (and once more when it is refused), or
            `ClientCredentials(...)` or `RefreshToken(...)`, which fetch tokens when needed.
        auth: Credentials by the name of their security scheme: a key or token, a function that returns one,
            `(user name, password)`, or what fetches tokens.
        timeout: Seconds for each step of an attempt, or an `httpx2.Timeout`.
        deadline: Seconds for a whole call, retries included; none by default.
        retries: How often a call that may be repeated is tried again, or a `RetryPolicy`.
        headers: Header fields of all calls.
        http_client: Connections of your own (proxies, certificates, HTTP/2, a test's transport); you close them.
        decoding: `"tolerant"` keeps what the document does not know, `"strict"` refuses it.
        hooks: Told of each request and its answer; see `Hook`.
        redirects: How many redirects to follow; none by default. To another origin they go without credentials.
        server_variables: Values for the variables of the document's servers, those of its paths and operations included.

    Raises:
        ValueError: An argument can't be used; the message never shows a credential.
    """

    _servers: ClassVar[tuple[Server, ...]] = ()
    _server_variables: ClassVar[tuple[str, ...]] = ()
    _security_schemes: ClassVar[dict[str, SecurityScheme]] = {}
    _http_kind: ClassVar[Any]

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: Credential | None = None,
        auth: Mapping[str, Credential] | None = None,
        timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT,
        deadline: float | None = None,
        retries: int | RetryPolicy = 2,
        headers: Mapping[str, str] | None = None,
        http_client: Http | None = None,
        decoding: Decoding = "tolerant",
        hooks: Sequence[Hook] = (),
        redirects: int = 0,
        server_variables: Mapping[str, str] | None = None,
    ) -> None:
        self._pool: Pool[Http] = Pool(self._http_kind, http_client)
        self._is_copy = False
        self._settings = Settings(
            base_url=None if base_url is None else check_base_url(base_url),
            servers=self._servers,
            credentials=Credentials(self._security_schemes, token, auth),
            timeout=httpx2.Timeout(timeout),
            deadline=deadline,
            retries=policy_of(retries),
            headers=dict(check_headers(headers or {})),
            decoding=decoding,
            hooks=tuple(hooks),
            redirects=redirects,
            server_variables=self._known(server_variables or {}),
        )

    def _known(self, variables: Mapping[str, str]) -> Mapping[str, str]:
        """The variables. Raises ValueError for one that no server has, and for a value that a server can't take."""
        if unknown := sorted(variables.keys() - self._server_variables):
            raise ValueError(f"no server has the variable {', '.join(unknown)}")
        for server in self._servers[:1]:
            server.fill(variables)
        return dict(variables)

    def __getstate__(self) -> Settings:
        """What is pickled and copied: the settings. Connections are made anew, and your own can't be brought along."""
        if not self._pool.is_ours:
            raise TypeError("a client with an http_client of its own can't be pickled")
        return self._settings

    def __setstate__(self, settings: Settings) -> None:
        self._pool, self._is_copy, self._settings = (
            Pool(self._http_kind, None),
            False,
            settings,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url or 'without a base_url'}>"

    @property
    def base_url(self) -> str | None:
        """Where calls go; None when neither the caller nor the document says so."""
        if self._settings.base_url is not None or not self._servers:
            return self._settings.base_url
        return self._servers[0].fill(self._settings.server_variables)

    def _copy(self, settings: Settings) -> Self:
        twin = type(self).__new__(type(self))
        twin._pool, twin._is_copy, twin._settings = self._pool, True, settings
        return twin

    def _changed(
        self,
        base_url: str | None,
        token: Credential | None,
        auth: Mapping[str, Credential] | None,
        timeout: float | httpx2.Timeout | None,
        deadline: float | None,
        retries: int | RetryPolicy | None,
        headers: Mapping[str, str] | None,
        decoding: Decoding | None,
        hooks: Sequence[Hook] | None,
        redirects: int | None,
    ) -> Settings:
        changes: dict[str, Any] = {
            "deadline": deadline,
            "decoding": decoding,
            "redirects": redirects,
        }
        changes["hooks"] = None if hooks is None else tuple(hooks)
        changes["base_url"] = None if base_url is None else check_base_url(base_url)
        changes["timeout"] = None if timeout is None else httpx2.Timeout(timeout)
        changes["retries"] = None if retries is None else policy_of(retries)
        changes["headers"] = (
            None
            if headers is None
            else {**self._settings.headers, **check_headers(headers)}
        )
        if token is not None or auth is not None:
            changes["credentials"] = Credentials(self._security_schemes, token, auth)
        return self._settings._replace(
            **{name: value for name, value in changes.items() if value is not None}
        )

    def _begin(
        self,
        operation: Operation[Any],
        arguments: tuple[object, ...],
        body: object,
        options: RequestOptions | None,
        stream: bool = False,
        url: str | None = None,
    ) -> Exchange:
        from .exchange import exchange

        return exchange(
            self._settings,
            operation,
            arguments,
            body,
            options,
            clock=clock,
            stream=stream,
            url=url,
        )

    def _ad_hoc(self, method: str, path: str, has_body: bool) -> Operation[Any]:
        """An operation that no document describes, with whatever credentials the client has."""
        return Operation(
            service="",
            name="request",
            operation_id=None,
            method=method.upper(),
            path=check_relative(path),
            body=Body((_JSON, _BYTES)) if has_body else None,
            responses=(Response("2XX", (_JSON, _TEXT, _BYTES)),),
            security=self._settings.credentials.any_alternative(),
        )

    def _resumes(
        self, operation: Operation[Any], body: object, options: RequestOptions | None
    ) -> RetryPolicy | None:
        """How a stream may be resumed; None where it may not: a request that can't be repeated, or has a deadline."""
        given = options or NO_OPTIONS
        deadline = self._settings.deadline if given.deadline is None else given.deadline
        if (
            operation.method not in IDEMPOTENT
            or body is not None
            or deadline is not None
        ):
            return None
        return (
            self._settings.retries
            if given.retries is None
            else policy_of(given.retries)
        )

    def _decoding(self, options: RequestOptions | None) -> Decoding:
        return (options and options.decoding) or self._settings.decoding


def accepting_items(
    operation: Operation[Any], options: RequestOptions | None
) -> RequestOptions | None:
    """The options, asking for the media types whose items come one by one, unless they ask for something themselves."""
    contents = [
        content
        for response in operation.responses
        for content in response.contents
        if content.item
    ]
    given = options or NO_OPTIONS
    if not contents or any(name.lower() == "accept" for name in given.headers):
        return options
    accepted = ", ".join(dict.fromkeys(content.media_type for content in contents))
    return replace(given, headers={**given.headers, "Accept": accepted})


def failure_of(operation: Operation[Any], answer: RawResponse[Any]) -> Failure:
    """What an error of a stream says of the call."""
    return Failure(
        operation=name_of(operation),
        attempts=answer.attempts,
        status=answer.status,
        headers=answer.headers,
        request_id=answer.request_id,
    )
