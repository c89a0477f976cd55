"""Server-sent events and JSON Lines as a generated client has them: typed, one by one, resumed where that is allowed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from tests.runtime.wire.loopback import Answer, Loopback, Received, generated, listening

DOCUMENT = """
openapi: 3.2.0
info: {title: Streaming, version: "1"}
paths:
  /events:
    get:
      tags: [it]
      operationId: watch
      responses:
        '200': {description: E., content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Tick'}}}}
    post:
      tags: [it]
      operationId: chat
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Tick'}}}}
      responses:
        '200':
          description: All at once, or one by one.
          content:
            text/event-stream: {schema: {$ref: '#/components/schemas/Tick'}}
            application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Tick'}}}
  /whole:
    get:
      tags: [it]
      operationId: whole
      responses:
        '200':
          description: Events as OpenAPI 3.2 describes them.
          content:
            text/event-stream:
              itemSchema:
                oneOf:
                - $ref: '#/components/schemas/Said'
                - $ref: '#/components/schemas/Counted'
  /lines:
    get:
      tags: [it]
      operationId: lines
      responses:
        '200': {description: L., content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Tick'}}}}
components:
  schemas:
    Said:
      type: object
      required: [event, data]
      properties: {event: {const: said}, data: {type: string}, id: {type: string}, retry: {type: integer}}
    Counted:
      type: object
      required: [event, data]
      properties: {event: {const: counted}, data: {$ref: '#/components/schemas/Tick'}}
    Tick: {type: object, required: [n], properties: {n: {type: integer}}}
"""
EVENTS = {"Content-Type": "text/event-stream"}
BROKEN = {**EVENTS, "Content-Length": "99999"}


@pytest.fixture(scope="module")
def streaming(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(DOCUMENT, tmp_path_factory.mktemp("streaming"), "streaming")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        yield server


def tick(number: int, *, with_id: bool = True) -> bytes:
    return (f"id: {number}\n" if with_id else "").encode() + f'data: {{"n": {number}}}\n\n'.encode()


def three_at_a_time(request: Received) -> Answer:
    """Breaks after three events until there are seven."""
    begin = int(request.headers["Last-Event-ID"] or 0) + 1
    ticks = [tick(number) for number in range(begin, min(begin + 3, 8))]
    return Answer(iter([b"retry: 1\n\n", *ticks]), headers=EVENTS if begin + 3 > 8 else BROKEN)


def numbers(client: Any, method: str = "watch") -> list[int]:
    return [each.n for each in getattr(client.it, method)()]


async def numbers_async(package: Any, url: str, method: str = "watch", **options: Any) -> list[int]:
    async with package.AsyncClient(url, **options) as client:
        return [each.n async for each in await getattr(client.it, method)()]


def test_methods_return_the_items(streaming: Any, server: Loopback) -> None:
    server.answer = lambda request: Answer(iter([tick(1), tick(2), b"data: [DONE]\n\n"]), headers=EVENTS)
    with streaming.Client(server.url) as client:
        assert numbers(client) == [1, 2]
        with client.it.watch() as ticks:
            assert type(next(iter(ticks))) is streaming.models.Tick
    assert asyncio.run(numbers_async(streaming, server.url)) == [1, 2]
    assert server.requests[-1].headers["Accept"] == "text/event-stream"
    lines = Answer(iter([b'{"n": 1}\n', b'{"n": 2}\n']), headers={"Content-Type": "application/jsonl"})
    server.answer = lambda request: lines
    with streaming.Client(server.url) as client:
        assert numbers(client, "lines") == [1, 2]


def test_events_as_a_whole(streaming: Any, server: Loopback) -> None:
    pieces = [
        b"event: said\nid: 7\nretry: 10\ndata: 12\ndata: 13\n\n",
        b'event: counted\ndata: {"n": 1}\n\n',
        b"event: said\ndata: {}\n\n",
        b"data: [DONE]\n\n",
    ]
    server.answer = lambda request: Answer(iter(pieces), headers=EVENTS)
    with streaming.Client(server.url) as client:
        said, counted, last = client.it.whole()
    models = streaming.models
    assert said == models.Said(event="said", data="12\n13", id="7", retry=10)
    assert counted.data == models.Tick(n=1)
    assert (type(counted), last.data, last.id) == (models.Counted, "{}", "7")


def test_items_come_as_they_are_sent(streaming: Any, server: Loopback) -> None:
    arrived = threading.Event()

    def waiting() -> Iterator[bytes]:
        yield tick(1)
        yield tick(2 if arrived.wait(10) else 0)

    server.answer = lambda request: Answer(waiting(), headers=EVENTS)
    with streaming.Client(server.url) as client, client.it.watch() as ticks:
        items = iter(ticks)
        assert next(items).n == 1
        arrived.set()
        assert next(items).n == 2


def test_a_choice_of_one_by_one(streaming: Any, server: Loopback) -> None:
    def answer(request: Received) -> Answer:
        if request.headers["Accept"] == "text/event-stream":
            return Answer(iter([tick(1)]), headers=EVENTS)
        return Answer(b'[{"n": 1}]')

    server.answer = answer
    with streaming.Client(server.url) as client:
        assert client.it.chat() == [streaming.models.Tick(n=1)]
        assert list(client.stream_items(client.it.chat)) == [streaming.models.Tick(n=1)]


def test_a_broken_stream_goes_on_after_the_last_event(streaming: Any, server: Loopback) -> None:
    server.answer = three_at_a_time
    with streaming.Client(server.url, token="t") as client:
        assert numbers(client) == [1, 2, 3, 4, 5, 6, 7]
    assert [request.headers["Last-Event-ID"] for request in server.requests] == [None, "3", "6"]
    assert [request.headers["Authorization"] for request in server.requests] == ["Bearer t"] * 3
    assert asyncio.run(numbers_async(streaming, server.url)) == [1, 2, 3, 4, 5, 6, 7]


def test_it_does_not_go_on_for_ever(streaming: Any, server: Loopback) -> None:
    def answer(request: Received) -> Answer:
        return Answer(iter([b"retry: 1\n\n", *([] if request.headers["Last-Event-ID"] else [tick(1)])]), headers=BROKEN)

    server.answer = answer
    with streaming.Client(server.url, retries=3) as client, pytest.raises(streaming.ConnectionLost):
        numbers(client)
    assert len(server.requests) == 4


@pytest.mark.parametrize("case", ["no ids", "no retries", "deadline", "post"])
def test_where_it_must_not_go_on(streaming: Any, server: Loopback, case: str) -> None:
    ticks = [tick(1, with_id=case != "no ids")]
    server.answer = lambda request: Answer(iter([b"retry: 1\n\n", *ticks]), headers=BROKEN)
    options: dict[str, Any] = {"no retries": {"retries": 0}, "deadline": {"deadline": 5.0}}.get(case, {})
    with streaming.Client(server.url, **options) as client, pytest.raises(streaming.ConnectionLost):
        list(client.stream_items(client.it.chat) if case == "post" else client.it.watch())
    assert len(server.requests) == 1


def test_an_error_instead_of_going_on(streaming: Any, server: Loopback) -> None:
    server.answer = lambda request: (
        Answer(b'{"detail": "too late"}', 410)
        if request.headers["Last-Event-ID"]
        else Answer(iter([b"retry: 1\n\n", tick(1)]), headers=BROKEN)
    )
    with streaming.Client(server.url) as client, pytest.raises(streaming.ApiError, match="410 Gone: too late"):
        numbers(client)
