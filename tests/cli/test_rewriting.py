"""`bundle` and `upgrade`: what comes out is valid, says the same, and makes the same package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate
from tests.cli.conftest import Run

import specwright

SPLIT = {
    "api/openapi.yaml": """\
openapi: {version}
info: {{title: Zoo, version: '1'}}
paths:
  /animals: {{$ref: paths/animals.yaml}}
  /animals/{{id}}:
    parameters: [{{$ref: 'parts.yaml#/parameters/Id'}}]
    get:
      operationId: showAnimal
      responses:
        '200': {{$ref: 'parts.yaml#/responses/Animal'}}
        default: {{description: Wrong, content: {{application/json: {{schema: {{$ref: 'schemas/error.json'}}}}}}}}
""",
    "api/paths/animals.yaml": """\
post:
  operationId: addAnimal
  requestBody:
    required: true
    content:
      application/json:
        schema:
          oneOf: [{$ref: ../schemas/cat.yaml}, {$ref: ../schemas/dog.yaml}]
          discriminator: {propertyName: kind, mapping: {cat: ../schemas/cat.yaml, dog: ../schemas/dog.yaml}}
      text/plain: {schema: {type: string}}
  responses: {'201': {$ref: '../parts.yaml#/responses/Animal'}}
  callbacks:
    grown: {'{$request.query.url}': {$ref: ../parts.yaml#/hook}}
""",
    "api/parts.yaml": """\
parameters:
  Id: {name: id, in: path, required: true, schema: {type: string}}
responses:
  Animal: {description: One, content: {application/json: {schema: {$ref: schemas/cat.yaml}}}}
hook: {post: {responses: {'204': {description: Heard}}}}
""",
    "api/schemas/cat.yaml": """\
type: object
required: [kind]
properties: {kind: {type: string, enum: [cat]}, mother: {$ref: cat.yaml}, friend: {$ref: dog.yaml}}
""",
    "api/schemas/dog.yaml": """\
type: object
required: [kind]
properties: {kind: {type: string, enum: [dog]}, enemy: {$ref: cat.yaml}}
""",
    "api/schemas/error.json": '{"type": "object", "properties": {"inner": {"$ref": "#"}}}',
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(version: str) -> Path:
    for name, text in SPLIT.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text.format(version=version) if name.endswith("openapi.yaml") else text)
    return Path("api/openapi.yaml")


def package(spec: Path) -> dict[str, bytes]:
    made = specwright.generate(spec, package="zoo", dry_run=True)
    assert made.package is not None
    return {artifact.path: artifact.content for artifact in made.package.artifacts}


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in references(value)]
    return [ref for item in node for ref in references(item)] if isinstance(node, list) else []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("verb", ["bundle", "upgrade"])
@pytest.mark.parametrize("name", ["whole.yaml", "whole.json"])
def test_one_valid_file_that_makes_the_same_package(run: Run, version: str, verb: str, name: str) -> None:
    spec = write(version)
    ran = run(verb, str(spec), "-o", name)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{name}: created (from api/openapi.yaml)\n")
    whole = yaml.safe_load(Path(name).read_text())
    validate(whole)
    assert {ref.partition("#")[0] for ref in references(whole)} == {""}
    assert whole["openapi"] == ("3.1.1" if (verb, version) == ("upgrade", "3.0.3") else version)
    assert list(whole["components"]["schemas"]) == ["cat", "dog", "error"]
    body = whole["paths"]["/animals"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["discriminator"]["mapping"] == {"cat": "#/components/schemas/cat", "dog": "#/components/schemas/dog"}
    assert package(Path(name)) == package(spec)


def test_without_an_output_it_is_printed_as_it_was_written(run: Run) -> None:
    ran = run("bundle", str(write("3.1.0")))
    assert yaml.safe_load(ran.out)["info"]["title"] == "Zoo"
    assert json.loads(run("bundle", "api/openapi.yaml", "--as", "json").out) == yaml.safe_load(ran.out)


def test_swagger_is_upgraded(run: Run) -> None:
    Path("swagger.json").write_text(
        json.dumps(
            {
                "swagger": "2.0",
                "info": {"title": "Old", "version": "1"},
                "paths": {
                    "/a": {
                        "post": {
                            "parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/definitions/B"}}],
                            "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/B"}}},
                        }
                    }
                },
                "definitions": {"B": {"type": "object", "properties": {"n": {"type": "string", "x-nullable": True}}}},
            }
        )
    )
    for to, version in (("3.1", "3.1.1"), ("3.2", "3.2.0")):
        assert run("upgrade", "swagger.json", "--to", to, "-o", "new.yaml").code == 0
        whole = yaml.safe_load(Path("new.yaml").read_text())
        validate(whole)
        assert whole["openapi"] == version
        assert whole["components"]["schemas"]["B"]["properties"]["n"] == {"type": ["string", "null"]}
    assert (
        run("bundle", "swagger.json").out == json.dumps(json.loads(Path("swagger.json").read_text()), indent=2) + "\n"
    )


def test_there_is_no_way_back(run: Run) -> None:
    ran = run("upgrade", str(write("3.2.0")), "--to", "3.1")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("api/openapi.yaml:1:10: error downgrade: this is 3.2.0")


def test_overlays_are_applied(run: Run) -> None:
    Path("overlay.yaml").write_text(
        "overlay: 1.1.0\ninfo: {title: Names, version: 1.0.0}\nactions:\n- {target: $.info, update: {title: Menagerie}}\n"
    )
    ran = run("bundle", str(write("3.1.0")), "--overlay", "overlay.yaml")
    assert yaml.safe_load(ran.out)["info"]["title"] == "Menagerie"


def test_what_cannot_be_followed_is_told_and_kept(run: Run) -> None:
    Path("openapi.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        "components: {schemas: {A: {$ref: missing.yaml}, B: {$ref: 'https://example.com/b.json'}}}\n"
    )
    ran = run("bundle", "openapi.yaml")
    assert ran.code == 0
    assert yaml.safe_load(ran.out)["components"]["schemas"]["B"] == {"$ref": "https://example.com/b.json"}
    assert "openapi.yaml:3:34: warning ref-unresolved" in ran.err and "warning ref-refused" in ran.err


def test_from_python() -> None:
    made = specwright.upgrade(write("3.0.3"), to="3.2")
    assert made.document is not None and made.document.startswith(b"openapi: 3.2.0\n")
    assert specwright.bundle("missing.yaml").document is None
