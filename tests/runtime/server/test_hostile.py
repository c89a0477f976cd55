"""Requests that have broken servers before: each is answered with a problem, none with 500."""

from __future__ import annotations

from typing import Any

import anyio
import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient
from tests.runtime.server.pets import Serve, operation, problem_of

from specwright.runtime.operation import Body, Content, Operation, Parameter, Response

DIGITS = "7" * 5000


class Pet(BaseModel):
    name: str
    age: int = 0
    weight: float | None = None
    tags: list[str] = []
    nested: Any = None


class Pets:
    def create(self, *, body: Pet) -> Pet:
        return body

    def find(self, number: int, **keywords: Any) -> str:
        return repr((number, keywords))


ANSWER = (Response("200", (Content("text/plain", lambda: str),)),)
CREATE: Operation[Pet] = operation(
    "POST", "/pets", "create",
    body=Body((Content("application/json", lambda: Pet),), required=True),
    responses=(Response("201", (Content("application/json", lambda: Pet),)),),
)  # fmt: skip
FIND: Operation[str] = operation(
    "GET", "/pets/{number}", "find",
    parameters=(
        Parameter("number", "number", "path", lambda: int, required=True),
        Parameter("flag", "flag", "query", lambda: bool, style="form", explode=True),
        Parameter("top", "$top", "query", lambda: int, style="form", explode=True, default=10),
        Parameter("trace", "X-Trace", "header", lambda: int),
        Parameter("session", "session", "cookie", lambda: str, style="form"),
    ),
    responses=ANSWER,
)  # fmt: skip


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(CREATE, FIND, service=Pets())


def post(client: TestClient, content: bytes, content_type: str | None = "application/json") -> Any:
    return client.post("/pets", content=content, headers={"Content-Type": content_type} if content_type else {})


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'{"name": "rex", "weight": NaN}', 400),
        (b'{"name": "rex", "weight": Infinity}', 400),
        (b'{"name": "rex", "weight": 1e400}', 422),
        (b'{"name": "\\ud800"}', 400),
        (b'{"name": "\xff"}', 400),
        (b'{"name": "\xed\xa0\x80"}', 400),
        (b'{"name": "a", "name": "b"}', 400),
        (b'{"name": "a", "nested": {"x": 1, "x": 2}}', 400),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"name":' * 50_000, 400),
        (b'{"name": "rex", "age": ' + DIGITS.encode() + b"}", 400),
        (b"", 422),
        (b"null", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"name": "rex"', 400),
        (b'{"name": "rex"} x', 400),
        (b"{'name': 'rex'}", 400),
        (b'{"name": 1}', 422),
        (b'{"name": "rex", "age": "1"}', 422),
        (b'{"name": "rex", "age": true}', 422),
        (b'{"name": "rex", "age": 1.5}', 422),
        (b'{"name": "rex", "age": null}', 422),
        (b'{"name": "rex", "tags": "a"}', 422),
        ('{"name": "rex"}'.encode("utf-16"), 400),
    ],
)
def test_bodies(client: TestClient, content: bytes, status: int) -> None:
    problem_of(post(client, content), status)


@pytest.mark.parametrize("depth", [50, 200, 900])
def test_nesting_never_fails(client: TestClient, depth: int) -> None:
    content = b'{"name": "rex", "nested": ' + b"[" * depth + b"]" * depth + b"}"
    assert post(client, content).status_code in (201, 400, 422)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "multipart/form-data", None, "", "json", ";"]
)
def test_media_types(client: TestClient, content_type: str | None) -> None:
    response = post(client, b'{"name": "rex"}', content_type)
    assert problem_of(response, 415)["detail"] == "The request body has to be application/json."
    assert response.headers["accept"] == "application/json"


def test_a_good_body(client: TestClient) -> None:
    response = post(client, b'{"name": "rex", "age": 1.0}', "Application/JSON; charset=utf-8")
    assert (response.status_code, response.json()) == (201, {"name": "rex", "age": 1})


def test_content_codings(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert problem_of(client.post("/pets", content=b"\x1f\x8b", headers=headers), 415)


def test_places_are_named_and_input_is_not_echoed(client: TestClient) -> None:
    response = post(client, b'{"name": 7, "age": "hunter2", "tags": ["a", 5]}')
    errors = {each["pointer"] for each in problem_of(response, 422)["errors"]}
    assert errors == {"#/name", "#/age", "#/tags/1"} and "hunter2" not in response.text


def test_parameters_are_told_apart(client: TestClient) -> None:
    response = client.get("/pets/x?flag=maybe", headers={"X-Trace": "hunter2"})
    errors = problem_of(response, 422)["errors"]
    assert {(each["in"], each["parameter"]) for each in errors} == {
        ("path", "number"), ("query", "flag"), ("header", "X-Trace"),
    }  # fmt: skip
    assert "maybe" not in response.text and "hunter2" not in response.text


@pytest.mark.parametrize(
    "number", ["1_0", "%201", "1%20", "+1", "0x1", "1.5", "true", DIGITS, "%FF", "%", "%00", "\u0661", "1,2"]
)
def test_path_integers(client: TestClient, number: str) -> None:
    assert problem_of(client.get(f"/pets/{number}"), 422)["errors"][0]["parameter"] == "number"


@pytest.mark.parametrize(
    "query",
    ["flag=1", "flag=True", "flag=", "flag=yes", "flag=true&flag=true", "$top=1_0", "$top=+1", "$top= 1", "$top=1.0", "$top=",
     "$top=1e3", "%24top=x", "flag=%ZZ", "flag=%FF"],
)  # fmt: skip
def test_query_scalars(client: TestClient, query: str) -> None:
    assert problem_of(client.get(f"/pets/1?{query}"), 422)


def test_good_parameters(client: TestClient) -> None:
    response = client.get(
        "/pets/-1?flag=true&%24top=5&unknown=1&&=&x", headers={"X-Trace": "3", "Cookie": "a=b; session=s1"}
    )
    assert response.text == repr((-1, {"flag": True, "top": 5, "trace": 3, "session": "s1"}))
    assert client.get("/pets/1").text == repr((1, {"flag": None, "top": 10, "trace": None, "session": None}))


def test_missing_parameters(serve: Serve) -> None:
    required = (
        Parameter("query", "query", "query", lambda: str, required=True),
        Parameter("header", "header", "header", lambda: str, required=True),
        Parameter("cookie", "cookie", "cookie", lambda: str, required=True),
    )
    errors = problem_of(serve(operation(parameters=required), service=Pets()).get("/pets"), 422)["errors"]
    assert [each["detail"] for each in errors] == ["Is required"] * 3


def test_a_query_that_is_not_text(client: TestClient) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/pets/1", "raw_path": b"/pets/1", "query_string": b"\xff",
        "headers": [], "http_version": "1.1", "server": ("t", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    anyio.run(client.app, scope, receive, send)
    assert sent[0]["status"] == 400


def test_announced_too_large(client: TestClient) -> None:
    response = client.post(
        "/pets", content=b"", headers={"Content-Length": "1000001", "Content-Type": "application/json"}
    )
    assert problem_of(response, 413) and response.headers["connection"] == "close"
    huge = client.post("/pets", content=b"", headers={"Content-Length": "9" * 5000, "Content-Type": "application/json"})
    assert problem_of(huge, 413)


def test_streamed_too_large(client: TestClient, serve: Serve) -> None:
    def chunks() -> Any:
        for _ in range(30):
            yield b" " * 50_000

    headers = {"Content-Type": "application/json"}
    assert problem_of(client.post("/pets", content=chunks(), headers=headers), 413)
    assert problem_of(client.post("/pets", content=b"[" * 1_000_001, headers=headers), 413)
    small = serve(CREATE, service=Pets(), max_body_size=20)
    assert small.post("/pets", json={"name": "rex"}).status_code == 201
    assert problem_of(small.post("/pets", json={"name": "rex the second"}), 413)
