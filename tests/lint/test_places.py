"""The line and column of a finding, for YAML and JSON, through references, for keys and values."""

from pathlib import Path

from tests.lint.documents import findings

YAML = """\
openapi: 3.0.3
info:
  title: Test
  version: 1.0
paths:
  /runs/:
    get:
      operationId: listRuns
      responses:
        "200":
          content: {}
  /flows:
    $ref: "#/components/pathItems/flows"
components:
  parameters:
    id: {name: id, in: path, required: true, schema: {type: integer, default: one}}
  schemas:
    Run:
      type: object
      properties:
        status: {type: string, enum: [done, done]}
"""

JSON = """\
{
  "openapi": "3.1.0",
  "info": {"title": "Test", "version": "1"},
  "paths": {
    "/runs/{id}": {
      "get": {
        "parameters": [{"$ref": "#/components/parameters/top"}],
        "responses": {"200": {"description": "The run."}}
      }
    }
  },
  "components": {
    "parameters": {
      "top": {"name": "top", "in": "path", "required": true, "schema": {"type": "integer"}}
    }
  }
}
"""


def places(text: str, folder: Path, *codes: str, name: str = "openapi.yaml") -> set[tuple[str, int, int]]:
    found = findings(text, folder, *codes, name=name)
    return {(one.code, one.span.line, one.span.column) for one in found if one.span}


def test_yaml(tmp_path: Path) -> None:
    text = YAML.replace('  /flows:\n    $ref: "#/components/pathItems/flows"\n', "")
    assert places(text, tmp_path, "path-keys-no-trailing-slash", "duplicated-entry-in-enum") == {
        ("oas3-schema", 4, 12),  # the value of version, which is a number
        ("oas3-schema", 10, 9),  # the key of the response that lacks a description
        ("path-keys-no-trailing-slash", 6, 3),
        ("default-violates-schema", 14, 79),
        ("duplicated-entry-in-enum", 19, 45),
    }


def test_json_through_a_reference(tmp_path: Path) -> None:
    assert places(JSON, tmp_path, name="openapi.json") == {
        ("path-params", 6, 7),  # the operation does not declare id
        ("path-params", 14, 14),  # the name of the parameter that is not in the path, where it is written
    }


def test_a_duplicate_shows_both_places(tmp_path: Path) -> None:
    text = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ntags:\n  - name: a\n  - name: a\n'
    [found] = findings(text, tmp_path)
    assert found.span is not None and (found.span.line, found.span.column) == (6, 11)
    assert [one.span.line for one in found.related] == [5]


def test_findings_come_in_the_order_of_the_document(tmp_path: Path) -> None:
    found = findings(YAML.replace('  /flows:\n    $ref: "#/components/pathItems/flows"\n', ""), tmp_path, preset="all")
    lines = [one.span.line for one in found if one.span]
    assert lines == sorted(lines) and len(found) > 10
