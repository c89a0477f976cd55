"""The command that tries the examples of a corpus finds them all, and tells what disagrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks.examples import examine, report


def document(schema: dict[str, Any], operation: dict[str, Any]) -> str:
    about = {"openapi": "3.1.0", "info": {"title": "Examples", "version": "1"}}
    return json.dumps({**about, "paths": {"/a": {"get": operation}}, "components": {"schemas": {"A": schema}}})


def test_examples_of_every_kind_are_tried(tmp_path: Path) -> None:
    schema = {"type": "integer", "examples": [1], "example": 2, "default": 3}
    refers = {"$ref": "#/components/schemas/A"}
    media = {"application/json": {"schema": refers, "examples": {"a": {"value": 4}}}, "text/csv": {"example": "x"}}
    parameter = {"name": "p", "in": "query", "schema": refers, "example": 5}
    header = {"X": {"schema": refers, "example": "six"}}
    operation = {
        "parameters": [parameter],
        "responses": {"200": {"description": "", "content": media, "headers": header}},
    }
    (tmp_path / "a.json").write_text(document(schema, operation))
    assert examine(tmp_path / "a.json") == {"counts": {"accepted": 5, "rejected": 1}, "exceptions": []}


def test_disagreement_is_reported_by_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = {"properties": {"day": {"type": "string", "format": "date"}}, "examples": [7, {"day": "tomorrow"}]}
    (tmp_path / "a.json").write_text(document(schema, {"responses": {}}))
    row = examine(tmp_path / "a.json")
    assert row["exceptions"] == [
        ["accepted", "no type", "/components/schemas/A/examples/0"],
        ["read", "client: no type", "/components/schemas/A/examples/0"],
        ["accepted", "format", "/components/schemas/A/examples/1"],
    ]
    assert report([{"file": "a.json", **row}]) == 0  # each has its reason
    assert "accepted and written the same by a strict model: 0 (0.00 %)" in capsys.readouterr().out
    assert report([{"file": "a.json", "exceptions": [["accepted", "another", "/components/schemas/A"]]}]) == 1
