"""A call as a conversation of steps, without input or output: the sync and the async client both carry it out.

`exchange` is a generator. It yields what has to be done (send, wait, ask for a secret, read, close) and is resumed with
the outcome, so the whole logic of a call - what is sent, what is tried again, what is returned or raised - is here once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import httpx2

from .answers import error_of, is_success, value_of
from .attempts import Attempts
from .auth import Claim, Proof, prove
from .errors import ConfigurationError, Failure
from .operation import Operation, name_of
from .options import NO_OPTIONS, RequestOptions
from .raw import RawResponse
from .requests import prepare
from .sending import Sending
from .settings import Settings
from .steps import Ask, Close, Exchange, Read, Send, Step, Wait
from .urls import check_base_url

__all__ = ["exchange"]


def exchange(
    settings: Settings,
    operation: Operation[Any],
    arguments: tuple[object, ...],
    body: object,
    options: RequestOptions | None,
    *,
    clock: Callable[[], float],
    stream: bool = False,
    url: str | None = None,
) -> Exchange:
    """Carry out a call. With `stream`, the value stays None and the response is open. `url` goes before the operation's.

    Raises CallError as `errors` has it, and ValueError, before anything is sent, for arguments that can't be sent.
    """
    options = options or NO_OPTIONS
    outgoing = prepare(operation, arguments, body, options, settings.headers)
    outgoing.given_url = url
    attempts = Attempts(settings, operation, options, outgoing, clock)
    base_url = _base_url(settings, operation)
    claims = settings.credentials.for_operation(operation.security)
    secrets = yield from _secrets(claims, attempts, base_url)
    hooks, redirects = (
        settings.hooks,
        settings.redirects if options.redirects is None else options.redirects,
    )
    sending = Sending(
        operation, hooks, redirects, outgoing.url(base_url, ()) if hooks else ""
    )
    while True:
        proofs = _proofs(claims, secrets)
        target, headers = outgoing.url(base_url, proofs), outgoing.fields(proofs)
        timeout = attempts.begin()
        try:
            send = Send(
                operation.method,
                target,
                headers,
                outgoing.body,
                timeout,
                attempts.expires,
                stream,
            )
            response = yield from sending.answer(send, attempts.made)
        except httpx2.RequestError as error:
            wait = attempts.after_error(error)
        else:
            again = attempts.after_answer(response)
            if attempts.may_ask_again(response):
                refused, secrets = (
                    secrets,
                    (yield from _secrets(claims, attempts, base_url, secrets)),
                )
                again = None if secrets == refused else 0.0
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
    status, headers = response.status_code, response.headers
    attempts.log(status, headers)
    success = is_success(operation, status)
    if stream:
        if success:
            return RawResponse(None, response, attempts.made, operation)
        try:
            yield Read(response)
        except httpx2.RequestError as error:
            raise attempts.failed(error) from error
    if not success:
        raise error_of(operation, response, attempts.failure(response))
    decoding = options.decoding or settings.decoding
    value = value_of(operation, response, lambda: attempts.failure(response), decoding)
    return RawResponse(value, response, attempts.made, operation)


def _secrets(
    claims: list[Claim],
    attempts: Attempts,
    base_url: str,
    refused: list[Any] | None = None,
) -> Generator[Step, Any, list[Any]]:
    """The secret for each claim; what fetches tokens is told which one was `refused`."""
    secrets: list[Any] = []
    for at, claim in enumerate(claims):
        if claim.wallet is not None:
            from .tokens import access_token

            stale = refused[at] if refused else None
            secrets.append(
                (
                    yield from access_token(
                        claim.wallet, claim.scopes, attempts, base_url, stale
                    )
                )
            )
        else:
            secrets.append(
                (yield Ask(claim.credential))
                if callable(claim.credential)
                else claim.credential
            )
    return secrets


def _proofs(claims: list[Claim], secrets: list[Any]) -> list[Proof]:
    for claim in claims:
        if claim.scheme.type == "apiKey" and claim.scheme.location == "query":
            from .redaction import hide_in_logs

            hide_in_logs(claim.scheme.wire_name)
    return [
        prove(claim.scheme, secret)
        for claim, secret in zip(claims, secrets, strict=True)
    ]


def _base_url(settings: Settings, operation: Operation[Any]) -> str:
    """The caller's base URL, else the operation's own server, else the API's first."""
    if settings.base_url is not None:
        return settings.base_url
    servers = (*operation.servers, *settings.servers)
    url = servers[0].fill(settings.server_variables) if servers else ""
    try:
        return check_base_url(url)
    except ValueError:
        reason = f"the document's server is {url!r}, which is no absolute URL"
    if not servers:
        reason = "the document names no server"
    raise ConfigurationError(
        f"pass base_url to the client: {reason}",
        Failure(operation=name_of(operation), attempts=0),
    )
