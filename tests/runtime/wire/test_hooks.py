"""Hooks see each request and its answer, with the operation; spans are one of them."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
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


class Traces:
    """OpenTelemetry's own tracer, and what it exported."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()


@pytest.fixture
def traces() -> Traces:
    return Traces()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        yield server


def test_spans(traces: Traces, server: Loopback) -> None:
    answers = iter([Answer(status=503, headers={"Retry-After": "0"}), Answer(b'{"displayName": "a"}')])
    server.answer = lambda request: next(answers)
    with Client(server.url, token="canary", auth={"query": "canary"}, hooks=[Spans(traces.provider)]) as client:
        client.runs.get_run("a b")
    first, second = traces.spans
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
    assert [span.status.status_code for span in traces.spans] == [StatusCode.ERROR, StatusCode.UNSET]
    assert {span.kind for span in traces.spans} == {SpanKind.CLIENT}
    parents = [request.headers["traceparent"].split("-")[2] for request in server.requests]
    assert parents == [f"{span.get_span_context().span_id:016x}" for span in traces.spans]


def test_spans_of_calls_without_an_answer(traces: Traces) -> None:
    wire = Wire(httpx2.ConnectError("canary"))
    with pytest.raises(ConnectError):
        wire.client(hooks=[Spans(traces.provider)], retries=0).runs.get_run("1")
    (span,) = traces.spans
    assert (span.attributes["error.type"], span.status.status_code) == ("ConnectError", StatusCode.ERROR)
    assert "canary" not in span.to_json()


def test_a_cancelled_call_ends_its_span(traces: Traces, server: Loopback) -> None:
    spans = Spans(traces.provider)

    async def call() -> None:
        async with AsyncClient(server.url, hooks=[spans]) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.runs.get_run("1"), 0)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.runs.get_run("1"), 0.0001)

    asyncio.run(call())
    assert not spans._open


def test_keys_in_the_query_stay_out_of_spans(traces: Traces) -> None:
    wire = Wire(httpx2.Response(404))
    secured = GET_RUN.__class__(**{**_members(GET_RUN), "security": ((("query", ()),),)})
    with pytest.raises(NotFound):
        wire.client(auth={"query": "canary"}, hooks=[Spans(traces.provider)]).runs.call(secured, "1")
    assert "canary" in str(wire.request.url)
    assert traces.spans[0].attributes["url.full"].endswith("/runs/1")


def test_without_opentelemetry_only_spans_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("specwright.runtime.telemetry.import_module", missing)
    assert importlib.import_module("specwright.runtime.telemetry")
    with pytest.raises(ImportError):
        Spans()


def _members(operation: Any) -> dict[str, Any]:
    return {name: getattr(operation, name) for name in operation.__slots__}
