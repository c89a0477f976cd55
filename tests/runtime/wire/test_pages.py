"""Collections in pages: declared in the document or in the configuration, iterated over a real server."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.runtime.wire.loopback import Answer, Loopback, Received, generated, listening

import specwright

DOCUMENT = """
openapi: 3.1.0
info: {title: Paged, version: "1"}
paths:
  /odata:
    get:
      tags: [runs]
      operationId: odata
      parameters:
      - {name: $top, in: query, schema: {type: integer}}
      - {name: X-Tenant, in: header, schema: {type: string}}
      responses: {'200': {$ref: '#/components/responses/OData'}}
  /next:
    get:
      tags: [runs]
      operationId: next
      x-pagination: {items: /data/items, next: /data/next}
      responses: {'200': {$ref: '#/components/responses/Nested'}}
  /pageable:
    get:
      tags: [runs]
      operationId: pageable
      x-ms-pageable: {nextLinkName: more}
      responses: {'200': {$ref: '#/components/responses/OData'}}
  /link:
    get:
      tags: [runs]
      operationId: link
      x-pagination: {link: true}
      responses:
        '200':
          description: Runs.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Run'}}}}
  /cursor:
    get:
      tags: [runs]
      operationId: cursor
      x-pagination: {items: /value, cursor: /more, parameter: after}
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {$ref: '#/components/responses/OData'}}
  /header:
    get:
      tags: [runs]
      operationId: header
      x-pagination: {items: /value, header: next-token, parameter: after}
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        '200':
          description: Runs.
          headers: {Next-Token: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Runs'}}}
  /offset:
    get:
      tags: [runs]
      operationId: offset
      x-pagination: {items: /value, offset: skip}
      parameters: [{name: skip, in: query, schema: {type: integer}}]
      responses: {'200': {$ref: '#/components/responses/OData'}}
  /page:
    get:
      tags: [runs]
      operationId: page
      x-pagination: {items: /value, page: page}
      parameters: [{name: page, in: query, schema: {type: integer, default: 0}}]
      responses: {'200': {$ref: '#/components/responses/OData'}}
components:
  schemas:
    Run: {type: object, required: [id], properties: {id: {type: integer}}}
    Runs:
      type: object
      properties:
        value: {type: array, items: {$ref: '#/components/schemas/Run'}}
        '@odata.nextLink': {type: string}
        more: {type: string}
  responses:
    OData:
      description: Runs.
      content: {application/json: {schema: {$ref: '#/components/schemas/Runs'}}}
    Nested:
      description: Runs.
      content:
        application/json:
          schema:
            type: object
            properties:
              data:
                type: object
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Run'}}
                  next: {type: [string, 'null']}
"""
RUNS = [{"id": number} for number in range(5)]


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(DOCUMENT, tmp_path_factory.mktemp("paged"), "paged")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with listening() as server:
        server.answer = lambda request: serve(request, server.url)
        yield server


def serve(request: Received, url: str) -> Answer:
    """Two runs at a time, in each way."""
    parts = urlsplit(request.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    way = parts.path[1:]
    size = 2
    begin = int(query.get("page", 0)) * size if way == "page" else int(query.get("skip") or query.get("after") or 0)
    runs, more = RUNS[begin : begin + size], begin + size < len(RUNS)
    following = f"{parts.path}?skip={begin + size}&$top=2&secret=%2F"
    headers = {"Content-Type": "application/json"}
    match way:
        case "link":
            if more:
                headers["Link"] = f'<{url}{following}>; rel="next", </first>; rel="first"'
            return Answer(json.dumps(runs).encode(), headers=headers)
        case "next":
            content: Any = {"data": {"items": runs, "next": following if more else None}}
        case "odata":
            content = {"value": runs, **({"@odata.nextLink": f"{url}{following}"} if more else {})}
        case "pageable":
            content = {"value": runs, "more": following if more else ""}
        case "cursor":
            content = {"value": runs, "more": str(begin + size) if more else None}
        case _:
            content = {"value": runs}
            if way == "header" and more:
                headers["Next-Token"] = str(begin + size)
    return Answer(json.dumps(content).encode(), headers=headers)


@pytest.mark.parametrize("way", ["odata", "next", "pageable", "link", "cursor", "header", "offset", "page"])
def test_each_way(paged: Any, server: Loopback, way: str) -> None:
    with paged.Client(server.url) as client:
        assert [run.id for run in getattr(client.runs, way)()] == [0, 1, 2, 3, 4]
        first = next(iter(getattr(client.runs, way)()))
    assert type(first) is paged.models.Run
    requests = len(server.requests)

    async def read() -> list[int]:
        async with paged.AsyncClient(server.url) as client:
            return [run.id async for run in getattr(client.runs, way)()]

    assert asyncio.run(read()) == [0, 1, 2, 3, 4]
    assert len(server.requests) == requests * 2 - 1


def test_nothing_is_asked_for_before_it_is_needed(paged: Any, server: Loopback) -> None:
    with paged.Client(server.url) as client:
        runs = client.runs.odata()
        assert server.paths == []
        items = iter(runs)
        next(items), next(items)
        assert len(server.paths) == 1
        next(items)
        assert len(server.paths) == 2
        assert [run.id for run in runs] == [0, 1, 2, 3, 4]


def test_by_page(paged: Any, server: Loopback) -> None:
    with paged.Client(server.url) as client:
        pages = list(client.runs.odata().pages())
        assert [len(page.value) for page in pages] == [2, 2, 1]
        assert type(pages[0]) is paged.models.Runs
        assert client.runs.cursor().page().more == "2"
        assert client.raw_response(client.runs.cursor, after="2").value.more == "4"

    async def first() -> Any:
        async with paged.AsyncClient(server.url) as client:
            raw = await client.raw_response(client.runs.cursor)
            return (await client.runs.cursor(after="4").page()).value, raw.value.more, raw.status

    value, more, status = asyncio.run(first())
    assert ([run.id for run in value], more, status) == ([4], "2", 200)


def test_a_servers_link_is_followed_letter_for_letter_with_headers_and_credentials(
    paged: Any, server: Loopback
) -> None:
    with paged.Client(server.url, token="t") as client:
        assert len(list(client.runs.odata(top=2, x_tenant="x"))) == 5
    assert server.paths[0] == "/odata?$top=2"
    assert server.paths[1] == "/odata?skip=2&$top=2&secret=%2F"
    assert [request.headers["X-Tenant"] for request in server.requests] == ["x"] * 3
    assert [request.headers["Authorization"] for request in server.requests] == ["Bearer t"] * 3


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://elsewhere.example/odata", "another server"),
        ("//elsewhere.example/odata", "another server"),
        ("http://x:port/", "is none"),
        ("/odata", "this page again"),
    ],
)
def test_links_that_are_not_followed(paged: Any, server: Loopback, link: str, reason: str) -> None:
    server.answer = lambda request: Answer(json.dumps({"value": RUNS[:1], "@odata.nextLink": link}).encode())
    with paged.Client(server.url, token="t") as client:
        runs = iter(client.runs.odata())
        assert next(runs).id == 0
        with pytest.raises(paged.DecodeError, match=reason):
            next(runs)
    assert len(server.requests) == 1


def test_a_cursor_that_stands_still(paged: Any, server: Loopback) -> None:
    server.answer = lambda request: Answer(b'{"value": [], "more": "x"}')
    with paged.Client(server.url) as client, pytest.raises(paged.DecodeError, match="this page again"):
        list(client.runs.cursor())
    assert len(server.requests) == 2


def test_an_error_on_the_way(paged: Any, server: Loopback) -> None:
    with paged.Client(server.url, retries=0) as client:
        runs = iter(client.runs.link())
        assert [next(runs).id, next(runs).id] == [0, 1]
        server.answer = lambda request: Answer(b"{}", 500)
        with pytest.raises(paged.ServerError, match=r"runs\.link"):
            next(runs)


def test_the_configuration_goes_before_the_document(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    (tmp_path / "specwright.toml").write_text(
        '[[generate]]\nspec = "openapi.yaml"\npackage = "own"\n'
        '[[generate.pagination]]\noperations = ["GET /page"]\nitems = "/value"\ncursor = "/mroe"\nparameter = "page"\n',
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "specwright", "generate"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "specwright.toml:4:1: " in done.stderr
    assert "pagination-unusable: GET /page can't be paginated: '/mroe'" in done.stderr
    operations = (tmp_path / "own" / "operations" / "runs.py").read_text("utf-8")
    assert operations.count("pagination=Pagination(") == 7


def test_pages_declared_from_python(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(DOCUMENT.replace("x-pagination", "x-nothing"), "utf-8")
    declared = {"GET /curs*": {"items": "/value", "cursor": "/more", "parameter": "after"}}
    done = specwright.generate(document, output=tmp_path, package="own", pagination=declared)
    assert not done.diagnostics
    operations = (tmp_path / "own" / "operations" / "runs.py").read_text("utf-8")
    assert operations.count('cursor="/more"') == 1
