"""SARIF, against its schema and against what GitHub code scanning demands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from tests.lint.documents import complete
from tests.report.code_scanning import objections
from tests.report.samples import samples

from specwright import catalogue
from specwright.diagnostics import Diagnostic, Severity, Sink, Span
from specwright.fingerprints import fingerprints
from specwright.ingest import read
from specwright.lint import RULES, LintSettings, lint
from specwright.report import sarif

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))

VALIDATOR = jsonschema.Draft4Validator(SCHEMA)  # not jsonschema-rs: to it, a pattern in there is no regular expression


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Diagnostic, ...]:
    monkeypatch.chdir(tmp_path)
    return samples(Path())


def test_it_follows_the_schema_of_oasis(findings: tuple[Diagnostic, ...]) -> None:
    for subset in (findings, findings[:1], ()):
        assert [error.message for error in VALIDATOR.iter_errors(_log(subset))] == []


def test_code_scanning_takes_it(findings: tuple[Diagnostic, ...]) -> None:
    for subset in (findings, findings[:1], ()):
        assert objections(_log(subset)) == []


def test_code_scanning_takes_what_every_rule_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bad examples of all rules: every rule is described, and every shape of finding occurs."""
    monkeypatch.chdir(tmp_path)
    sink = Sink()
    for number, rule in enumerate(RULES):
        (file := Path(f"{number}.yaml")).write_text(complete(rule.bad))
        document = read(file, sink=sink)
        assert document is not None
        lint(document, sink=sink, settings=LintSettings(preset="all"))
    log = _log(sink)
    assert objections(log) == []
    assert {rule.name for rule in RULES} <= {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []


def test_every_code_is_described_as_code_scanning_wants_it() -> None:
    for code in catalogue.codes_of(None):
        finding = Diagnostic(code=code.name, severity=code.severity, message="m", span=_span("a.yaml"))
        assert objections(_log([finding])) == [], code.name


def test_the_objections_object(findings: tuple[Diagnostic, ...]) -> None:
    log = _log(findings)
    first = log["runs"][0]["results"][0]
    first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "file:///etc/api.yaml"
    first["level"] = "info"
    log["runs"][0]["results"][1]["partialFingerprints"] = first["partialFingerprints"]
    assert [objection.partition(":")[0] for objection in objections(log)] == ["result 0", "result 0", "results"]


def test_rules_are_explained(findings: tuple[Diagnostic, ...]) -> None:
    run = _log(findings)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one.code for one in findings]
    assert "operationId" in rules[0]["help"]["markdown"]
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert rules[0]["properties"] == {"problem.severity": "error", "tags": ["openapi"]}


def test_places_are_relative_and_escaped() -> None:
    finding = Diagnostic(code="x", severity=Severity.INFO, message="m", span=_span("my api.yaml"))
    [result] = _log([finding])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "my%20api.yaml"}
    assert result["level"] == "note"


def test_it_has_fixes_and_both_places_of_a_duplicate(findings: tuple[Diagnostic, ...]) -> None:
    [first, *_] = _log(findings)["runs"][0]["results"]
    [change] = first["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "api.yaml"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 25, "endLine": 5, "endColumn": 33},
            "insertedContent": {"text": "createRun"},
        }
    ]
    [other] = first["relatedLocations"]
    assert (other["message"]["text"], other["physicalLocation"]["region"]["startLine"]) == ("the other", 4)


def test_fingerprints_are_for_us_and_for_code_scanning(findings: tuple[Diagnostic, ...]) -> None:
    expected = [{"specwright/v1": name, "primaryLocationLineHash": name} for name in fingerprints(findings)]
    assert [result["partialFingerprints"] for result in _log(findings)["runs"][0]["results"]] == expected


def test_of_too_many_the_worst_are_kept_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    severities = (Severity.INFO, Severity.WARNING, Severity.INFO, Severity.ERROR, Severity.WARNING)
    found = [
        Diagnostic(code="x", severity=severity, message=f"{number}", span=_span("a.yaml"))
        for number, severity in enumerate(severities)
    ]
    [run] = _log(found)["runs"]
    assert [result["message"]["text"] for result in run["results"]] == ["1", "3", "4"]
    [notice] = run["invocations"][0]["toolExecutionNotifications"]
    assert re.match(r"2 findings .* left out", notice["message"]["text"])


def test_regions_end_where_the_place_does() -> None:
    whole = replace(_span("a.yaml"), end_line=4, end_column=2)
    [result] = _log([Diagnostic(code="x", severity=Severity.INFO, message="m", span=whole)])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 4,
        "endColumn": 2,
    }


def _span(file: str) -> Span:
    return Span(file=file, line=2, column=3)


def _log(findings: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif.render(tuple(findings)))
    return log
