"""A call as a conversation of steps, without input or output: the sync and the async client both carry it out.

`exchange` is a generator. It yields what has to be done (send, wait, ask for a secret, read, close) and is resumed with
the outcome, so the whole logic of a call - what is sent, what is tried again, what is returned or raised - is here once.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

import httpx2

from .answers import error_of, is_success, value_of
from .auth import Credentials, Proof, prove
from .bodies import EncodedBody
from .errors import ConfigurationError, ConnectError, Failure, Timeout, TransportError, one_line
from .faults import transport_error
from .operation import Operation
from .options import NO_OPTIONS, Decoding, RequestOptions
from .raw import RawResponse, request_id_of
from .requests import Outgoing, prepare
from .retries import IDEMPOTENT, RetryPolicy, retry_after
from .urls import Server, check_base_url

__all__ = ["Ask", "Close", "Exchange", "Read", "Send", "Settings", "Step", "Wait", "exchange", "name_of"]

# The package that this runtime was copied into.
log = logging.getLogger(__name__.partition("._runtime")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a client was told once, for all calls."""

    base_url: str | None
    servers: tuple[Server, ...]
    credentials: Credentials
    timeout: httpx2.Timeout
    deadline: float | None
    retries: RetryPolicy
    headers: Mapping[str, str] = field(repr=False)
    decoding: Decoding


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request; the outcome is the response, read to its end unless `stream`."""

    method: str
    url: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    body: EncodedBody | None
    timeout: httpx2.Timeout
    expires: float | None
    stream: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Call a function that returns a secret, or an awaitable of one."""

    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Read:
    """Read a streamed response to its end."""

    response: httpx2.Response


@dataclass(frozen=True, slots=True)
class Close:
    """Give up a streamed response."""

    response: httpx2.Response


Step: TypeAlias = Send | Wait | Ask | Read | Close
Exchange: TypeAlias = Generator[Step, Any, RawResponse[Any]]


def exchange(
    settings: Settings,
    operation: Operation[Any],
    arguments: tuple[object, ...],
    body: object,
    options: RequestOptions | None,
    *,
    clock: Callable[[], float],
    stream: bool = False,
) -> Exchange:
    """Carry out a call. With `stream`, the value stays None and the response is open.

    Raises CallError as `errors` has it, and ValueError, before anything is sent, for arguments that can't be sent.
    """
    options = options or NO_OPTIONS
    outgoing = prepare(operation, arguments, body, options, settings.headers)
    proofs = yield from _proofs(settings, operation)
    attempts = _Attempts(settings, operation, options, outgoing, clock)
    url, headers = outgoing.url(_base_url(settings, operation), proofs), outgoing.fields(proofs)
    while True:
        timeout = attempts.begin()
        send = Send(operation.method, url, headers, outgoing.body, timeout, attempts.expires, stream)
        try:
            response = yield send
        except httpx2.RequestError as error:
            wait = attempts.after_error(error)
        else:
            asked = attempts.after_answer(response)
            if asked is None:
                break
            wait = asked
            if stream:
                yield Close(response)
        yield Wait(wait)
    return (yield from _judge(settings, operation, options, attempts, response, stream))


def _judge(
    settings: Settings,
    operation: Operation[Any],
    options: RequestOptions,
    attempts: _Attempts,
    response: httpx2.Response,
    stream: bool,
) -> Exchange:
    request_id = request_id_of(response.headers)
    attempts.log(response.status_code, request_id)
    success = is_success(operation, response.status_code)
    if stream and not success:
        try:
            yield Read(response)
        except httpx2.RequestError as error:
            raise attempts.failed(error) from error
    if stream and success:
        return RawResponse(None, response.status_code, response.headers, request_id, attempts.made, response)
    failure = attempts.failure(response, request_id)
    if not success:
        raise error_of(operation, response, failure)
    value = value_of(operation, response, failure, options.decoding or settings.decoding)
    return RawResponse(value, response.status_code, response.headers, request_id, attempts.made, response)


def _proofs(settings: Settings, operation: Operation[Any]) -> Generator[Step, Any, list[Proof]]:
    proofs: list[Proof] = []
    for scheme, credential in settings.credentials.for_operation(operation.security):
        secret = (yield Ask(credential)) if callable(credential) else credential
        proofs.append(prove(scheme, secret))
        if scheme.type == "apiKey" and scheme.location == "query":
            _hide_in_logs(scheme.wire_name)
    return proofs


def _base_url(settings: Settings, operation: Operation[Any]) -> str:
    """The caller's base URL, else the operation's own server, else the API's first."""
    if settings.base_url is not None:
        return settings.base_url
    urls = [*operation.servers, *(server.fill() for server in settings.servers[:1])]
    try:
        return check_base_url(urls[0])
    except IndexError:
        reason = "the document names no server"
    except ValueError:
        reason = f"the document's server is {urls[0]!r}, which is no absolute URL"
    raise ConfigurationError(
        f"pass base_url to the client: {reason}", Failure(operation=name_of(operation), attempts=0)
    )


def name_of(operation: Operation[Any]) -> str:
    """`service.method (POST /path)`."""
    name = f"{operation.service}.{operation.name}" if operation.service else operation.name
    return f"{name} ({operation.method} {operation.path})"


class _Attempts:
    """Counts the attempts of a call and decides on the next one."""

    def __init__(
        self,
        settings: Settings,
        operation: Operation[Any],
        options: RequestOptions,
        outgoing: Outgoing,
        clock: Callable[[], float],
    ) -> None:
        self.made = 0
        self._operation = operation
        self._clock = clock
        self._started = clock()
        self._timeout = settings.timeout if options.timeout is None else httpx2.Timeout(options.timeout)
        deadline = settings.deadline if options.deadline is None else options.deadline
        self.expires = None if deadline is None else self._started + deadline
        self._policy = _policy(settings.retries, options.retries)
        self._replayable = outgoing.body is None or outgoing.body.replayable
        has_key = any(name.lower() == "idempotency-key" for name in outgoing.headers)
        self._repeatable = self._replayable and (has_key or operation.method in IDEMPOTENT)

    def begin(self) -> httpx2.Timeout:
        """Start an attempt; returns its timeouts, cut to what is left until the deadline."""
        self.made += 1
        if self.expires is None:
            return self._timeout
        left = self.expires - self._clock()
        if left <= 0:
            raise self._too_late()
        limits = self._timeout.as_dict()
        return httpx2.Timeout(**{name: left if limit is None else min(limit, left) for name, limit in limits.items()})

    def after_error(self, error: httpx2.RequestError) -> float:
        """Seconds to wait before the next attempt; raises the error that the caller sees when there is none."""
        failed = self.failed(error)
        safe = self._repeatable or (self._replayable and isinstance(failed, ConnectError))
        wait = self._wait(None) if safe and not isinstance(error, httpx2.LocalProtocolError) else None
        if wait is None:
            self.log(type(failed).__name__, None)
            raise failed from error
        return wait

    def after_answer(self, response: httpx2.Response) -> float | None:
        """Seconds to wait before the next attempt, or None when this answer is the last."""
        if not self._repeatable or response.status_code not in self._policy.statuses:
            return None
        return self._wait(retry_after(response.headers, datetime.now(UTC)))

    def failed(self, error: httpx2.RequestError) -> TransportError:
        """A failure of the transport, in our terms."""
        if self.expires is not None and isinstance(error, httpx2.TimeoutException) and self._clock() >= self.expires:
            return self._too_late()
        return transport_error(error, Failure(operation=name_of(self._operation), attempts=self.made))

    def failure(self, response: httpx2.Response, request_id: str | None) -> Failure:
        """What an error says of the call."""
        return Failure(
            operation=name_of(self._operation),
            attempts=self.made,
            status=response.status_code,
            headers=response.headers,
            content=response.content,
            request_id=request_id,
        )

    def log(self, outcome: object, request_id: str | None) -> None:
        """One line for the call: the route, never its arguments."""
        if log.isEnabledFor(logging.DEBUG):
            took = (self._clock() - self._started) * 1000
            identity = f", request id {one_line(request_id)}" if request_id else ""
            log.debug("%s: %s in %.0f ms%s%s", name_of(self._operation), outcome, took, self._count(), identity)

    def _wait(self, asked: float | None) -> float | None:
        # Not for secrets: spreads the clients that a server turned away at the same time.
        wait = self._policy.wait(self.made - 1, asked, random.random())
        if wait is None or (self.expires is not None and self._clock() + wait >= self.expires):
            return None
        return wait

    def _too_late(self) -> Timeout:
        operation = name_of(self._operation)
        message = f"{operation}: not done within its deadline{self._count()}"
        return Timeout(message, Failure(operation=operation, attempts=self.made))

    def _count(self) -> str:
        return f" ({self.made} attempts)" if self.made > 1 else ""


def _policy(settings: RetryPolicy, asked: int | RetryPolicy | None) -> RetryPolicy:
    if asked is None:
        return settings
    return asked if isinstance(asked, RetryPolicy) else RetryPolicy(retries=asked)


class _HideKeys(logging.Filter):
    """Takes API keys out of the URLs that httpx2 logs: it prints them whole."""

    names: frozenset[str] = frozenset()

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self._hidden(each) if isinstance(each, httpx2.URL) else each for each in record.args)
        return True

    def _hidden(self, url: httpx2.URL) -> httpx2.URL:
        params = url.params
        for name in self.names & set(params.keys()):
            params = params.set(name, "REDACTED")
        return url if params == url.params else url.copy_with(params=params)


_FILTER = _HideKeys()


def _hide_in_logs(name: str) -> None:
    if name not in _FILTER.names:
        _FILTER.names |= {name}
        logging.getLogger("httpx2").addFilter(_FILTER)
