"""Files in multipart bodies, in every form that a caller may have them, sent by a generated client to a real server."""

from __future__ import annotations

import asyncio
import email
import io
import os
from collections.abc import AsyncIterator, Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.runtime.wire.loopback import Answer, Loopback, Received, generated, listening

from specwright.runtime import codec
from specwright.runtime.files import File

DOCUMENT = """
openapi: 3.1.0
info: {title: Files, version: "1"}
paths:
  /files:
    post:
      tags: [files]
      operationId: upload
      requestBody:
        required: true
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Upload'}}
      responses: {'204': {description: Done.}}
    get:
      tags: [files]
      operationId: show
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Shown'}}}}
components:
  schemas:
    Upload:
      type: object
      required: [title, file]
      properties:
        title: {type: string}
        file: {type: string, format: binary}
        more: {type: array, items: {type: string, format: binary}}
    Shown: {type: object, properties: {thumbnail: {type: string, format: binary}}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(DOCUMENT, tmp_path_factory.mktemp("files"), "typed_uploads")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        server.answer = lambda request: Answer(status=204)
        yield server


def parts(received: Received) -> list[Message]:
    head = f"Content-Type: {received.headers['Content-Type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + received.body)
    return [part for part in message.walk() if not part.is_multipart()]


def shown(part: Message) -> tuple[Any, Any, str, Any]:
    name = part.get_param("name", header="content-disposition")
    return name, part.get_filename(), part.get_content_type(), part.get_payload(decode=True)


def test_each_kind_of_file(files: Any, server: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"png")
    kinds: list[tuple[Any, tuple[str, str, bytes]]] = [
        (b"raw", ("file", "application/octet-stream", b"raw")),
        (path, ("photo.png", "image/png", b"png")),
        (io.BytesIO(b"memory"), ("file", "application/octet-stream", b"memory")),
        (iter([b"it", b"er"]), ("file", "application/octet-stream", b"iter")),
        (("a.txt", "text"), ("a.txt", "text/plain", b"text")),
        (("a.bin", path, "image/x-own"), ("a.bin", "image/x-own", b"png")),
    ]
    with files.Client(server.url) as client:
        for file, (filename, media_type, content) in kinds:
            client.files.upload(body=files.models.Upload(title="t", file=file))
            title, part = map(shown, parts(server.requests[-1]))
            assert title[0::3] == ("title", b"t")
            assert part == ("file", filename, media_type, content)


def test_several_files_and_headers_of_a_part(files: Any, server: Loopback) -> None:
    named = ("a.txt", b"a", "text/plain", {"X-Part": "1"})
    with files.Client(server.url) as client:
        client.files.upload(body=files.models.Upload(title="t", file=b"", more=[named, b"b"]))
    _, _, first, second = parts(server.requests[-1])
    assert (first["X-Part"], shown(first)[1], shown(second)[3]) == ("1", "a.txt", b"b")


def test_an_asynchronous_stream(files: Any, server: Loopback) -> None:
    async def stream() -> AsyncIterator[bytes]:
        yield b"one "
        yield b"two"

    async def upload() -> None:
        async with files.AsyncClient(server.url) as client:
            await client.files.upload(body=files.models.Upload(title="t", file=("s.txt", stream())))

    asyncio.run(upload())
    assert shown(parts(server.requests[-1])[1]) == ("file", "s.txt", "text/plain", b"one two")


def test_a_file_is_read_when_it_is_sent_and_in_pieces(files: Any, server: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "big"
    with open(path, "wb") as file:
        file.truncate(3_000_000)
    with files.Client(server.url) as client, open(path, "rb") as file:
        file.seek(1_000_000, os.SEEK_SET)
        client.files.upload(body=files.models.Upload(title="t", file=file))
    assert len(shown(parts(server.requests[-1])[1])[3]) == 2_000_000


def test_what_is_no_file_is_refused_before_anything_is_sent(files: Any) -> None:
    for wrong in ("a path?", 3, ["x"], ("only a name",), {"file": b""}):
        with pytest.raises(ValidationError, match="Input should be a file"):
            files.models.Upload(title="t", file=wrong)


def test_only_bodies_of_requests_take_files(files: Any) -> None:
    with pytest.raises(ValidationError):
        files.models.Shown(thumbnail=Path("x"))


def test_a_server_receives_bytes_and_nothing_else() -> None:
    assert codec.decode_value(File, b"raw", "text") == b"raw"
    with pytest.raises(codec.InvalidValue):
        codec.decode_value(File, 3, "strict")
    assert TypeAdapter(File).json_schema() == {"type": "string", "format": "binary"}
