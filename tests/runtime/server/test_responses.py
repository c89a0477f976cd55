"""From what a handler returns to a response that the document declares."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from pydantic import BaseModel, Field
from tests.runtime.server.pets import Serve, operation, problem_of

from specwright.runtime.operation import Content, Header, Response
from specwright.runtime.server import Reply


class Pet(BaseModel):
    name: str = Field(alias="petName", default="rex")
    age: int = Field(default=0, ge=0)


class Error(BaseModel):
    code: str


def content(kind: Any, media_type: str = "application/json", **rest: Any) -> Content:
    return Content(media_type, lambda: kind, **rest)


PET = Response("200", (content(Pet),))


class Answers:
    """A service whose only handler returns a given value."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def call(self) -> Any:
        return self._value


def answer(serve: Serve, value: Any, *responses: Response, accept: str | None = None, **settings: Any) -> Any:
    client = serve(operation(responses=responses), service=Answers(value), **settings)
    return client.get("/pets", headers={"Accept": accept} if accept else {})


def test_the_documented_success(serve: Serve) -> None:
    for status, expected in (("200", 200), ("201", 201), ("2XX", 200), ("default", 200)):
        response = answer(serve, Pet(petName="a"), Response("404"), Response(status, (content(Pet),)))
        assert (response.status_code, response.json()) == (expected, {"petName": "a"})
        assert response.headers["content-type"] == "application/json"


def test_nothing_to_say(serve: Serve) -> None:
    for responses, expected in (
        ((Response("204"),), 204),
        ((Response("202"),), 202),
        ((PET, Response("204")), 204),
        ((), 204),
        ((Response("404"),), 204),
        ((Response("default"),), 204),
        ((Response("302"),), 302),
    ):
        response = answer(serve, None, *responses)
        assert (response.status_code, response.content) == (expected, b"")
        assert "content-type" not in response.headers


def test_null_is_a_value_where_the_type_says_so(serve: Serve) -> None:
    assert answer(serve, None, Response("200", (content(Pet | None),))).text == "null"
    problem_of(answer(serve, None, PET), 500)


def test_the_value_chooses_among_success_responses(serve: Serve) -> None:
    responses = (PET, Response("202", (content(Error),)), Response("203", (content(list[str]),)))
    assert answer(serve, Pet(), *responses).status_code == 200
    assert answer(serve, Error(code="x"), *responses).status_code == 202
    assert answer(serve, ["x"], *responses).status_code == 203


def test_replies(serve: Serve) -> None:
    declared = (
        PET,
        Response("404", (content(Error),), (Header("retry_after", "Retry-After", lambda: int),)),
        Response("4XX", (content(Error, "application/problem+json"),)),
        Response("default"),
    )
    gone = answer(serve, Reply(Error(code="x"), status=404, headers={"retry_after": 7, "X-Own": "y"}), *declared)
    assert (gone.status_code, gone.json(), gone.headers["retry-after"], gone.headers["x-own"]) == (
        404,
        {"code": "x"},
        "7",
        "y",
    )
    assert answer(serve, Reply(Error(code="x"), 418), *declared).headers["content-type"] == "application/problem+json"
    assert answer(serve, Reply(status=503), *declared).status_code == 503
    assert answer(serve, Reply(Pet(), headers={"ETag": '"1"'}), *declared).headers["etag"] == '"1"'


@pytest.mark.parametrize(
    "value",
    [
        Reply(Pet(), status=201),
        Reply(status=404),
        Reply(Pet(), media_type="text/csv"),
        Reply(Pet(), headers={"X-A": "a\r\nSet-Cookie: b"}),
        object(),
        float("nan"),
    ],
)  # fmt: skip
def test_what_is_not_declared_is_answered_500(serve: Serve, caplog: pytest.LogCaptureFixture, value: Any) -> None:
    problem = problem_of(answer(serve, value, PET), 500)
    assert problem["instance"] in caplog.text and "detail" not in problem


def test_validation_of_responses(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    wrong = Pet.model_construct(name="a", age=-1)
    assert answer(serve, wrong, PET).json() == {"petName": "a", "age": -1}
    problem_of(answer(serve, wrong, PET, validate_responses=True), 500)
    assert "/age: Input should be greater than or equal to 0" in caplog.text
    assert answer(serve, Pet(age=1), PET, validate_responses=True).json() == {"age": 1}
    traced = Response("200", (content(Pet),), (Header("trace", "X-Trace", lambda: str, required=True),))
    problem_of(answer(serve, Pet(), traced, validate_responses=True), 500)
    assert answer(serve, Reply(Pet(), headers={"x-trace": "t"}), traced, validate_responses=True).status_code == 200


def test_negotiation(serve: Serve) -> None:
    both = Response("200", (content(Pet), content(str, "text/csv")))
    assert answer(serve, Pet(), both, accept="*/*").headers["content-type"] == "application/json"
    assert answer(serve, "a,b", both, accept="text/csv, application/json;q=0.5").text == "a,b"
    assert answer(serve, "a,b", both, accept="text/*;q=0.2, application/json;q=0.1").text == "a,b"
    assert answer(serve, Pet(), both, accept="text/csv;q=0, */*").json() == {}
    assert answer(serve, Reply("a,b", media_type="text/csv"), both).text == "a,b"
    problem_of(answer(serve, Pet(), both, accept="text/html"), 406)
    problem_of(answer(serve, Pet(), both, accept="application/json;q=0"), 406)
    assert answer(serve, None, Response("204"), accept="text/html").status_code == 204
    for odd in ("", ",", "json", "*/*;q=x", "text/html;level=1, */*;q=0.001"):
        assert answer(serve, Pet(), both, accept=odd).status_code == 200


def test_media_type_ranges(serve: Serve) -> None:
    anything = Response("200", (content(Any, "*/*"),))
    assert answer(serve, b"\x00", anything).headers["content-type"] == "application/octet-stream"
    assert answer(serve, "a", anything).headers["content-type"] == "text/plain; charset=utf-8"
    assert answer(serve, {"a": 1}, anything).headers["content-type"] == "application/json"
    image = Response("200", (content(bytes, "image/*"),))
    assert answer(serve, Reply(b"\x89PNG", media_type="image/png"), image).headers["content-type"] == "image/png"
    assert answer(serve, b"", image, accept="image/png").headers["content-type"] == "application/octet-stream"


def test_bytes_and_text(serve: Serve) -> None:
    binary = Response("200", (content(bytes, "application/octet-stream"),))
    assert answer(serve, b"\x00\xff", binary).content == b"\x00\xff"
    assert answer(serve, "é", Response("200", (content(str, "text/plain"),))).text == "é"
    assert answer(serve, "é", Response("200", (content(str),))).text == '"é"'


def test_streams(serve: Serve) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    binary = Response("200", (content(bytes, "application/octet-stream"),))
    assert answer(serve, iter([b"a", b"b"]), binary).content == b"ab"
    assert answer(serve, chunks(), binary).content == b"ab"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/jsonl", b'{"age":1}\n{"age":2}\n'),
        ("application/json-seq", b'\x1e{"age":1}\n\x1e{"age":2}\n'),
        ("text/event-stream", b'data: {"age":1}\n\ndata: {"age":2}\n\n'),
    ],
)
def test_items(serve: Serve, media_type: str, body: bytes) -> None:
    items = Response("200", (content(Any, media_type, item=lambda: Pet),))
    pets = [Pet(age=1), Pet(age=2)]
    assert answer(serve, pets, items).content == body
    assert answer(serve, iter(pets), items).content == body

    class Service:
        async def call(self) -> AsyncIterator[Pet]:
            for pet in pets:
                yield pet

    assert serve(operation(responses=(items,)), service=Service()).get("/pets").content == body


def test_text_events(serve: Serve) -> None:
    events = Response("200", (content(Any, "text/event-stream", item=lambda: str),))
    assert answer(serve, iter(["a\nb", "c\u2028d"]), events).text == "data: a\ndata: b\n\ndata: c\u2028d\n\n"


def test_functions_run_in_threads_and_coroutines_do_not(serve: Serve) -> None:
    threads: dict[str, bool] = {}

    class Service:
        def plain(self) -> None:
            with pytest.raises(RuntimeError):
                asyncio.get_running_loop()
            threads["plain"] = True

        async def coroutine(self) -> None:
            asyncio.get_running_loop()
            threads["coroutine"] = True

        def generator(self) -> Iterator[bytes]:
            yield threading.current_thread().name.encode()

    binary = Response("200", (content(bytes, "application/octet-stream"),))
    client = serve(
        operation(path="/a", name="plain"),
        operation(path="/b", name="coroutine"),
        operation(path="/c", name="generator", responses=(binary,)),
        service=Service(),
    )
    assert client.get("/a").status_code == client.get("/b").status_code == 204
    assert threads == {"plain": True, "coroutine": True}
    assert "worker" in client.get("/c").text.lower()
