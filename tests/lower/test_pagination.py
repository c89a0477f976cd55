"""Which operations are paginated, and what is said of declarations that the document contradicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import PaginationRule, lower
from specwright.lower.api import Operation, Pagination, Scalar

INT = Scalar(kind="int")
PAGE = {
    "type": "object",
    "properties": {
        "value": {"type": "array", "items": {"type": "integer"}},
        "next": {"type": ["string", "null"]},
        "@odata.nextLink": {"type": "string"},
        "inner": {"$ref": "#/components/schemas/Page"},
    },
}


def lowered(tmp_path: Path, *rules: PaginationRule, **operation: Any) -> tuple[Operation, Sink]:
    headers = {"Next-Token": {"schema": {"type": "string"}}}
    answer = {
        "description": "",
        "headers": headers,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}},
    }
    parameters = [{"name": "after", "in": "query", "schema": {}}, {"name": "X-A", "in": "header", "schema": {}}]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/runs": {"post": {"parameters": parameters, "responses": {"200": answer}, **operation}}},
        "components": {"schemas": {"Page": PAGE}},
    }
    file = tmp_path / "spec.yaml"
    file.write_text(yaml.safe_dump(document), "utf-8")
    sink = Sink()
    found = read(file, sink=sink, name="spec.yaml")
    assert found is not None
    return lower(found, sink=sink, pagination=rules).services[0].operations[0], sink


@pytest.mark.parametrize(
    ("declared", "pagination"),
    [
        ({"items": "/value", "next": "/next"}, Pagination(items="/value", item=INT, next="/next")),
        ({"items": "/inner/value", "link": True}, Pagination(items="/inner/value", item=INT, link=True)),
        (
            {"items": "/value", "cursor": "/inner/next", "parameter": "after"},
            Pagination(items="/value", item=INT, cursor="/inner/next", parameter="after"),
        ),
        (
            {"items": "/value", "offset": "after"},
            Pagination(items="/value", item=INT, parameter="after", step="offset"),
        ),
        (
            {"items": "/value", "cursor": "/next", "parameter": "X-A"},
            Pagination(items="/value", item=INT, cursor="/next", parameter="X-A"),
        ),
        (
            {"items": "/value", "header": "next-token", "parameter": "after"},
            Pagination(items="/value", item=INT, header="Next-Token", parameter="after"),
        ),
        ({"items": "/value", "page": "after"}, Pagination(items="/value", item=INT, parameter="after", step="page")),
    ],
)
def test_declared_by_extension_or_configuration(tmp_path: Path, declared: Any, pagination: Pagination) -> None:
    operation, sink = lowered(tmp_path, **{"x-pagination": declared})
    assert operation.pagination == pagination
    rule = PaginationRule(operations=("POST /r*",), declared=declared)
    operation, more = lowered(tmp_path, rule)
    assert operation.pagination == pagination
    assert not [*sink, *more]


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        ({"items": "/values", "next": "/next"}, "items is '/values', which is nothing in the answer"),
        ({"items": "/next", "next": "/next"}, "items is '/next', which is no array in the answer"),
        (
            {"items": "/value", "header": "Token", "parameter": "after"},
            "its answer has no header 'Token'",
        ),
        ({"next": "/next"}, "items is '', which is no array in the answer"),
        ({"items": "/value", "next": "/nxet"}, "'/nxet' is no text or number in the answer"),
        ({"items": "/value", "next": "/inner"}, "'/inner' is no text or number in the answer"),
        ({"items": "/value", "cursor": "/next"}, "it has no query or header parameter None"),
        ({"items": "/value", "offset": "X-B"}, "it has no query or header parameter 'X-B'"),
        ({"items": "/value"}, "say one of next, link, cursor, header, offset, page, not none"),
        ({"items": "/value", "next": "/next", "page": "after"}, "not next and page"),
        ({"items": 3, "link": True}, "no array"),
    ],
)
def test_what_the_document_contradicts(tmp_path: Path, declared: Any, reason: str) -> None:
    operation, sink = lowered(tmp_path, **{"x-pagination": declared})
    (finding,) = sink
    assert operation.pagination is None
    assert finding.code == "pagination-unusable"
    assert finding.message.startswith("POST /runs can't be paginated: ") and reason in finding.message
    assert finding.span is not None and finding.span.file == "spec.yaml"


def test_a_pattern_that_names_nothing(tmp_path: Path) -> None:
    _, sink = lowered(tmp_path, PaginationRule(operations=("GET /nothing",)))
    assert [finding.message for finding in sink] == ["pagination names 'GET /nothing', but no operation is called so"]
