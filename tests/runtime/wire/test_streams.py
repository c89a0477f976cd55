"""Answers that are read while they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.sample import Run, Wire

from specwright.runtime.errors import ConnectionLost, DecodeError, NotFound

RUNS = [Run(display_name="a"), Run(display_name="b", count=2)]
EVENTS = b': hello\n\nid: 1\ndata: {"displayName":"a"}\n\nevent: ping\n\ndata: {"displayName":"b",\r\ndata: "count":2}\r\n\r\n'
LINES = b'{"displayName":"a"}\n\n{"displayName":"b","count":2}'


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that comes in small pieces, says when it was closed, and may break."""

    def __init__(self, content: bytes, error: Exception | None = None) -> None:
        self.content, self.error, self.closed = content, error, False

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self.content), 5):
            yield self.content[at : at + 5]
        if self.error:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def streaming(body: Body, media_type: str, status: int = 200) -> Any:
    return lambda request: httpx2.Response(status, headers={"Content-Type": media_type}, stream=body)


@pytest.mark.parametrize(("media_type", "content"), [("text/event-stream", EVENTS), ("application/jsonl", LINES)])
def test_items(media_type: str, content: bytes) -> None:
    body = Body(content)
    wire = Wire(streaming(body, media_type))
    client = wire.client()
    assert list(client.stream_items(client.runs.events)) == RUNS
    assert body.closed

    async def read() -> list[Any]:
        client = wire.async_client()
        return [run async for run in await client.stream_items(client.runs.events)]

    assert asyncio.run(read()) == RUNS


def test_stopping_early_closes_the_response() -> None:
    body = Body(LINES * 1000)
    client = Wire(streaming(body, "application/jsonl")).client()
    with client.stream_items(client.runs.events) as items:
        assert next(iter(items)) == RUNS[0]
    assert body.closed


def test_an_item_that_is_not_as_documented() -> None:
    body = Body(b"[]\n")
    client = Wire(streaming(body, "application/jsonl")).client()
    with pytest.raises(DecodeError, match="an item of the stream"):
        list(client.stream_items(client.runs.events))
    assert body.closed


def test_an_error_before_the_stream() -> None:
    body = Body(b'{"code":"a","message":"gone"}')
    client = Wire(streaming(body, "application/json", 404)).client()
    with pytest.raises(NotFound, match="gone"), client.streaming_response(client.runs.get_run, "1"):
        pass
    assert body.closed


def test_another_media_type_than_a_stream() -> None:
    body = Body(b"<html>")
    client = Wire(streaming(body, "text/html")).client()
    with pytest.raises(DecodeError, match="text/html"):
        client.stream_items(client.runs.events)
    assert body.closed


def test_saving(tmp_path: Path) -> None:
    body, seen, path = Body(b"0123456789"), [], tmp_path / "log"
    wire = Wire(streaming(body, "application/octet-stream"))
    client = wire.client()
    with client.streaming_response(client.runs.download, "1") as answer:
        answer.save(path, seen.append)
    assert (path.read_bytes(), seen, body.closed) == (b"0123456789", [5, 10], True)

    async def save() -> None:
        client = wire.async_client()
        async with client.streaming_response(client.runs.download, "1") as answer:
            await answer.save(tmp_path / "other")

    asyncio.run(save())
    assert (tmp_path / "other").read_bytes() == b"0123456789"


def test_a_broken_download_leaves_no_file(tmp_path: Path) -> None:
    body = Body(b"0123456789", httpx2.ReadError("reset"))
    client = Wire(streaming(body, "application/octet-stream")).client()
    with (
        pytest.raises(ConnectionLost, match="download"),
        client.streaming_response(client.runs.download, "1") as answer,
    ):
        answer.save(tmp_path / "log")
    assert list(tmp_path.iterdir()) == []
    assert body.closed
