"""JSON, SARIF and GitHub annotations, each against what the reader of that format demands."""

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from tests.report.samples import HOSTILE, samples

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.fingerprints import fingerprints
from specwright.report import github, sarif
from specwright.report import json as as_json

SARIF_SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
JSON_SCHEMA = json.loads(resources.files("specwright.report").joinpath("diagnostics.schema.json").read_text("utf-8"))


@pytest.fixture
def findings(tmp_path: Path) -> tuple[Diagnostic, ...]:
    return (*samples(tmp_path), Diagnostic(code="hostile", severity=Severity.ERROR, message=HOSTILE))


def test_json_follows_the_published_schema(findings: tuple[Diagnostic, ...]) -> None:
    printed = json.loads(as_json.render(findings))
    jsonschema_rs.validate(JSON_SCHEMA, printed)
    first = printed["diagnostics"][0]
    assert (first["code"], first["severity"], first["line"], first["column"]) == (
        "operation-operationId-unique",
        "error",
        5,
        25,
    )
    assert first["related"][0]["line"] == 4
    assert first["fix"]["edits"][0]["text"] == "createRun"


def test_the_json_schema_refuses_another_shape() -> None:
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(JSON_SCHEMA, {"diagnostics": [{"code": "x"}]})


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(as_json.render(())) == {"diagnostics": []}


def test_sarif_follows_the_schema_of_oasis(findings: tuple[Diagnostic, ...]) -> None:
    # Not jsonschema-rs: a pattern of the official schema is not a regular expression in its eyes.
    validator = jsonschema.Draft4Validator(SARIF_SCHEMA)
    for subset in (findings, findings[:1], ()):
        assert [error.message for error in validator.iter_errors(_log(subset))] == []


def test_sarif_explains_its_rules(findings: tuple[Diagnostic, ...]) -> None:
    run = _log(findings)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one.code for one in findings]
    assert "operationId" in rules[0]["help"]["markdown"]
    assert rules[0]["defaultConfiguration"] == {"level": "error"}


def test_sarif_has_relative_places_and_fixes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    span = Span(file="my api.yaml", line=2, column=3)
    [result] = _log([Diagnostic(code="x", severity=Severity.INFO, message="m", span=span)])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "my%20api.yaml"}
    assert result["level"] == "note"
    [change] = _log(samples(tmp_path))["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 5, "startColumn": 25, "endLine": 5, "endColumn": 33},
        "insertedContent": {"text": "createRun"},
    }


def test_sarif_has_fingerprints_for_us_and_for_code_scanning(findings: tuple[Diagnostic, ...]) -> None:
    expected = [{"specwright/v1": name, "primaryLocationLineHash": name} for name in fingerprints(findings)]
    assert [result["partialFingerprints"] for result in _log(findings)["runs"][0]["results"]] == expected


def test_github_commands_are_one_line_each(findings: tuple[Diagnostic, ...]) -> None:
    lines = github.render(findings).splitlines()
    assert len(lines) == len(findings)
    assert all(re.fullmatch(r"::(error|warning|notice) [^:]*::.*", line) for line in lines)
    assert lines[0].startswith("::error file=")
    assert ",line=5,col=25,title=operation-operationId-unique::another operation" in lines[0]
    assert "%0Afix: call it createRun" in lines[0]
    assert lines[2] == "::notice title=unused-exception::it matches nothing"


def test_github_commands_cannot_be_broken_out_of() -> None:
    span = Span(file="a,b::c%\n.yaml", line=1, column=1)
    [line] = github.render([Diagnostic(code="x", severity=Severity.ERROR, message=HOSTILE, span=span)]).splitlines()
    assert line.startswith("::error file=a%2Cb%3A%3Ac%25\\n.yaml,line=1,col=1,title=x::a\\x1b[31m\\r\\n::error::b")
    assert "%250A" in line


def _log(findings: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif.render(findings))
    return log
