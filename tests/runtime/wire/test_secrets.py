"""No secret is ever shown: by a client, an error, a log or a traceback, whatever the secret and whatever goes wrong."""

from __future__ import annotations

import base64
import contextlib
import io
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.runtime.wire.sample import RUN_JSON, Client, Wire, operation

from specwright.runtime.errors import CallError, ConfigurationError, TokenError
from specwright.runtime.grants import ClientCredentials, RefreshToken

TOKEN_URL = "https://login.example/token"
PREFIX = "zQ7"
FORMS = (PREFIX, base64.b64encode(f"me:{PREFIX}".encode()).decode())
"""How a secret shows, percent-encoded or not, and as HTTP Basic has it."""

SECRETS = st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cs"]), max_size=30).map(PREFIX.__add__)
"""Those that no header can hold among them: they must not show in the error that says so."""

CREDENTIALS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "token": lambda secret: ("bearer", secret),
    "function": lambda secret: ("bearer", lambda: secret),
    "password": lambda secret: ("basic", ("me", secret)),
    "key in a header": lambda secret: ("header", secret),
    "key in the query": lambda secret: ("query", secret),
    "key in a cookie": lambda secret: ("cookie", secret),
    "access token": lambda secret: ("oauth", secret),
    "client secret": lambda secret: ("oauth", ClientCredentials("me", secret, token_url=TOKEN_URL)),
    "client secret in the body": lambda secret: (
        "oauth",
        ClientCredentials("me", secret, token_url=TOKEN_URL, in_body=True, extra={"audience": secret}),
    ),
    "refresh token": lambda secret: ("oauth", RefreshToken("me", secret, secret, token_url=TOKEN_URL)),
}
ANSWERS: list[Any] = [
    httpx2.Response(200, json=RUN_JSON),
    httpx2.Response(200, content=b"{", headers={"Content-Type": "application/json"}),
    httpx2.Response(401, json={"message": "no"}),
    httpx2.Response(307, headers={"Location": "https://elsewhere.example/"}),
    httpx2.Response(503),
    httpx2.ReadTimeout("late"),
    httpx2.ConnectError("refused"),
]
TOKENS: list[Any] = [
    lambda secret: httpx2.Response(200, json={"access_token": secret, "token_type": "Bearer", "refresh_token": secret}),
    lambda secret: httpx2.Response(200, json={"access_token": [secret]}),
    lambda secret: httpx2.Response(400, json={"error": "invalid_client"}),
    lambda secret: httpx2.Response(200, content=b"<html>"),
]


@contextlib.contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger has to say."""
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@given(st.data(), SECRETS, st.sampled_from(sorted(CREDENTIALS)), st.sampled_from(ANSWERS), st.sampled_from(TOKENS))
def test_no_secret_is_shown(data: st.DataObject, secret: str, kind: str, answer: Any, token: Any) -> None:
    name, credential = CREDENTIALS[kind](secret)

    def serve(request: httpx2.Request) -> httpx2.Response:
        given: Any = token(secret) if str(request.url) == TOKEN_URL else answer
        if isinstance(given, Exception):
            raise given
        return httpx2.Response(given.status_code, headers=given.headers, content=given.content)

    wire = Wire(serve)
    with logged() as log:
        client = wire.client(auth={name: credential}, headers={"X-Own": PREFIX}, redirects=data.draw(st.integers(0, 1)))
        client._sleep = lambda seconds: None  # type: ignore[method-assign]
        shown = [repr(client), str(client), repr(client.runs), repr(client._settings), repr(client._pool)]
        shown += [
            repr(client.with_options(retries=1)),
            repr(credential) if kind.startswith(("client", "refresh")) else "",
        ]
        try:
            raw = client.raw_response(client.runs.call, operation("it", "GET", "/x", security=(((name, ()),),)))
            shown += [repr(raw), repr(raw.value), repr(raw.http)]
        except (CallError, ValueError) as error:
            shown += ["".join(traceback.format_exception(error)), repr(error), str(error.args)]
            shown += [repr(vars(error))]
        text = "\n".join([*shown, log.getvalue()])
    assert not any(form in text for form in FORMS), text


@pytest.mark.parametrize("kind", [kind for kind in CREDENTIALS if "key in" not in kind])
def test_nor_where_the_client_or_its_tokens_are_at_fault(kind: str) -> None:
    class Nowhere(Client):
        _servers = ()

    secret = f"{PREFIX}-secret"
    name, credential = CREDENTIALS[kind](secret)
    with Nowhere(auth={name: credential}) as client, pytest.raises(ConfigurationError) as caught:
        client.runs.get_run("1")
    assert PREFIX not in "".join(traceback.format_exception(caught.value))
    refusing = Wire(httpx2.Response(400, json={"error": "invalid_client"}))
    if TOKEN_URL in repr(credential):
        client = refusing.client(auth={name: credential})
        with pytest.raises(TokenError, match="invalid_client") as refused:
            client.runs.call(operation("it", "GET", "/x", security=(((name, ()),),)))
        assert PREFIX not in "".join(traceback.format_exception(refused.value))


def test_the_secrets_of_this_test_do_arrive() -> None:
    for kind, make in CREDENTIALS.items():
        name, credential = make(f"{PREFIX}-secret")
        wire = Wire(httpx2.Response(200, json={**RUN_JSON, "access_token": "t", "token_type": "Bearer"}))
        wire.client(auth={name: credential}).runs.call(operation("it", "GET", "/x", security=(((name, ()),),)))
        sent = wire.requests[0]
        text = f"{sent.url} {sent.headers.raw} {sent.content.decode()}"
        assert any(form in text for form in FORMS), kind
