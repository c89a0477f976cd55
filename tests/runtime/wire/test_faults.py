"""What a caller sees of a server that misbehaves: one error of ours, soon, and a client that works on."""

from __future__ import annotations

import asyncio
import socket
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.faults import FaultServer, serving
from tests.runtime.wire.sample import AsyncClient, Client, Run

from specwright.runtime.errors import ApiError, CallError, ConnectError, ConnectionLost, DecodeError, Timeout
from specwright.runtime.options import RequestOptions

SEEN: list[tuple[str, type[CallError]]] = [
    ("reset-before", ConnectionLost),
    ("reset-inside", ConnectionLost),
    ("half-close", ConnectionLost),
    ("slow-headers", Timeout),
    ("slow-body", Timeout),
    ("too-short", ConnectionLost),
    ("not-http", ConnectionLost),
    ("gzip", CallError),
    ("no-gzip", ConnectionLost),
    ("redirect", ApiError),
    ("elsewhere", ApiError),
    ("busy", ApiError),
]

SHORT = httpx2.Timeout(2.0, read=0.2)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


@pytest.mark.parametrize(("fault", "kind"), SEEN)
def test_a_sync_caller(server: FaultServer, fault: str, kind: type[CallError]) -> None:
    with Client(server.url, timeout=SHORT, retries=0) as client:
        before = time.monotonic()
        with pytest.raises(kind, match=r"runs.get_run \(GET /runs/\{id\}\)") as caught:
            client.runs.get_run(fault)
        assert isinstance(caught.value, CallError)
        assert time.monotonic() - before < 0.5
        assert client.runs.get_run("fine") == Run(display_name="Nightly")


@pytest.mark.parametrize(("fault", "kind"), SEEN)
def test_an_async_caller(server: FaultServer, fault: str, kind: type[CallError]) -> None:
    async def calls() -> Any:
        async with AsyncClient(server.url, timeout=SHORT, retries=0) as client:
            with pytest.raises(kind, match=r"runs.get_run \(GET /runs/\{id\}\)"):
                await client.runs.get_run(fault)
            return await client.runs.get_run("fine")

    assert asyncio.run(calls()) == Run(display_name="Nightly")


@pytest.mark.parametrize("fine", ["fine", "hints", "reset-after"])
def test_what_is_fine_all_the_same(server: FaultServer, fine: str) -> None:
    with Client(server.url, timeout=SHORT) as client:
        assert [client.runs.get_run(fine) for _ in range(3)] == [Run(display_name="Nightly")] * 3


def test_a_longer_body_than_said_is_not_read_as_the_next_answer(server: FaultServer) -> None:
    with Client(server.url, timeout=SHORT) as client:
        with pytest.raises(DecodeError):
            client.runs.get_run("too-long")
        raw = client.raw_response(client.runs.get_run, "fine")
    assert (raw.value, raw.attempts) == (Run(display_name="Nightly"), 2)


def test_attempts_are_really_made(server: FaultServer) -> None:
    server.requests.clear()
    with Client(server.url, timeout=SHORT) as client, pytest.raises(ApiError) as caught:
        client.runs.get_run("busy")
    assert (caught.value.attempts, server.requests) == (3, ["busy"] * 3)


@pytest.mark.parametrize("fault", ["drip", "drip-headers", "slow-headers", "slow-body"])
def test_nothing_drips_past_the_deadline(server: FaultServer, fault: str) -> None:
    options = RequestOptions(deadline=0.4)
    before = time.monotonic()
    with Client(server.url, retries=0) as client, pytest.raises(Timeout, match="deadline"):
        client.runs.get_run(fault, options=options)
    assert 0.3 < time.monotonic() - before < 0.8

    async def call() -> None:
        async with AsyncClient(server.url, retries=0) as client:
            await client.runs.get_run(fault, options=options)

    before = time.monotonic()
    with pytest.raises(Timeout, match="deadline"):
        asyncio.run(call())
    assert 0.3 < time.monotonic() - before < 0.8


def test_what_comes_after_the_deadline_is_closed(server: FaultServer) -> None:
    with httpx2.Client(limits=httpx2.Limits(max_connections=1)) as http, Client(server.url, http_client=http) as client:
        with pytest.raises(Timeout, match="deadline"):
            client.runs.get_run("slow-headers", options=RequestOptions(deadline=0.1, retries=0))
        assert client.runs.get_run("fine") == Run(display_name="Nightly")


def test_an_answer_in_time_is_returned_with_its_context(server: FaultServer) -> None:
    with Client(server.url, deadline=5.0) as client:
        assert client.runs.get_run("fine") == Run(display_name="Nightly")
        with client.streaming_response(client.runs.get_run, "fine") as answer:
            assert answer.read().startswith(b"{")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with Client(url, retries=0) as client, pytest.raises(ConnectError):
        client.runs.get_run("fine")


def test_tls_where_there_is_none(server: FaultServer) -> None:
    url = server.url.replace("http:", "https:")
    with Client(url, retries=0, timeout=0.3) as client, pytest.raises(ConnectError):
        client.runs.get_run("fine")


def test_connections_are_used_again(server: FaultServer) -> None:
    before = server.connections
    with Client(server.url) as client:
        for _ in range(20):
            client.runs.get_run("fine")
        assert server.connections == before + 1
        client.with_options(token="t").runs.get_run("fine")
        assert server.connections == before + 1


def test_a_cancelled_call_gives_its_connection_back(server: FaultServer) -> None:
    async def calls() -> Any:
        http = httpx2.AsyncClient(limits=httpx2.Limits(max_connections=1))
        async with http, AsyncClient(server.url, http_client=http) as client:
            for _ in range(3):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(client.runs.get_run("slow-headers"), 0.05)
            return await client.runs.get_run("fine")

    assert asyncio.run(calls()) == Run(display_name="Nightly")


def test_a_hundred_megabytes_in_constant_memory(server: FaultServer) -> None:
    with Client(server.url) as client:
        tracemalloc.start()
        total = 0
        with client.streaming_response(client.runs.get_run, "big") as answer:
            for chunk in answer.iter_bytes():
                total += len(chunk)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert total == 100 * 1024 * 1024
    assert peak < 8 * 1024 * 1024
