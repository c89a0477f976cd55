"""Hooks see each request and its answer, with the operation; spans are one of them."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.loopback import Answer, Loopback, listening
from tests.runtime.wire.sample import GET_RUN, RUN_JSON, AsyncClient, Client, Wire

from specwright.runtime.errors import ConnectError, NotFound
from specwright.runtime.hooks import Attempt, Hook
from specwright.runtime.telemetry import Spans


class Log(Hook):
    """Writes down what it is told."""

    def __init__(self, lines: list[str], name: str = "") -> None:
        self.lines, self.name = lines, name

    def request(self, attempt: Attempt) -> None:
        self.lines.append(f"{self.name}> {attempt.operation.name} {attempt.number}")
        attempt.headers["X-Signed"] = str(attempt.number)

    def response(self, attempt: Attempt, response: httpx2.Response) -> None:
        self.lines.append(f"{self.name}< {attempt.operation.name} {response.status_code}")

    def failed(self, attempt: Attempt, error: BaseException) -> None:
        self.lines.append(f"{self.name}! {attempt.operation.name} {type(error).__name__}")


def test_hooks_see_every_attempt_in_order() -> None:
    lines: list[str] = []
    wire = Wire(httpx2.ConnectError("no"), httpx2.Response(503), httpx2.Response(200, json=RUN_JSON))
    client = wire.client(hooks=[Log(lines, "a"), Log(lines, "b")])
    client.runs.get_run("1")
    assert lines == [
        *("a> get_run 1", "b> get_run 1", "b! get_run ConnectError", "a! get_run ConnectError"),
        *("a> get_run 2", "b> get_run 2", "b< get_run 503", "a< get_run 503"),
        *("a> get_run 3", "b> get_run 3", "b< get_run 200", "a< get_run 200"),
    ]
    assert [request.headers["X-Signed"] for request in wire.requests] == ["1", "2", "3"]
    client.with_options(hooks=[]).runs.get_run("1")
    assert len(lines) == 12


def test_a_hook_that_raises_ends_the_call() -> None:
    class Refusing(Hook):
        def request(self, attempt: Attempt) -> None:
            raise PermissionError(attempt.operation.path)

    wire = Wire()
    with pytest.raises(PermissionError, match="/runs"):
        wire.client(hooks=[Refusing()]).runs.get_run("1")
    assert not wire.requests


class Span:
    def __init__(self, name: str, attributes: dict[str, Any]) -> None:
        self.name, self.attributes, self.status, self.ended = name, attributes, None, 0

    def set_attribute(self, name: str, value: Any) -> None:
        self.attributes[name] = value

    def set_status(self, status: Any) -> None:
        self.status = status.name

    def end(self) -> None:
        self.ended += 1


class Provider:
    """Keeps spans, as a tracer provider and its tracer."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def get_tracer(self, *arguments: Any, **options: Any) -> Provider:
        return self

    def start_span(self, name: str, *, kind: Any, attributes: dict[str, Any], **options: Any) -> Span:
        assert kind.name == "CLIENT"
        self.spans.append(Span(name, dict(attributes)))
        return self.spans[-1]


@pytest.fixture
def provider() -> Provider:
    pytest.importorskip("opentelemetry.trace", reason="needs the extra `otel`")
    return Provider()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        yield server


def test_spans(provider: Provider, server: Loopback) -> None:
    answers = iter([Answer(status=503, headers={"Retry-After": "0"}), Answer(b'{"displayName": "a"}')])
    server.answer = lambda request: next(answers)
    with Client(server.url, token="canary", auth={"query": "canary"}, hooks=[Spans(provider)]) as client:
        client.runs.get_run("a b")
    first, second = provider.spans
    port = int(server.url.rpartition(":")[2])
    common = {
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "server.port": port,
        "url.full": f"{server.url}/runs/a%20b",
        "url.template": "/runs/{id}",
    }
    assert first.name == second.name == "GET /runs/{id}"
    assert first.attributes == {**common, "http.response.status_code": 503, "error.type": "503"}
    assert second.attributes == {**common, "http.request.resend_count": 1, "http.response.status_code": 200}
    assert [(span.status, span.ended) for span in provider.spans] == [("ERROR", 1), (None, 1)]


def test_spans_of_calls_without_an_answer(provider: Provider) -> None:
    wire = Wire(httpx2.ConnectError("canary"))
    with pytest.raises(ConnectError):
        wire.client(hooks=[Spans(provider)], retries=0).runs.get_run("1")
    (span,) = provider.spans
    assert (span.attributes["error.type"], span.status, span.ended) == ("ConnectError", "ERROR", 1)
    assert "canary" not in str(span.attributes)


def test_a_cancelled_call_ends_its_span(provider: Provider, server: Loopback) -> None:
    spans = Spans(provider)

    async def call() -> None:
        async with AsyncClient(server.url, hooks=[spans]) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.runs.get_run("1"), 0)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.runs.get_run("1"), 0.0001)

    asyncio.run(call())
    assert [span.ended for span in provider.spans] == [1] * len(provider.spans)
    assert not spans._open


def test_keys_in_the_query_stay_out_of_spans(provider: Provider) -> None:
    wire = Wire(httpx2.Response(404))
    secured = GET_RUN.__class__(**{**_members(GET_RUN), "security": ((("query", ()),),)})
    with pytest.raises(NotFound):
        wire.client(auth={"query": "canary"}, hooks=[Spans(provider)]).runs.call(secured, "1")
    assert "canary" in str(wire.request.url)
    assert provider.spans[0].attributes["url.full"].endswith("/runs/1")


def test_without_opentelemetry_only_spans_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("specwright.runtime.telemetry.import_module", missing)
    assert importlib.import_module("specwright.runtime.telemetry")
    with pytest.raises(ImportError):
        Spans()


def _members(operation: Any) -> dict[str, Any]:
    return {name: getattr(operation, name) for name in operation.__slots__}
