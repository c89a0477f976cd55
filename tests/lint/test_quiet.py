"""Rules that would cry wolf: what they leave out, and that many of one kind are told once."""

from pathlib import Path

from tests.lint.documents import complete, findings

PATHS = """
paths:
  /issues/comments/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {{responses: {{"200": {{description: d}}}}}}
  /issues/{{issue}}/lock:
    parameters: [{{name: issue, in: path, required: true, schema: {schema}}}]
    get: {{responses: {{"200": {{description: d}}}}}}
"""


def test_a_number_is_no_word_of_another_path(tmp_path: Path) -> None:
    """No issue has the number "comments"; as a string, it could be called so."""
    rule = "no-ambiguous-paths"
    assert findings(complete(PATHS.format(schema="{type: integer}")), tmp_path, rule) == []
    assert findings(complete(PATHS.format(schema="{type: string, enum: [first, last]}")), tmp_path, rule) == []
    [one] = findings(complete(PATHS.format(schema="{type: string}")), tmp_path, rule)
    assert one.pointer == "/paths/~1issues~1{issue}~1lock"


def test_one_finding_tells_of_all_variants_of_a_union(tmp_path: Path) -> None:
    union = """
components:
  schemas:
    Cat: {type: object, properties: {kind: {const: cat}}}
    Dog: {type: object, properties: {kind: {const: dog}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind}
"""
    [one] = findings(complete(union), tmp_path, "discriminator-property-required")
    assert one.message == '2 of 2 variants do not require "kind", by which the variants are told apart'
    assert one.pointer == "/components/schemas/Pet/discriminator/propertyName"
    assert [related.message for related in one.related] == ["the first of these variants"]


def test_parameters_of_one_name_are_told_apart_by_where_they_are(tmp_path: Path) -> None:
    paths = """
paths:
  /files/{path}:
    get:
      parameters:
        - {name: path, in: path, required: true, schema: {type: string}}
        - {name: path, in: query, schema: {type: string}}
      responses: {"200": {description: d}}
"""
    [one] = findings(complete(paths), tmp_path, "parameter-names-collide")
    assert one.message.startswith('the query parameter "path" and the path parameter "path" are both')


def test_null_among_types_is_looked_at_in_3_0_too(tmp_path: Path) -> None:
    """That version has no lists of types, and people write them all the same."""
    schema = "{openapi: 3.0.3, components: {schemas: {State: {type: [string, 'null'], enum: [a]}}}}"
    assert "nullable-enum-contains-null" in {
        one.code for one in findings(complete(schema), tmp_path, "nullable-enum-contains-null")
    }


def test_no_id_is_proposed_that_would_rename_callbacks(tmp_path: Path) -> None:
    operation = """
paths:
  /runs:
    post:
      responses: {"201": {description: d}}
      callbacks: {done: {"{$request.query.url}": {post: {responses: {"200": {description: d}}}}}}
    get: {responses: {"200": {description: d}}}
"""
    found = findings(complete(operation), tmp_path, "operation-operationId")
    assert {one.pointer: one.fix is not None for one in found} == {
        "/paths/~1runs/post": False,
        "/paths/~1runs/get": True,
    }
