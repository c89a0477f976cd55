"""Request bodies other than JSON."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient
from tests.runtime.server.pets import Serve, operation, problem_of

from specwright.runtime.operation import Body, Content, Encoding, Response


class Owner(BaseModel):
    name: str


class Pet(BaseModel):
    name: str
    age: int = 0
    tags: list[str] = []
    owner: Owner | None = None
    photo: bytes = b""


class Echo:
    def call(self, *, body: Any) -> str:
        return repr(body)


TEXT = (Response("200", (Content("text/plain", lambda: str),)),)


def taking(serve: Serve, *contents: Content, required: bool = True, **settings: Any) -> TestClient:
    described = operation("POST", body=Body(contents, required=required), responses=TEXT)
    return serve(described, service=Echo(), **settings)


def send(client: TestClient, content: bytes | str, content_type: str) -> Any:
    return client.post("/pets", content=content, headers={"Content-Type": content_type})


def pet(media_type: str, **rest: Any) -> Content:
    return Content(media_type, lambda: Pet, **rest)


def test_forms(serve: Serve) -> None:
    client = taking(serve, pet("application/x-www-form-urlencoded"))
    assert client.post("/pets", data={"name": "rex", "age": "7", "tags": ["a", "b"]}).text == repr(
        Pet(name="rex", age=7, tags=["a", "b"])
    )
    for wrong in ("name=rex&age=1_0", "age=7", "name=a&name=b"):
        assert send(client, wrong, "application/x-www-form-urlencoded").status_code in (400, 422)
    problem_of(send(client, b"name=%FF", "application/x-www-form-urlencoded"), 400)
    problem_of(send(client, b"name=\xff", "application/x-www-form-urlencoded"), 400)


def test_multipart(serve: Serve) -> None:
    client = taking(serve, pet("multipart/form-data", encoding={"owner": Encoding(content_type="application/json")}))
    fields = {"name": "rex", "age": "7", "tags": ["a", "b"], "owner": '{"name": "Al"}'}
    sent = client.post("/pets", data=fields, files={"photo": ("rex.png", b"\x89\xff", "image/png")})
    assert sent.text == repr(Pet(name="rex", age=7, tags=["a", "b"], owner=Owner(name="Al"), photo=b"\x89\xff"))
    errors = problem_of(client.post("/pets", data={"age": "x"}, files={"photo": b""}), 422)["errors"]
    assert {each["pointer"] for each in errors} == {"#/name", "#/age"}


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=b"]
)
def test_broken_multipart(serve: Serve, content_type: str) -> None:
    assert send(taking(serve, pet("multipart/form-data")), b"--x\r\nrubbish", content_type).status_code in (400, 422)


def test_multipart_is_limited(serve: Serve) -> None:
    client = taking(serve, pet("multipart/form-data"), max_body_size=500)
    problem_of(client.post("/pets", data={"name": "rex"}, files={"photo": b"x" * 1000}), 413)
    many = taking(serve, pet("multipart/form-data"))
    problem_of(many.post("/pets", files=[("tags", (None, "a"))] * 1001), 400)


def test_bytes(serve: Serve) -> None:
    client = taking(serve, Content("application/octet-stream", lambda: bytes))
    assert send(client, b"\x00\xff", "application/octet-stream").text == repr(b"\x00\xff")
    assert client.post("/pets", content=b"\x00").text == repr(b"\x00")
    anything = taking(serve, Content("*/*", lambda: bytes))
    assert send(anything, b"{", "application/json").text == repr(b"{")


def test_text(serve: Serve) -> None:
    client = taking(serve, Content("text/plain", lambda: str))
    assert send(client, "é".encode(), "text/plain").text == repr("é")
    assert send(client, "é".encode("latin-1"), "text/plain; charset=latin-1").text == repr("é")
    problem_of(send(client, b"\xff", "text/plain"), 400)
    problem_of(send(client, b"a", "text/plain; charset=unheard-of"), 400)


def test_several_media_types(serve: Serve) -> None:
    client = taking(serve, pet("application/json"), Content("text/*", lambda: str), pet("application/vnd.pet+json"))
    assert send(client, '{"name": "a"}', "application/vnd.pet+json").text == repr(Pet(name="a"))
    assert send(client, "a", "text/csv").text == repr("a")
    assert problem_of(send(client, "{}", "application/merge-patch+json"), 415)["detail"].endswith(
        "application/json, text/*, application/vnd.pet+json."
    )


def test_optional_bodies(serve: Serve) -> None:
    client = taking(serve, pet("application/json"), required=False)
    assert client.post("/pets").text == "None"
    assert client.post("/pets", headers={"Content-Type": "text/html"}).text == "None"
    problem_of(send(client, "a", "text/html"), 415)
