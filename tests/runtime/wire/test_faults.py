"""What a caller sees of a server that misbehaves: one error of ours, soon, and a client that works on."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.faults import FaultServer, serving
from tests.runtime.wire.sample import AsyncClient, Client, Run

from specwright.runtime.errors import (
    ApiError,
    CallError,
    ConnectError,
    ConnectionLost,
    DecodeError,
    ServerError,
    Timeout,
    TooManyRequests,
)
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
    ("busy", TooManyRequests),
    ("down", ServerError),
    ("not-json", DecodeError),
    ("another-shape", DecodeError),
    ("html", DecodeError),
]

SHORT = httpx2.Timeout(2.0, read=0.2)
ONE = httpx2.Limits(max_connections=1)
"""A connection that is neither returned nor closed is missing in the next call."""

SOON = 4.0
"""Seconds that are less than any fault lasts, and enough for a busy machine."""

HUNDRED = 100 * 1024 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


@pytest.mark.parametrize(("fault", "kind"), SEEN)
def test_a_sync_caller(server: FaultServer, fault: str, kind: type[CallError]) -> None:
    with httpx2.Client(limits=ONE) as http, Client(server.url, timeout=SHORT, retries=0, http_client=http) as client:
        before = time.monotonic()
        with pytest.raises(kind, match=r"runs.get_run \(GET /runs/\{id\}\)") as caught:
            client.runs.get_run(fault)
        assert isinstance(caught.value, CallError)
        assert time.monotonic() - before < SOON
        assert client.runs.get_run("fine") == Run(display_name="Nightly")


@pytest.mark.parametrize(("fault", "kind"), SEEN)
def test_an_async_caller(server: FaultServer, fault: str, kind: type[CallError]) -> None:
    async def calls() -> Any:
        http = httpx2.AsyncClient(limits=ONE)
        async with http, AsyncClient(server.url, timeout=SHORT, retries=0, http_client=http) as client:
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


@pytest.mark.parametrize("fault", ["down", "busy-until", "down-until"])
def test_the_server_says_when(server: FaultServer, fault: str) -> None:
    waits: list[float] = []
    with Client(server.url) as client:
        client._sleep = waits.append  # type: ignore[method-assign]
        with pytest.raises(ApiError) as caught:
            client.runs.get_run(fault)
        assert (caught.value.attempts, len(waits)) == (3, 2)
        assert all(27 < wait <= 30 for wait in waits)
        with pytest.raises(ApiError) as caught:
            client.runs.get_run(fault, options=RequestOptions(deadline=10.0))
    assert (caught.value.attempts, len(waits)) == (1, 2)  # too late to be worth the wait


@pytest.mark.parametrize("fault", ["drip", "drip-headers", "slow-headers", "slow-body"])
def test_nothing_drips_past_the_deadline(server: FaultServer, fault: str) -> None:
    options = RequestOptions(deadline=0.4)
    before = time.monotonic()
    with Client(server.url, retries=0) as client, pytest.raises(Timeout, match="deadline"):
        client.runs.get_run(fault, options=options)
    assert 0.3 < time.monotonic() - before < SOON

    async def call() -> None:
        async with AsyncClient(server.url, retries=0) as client:
            await client.runs.get_run(fault, options=options)

    before = time.monotonic()
    with pytest.raises(Timeout, match="deadline"):
        asyncio.run(call())
    assert 0.3 < time.monotonic() - before < SOON


@pytest.mark.parametrize("fault", ["drip", "stall"])
def test_a_body_that_is_read_piece_by_piece_ends_with_the_deadline(server: FaultServer, fault: str) -> None:
    options = RequestOptions(deadline=0.8)
    with httpx2.Client(limits=ONE) as http, Client(server.url, http_client=http, retries=0) as client:
        before = time.monotonic()
        with (
            pytest.raises(Timeout, match="deadline"),
            client.streaming_response(client.runs.get_run, fault, options=options) as answer,
        ):
            answer.read()
        assert 0.7 < time.monotonic() - before < SOON
        assert client.runs.get_run("fine") == Run(display_name="Nightly")

    async def call() -> None:
        http = httpx2.AsyncClient(limits=ONE)
        async with http, AsyncClient(server.url, http_client=http, retries=0) as client:
            before = time.monotonic()
            with pytest.raises(Timeout, match="deadline"):
                async with client.streaming_response(client.runs.get_run, fault, options=options) as answer:
                    await answer.read()
            assert 0.7 < time.monotonic() - before < SOON
            assert await client.runs.get_run("fine") == Run(display_name="Nightly")

    asyncio.run(call())


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


@contextlib.contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_hundred_megabytes_down_in_constant_memory(server: FaultServer) -> None:
    client = Client(server.url)
    with client, little_memory(), client.streaming_response(client.runs.get_run, "big") as answer:
        assert sum(map(len, answer.iter_bytes())) == HUNDRED

    async def call() -> int:
        client = AsyncClient(server.url)
        async with client, client.streaming_response(client.runs.get_run, "big") as answer:
            return sum([len(piece) async for piece in answer.iter_bytes()])

    with little_memory():
        assert asyncio.run(call()) == HUNDRED


def test_a_hundred_megabytes_up_in_constant_memory(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "log"
    with open(path, "wb") as file:
        file.truncate(HUNDRED)
    with Client(server.url) as client, little_memory():
        client.runs.upload("sink", body=path)

    async def call() -> None:
        async with AsyncClient(server.url) as client:
            await client.runs.upload("sink", body=path)

    with little_memory():
        asyncio.run(call())
