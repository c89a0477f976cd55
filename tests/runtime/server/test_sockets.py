"""What only a real connection shows: bytes that no client would send, under uvicorn."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from tests.runtime.server.pets import operation

from specwright.runtime.operation import Body, Content, Parameter, Response
from specwright.runtime.server import build_app

ANSWER = (Response("200", (Content("application/json", lambda: Any),)),)
OPERATIONS = (
    operation(
        "GET", "/pets/{id}", "find",
        parameters=(Parameter("id", "id", "path", lambda: str, required=True),), responses=ANSWER,
    ),
    operation("POST", "/pets", "create", body=Body((Content("application/json", lambda: Any),)), responses=ANSWER),
)  # fmt: skip


class Pets:
    def find(self, id: str) -> Any:
        return id

    def create(self, *, body: Any) -> Any:
        return body


@pytest.fixture(scope="module")
def port(package: str) -> Iterator[int]:
    app = build_app(OPERATIONS, {"pets": Pets()}, title="Pets", version="1", package=package, max_body_size=1000)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(5)


def exchange(port: int, *chunks: bytes) -> tuple[int, bytes, Any]:
    """The status, the head and the JSON that a server answers with before it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        for chunk in chunks:
            connection.sendall(chunk)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.lower(), json.loads(body) if body else None


def request(line: bytes, *fields: bytes) -> bytes:
    return b"\r\n".join((line + b" HTTP/1.1", b"Host: pets", b"Connection: close", *fields, b"", b""))


@pytest.mark.parametrize(
    ("path", "value"),
    [(b"a%2Fb", "a/b"), (b"%2e%2e", ".."), (b"a;b,c=d", "a;b,c=d"), (b"%C3%A9", "é"), (b"a+b", "a+b"), (b"%25", "%")],
)
def test_paths(port: int, path: bytes, value: str) -> None:
    assert exchange(port, request(b"GET /pets/" + path))[::2] == (200, value)


@pytest.mark.parametrize(
    ("line", "status"),
    [(b"GET /pets/%FF", 422), (b"GET //pets/1", 404), (b"GET /pets/../x", 404), (b"BREW /pets", 405)],
)
def test_refused_lines(port: int, line: bytes, status: int) -> None:
    found, head, problem = exchange(port, request(line))
    assert (found, problem["status"]) == (status, status) and b"application/problem+json" in head


def test_head_has_the_length_and_no_body(port: int) -> None:
    status, head, body = exchange(port, request(b"HEAD /pets/1"))
    assert (status, body) == (200, None) and b"content-length: 3" in head


def test_a_long_body_is_refused_before_it_is_sent(port: int) -> None:
    status, head, problem = exchange(
        port, request(b"POST /pets", b"Content-Type: application/json", b"Content-Length: 1001").replace(b"close", b"keep-alive")
    )  # fmt: skip
    assert status == problem["status"] == 413 and b"connection: close" in head


def test_an_endless_body_is_cut(port: int) -> None:
    opening = request(b"POST /pets", b"Content-Type: application/json", b"Transfer-Encoding: chunked")
    assert exchange(port, opening, *[b"64\r\n" + b" " * 100 + b"\r\n"] * 11)[0] == 413


def test_a_chunked_body(port: int) -> None:
    opening = request(b"POST /pets", b"Content-Type: application/json", b"Transfer-Encoding: chunked")
    assert exchange(port, opening, b"2\r\n[1\r\n", b"1\r\n]\r\n", b"0\r\n\r\n")[::2] == (200, [1])
    assert exchange(port, opening, b"0\r\n\r\n")[::2] == (200, None)


def test_a_caller_who_leaves_stops_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request(b"POST /pets", b"Content-Type: application/json", b"Content-Length: 9") + b"[")
    assert exchange(port, request(b"GET /pets/1"))[::2] == (200, "1")
