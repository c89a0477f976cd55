"""When a call is tried again, and after how long."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.sample import RUN_JSON, Run, Wire

from specwright.runtime import configured, transport
from specwright.runtime.errors import (
    ConnectError,
    ConnectionLost,
    ServerError,
    Timeout,
    TooManyRequests,
    TransportError,
)
from specwright.runtime.options import RequestOptions
from specwright.runtime.retries import RetryPolicy, retry_after

OK = httpx2.Response(200, json=RUN_JSON)


def status(code: int, **headers: str) -> httpx2.Response:
    return httpx2.Response(code, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_statuses_that_pass(code: int) -> None:
    wire = Wire(status(code), OK)
    client = wire.client()
    assert client.raw_response(client.runs.get_run, "1").attempts == 2
    assert 0 <= wire.waits[0] <= 0.5


@pytest.mark.parametrize("code", [400, 404, 409, 501])
def test_statuses_that_stay(code: int) -> None:
    wire = Wire(status(code), OK)
    with pytest.raises(Exception, match=str(code)):
        wire.client().runs.get_run("1")
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "error", [httpx2.ReadError("x"), httpx2.ReadTimeout("x"), httpx2.RemoteProtocolError("x"), httpx2.ConnectError("x")]
)
def test_lost_connections(error: Exception) -> None:
    assert Wire(error, OK).client().runs.get_run("1") == Run(display_name="Nightly")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx2.ConnectError("refused"), ConnectError),
        (httpx2.ConnectTimeout("late"), ConnectError),
        (httpx2.PoolTimeout("full"), ConnectError),
        (httpx2.ReadTimeout("late"), Timeout),
        (httpx2.WriteError("reset"), ConnectionLost),
        (httpx2.RemoteProtocolError("odd"), ConnectionLost),
        (httpx2.DecodingError("gzip"), ConnectionLost),
    ],
)
def test_errors_tell_what_happened(error: Exception, kind: type[TransportError]) -> None:
    wire = Wire(error)
    with pytest.raises(kind, match=r"runs.get_run \(GET /runs/\{id\}\): .*3 attempts") as caught:
        wire.client().runs.get_run("1")
    assert caught.value.attempts == len(wire.requests) == 3
    assert len(wire.waits) == 2


def test_a_timeout_is_a_timeout_error() -> None:
    with pytest.raises(TimeoutError):
        Wire(httpx2.ReadTimeout("late")).client(retries=0).runs.get_run("1")


def test_a_post_is_repeated_only_if_the_server_has_not_seen_it() -> None:
    run = Run(display_name="a")
    for answer in (status(503), httpx2.ReadError("reset")):
        wire = Wire(answer, OK)
        with pytest.raises((ServerError, ConnectionLost)):
            wire.client().runs.create_run(body=run)
        assert len(wire.requests) == 1
    wire = Wire(httpx2.ConnectError("refused"), httpx2.Response(201, json=RUN_JSON))
    wire.client().runs.create_run(body=run)
    assert len(wire.requests) == 2


def test_an_idempotency_key_makes_a_post_repeatable_and_stays_the_same() -> None:
    wire = Wire(status(503), status(503), httpx2.Response(201, json=RUN_JSON))
    options = RequestOptions(idempotency_key="k-1")
    wire.client().runs.create_run(body=Run(display_name="a"), options=options)
    assert [request.headers["idempotency-key"] for request in wire.requests] == ["k-1"] * 3
    assert {request.content for request in wire.requests} == {b'{"displayName":"a"}'}


def test_a_body_is_repeated_only_if_it_can_be(tmp_path: Any) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"abc")
    for body in (b"abc", path, io.BytesIO(b"abc")):
        wire = Wire(status(503), status(204))
        wire.client().runs.upload("1", body=body)
        assert [request.content for request in wire.requests] == [b"abc", b"abc"]

    def stream() -> Iterator[bytes]:
        yield b"abc"

    wire = Wire(status(503), status(204))
    with pytest.raises(ServerError):
        wire.client().runs.upload("1", body=stream())
    assert len(wire.requests) == 1


def test_the_server_says_when() -> None:
    wire = Wire(status(429, retry_after="7"), OK)
    wire.client().runs.get_run("1")
    assert wire.waits == [7.0]


def test_a_server_that_wants_too_much_is_not_waited_for() -> None:
    wire = Wire(status(429, retry_after="3600"), OK)
    with pytest.raises(TooManyRequests):
        wire.client().runs.get_run("1")
    assert wire.waits == []


def test_how_often() -> None:
    for options, client_retries, requests in (
        (None, 0, 1),
        (None, 4, 5),
        (RequestOptions(retries=1), 4, 2),
        (RequestOptions(retries=RetryPolicy(retries=3, statuses=frozenset({418}))), 0, 1),
    ):
        wire = Wire(status(500))
        with pytest.raises(ServerError):
            wire.client(retries=client_retries).runs.get_run("1", options=options)
        assert len(wire.requests) == requests


def test_the_async_client_retries_too() -> None:
    wire = Wire(status(503), httpx2.ReadError("reset"), OK)

    async def call() -> Any:
        client = wire.async_client()
        return await client.raw_response(client.runs.get_run, "1")

    assert asyncio.run(call()).attempts == 3
    assert len(wire.waits) == 2


def test_a_deadline_over_all_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    for module in (configured, transport):
        monkeypatch.setattr(module, "clock", lambda: now[0])

    def slow(request: httpx2.Request) -> httpx2.Response:
        now[0] += 2.0
        return status(503)

    wire = Wire(slow)
    client = wire.client(retries=RetryPolicy(retries=50, first_wait=0.0))
    with pytest.raises((Timeout, ServerError)):
        client.runs.get_run("1", options=RequestOptions(deadline=5.0))
    assert len(wire.requests) == 3
    reads = [request.extensions["timeout"]["read"] for request in wire.requests]
    assert reads == [5.0, 3.0, 1.0]


def test_waits_grow_and_are_capped() -> None:
    policy = RetryPolicy(retries=10)
    assert [policy.wait(attempt, None, 0.999999) for attempt in range(7)] == pytest.approx(
        [0.5, 1, 2, 4, 8, 8, 8], abs=0.001
    )
    assert policy.wait(3, None, 0.0) == 0.0
    assert policy.wait(10, None, 0.5) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 59.0),
        ("Friday, 31-Dec-99 23:59:59 GMT", 59.0),
        ("Fri, 31 Dec 1999 23:58:00 GMT", 0.0),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    now = datetime(1999, 12, 31, 23, 59, 0, tzinfo=UTC)
    assert retry_after({"retry-after": text} if text else {}, now) == seconds
