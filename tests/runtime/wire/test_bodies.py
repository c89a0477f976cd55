"""Bodies as they are sent, and as a server reads them."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from tests.runtime.wire.sample import Run, Wire

from specwright.runtime.bodies import EncodedBody, encode_body
from specwright.runtime.formats import Base64
from specwright.runtime.operation import Body, Content, Encoding
from specwright.runtime.received_bodies import decode_body, decode_fields
from specwright.runtime.uploads import Upload


class Order(BaseModel):
    name: str
    tags: list[str] | None = None
    run: Run | None = None
    count: int = 3


class Form(BaseModel, arbitrary_types_allowed=True):
    title: str
    file: Any = None
    files: list[Any] | None = None
    key: Base64 | None = None
    run: Run | None = None


def encoded(content: Content, value: Any, content_type: str | None = None) -> EncodedBody:
    body = encode_body(Body((content,)), value, content_type)
    assert body is not None
    return body


def sent(body: EncodedBody) -> bytes:
    return body.content if isinstance(body.content, bytes) else b"".join(body.content)


def content(media_type: str, kind: Any = Any, **encoding: Encoding) -> Content:
    return Content(media_type, lambda: kind, encoding=encoding)


BYTES = "Content-Type: application/octet-stream\r\n\r\n"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("encoding", "value", "wire"),
    [
        ({}, {"a": "x y", "b": True, "c": None, "d": 1.5}, b"a=x%20y&b=true&d=1.5"),
        ({}, {"a": ["1", "2"], "b&": "="}, b"a=1&a=2&b%26=%3D"),
        ({}, {"a": {"b": 1}}, b"a=%7B%22b%22%3A1%7D"),
        ({"a": Encoding(style="form", explode=False)}, {"a": ["1", "2"]}, b"a=1,2"),
        ({"a": Encoding(style="spaceDelimited", explode=False)}, {"a": ["1", "2"]}, b"a=1%202"),
        ({"a": Encoding(style="deepObject", explode=True)}, {"a": {"b": [1]}}, b"a%5Bb%5D%5B0%5D=1"),
        ({"a": Encoding(content_type="application/json")}, {"a": ["1"]}, b"a=%5B%221%22%5D"),
    ],
)
def test_forms(encoding: dict[str, Encoding], value: Any, wire: bytes) -> None:
    body = encoded(content(FORM, **encoding), value)
    assert (body.content, body.content_type) == (wire, FORM)


def test_a_model_as_a_form_and_back() -> None:
    known = content(FORM, Order)
    order = Order(name="a&b", tags=["x"], run=Run(display_name="ü"))
    wire = sent(encoded(known, order))
    assert decode_body(known, wire) == {"name": "a&b", "tags": ["x"], "run": {"displayName": "ü"}}


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(TEXT, st.lists(TEXT, min_size=1, max_size=3), st.sampled_from([None, "deepObject", "pipeDelimited", "form"]))
def test_forms_arrive_as_they_were_sent(name: str, tags: list[str], style: str | None) -> None:
    if style in ("pipeDelimited",) and any("|" in tag for tag in tags):
        return
    known = content(FORM, Order, tags=Encoding(style=style, explode=style == "deepObject"))
    wire = sent(encoded(known, {"name": name, "tags": tags}))
    assert decode_body(known, wire) == {"name": name, "tags": tags}


def multipart(*args: Any, **encoding: Encoding) -> tuple[str, bytes]:
    body = encoded(content("multipart/form-data", args[1] if len(args) > 1 else Any, **encoding), args[0])
    boundary = re.fullmatch(r"multipart/form-data; boundary=([0-9a-f]{32})", body.content_type or "")
    assert boundary
    wire = sent(body)
    assert isinstance(body.content, Upload) and body.content.length == len(wire)
    return boundary[1], wire


def test_multipart(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"from a path")
    value = {
        "title": "ü",
        "n": 3,
        "none": None,
        "run": Run(display_name="a"),
        "files": [path, io.BytesIO(b"from a file"), ("a.png", b"\x89"), ("b", "text", "text/x", {"X-A": "b"})],
        "raw": b"\x00",
    }
    boundary, wire = multipart(value)
    expected = [
        'Content-Disposition: form-data; name="title"\r\n\r\nü',
        'Content-Disposition: form-data; name="n"\r\n\r\n3',
        'Content-Disposition: form-data; name="run"\r\nContent-Type: application/json\r\n\r\n{"displayName":"a"}',
        'Content-Disposition: form-data; name="files"; filename="log.txt"\r\nContent-Type: text/plain\r\n\r\nfrom a path',
        (
            'Content-Disposition: form-data; name="files"; filename="files"\r\n'
            "Content-Type: application/octet-stream\r\n\r\nfrom a file"
        ),
        'Content-Disposition: form-data; name="files"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\x89',
        'Content-Disposition: form-data; name="files"; filename="b"\r\nContent-Type: text/x\r\nX-A: b\r\n\r\ntext',
        'Content-Disposition: form-data; name="raw"; filename="raw"\r\nContent-Type: application/octet-stream\r\n\r\n\x00',
    ]
    parts = "".join(f"--{boundary}\r\n{part}\r\n" for part in expected) + f"--{boundary}--\r\n"
    assert wire.replace(b"\x89", "\x89".encode()) == parts.encode()


def test_multipart_encodings() -> None:
    _boundary, wire = multipart(
        {"a": "x", "b": {"c": 1}, "d": ("x.png", b"1"), "e": ("x.bin", b"1")},
        a=Encoding(content_type="application/json"),
        b=Encoding(content_type="application/vnd.b+json"),
        d=Encoding(content_type="image/*, text/plain"),
        e=Encoding(content_type="image/*, image/gif"),
    )
    text = wire.decode()
    assert 'name="a"\r\nContent-Type: application/json\r\n\r\n"x"' in text
    assert 'name="b"\r\nContent-Type: application/vnd.b+json\r\n\r\n{"c":1}' in text
    assert 'filename="x.png"\r\nContent-Type: image/png' in text
    assert 'filename="x.bin"\r\nContent-Type: image/gif' in text


def test_names_can_not_break_out_of_a_part() -> None:
    _, wire = multipart({'a"\r\nX: 1': ('f"\r\nX: 1', b"")})
    assert b'name="a%22%0D%0AX: 1"; filename="f%22%0D%0AX: 1"' in wire
    for wrong in (("f", b"", "text/x\r\nX: 1"), ("f", b"", "text/x", {"X": "1\r\nY: 2"})):
        with pytest.raises(ValueError, match="part 'a'"):
            multipart({"a": wrong})


def test_bytes_of_a_text_format_are_sent_as_text() -> None:
    _boundary, wire = multipart(Form(title="t", key=b"\xff\xff"), Form)
    assert b'name="key"\r\n\r\n//8=\r\n' in wire


def test_streams_are_read_when_they_are_sent_and_again_when_possible(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * 200_000)
    file = io.BytesIO(b"0123456789")
    file.seek(4)
    known = content("application/octet-stream", bytes)
    for value, wire in ((path, b"x" * 200_000), (file, b"456789")):
        body = encoded(known, value)
        assert body.replayable and isinstance(body.content, Upload)
        assert body.content.length == len(wire)
        assert sent(body) == wire == sent(body)
    body = encoded(known, iter([b"a", b"b"]))
    assert (body.replayable, isinstance(body.content, Upload) and body.content.length, sent(body)) == (
        False,
        None,
        b"ab",
    )
    with pytest.raises(TypeError, match="binary mode"):
        encoded(known, io.StringIO("text"))


def test_uploads_of_both_clients() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    def blocking() -> Iterator[bytes]:
        yield b"ab"

    wire = Wire(httpx2.Response(204))
    asyncio.run(wire.async_client().runs.upload("1", body=chunks()))
    asyncio.run(wire.async_client().runs.upload("1", body=io.BytesIO(b"ab")))
    wire.client().runs.upload("1", body=blocking())
    assert [request.content for request in wire.requests] == [b"ab"] * 3
    framing = [
        (request.headers.get("transfer-encoding"), request.headers.get("content-length")) for request in wire.requests
    ]
    assert framing == [("chunked", None), (None, "2"), ("chunked", None)]
    with pytest.raises(TypeError, match="async client"):
        wire.client().runs.upload("1", body=chunks())


@pytest.mark.parametrize(
    ("media_type", "value", "asked", "expected"),
    [
        ("text/plain", "ü", None, ("text/plain", "ü".encode())),
        ("text/plain; charset=latin-1", "ü", None, ("text/plain; charset=latin-1", b"\xfc")),
        ("application/xml", "<a/>", None, ("application/xml", b"<a/>")),
        ("application/xml", b"<a/>", None, ("application/xml", b"<a/>")),
        ("application/json", b"[1]", None, ("application/json", b"[1]")),
        ("application/json", "text", None, ("application/json", b'"text"')),
        ("*/*", {"a": 1}, None, ("application/json", b'{"a":1}')),
        ("*/*", "a", None, ("text/plain; charset=utf-8", b"a")),
        ("*/*", b"a", None, ("application/octet-stream", b"a")),
        ("image/*", b"a", "image/webp", ("image/webp", b"a")),
        ("application/json", {"a": 1}, "application/merge-patch+json", ("application/merge-patch+json", b'{"a":1}')),
    ],
)
def test_other_media_types(media_type: str, value: Any, asked: str | None, expected: tuple[str, bytes]) -> None:
    body = encoded(content(media_type), value, asked)
    assert (body.content_type, sent(body)) == expected


def test_what_a_media_type_can_not_carry() -> None:
    with pytest.raises(ValueError, match=r"not a documented media type.*application/json"):
        encoded(content("application/json"), {}, "text/csv")
    with pytest.raises(ValueError, match="charset"):
        encoded(content("text/plain; charset=ascii"), "ü")
    with pytest.raises(TypeError, match="pass text or bytes"):
        encoded(content("application/xml"), {"a": 1})


def test_null_is_a_body_where_it_may_be() -> None:
    known = Content("application/json", lambda: str | None)
    assert encode_body(Body((known,), required=True), None) == EncodedBody(b"null", "application/json")
    assert encode_body(Body((known,)), None) is None


def test_a_server_reads_the_same(tmp_path: Path) -> None:
    """Starlette and python-multipart are a second implementation of the format."""
    path = tmp_path / 'odd "name".txt'
    path.write_bytes(b"\r\n--x\r\n" * 1000)
    known = content("multipart/form-data", Form)
    value = {"title": "ü\r\n", "run": {"displayName": "a"}, "file": path, "files": [b"1", ("z", b"")]}

    async def read(request: Request) -> JSONResponse:
        async with request.form() as form:
            files = [(name, each) for name, each in form.multi_items()]
            fields = [(name, each, each.content_type if isinstance(each, UploadFile) else None) for name, each in files]
            found = decode_fields(known, fields)
            for name, each in files:
                if isinstance(each, UploadFile):
                    found[f"{name}:{each.filename}"] = (await each.read()).decode()
            return JSONResponse({key: item for key, item in found.items() if isinstance(item, (str, dict))})

    async def call() -> Any:
        body = encoded(known, value)
        transport = httpx2.ASGITransport(app=Starlette(routes=[Route("/", read, methods=["POST"])]))
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as http:
            headers = {"Content-Type": body.content_type or ""}
            return (await http.post("/", content=sent(body), headers=headers)).json()

    assert asyncio.run(call()) == {
        "title": "ü\r\n",
        "run": {"displayName": "a"},
        "file:odd %22name%22.txt": "\r\n--x\r\n" * 1000,
        "files:files": "1",
        "files:z": "",
    }


def test_bytes_in_a_json_body_are_a_json_string() -> None:
    body = encoded(content("application/json", Base64), b"test")
    assert (body.content, body.content_type) == (b'"dGVzdA=="', "application/json")


@pytest.mark.parametrize(
    ("media_type", "value", "text"),
    [
        ("application/json", Order(name="a", count=1), '{"name":"a","count":2,"beta":[true]}'),
        ("application/merge-patch+json", None, '{"count":2,"beta":[true]}'),
        (FORM, {"name": "a"}, "name=a&count=2&beta=true"),
    ],
)
def test_further_members(media_type: str, value: Any, text: str) -> None:
    kind = Order if isinstance(value, Order) else Any
    body = encode_body(Body((content(media_type, kind),)), value, None, {"count": 2, "beta": [True]})
    assert body is not None and sent(body).decode() == text


def test_further_parts() -> None:
    body = encode_body(Body((content("multipart/form-data", Form),)), Form(title="a"), None, {"beta": "b"})
    assert body is not None and sent(body).count(b"Content-Disposition") == 2


@pytest.mark.parametrize(("media_type", "value"), [("application/json", [1]), ("text/plain", "a")])
def test_what_has_no_members_gets_none(media_type: str, value: Any) -> None:
    with pytest.raises(TypeError, match="members"):
        encode_body(Body((content(media_type),)), value, None, {"beta": 1})
