"""What says the same is decided once, and that is nowhere to be seen: an operation among others is what it is alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.lower.api import Api

LONG = [f"value-{number}" for number in range(20)]
SCHEMAS: tuple[dict[str, Any], ...] = (
    {"type": "integer", "default": 1},
    {"type": "integer", "default": 1.0},
    {"type": "boolean", "default": True},
    {"type": "number", "default": float("inf")},
    {"type": "number", "default": None},
    {"type": "integer", "default": 2**70},
    {"type": "string", "enum": ["a", "b"]},
    {"type": "string", "enum": LONG},
    {"type": "array", "items": {"type": "string", "enum": LONG}},
    {"type": "object", "properties": {"a": {"type": "string"}}},
    {"type": "string", "if": {}, "then": {}},
    {"$ref": "#/components/schemas/Named"},
    {"$ref": "#/paths/~1a0/get/parameters/0/schema"},
)
COMPONENTS = {
    "schemas": {"Named": {"type": "string", "enum": LONG}},
    "parameters": {"Shared": {"name": "shared", "in": "query", "schema": {"type": "string", "enum": LONG}}},
    "responses": {"Fails": {"description": "", "content": {"application/json": {"schema": {"enum": LONG}}}}},
}
SHARED = {"$ref": "#/components/parameters/Shared"}
CALLED = {"name": "called", "in": "query", "x-python-name": "own", "schema": {"type": "string"}}


def operation(schema: dict[str, Any]) -> dict[str, Any]:
    parameters = [{"name": "q", "in": "query", "schema": schema}, {"name": "q", "in": "header"}, SHARED, CALLED]
    contents = {"application/json": {"schema": schema}}
    answers = {"200": {"description": "", "content": contents}, "400": {"$ref": "#/components/responses/Fails"}}
    return {"get": {"parameters": parameters, "responses": answers}}


def lowered(folder: Path, paths: dict[str, Any]) -> tuple[Api, Sink]:
    info = {"title": "T", "version": "1"}
    document = {"openapi": "3.1.0", "info": info, "paths": paths, "components": COMPONENTS}
    (folder / "spec.yaml").write_text(yaml.safe_dump(document), "utf-8")
    sink = Sink()
    found = read(folder / "spec.yaml", sink=sink, name="spec.yaml")
    assert found is not None
    return lower(found, sink=sink), sink


def seen(api: Api, sink: Sink, path: str) -> tuple[str, list[str]]:
    """What is made of an operation, and what is said of it; as text, in which 1 is neither 1.0 nor True."""
    one = next(each for service in api.services for each in service.operations if each.path == path)
    said = [
        f"{finding.code} {finding.message}" for finding in sink if path[1:] in (finding.pointer or "").split("~1")[-1]
    ]
    return repr((one.parameters, one.responses, one.result)), said


def test_an_operation_among_others_is_what_it_is_alone(tmp_path: Path) -> None:
    """Each schema three times, and so that what it refers to is there."""
    first = {"/a0": operation(SCHEMAS[7])}
    paths = first | {f"/b{at}{copy}x": operation(schema) for copy in range(3) for at, schema in enumerate(SCHEMAS)}
    api, sink = lowered(tmp_path, paths)
    for path in paths:
        alone, alone_sink = lowered(tmp_path, first | {path: paths[path]})
        assert seen(api, sink, path) == seen(alone, alone_sink, path)
    assert "keyword-unchecked" in {finding.code for finding in sink}


def test_the_same_parameters_fit_other_paths_differently(tmp_path: Path) -> None:
    """They are in the order of the placeholders; what has none is told of each time."""
    parameters = [{"name": name, "in": "path", "schema": {"type": "string"}} for name in "ab"]
    paths = {path: {"get": {"parameters": parameters}} for path in ("/1/{a}/{b}", "/2/{b}/{a}", "/3/{a}", "/4/{a}")}
    paths |= {path: {"get": {"parameters": parameters}} for path in ("/5?x={a}&y={b}", "/6?y={a}&x={b}")}
    api, sink = lowered(tmp_path, paths)
    operations = [operation for service in api.services for operation in service.operations]
    assert [[one.wire_name for one in each.parameters] for each in operations] == [
        ["a", "b"],
        ["b", "a"],
        ["a"],
        ["a"],
        ["x", "y"],
        ["y", "x"],
    ]
    assert [finding.code for finding in sink] == ["path-parameter-unused"] * 2
