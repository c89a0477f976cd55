"""Access tokens that a client fetches itself, from a real authorization server beside a real API."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import threading
import time
import traceback
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest
from tests.runtime.wire.loopback import Answer, Loopback, Received, generated, listening

from specwright.runtime.auth import Credentials, OAuthFlow, SecurityScheme
from specwright.runtime.grants import ClientCredentials, RefreshToken

DOCUMENT = """
openapi: 3.1.0
info: {title: Guarded, version: "1"}
paths:
  /read:
    get: {tags: [it], operationId: read, security: [{user: []}, {app: [r]}], responses: {'204': {description: Read.}}}
  /write:
    put: {tags: [it], operationId: write, security: [{app: [w, r]}], responses: {'204': {description: Written.}}}
  /found:
    get: {tags: [it], operationId: find, security: [{oidc: []}], responses: {'204': {description: Found.}}}
  /open:
    get: {tags: [it], operationId: open, security: [], responses: {'204': {description: Open.}}}
components:
  securitySchemes:
    app: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}
    user:
      type: oauth2
      flows:
        authorizationCode: {authorizationUrl: 'https://a.example', tokenUrl: /token, refreshUrl: /refresh, scopes: {}}
    oidc: {type: openIdConnect, openIdConnectUrl: /.well-known/openid-configuration}
"""
SECRET = "canary-4711"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(DOCUMENT, tmp_path_factory.mktemp("guarded"), "guarded")


class Authority:
    """Issues numbered tokens, and guards an API with them."""

    def __init__(self, server: Loopback) -> None:
        self.server, self.url = server, server.url
        self.issued: list[dict[str, list[str]]] = []
        self.refused: set[str] = set()
        self.life: Any = 3600
        self.open = threading.Event()
        self.open.set()
        self.asked = threading.Event()
        self.more: dict[str, Any] = {}
        server.answer = self.answer

    def answer(self, request: Received) -> Answer:
        if request.path in ("/token", "/refresh"):
            return self.issue(request)
        if request.path.startswith("/.well-known/"):
            return Answer(json.dumps({"issuer": self.url, "token_endpoint": f"{self.url}/token"}).encode())
        token = (request.headers["Authorization"] or "").removeprefix("Bearer ")
        return Answer(status=401 if token in self.refused else 204)

    def issue(self, request: Received) -> Answer:
        self.asked.set()
        self.open.wait(10)
        self.issued.append(parse_qs(request.body.decode()))
        token = {"access_token": f"t{len(self.issued)}", "token_type": "Bearer", "expires_in": self.life, **self.more}
        return Answer(json.dumps(token).encode())

    @property
    def sent(self) -> list[str | None]:
        """What the API saw."""
        api = (request for request in self.server.requests if request.path in ("/read", "/write", "/found", "/open"))
        return [request.headers["Authorization"] for request in api]


@pytest.fixture
def authority() -> Iterator[Authority]:
    with listening() as server:
        yield Authority(server)


def test_client_credentials(guarded: Any, authority: Authority) -> None:
    grant = guarded.ClientCredentials("me@here", SECRET)
    with guarded.Client(authority.url, token=grant) as client:
        for _ in range(3):
            client.it.read()
        client.it.open()
    assert authority.issued == [{"grant_type": ["client_credentials"], "scope": ["r"]}]
    asked = next(request for request in authority.server.requests if request.path == "/token")
    assert asked.headers["Authorization"] == f"Basic {b64encode(f'me%40here:{SECRET}'.encode()).decode()}"
    assert authority.sent == ["Bearer t1", "Bearer t1", "Bearer t1", None]


def test_the_operation_says_which_scopes_and_the_caller_may_say_better(guarded: Any, authority: Authority) -> None:
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        client.it.write()
        client.it.read()
    assert [each["scope"] for each in authority.issued] == [["r w"]]
    grant = guarded.ClientCredentials("me", SECRET, scopes=(".default",), in_body=True, extra={"audience": "x"})
    with guarded.Client(authority.url, auth={"app": grant}) as client:
        client.it.read()
        client.it.write()
    told = {"scope": [".default"], "client_id": ["me"], "client_secret": [SECRET], "audience": ["x"]}
    assert authority.issued[1:] == [{"grant_type": ["client_credentials"], **told}]


def test_a_refresh_token_is_used_where_the_document_says_and_replaced(guarded: Any, authority: Authority) -> None:
    told: list[str] = []
    authority.life, authority.more = 0, {"refresh_token": "second"}
    grant = guarded.RefreshToken("me", "first", on_renewal=told.append)
    with guarded.Client(authority.url, token=grant) as client:
        client.it.read()
        client.it.read()
    assert [each["refresh_token"] for each in authority.issued] == [["first"], ["second"]]
    assert authority.issued[0] == {"grant_type": ["refresh_token"], "refresh_token": ["first"], "client_id": ["me"]}
    assert "/refresh" in authority.server.paths and "/token" not in authority.server.paths
    assert told == ["second"]


def test_discovery(guarded: Any, authority: Authority) -> None:
    with guarded.Client(authority.url, auth={"oidc": guarded.ClientCredentials("me", SECRET)}) as client:
        client.it.find()
        client.it.find()
    assert authority.server.paths == ["/.well-known/openid-configuration", "/token", "/found", "/found"]


def test_a_token_is_replaced_before_it_expires(guarded: Any, authority: Authority) -> None:
    authority.life = "4"
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        client.it.read()
        client.it.read()
        time.sleep(2.1)
        client.it.read()
    assert authority.sent == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_a_token_that_is_refused_is_replaced_once(guarded: Any, authority: Authority) -> None:
    authority.refused = {"t1"}
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        client.it.read()
        authority.refused = {"t2", "t3"}
        with pytest.raises(guarded.Unauthorized):
            client.it.read()
    assert authority.sent == ["Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3"]


def test_threads_wait_for_one_token(guarded: Any, authority: Authority) -> None:
    authority.open.clear()
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        with ThreadPoolExecutor(8) as pool:
            reads = [pool.submit(client.it.read) for _ in range(16)]
            authority.asked.wait(10)
            time.sleep(0.1)
            authority.open.set()
            for read in reads:
                read.result()
        copy = client.with_options(timeout=3)
        copy.it.read()
    assert len(authority.issued) == 1
    assert authority.sent == ["Bearer t1"] * 17


def test_tasks_wait_for_one_token_and_a_cancelled_one_does_not_keep_them_from_it(
    guarded: Any, authority: Authority
) -> None:
    authority.open.clear()

    async def calls() -> None:
        async with guarded.AsyncClient(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
            first = asyncio.create_task(client.it.read())
            await asyncio.to_thread(authority.asked.wait, 10)
            others = [asyncio.create_task(client.it.read()) for _ in range(8)]
            await asyncio.sleep(0.1)
            first.cancel()
            authority.open.set()
            await asyncio.gather(*others)

    asyncio.run(calls())
    assert len(authority.issued) == 2
    assert len(authority.sent) == 8 and len({*authority.sent}) == 1  # t1 or t2: both requests waited at the authority


def test_the_deadline_counts_while_waiting_for_a_token(guarded: Any, authority: Authority) -> None:
    def late(client: Any) -> None:
        with pytest.raises(guarded.Timeout):
            client.it.read()

    authority.open.clear()
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET), deadline=0.2) as client:
        background = threading.Thread(target=late, args=(client,))
        background.start()
        before = time.monotonic()
        with pytest.raises(guarded.CallError, match="deadline"):
            client.it.read()
        assert time.monotonic() - before < 5
        background.join()
        authority.open.set()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b'{"error": "invalid_client"}', 401), "401 Unauthorized: invalid_client"),
        (Answer(b'{"error": "x", "error_description": "no such client"}', 400), "400 Bad Request: no such client"),
        (Answer(b"<html>", 200), "not a JSON object"),
        (Answer(b'{"access_token": "a\\r\\nb"}', 200), "no access token"),
        (Answer(b'{"access_token": "canary-4711", "token_type": "mac"}', 200), "not a bearer token"),
        (Answer(b"{}", 200), "no access token"),
    ],
)
def test_no_token(
    guarded: Any, authority: Authority, answer: Answer, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    authority.server.answer = lambda request: answer
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        with pytest.raises(guarded.TokenError, match=reason) as caught:
            client.it.read()
        shown = "".join(traceback.format_exception(caught.value)) + repr(client) + repr(client._settings) + caplog.text
    assert "it.read (GET /read): no token from http" in str(caught.value)
    assert SECRET not in shown and b64encode(f"me:{SECRET}".encode()).decode() not in shown
    assert authority.sent == []


def test_the_authorization_server_is_asked_again_when_it_is_busy(guarded: Any, authority: Authority) -> None:
    answers = iter([Answer(status=503, headers={"Retry-After": "0"}), Answer(b'{"access_token": "t"}')])
    guard = authority.answer
    authority.server.answer = lambda request: next(answers) if request.path == "/token" else guard(request)
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET)) as client:
        client.it.read()
    assert authority.sent == ["Bearer t"]


def test_secrets_go_nowhere_in_the_clear(guarded: Any, authority: Authority) -> None:
    flows = (OAuthFlow("clientCredentials", "http://elsewhere.example/token"),)

    class Elsewhere(guarded.Client):  # type: ignore[misc]
        _security_schemes: ClassVar[dict[str, SecurityScheme]] = {"app": SecurityScheme(type="oauth2", flows=flows)}

    client = Elsewhere(authority.url, token=guarded.ClientCredentials("me", SECRET))
    with client, pytest.raises(guarded.ConfigurationError, match="not https; pass token_url"):
        client.it.read()
    own = guarded.ClientCredentials("me", SECRET, token_url=f"{authority.url}/token")
    with Elsewhere(authority.url, token=own) as client:
        client.it.read()
    assert authority.sent == ["Bearer t1"]


def test_grants_that_make_no_sense() -> None:
    grant = ClientCredentials("me", SECRET)
    schemes = {
        "key": SecurityScheme(type="apiKey", wire_name="k", location="header"),
        "http": SecurityScheme(type="http", http_scheme="bearer"),
    }
    with pytest.raises(ValueError, match="pass token_url"):
        Credentials(schemes, grant, None)
    with pytest.raises(ValueError, match="'key' must be a string"):
        Credentials(schemes, None, {"key": grant})
    assert SECRET not in repr(grant) + repr(RefreshToken("me", SECRET, SECRET))


def test_grants_and_clients_can_be_pickled(guarded: Any, authority: Authority) -> None:
    with guarded.Client(authority.url, token=guarded.ClientCredentials("me", SECRET), headers={"X-A": "1"}) as client:
        client.it.read()
        twin = pickle.loads(pickle.dumps(client))
    with twin:
        twin.it.read()
    assert authority.sent == ["Bearer t1", "Bearer t1"]
    assert authority.server.requests[-1].headers["X-A"] == "1"
