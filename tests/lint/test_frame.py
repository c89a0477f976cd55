"""Presets, the walk, and what the rules share."""

from pathlib import Path

import pytest
import yaml
from tests.lint.documents import complete, findings, read_text

from specwright.diagnostics import Sink, Span
from specwright.ingest.document import Document
from specwright.lint import RULES, LintSettings, lint
from specwright.lint.grammar import EDGES
from specwright.lint.node import Kind, Node
from specwright.lint.rule import Preset
from specwright.lint.survey import survey

EVERYTHING = """
info: {title: T, version: "1", contact: {name: n}, license: {name: MIT}}
servers: [{url: /}]
tags: [{name: runs}]
paths:
  /runs/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {a: {type: array, items: {type: string}}}}
            encoding: {a: {headers: {X-A: {schema: {type: string}}}}}
            examples: {one: {value: {a: []}}}
      responses:
        "200": {description: d, headers: {X-Next: {schema: {type: string}}}, links: {self: {operationId: x}}}
      callbacks: {done: {"{$request.body#/url}": {post: {responses: {"204": {description: d}}}}}}
  x-internal: {get: {}}
webhooks:
  runDone: {post: {responses: {"204": {description: d}}}}
components:
  schemas: {x-run: {$ref: "#/components/schemas/Job"}, Job: {allOf: [{type: object}], not: {type: string}}}
  securitySchemes: {token: {type: http, scheme: bearer}}
"""


def test_one_walk_meets_every_kind_of_node(tmp_path: Path) -> None:
    surveyed = survey(read_text(complete(EVERYTHING), tmp_path))
    assert {kind for kind, nodes in surveyed.nodes.items() if nodes} == set(Kind) - {Kind.PART}


def test_nodes_know_their_pointers_and_values(tmp_path: Path) -> None:
    surveyed = survey(read_text(complete(EVERYTHING), tmp_path))
    for nodes in surveyed.nodes.values():
        for node in nodes:
            assert surveyed.document.at(node.pointer) is node.value


def test_extensions_are_not_walked_but_components_may_be_called_anything(tmp_path: Path) -> None:
    pointers = [
        node.pointer for node in survey(read_text(complete(EVERYTHING), tmp_path)).of(Kind.PATH_ITEM, Kind.SCHEMA)
    ]
    assert "/paths/x-internal" not in pointers
    assert "/components/schemas/x-run" in pointers


def test_the_grammar_speaks_of_known_kinds_only() -> None:
    assert all(
        kind in EDGES or kind not in (Kind.PATH_ITEM, Kind.SCHEMA)
        for edges in EDGES.values()
        for _, kind in edges.values()
    )


def test_following_references(tmp_path: Path) -> None:
    text = """
components:
  schemas:
    A: {$ref: "#/components/schemas/B"}
    B: {$ref: "#/components/schemas/C%20D"}
    "C D": {type: string}
"""
    surveyed = survey(read_text(complete(text), tmp_path))
    found = surveyed.follow(surveyed.top.part("components", "schemas", "A"))
    assert found is not None and found.pointer == "/components/schemas/C D"


def test_a_circle_of_references_leads_nowhere() -> None:
    root = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}
    document = Document(
        file="x",
        root=root,
        declared_version="3.1.0",
        locate=lambda origin, _key: Span(file=origin.file, line=1, column=1),
    )
    surveyed = survey(document)
    assert surveyed.follow(surveyed.top.part("a")) is None


def test_presets_contain_each_other() -> None:
    sizes = [sum(LintSettings(preset=preset.name.lower()).in_force(rule) for rule in RULES) for preset in Preset]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == len(RULES)


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="minimal, recommended"):
        LintSettings(preset="spectral")


def test_a_rule_turned_off_does_not_run(tmp_path: Path) -> None:
    sink = Sink()
    settings = LintSettings(preset="all", severities={rule.name: None for rule in RULES})
    lint(read_text(complete("{}"), tmp_path), sink=sink, settings=settings)
    assert list(sink) == []


def test_a_path_item_used_twice_gives_its_operations_one_name_twice(tmp_path: Path) -> None:
    text = """
paths:
  /a: {get: {operationId: one, responses: {"200": {description: d}}}}
  /b: {$ref: "#/paths/~1a"}
"""
    [found] = findings(complete(text), tmp_path)
    assert (found.code, found.pointer) == ("operation-operationId-unique", "/paths/~1b")


@pytest.mark.parametrize("path", ["/runs/{id", "/runs/id}", "/{a}{b"])
def test_braces_that_do_not_pair(path: str, tmp_path: Path) -> None:
    found = findings(
        complete(yaml.safe_dump({"paths": {path: {"get": {"responses": {"200": {"description": "d"}}}}}})), tmp_path
    )
    assert [one.code for one in found] == ["path-params"]


def test_a_node_below_nothing_is_a_place_too() -> None:
    top = Node(Kind.DOCUMENT, {"tags": [1]}, None, "")
    assert top.part("tags", 5, "a~/b").pointer == "/tags/5/a~0~1b"
    assert top.part("tags", 5).value is None
