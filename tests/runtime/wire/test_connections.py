"""What httpx2 brings along, given as `http_client`: proxies and HTTP/2; and many threads and tasks on one client."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.faults import FaultServer, serving
from tests.runtime.wire.sample import AsyncClient, Client, Run

NIGHTLY = Run(display_name="Nightly")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as server:
        yield server


@contextlib.contextmanager
def proxying(asked: list[str]) -> Iterator[str]:
    """A proxy that tunnels (CONNECT) or answers itself; yields its URL, and notes the targets."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection:
                    asked.append(connection.recv(65536).split(b"\r\n")[0].decode())
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n"
                        b'{"displayName": "Nightly"}'
                    )

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def test_a_proxy() -> None:
    asked: list[str] = []
    with (
        proxying(asked) as proxy,
        httpx2.Client(proxy=proxy) as http,
        Client("http://api.example/v1", http_client=http) as client,
    ):
        assert client.runs.get_run("1") == NIGHTLY
    assert asked == ["GET http://api.example/v1/runs/1 HTTP/1.1"]


def test_http_2() -> None:
    hypercorn = pytest.importorskip("hypercorn.asyncio", reason="needs the extra `dev`")
    from hypercorn.config import Config

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = [(b"content-type", b"application/json"), (b"x-version", scope["http_version"].encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"displayName": "Nightly"}'})

    async def calls() -> list[str]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        config, end = Config(), asyncio.Event()
        config.bind, config.accesslog, config.errorlog = [address], None, None
        serving = asyncio.create_task(hypercorn.serve(app, config, shutdown_trigger=end.wait))
        http = httpx2.AsyncClient(http1=False, http2=True)
        async with http, AsyncClient(f"http://{address}", http_client=http, retries=5) as client:
            raws = [client.raw_response(client.runs.get_run, str(number)) for number in range(5)]
            answers = await asyncio.gather(*raws)
        end.set()
        await serving
        assert [answer.value for answer in answers] == [NIGHTLY] * 5
        return [answer.http.http_version + answer.headers["x-version"] for answer in answers]

    assert asyncio.run(calls()) == ["HTTP/22"] * 5


def test_many_threads_on_one_client(server: FaultServer) -> None:
    with Client(server.url) as client, ThreadPoolExecutor(16) as threads:
        found = list(threads.map(client.runs.get_run, ["fine"] * 200))
    assert found == [NIGHTLY] * 200
    assert server.connections <= 16


def test_many_tasks_on_one_client(server: FaultServer) -> None:
    async def calls() -> list[Run]:
        async with AsyncClient(server.url) as client:
            return list(await asyncio.gather(*(client.runs.get_run("fine") for _ in range(200))))

    assert asyncio.run(calls()) == [NIGHTLY] * 200
    assert server.connections <= 100
