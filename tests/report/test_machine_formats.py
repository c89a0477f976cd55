"""JSON, GitHub annotations, GitLab code quality and JUnit, each against what the reader of that format demands."""

import json
import re
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from tests.report.samples import HOSTILE, samples

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.report import github, gitlab, junit
from specwright.report import json as as_json

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


def test_gitlab_has_the_documented_fields(findings: tuple[Diagnostic, ...]) -> None:
    report = json.loads(gitlab.render(findings))
    jsonschema_rs.validate(CODE_QUALITY, report)
    assert [issue["severity"] for issue in report] == ["major", "minor", "info", "major"]
    assert report[0]["location"]["lines"] == {"begin": 5}
    assert len({issue["fingerprint"] for issue in report}) == len(findings)
    assert json.loads(gitlab.render(())) == []


def test_gitlab_paths_are_relative_to_the_repository() -> None:
    span = Span(file="./spec/api.yaml", line=3, column=1)
    [issue] = json.loads(gitlab.render([Diagnostic(code="x", severity=Severity.ERROR, message="m", span=span)]))
    assert issue["location"]["path"] == "spec/api.yaml"


CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
"""What https://docs.gitlab.com/ci/testing/code_quality/ says of the fields."""

JUNIT = {
    "testsuites": ({"testsuite"}, set()),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors"}),
    "testcase": ({"failure", "skipped"}, {"name"}),
    "failure": (set(), set()),
    "skipped": (set(), set()),
}
"""Of each element, what may stand in it and the attributes it needs, as the xUnit plugin of Jenkins checks them."""

OPTIONAL = {"classname", "skipped", "type", "message"}


def test_junit_is_what_build_servers_read(findings: tuple[Diagnostic, ...]) -> None:
    for subset in (findings, ()):
        root = ElementTree.fromstring(junit.render(subset))
        assert root.tag == "testsuites"
        for element in root.iter():
            inside, needed = JUNIT[element.tag]
            assert {child.tag for child in element} <= inside
            assert needed <= set(element.keys()) <= needed | OPTIONAL
        for suite in root:
            assert suite.attrib["tests"] == str(len(suite))
            assert suite.attrib["failures"] == str(len(suite.findall("*/failure")))


def test_junit_shows_the_finding_with_its_line(findings: tuple[Diagnostic, ...]) -> None:
    root = ElementTree.fromstring(junit.render(findings))
    [api, nowhere] = root
    failure = api[0][0]
    assert api[0].attrib["name"] == "operation-operationId-unique at 5:25"
    assert (failure.tag, failure.attrib["type"]) == ("failure", "error")
    assert "     5 |     post: {operationId: listRuns}\n       |                         ^^^^^^^^" in (
        failure.text or ""
    )
    assert [case[0].tag for case in nowhere] == ["skipped", "failure"]


def test_junit_of_nothing_is_a_test_that_passed() -> None:
    [[case]] = ElementTree.fromstring(junit.render(()))
    assert list(case) == []
