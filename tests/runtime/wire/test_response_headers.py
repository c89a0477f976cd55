"""Headers of answers, as the types that the document gives them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from tests.runtime.wire.loopback import Answer, Loopback, generated, listening

DOCUMENT = """
openapi: 3.1.0
info: {title: Headed, version: "1"}
paths:
  /it:
    get:
      tags: [it]
      operationId: read
      responses:
        '200':
          description: It.
          content: {application/json: {schema: {}}}
          headers:
            X-Rate-Left: {schema: {type: integer}}
            X-Reset: {schema: {type: string, format: date-time}}
            X-Tags: {schema: {type: array, items: {type: string}}}
            X-Flags: {explode: true, schema: {type: object, properties: {a: {type: boolean}}}}
"""


@pytest.fixture(scope="module")
def headed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(DOCUMENT, tmp_path_factory.mktemp("headed"), "headed")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        yield server


def test_headers_have_types(headed: Any, server: Loopback) -> None:
    headers = {"X-Rate-Left": "3", "X-Reset": "2026-01-02T03:04:05Z", "X-Tags": "a,b", "X-Flags": "a=true"}
    server.answer = lambda request: Answer(b"{}", headers={"Content-Type": "application/json", **headers})
    with headed.Client(server.url) as client:
        raw = client.raw_response(client.it.read)
    assert (raw.header("x-rate-left"), raw.header("X-Tags")) == (3, ["a", "b"])
    assert raw.header("X-Reset") == datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert raw.header("X-Flags").a is True


def test_headers_that_are_missing_wrong_or_not_described(headed: Any, server: Loopback) -> None:
    server.answer = lambda request: Answer(b"{}", headers={"Content-Type": "application/json", "X-Rate-Left": "many"})
    with headed.Client(server.url) as client:
        raw = client.raw_response(client.it.read)
    assert raw.header("X-Tags") is None
    with pytest.raises(headed.DecodeError, match=r"it.read \(GET /it\): the header X-Rate-Left is not as documented"):
        raw.header("X-Rate-Left")
    with pytest.raises(KeyError):
        raw.header("Content-Type")
