"""Which credentials an operation is sent with, and that nobody else sees them."""

from __future__ import annotations

import asyncio
import base64
import logging
import traceback
from collections.abc import Callable
from typing import Any, ClassVar

import httpx2
import pytest
from tests.runtime.wire.sample import BASE, RUN_JSON, Client, Run, Runs, Wire, operation

from specwright.runtime.auth import SecurityScheme, prove
from specwright.runtime.client import BaseClient
from specwright.runtime.errors import CallError, Unauthorized
from specwright.runtime.options import RequestOptions

ALL: dict[str, Any] = {
    "bearer": "b-1",
    "basic": ("user", "pa:ss"),
    "header": "h-1",
    "query": "q&1",
    "cookie": "c-1",
    "oauth": lambda: "o-1",
}


def sent(security: Any, **options: Any) -> httpx2.Request:
    wire = Wire()
    wire.client(**options).runs.call(operation("it", "GET", "/x", security=security))
    return wire.request


def alternative(*names: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, ()) for name in names)


def test_each_scheme() -> None:
    assert sent((alternative("bearer"),), auth=ALL).headers["authorization"] == "Bearer b-1"
    basic = base64.b64encode(b"user:pa:ss").decode()
    assert sent((alternative("basic"),), auth=ALL).headers["authorization"] == f"Basic {basic}"
    assert sent((alternative("header"),), auth=ALL).headers["x-key"] == "h-1"
    assert str(sent((alternative("query"),), auth=ALL).url) == f"{BASE}/x?key=q%261"
    assert sent((alternative("cookie"),), auth=ALL).headers["cookie"] == "sid=c-1"
    assert sent((alternative("oauth"),), auth=ALL).headers["authorization"] == "Bearer o-1"


def test_all_of_an_alternative() -> None:
    request = sent((alternative("header", "query", "cookie"),), auth=ALL)
    assert (request.headers["x-key"], request.url.query, request.headers["cookie"]) == ("h-1", b"key=q%261", "sid=c-1")


def test_the_first_alternative_that_is_complete() -> None:
    security = ((), alternative("header", "basic"), alternative("query"), alternative("cookie"))
    request = sent(security, auth={"header": "h", "query": "q", "cookie": "c"})
    assert request.url.query == b"key=q"
    assert not {"x-key", "cookie", "authorization"} & set(request.headers)


def test_without_fitting_credentials_none_are_sent() -> None:
    for security in ((), (alternative("basic"),), (alternative("header", "basic"),)):
        request = sent(security, auth={"header": "h"}, token="t")
        assert "authorization" not in request.headers and "x-key" not in request.headers


def test_a_token_serves_every_scheme_that_takes_one() -> None:
    for name in ("bearer", "oauth"):
        assert sent((alternative(name),), token="t").headers["authorization"] == "Bearer t"


def test_a_token_where_the_document_declares_nothing() -> None:
    class Plain(BaseClient):
        pass

    wire = Wire()
    http = httpx2.Client(transport=httpx2.MockTransport(wire))
    Runs(Plain(BASE, token="t", http_client=http)).call(operation("it", "GET", "/x", security=()))
    assert wire.request.headers["authorization"] == "Bearer t"


def test_a_function_is_asked_for_each_call() -> None:
    tokens = iter(["t1", "t2"])
    wire = Wire()
    client = wire.client(token=lambda: next(tokens))
    client.runs.get_run("1")
    client.runs.get_run("1")
    assert [request.headers["authorization"] for request in wire.requests] == ["Bearer t1", "Bearer t2"]


def test_a_function_is_asked_again_when_its_token_is_refused() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        is_known = request.headers["authorization"] == "Bearer t2"
        return httpx2.Response(200, json=RUN_JSON) if is_known else httpx2.Response(401)

    wire = Wire(answer)
    tokens = iter(["t1", "t2"])
    assert wire.client(token=lambda: next(tokens)).runs.create_run(body=Run(display_name="a")).display_name == "Nightly"
    assert len(wire.requests) == 2
    for stale in ("t1", lambda: "t1", iter([f"t{n}" for n in range(3, 9)]).__next__):
        wire = Wire(answer)
        with pytest.raises(Unauthorized):
            wire.client(token=stale).runs.get_run("1")
        assert len(wire.requests) == (2 if callable(stale) and stale() != "t1" else 1)


def test_a_function_may_be_awaited_by_the_async_client_only() -> None:
    async def token() -> str:
        return "t"

    wire = Wire()
    asyncio.run(wire.async_client(token=token).runs.get_run("1"))
    assert wire.request.headers["authorization"] == "Bearer t"
    with pytest.raises(TypeError, match="async client"):
        wire.client(token=token).runs.get_run("1")


def test_a_callers_own_header_wins() -> None:
    wire = Wire()
    options = RequestOptions(headers={"authorization": "Custom x"})
    wire.client(token="t").runs.get_run("1", options=options)
    assert wire.request.headers.get_list("authorization") == ["Custom x"]


def test_credentials_that_make_no_sense() -> None:
    for wrong in ({"nothing": "x"}, {"basic": "x"}, {"bearer": ("a", "b")}):
        with pytest.raises(ValueError, match=r"nothing|basic|bearer"):
            Client(auth=wrong)  # type: ignore[arg-type]

    class KeyOnly(BaseClient):
        _security_schemes: ClassVar[dict[str, SecurityScheme]] = {
            "key": SecurityScheme(type="apiKey", wire_name="k", location="header")
        }

    with pytest.raises(ValueError, match=r"auth=.*key"):
        KeyOnly(token="t")


CANARY = "canary-4711"


@pytest.mark.parametrize("name", ["bearer", "basic", "header", "query", "cookie", "oauth"])
@pytest.mark.parametrize(
    "answer",
    [
        lambda request: httpx2.Response(200, json=RUN_JSON),
        lambda request: httpx2.Response(401, json={"message": "no"}),
        lambda request: httpx2.Response(503),
        lambda request: httpx2.Response(200, content=b"{"),
        httpx2.ReadTimeout("late"),
        httpx2.ConnectError("refused"),
    ],
)
def test_secrets_are_never_shown(name: str, answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret: Any = (CANARY, CANARY) if name == "basic" else CANARY
    wire = Wire(answer)
    client = wire.client(auth={name: secret}, headers={"X-Secret": CANARY})
    options = RequestOptions(headers={"X-More": CANARY}, idempotency_key=CANARY)
    shown = [repr(client), repr(client._settings), repr(options), repr(client.runs)]
    try:
        raw = client.raw_response(client.runs.call, operation("it", "GET", "/x", security=(alternative(name),)))
        shown += [repr(raw), repr(raw.http), repr(raw.http.request)]
    except CallError as error:
        shown += ["".join(traceback.format_exception(error)), repr(error), repr(error._failure)]
    text = "\n".join([*shown, caplog.text])
    encoded = base64.b64encode(f"{CANARY}:{CANARY}".encode()).decode()
    assert CANARY in f"{wire.request.url}{wire.request.headers.raw}" or encoded in str(wire.request.headers.raw)
    assert "runs.it (GET /x)" in caplog.text
    if name == "query":  # the request as httpx2 shows it; ours to take out of its log only
        text = text.replace(repr(wire.request), "")
    assert CANARY not in text and encoded not in text


@pytest.mark.parametrize("name", ["bearer", "header", "cookie"])
@pytest.mark.parametrize("secret", [f"{CANARY}\r\nX-Evil: 1", f"{CANARY}\x00", f" {CANARY}; a"])
def test_secrets_that_can_not_be_sent_are_not_shown_either(name: str, secret: str) -> None:
    wire = Wire()
    client = wire.client(auth={name: secret})
    if name == "bearer" and secret.startswith(" "):
        return  # a blank inside a header's value
    with pytest.raises(ValueError, match=r"credential|API key") as caught:
        client.runs.call(operation("it", "GET", "/x", security=(alternative(name),)))
    assert CANARY not in str(caught.value)
    assert not wire.requests


def test_the_log_is_one_line_for_a_call(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="specwright.runtime.attempts")
    asker: Callable[[], str] = lambda: "t"
    Wire(httpx2.Response(503), httpx2.Response(200, json=RUN_JSON, headers={"x-request-id": "r1"})).client(
        token=asker
    ).runs.get_run("secret-id")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("specwright")]
    assert len(ours) == 1
    assert ours[0].startswith("runs.get_run (GET /runs/{id}): 200 in ") and ours[0].endswith(
        "(2 attempts), request id r1"
    )


def test_other_http_schemes_are_written_as_the_document_has_them() -> None:
    proof = prove(SecurityScheme(type="http", http_scheme="SharedAccessKey"), "k")
    assert proof.headers == (("Authorization", "SharedAccessKey k"),)
