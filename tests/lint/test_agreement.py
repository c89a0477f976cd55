"""lint and openapi-spec-validator call the same documents valid."""

from pathlib import Path

import pytest
import yaml
from tests.lint.documents import complete, read_text

from specwright.diagnostics import Severity, Sink, Span
from specwright.ingest.document import Document
from specwright.lint import RULES, LintSettings, lint
from specwright.lint.rule import Preset, Rule
from specwright.lint.structure.reference import verdict

VALIDITY = [rule for rule in RULES if rule.preset is Preset.MINIMAL]

DOCUMENTS = {
    "2.0 default": """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /a:
    get:
      parameters: [{name: top, in: query, type: integer, default: many}]
      responses: {"200": {description: d}}
""",
    "3.0 null default": "openapi: 3.0.3\ncomponents: {schemas: {A: {type: string, default: null}}}",
    "3.0 nullable default": "openapi: 3.0.3\ncomponents: {schemas: {A: {type: string, nullable: true, default: null}}}",
    "3.0 date": "openapi: 3.0.3\ncomponents: {schemas: {A: {type: string, format: date, default: 1.1.2024}}}",
    "3.1 type list": "components: {schemas: {A: {type: [string, 'null'], default: null}}}",
    "3.1 boolean schema": "components: {schemas: {A: {properties: {a: true}}}}",
    "3.1 webhooks only": "webhooks: {done: {post: {responses: {'204': {description: d}}}}}",
    "3.1 unknown dialect keyword": "components: {schemas: {A: {unheardOf: 1}}}",
    "reference beside default": "components: {schemas: {A: {type: integer}, B: {$ref: '#/components/schemas/A', default: x}}}",
    "path of two placeholders": "paths: {'/{a}.{b}': {parameters: [{name: a, in: path, required: true, schema: {}}]}}",
    "regular expression": "components: {schemas: {A: {type: string, pattern: '\\p{L}+'}}}",
    "number as version": "info: {title: T, version: 1}",
    "3.2 query": "openapi: 3.2.0\npaths: {/a: {query: {responses: {'200': {description: d}}}}}",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_on_documents_about_the_corners(text: str, tmp_path: Path) -> None:
    assert _ours(complete(text), tmp_path) == _theirs(complete(text))


@pytest.mark.parametrize("rule", VALIDITY, ids=lambda rule: rule.name)
def test_on_the_examples_of_the_rules_about_validity(rule: Rule, tmp_path: Path) -> None:
    assert (_ours(complete(rule.bad), tmp_path), _theirs(complete(rule.bad))) == (False, False)
    assert (_ours(complete(rule.good), tmp_path), _theirs(complete(rule.good))) == (True, True)


def test_its_own_words_can_be_asked_for(tmp_path: Path) -> None:
    sink = Sink()
    settings = LintSettings(preset="minimal", severities={"oas3-schema": None}, validator=True)
    lint(read_text(complete("info: {title: T}"), tmp_path), sink=sink, settings=settings)
    [found] = sink
    assert (found.code, found.pointer) == ("reference-validator", "/info")
    assert "version" in found.message


def test_it_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("{}")
    text = complete(f"paths: {{/a: {{$ref: '{(tmp_path / 'other.yaml').as_uri()}'}}}}")
    sink = Sink()
    root = yaml.safe_load(text)
    document = Document(
        file="x", root=root, declared_version="3.1.0", locate=lambda at, _key: Span(file=at.file, line=1, column=1)
    )
    verdict(root, document, sink=sink)
    assert "Unresolvable" in sink.diagnostics[0].message


def _ours(text: str, folder: Path) -> bool:
    sink = Sink()
    lint(read_text(text, folder), sink=sink, settings=LintSettings(preset="minimal"))
    return all(one.severity is not Severity.ERROR for one in sink)


def _theirs(text: str) -> bool:
    from openapi_spec_validator.shortcuts import get_validator_cls

    tree = yaml.safe_load(text)
    return bool(get_validator_cls(tree)(tree).is_valid())
