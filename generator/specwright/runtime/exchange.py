"""A call as a conversation of steps, without input or output: the sync and the async client both carry it out.

`exchange` is a generator. It yields what has to be done (send, wait, ask for a secret, read, close) and is resumed with
the outcome, so the whole logic of a call - what is sent, what is tried again, what is returned or raised - is here once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2

from .answers import error_of, is_success, value_of
from .attempts import Attempts, name_of
from .auth import Proof, prove
from .bodies import EncodedBody
from .errors import ConfigurationError, Failure
from .operation import Operation
from .options import NO_OPTIONS, RequestOptions
from .raw import RawResponse, request_id_of
from .redaction import hide_in_logs
from .requests import prepare
from .settings import Settings
from .urls import check_base_url

__all__ = ["Ask", "Close", "Exchange", "Read", "Send", "Step", "Wait", "exchange"]


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
    attempts = Attempts(settings, operation, options, outgoing, clock)
    base_url = _base_url(settings, operation)
    while True:
        url, headers = outgoing.url(base_url, proofs), outgoing.fields(proofs)
        timeout = attempts.begin()
        try:
            response = yield Send(operation.method, url, headers, outgoing.body, timeout, attempts.expires, stream)
        except httpx2.RequestError as error:
            wait = attempts.after_error(error)
        else:
            again = attempts.after_answer(response)
            if attempts.may_ask_again(response):
                stale, proofs = proofs, (yield from _proofs(settings, operation))
                again = None if proofs == stale else 0.0
            if again is None:
                break
            wait = again
            if stream:
                yield Close(response)
        yield Wait(wait)
    return (yield from _judge(settings, operation, options, attempts, response, stream))


def _judge(
    settings: Settings,
    operation: Operation[Any],
    options: RequestOptions,
    attempts: Attempts,
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
            hide_in_logs(scheme.wire_name)
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
