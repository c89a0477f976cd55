"""Findings in several formats at once: one printed, the others to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import FakePipeline, Run

from specwright.cli.arguments import FORMATS
from specwright.diagnostics import Severity
from specwright.report import FORMATS as PRINTED

BEGINS = {"sarif": "{", "html": "<!doctype html>", "junit": "<?xml", "gitlab": "[", "github": "::warning", "json": "{"}


def test_the_command_offers_what_can_be_printed() -> None:
    assert FORMATS == PRINTED


@pytest.mark.parametrize(
    "command", ["lint openapi.yaml", "generate openapi.yaml -o out", "transcribe docs -o api.yaml"]
)
def test_reports_are_written_besides(fake: FakePipeline, run: Run, command: str) -> None:
    fake.severity = Severity.WARNING
    wanted = [word for format in BEGINS for word in ("--format", f"{format}=reports/{format}.out")]
    ran = run(*command.split(), *wanted)
    assert "warning operation-skipped: A remark." in ran.out + ran.err
    for format, start in BEGINS.items():
        assert Path("reports", f"{format}.out").read_text().startswith(start)


def test_one_is_printed_and_one_is_written(fake: FakePipeline, run: Run) -> None:
    fake.severity = Severity.ERROR
    ran = run("lint", "openapi.yaml", "--format", "json", "--format", "gitlab=quality.json")
    assert ran.code == 1
    assert len(json.loads(ran.out)["diagnostics"]) == len(json.loads(Path("quality.json").read_text())) == 1


def test_a_report_of_nothing_is_written_too(fake: FakePipeline, run: Run) -> None:
    assert run("lint", "openapi.yaml", "--format", "gitlab=quality.json").code == 0
    assert json.loads(Path("quality.json").read_text()) == []


def test_check_keeps_all_differences(configured: FakePipeline, run: Run) -> None:
    ran = run("check", "--format", "json=check.json", "--verbose")
    assert ran.code == 1 and "+VALUE = 1" in ran.out
    codes = {found["code"] for found in json.loads(Path("check.json").read_text())["diagnostics"]}
    assert codes == {"output-missing"}


@pytest.mark.parametrize("format", ["nonsense", "nonsense=x", "json=", "=x"])
def test_a_format_that_there_is_not_is_wrong_usage(fake: FakePipeline, run: Run, format: str) -> None:
    ran = run("lint", "openapi.yaml", "--format", format)
    assert ran.code == 2 and "argument --format" in ran.err


def test_a_report_that_cannot_be_written_is_told(fake: FakePipeline, run: Run) -> None:
    ran = run("lint", "openapi.yaml", "--format", "json=openapi.yaml/x.json")
    assert ran.code == 1 and "openapi.yaml" in ran.err
