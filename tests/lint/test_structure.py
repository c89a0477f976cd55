"""What is said about a document that is not built as the specification says: one sentence, at the right place."""

from typing import Any

import pytest

from specwright.lint.structure import faults, version_of

INFO = {"title": "Test", "version": "1"}
OK = {"200": {"description": "OK"}}


def operation(version: str, **fields: Any) -> dict[str, Any]:
    return {"openapi": version, "info": INFO, "paths": {"/runs": {"get": {"responses": OK, **fields}}}}


def schema(version: str, **keywords: Any) -> dict[str, Any]:
    return {"openapi": version, "info": INFO, "paths": {}, "components": {"schemas": {"Run": keywords}}}


def scheme(version: str, **fields: Any) -> dict[str, Any]:
    return {"openapi": version, "info": INFO, "paths": {}, "components": {"securitySchemes": {"key": fields}}}


RUN = ("components", "schemas", "Run")
GET = ("paths", "/runs", "get")

CASES = [
    ({"openapi": "3.0.3", "info": INFO}, (), 'the field "paths" is missing from this document'),
    ({"openapi": "3.0.3", "info": {"title": "T"}, "paths": {}}, ("info",), 'the field "version" is missing from this info'),
    (operation("3.0.3", responses={"abc": {"description": "x"}, **OK}), (*GET, "responses", "abc"),
     '"abc" is not a status code (100 to 599, 1XX to 5XX) or default'),
    (operation("3.1.0", sumary="x"), (*GET, "sumary"), '"sumary" is not a field of an operation'),
    (schema("3.0.3", type="strin"), (*RUN, "type"),
     '"type" must be one of "array", "boolean", "integer", "number", "object", "string", not "strin"'),
    (schema("3.1.0", type="strin"), (*RUN, "type"),
     '"type" must be one of "array", "boolean", "integer", "null", "number", "object", "string", not "strin"'),
    (schema("3.0.3", type="object", properties={"a": {"type": "object", "required": []}}),
     (*RUN, "properties", "a", "required"), '"required" must not be empty'),
    (schema("3.0.3", type="string", const="a"), (*RUN, "const"), '"const" is not a field of a schema'),
    (schema("3.1.0", type="string", pattern="["), (*RUN, "pattern"),
     '"pattern" is not a regular expression that Python accepts: "["'),
    (scheme("3.0.3", type="apiKey", name="x"), ("components", "securitySchemes", "key"),
     'the field "in" is missing from this API key security scheme'),
    (scheme("3.1.0", type="apiKey", name="x"), ("components", "securitySchemes", "key"),
     'the field "in" is missing from this API key security scheme'),
    ({"openapi": "3.0.3", "info": INFO, "paths": {"runs": {}}}, ("paths", "runs"),
     'the path "runs" must begin with a slash'),
    ({"openapi": "3.1.0", "info": INFO, "paths": {}, "components": {"schemas": {"a b": {}}}},
     ("components", "schemas", "a b"), "the component name \"a b\" may only have letters, digits, '.', '-' and '_'"),
    (operation("3.1.0", parameters=[{"name": "id", "in": "path", "schema": {}}]), (*GET, "parameters", 0),
     'the field "required" is missing from this path parameter'),
    ({"openapi": "4.0.0"}, (), 'a document begins with "openapi: 3.x.y" or "swagger: 2.0"'),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "steps", "message"), CASES, ids=[message for _, _, message in CASES])
def test_one_sentence_at_the_most_specific_place(tree: dict[str, Any], steps: tuple[Any, ...], message: str) -> None:
    assert [(fault.steps, fault.message) for fault in faults(tree)] == [(steps, message)]


@pytest.mark.parametrize("version", ["3.0.4", "3.1.1", "3.2.0"])
def test_a_small_document_of_each_version_is_valid(version: str) -> None:
    assert faults(operation(version)) == []


def test_a_schema_may_use_the_dialect_that_the_document_names() -> None:
    own = schema("3.1.0", type="whatever the dialect says")
    assert faults(own)
    assert faults({**own, "jsonSchemaDialect": "https://example.org/dialect"}) == []


def test_every_fault_of_a_document_is_told() -> None:
    tree = {**operation("3.0.3", responses={"200": {}}, parameters=[{"name": "a", "in": "body"}]), "info": {}}
    assert {fault.steps[:1] for fault in faults(tree)} == {("info",), ("paths",)}
    assert len(faults(tree)) >= 4


@pytest.mark.parametrize(
    ("declared", "version"), [("3.0.0", "3.0"), ("3.1.1", "3.1"), ("3.2.0", "3.2"), ("3.9.0", None), (3.1, "3.1")]
)
def test_version(declared: Any, version: str | None) -> None:
    assert version_of({"openapi": declared}) == version
