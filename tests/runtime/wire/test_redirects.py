"""Redirects: not followed unless asked, and never with credentials to another origin."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.runtime.wire.loopback import Answer, Loopback, Received, listening
from tests.runtime.wire.sample import AsyncClient, Client, Run

from specwright.runtime.errors import ApiError
from specwright.runtime.options import RequestOptions

RUN = b'{"displayName": "Nightly"}'
ALL: dict[str, Any] = {"bearer": "canary", "cookie": "canary"}


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        yield server


@pytest.fixture
def other() -> Iterator[Loopback]:
    with listening() as server:
        server.answer = lambda request: Answer(RUN)
        yield server


def redirecting(location: str, status: int = 307) -> Any:
    def answer(request: Received) -> Answer:
        if request.path.startswith("/there"):
            return Answer(RUN)
        return Answer(b"moved", status, {"Location": location})

    return answer


def test_they_are_not_followed_unless_asked(server: Loopback) -> None:
    server.answer = redirecting("/there")
    with Client(server.url) as client:
        with pytest.raises(ApiError, match="307 Temporary Redirect") as caught:
            client.runs.get_run("1")
        assert (caught.value.headers["Location"], caught.value.content) == ("/there", b"moved")
        assert client.runs.get_run("1", options=RequestOptions(redirects=1)) == Run(display_name="Nightly")


def test_the_same_origin_gets_everything(server: Loopback) -> None:
    server.answer = redirecting("/there?a=1")
    with Client(server.url, token="canary", headers={"X-Own": "canary"}, redirects=3) as client:
        client.runs.get_run("1")
    sent = server.requests[-1]
    assert (sent.path, sent.headers["Authorization"], sent.headers["X-Own"]) == (
        "/there?a=1",
        "Bearer canary",
        "canary",
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_origin_gets_no_secret(server: Loopback, other: Loopback, status: int) -> None:
    server.answer = redirecting(f"{other.url}/there", status)
    options = RequestOptions(headers={"X-Key": "canary"}, query={"key": "canary"}, idempotency_key="canary")
    with Client(server.url, token="canary", headers={"X-Own": "canary"}, redirects=3) as client:
        assert client.runs.get_run("1", options=options).display_name == "Nightly"

    async def call() -> None:
        async with AsyncClient(server.url, token="canary", headers={"X-Own": "canary"}, redirects=3) as client:
            await client.runs.get_run("1", options=options)

    asyncio.run(call())
    for request in other.requests:
        assert "canary" not in f"{request.path} {request.headers}"
    assert len(other.requests) == 2


def test_a_body_goes_on_with_its_method_or_neither(server: Loopback, tmp_path: Path) -> None:
    for status, method, body in [(303, "GET", b""), (302, "GET", b""), (308, "POST", b'{"displayName":"a"}')]:
        server.answer = redirecting("/there", status)
        with Client(server.url, redirects=1) as client:
            client.runs.create_run(body=Run(display_name="a"))
        sent = server.requests[-1]
        assert (sent.method, sent.body, sent.headers["Content-Type"] is None) == (method, body, method == "GET")
    server.answer = redirecting("/there", 307)
    with Client(server.url, redirects=1) as client, pytest.raises(ApiError, match="307"):
        client.runs.upload("1", body=iter([b"once"]))


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/there", "http://x:port/", "", "javascript:alert(1)"])
def test_where_nobody_goes(server: Loopback, location: str) -> None:
    server.answer = redirecting(location)
    with Client(server.url, redirects=3) as client, pytest.raises(ApiError, match="307"):
        client.runs.get_run("1")
    assert len(server.requests) == 1


def test_circles_end(server: Loopback) -> None:
    server.answer = redirecting("/here", 302)
    with Client(server.url, redirects=4) as client, pytest.raises(ApiError, match="302 Found"):
        client.runs.get_run("1")
    assert len(server.requests) == 5


def test_a_download_is_redirected_too(server: Loopback, other: Loopback, tmp_path: Path) -> None:
    other.answer = lambda request: Answer(b"x" * 100_000, headers={"Content-Type": "application/octet-stream"})
    server.answer = redirecting(f"{other.url}/there", 302)
    seen: list[int] = []
    client = Client(server.url, redirects=1)
    with client, client.streaming_response(client.runs.download, "1") as answer:
        answer.save(tmp_path / "log", seen.append)
    assert (tmp_path / "log").stat().st_size == seen[-1] == 100_000
