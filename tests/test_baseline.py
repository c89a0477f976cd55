"""Findings that are known, and those that are new."""

import json
from pathlib import Path

import pytest

from specwright.baseline import read_baseline
from specwright.cli import main

OLD = """\
openapi: 3.1.0
info: {title: Runs, version: "1", license: {name: MIT, url: https://example.com}}
servers: [{url: https://example.org}]
paths:
  /runs:
    get:
      operationId: list
      description: Lists.
      parameters:
        - {name: a, in: query, schema: {type: string, enum: [x, x]}}
      responses: {"200": {description: The runs.}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openapi.yaml").write_text(OLD)
    return tmp_path


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = main(["lint", "openapi.yaml", "--format", "json", "--fail-on", "warning", *arguments])
    printed = capsys.readouterr().out
    return code, [one["code"] for one in json.loads(printed)["diagnostics"]] if printed else []


def test_what_is_known_is_not_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = lint(capsys)
    assert before[0] == 1 and "duplicated-entry-in-enum" in before[1]
    assert lint(capsys, "--baseline", "known.json", "--update-baseline") == (0, [])
    assert lint(capsys, "--baseline", "known.json") == (0, [])


def test_neither_lines_nor_order_make_a_finding_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint(capsys, "--baseline", "known.json", "--update-baseline")
    moved = OLD.replace(
        "      parameters:\n", "      parameters:\n        - {name: b, in: query, schema: {type: string}}\n"
    )
    (folder / "openapi.yaml").write_text(f"# A line.\n\n{moved}")
    assert "duplicated-entry-in-enum" not in lint(capsys, "--baseline", "known.json")[1]


def test_what_is_new_is_shown_and_what_is_gone_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint(capsys, "--baseline", "known.json", "--update-baseline")
    (folder / "openapi.yaml").write_text(OLD.replace("enum: [x, x]", "enum: [x]").replace("operationId: list", ""))
    code, found = lint(capsys, "--baseline", "known.json")
    assert code == 1
    assert {"operation-operationId", "stale-baseline-entry"} == set(found)


def test_a_baseline_is_the_same_bytes_every_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contents = []
    for _ in range(2):
        lint(capsys, "--baseline", "known.json", "--update-baseline")
        contents.append((folder / "known.json").read_bytes())
    assert contents[0] == contents[1]
    assert len(read_baseline(folder / "known.json").entries) == contents[0].count(b'"fingerprint"') > 1


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1}', '{"version": 9, "findings": []}', '{"findings": [1]}'])
def test_what_is_no_baseline_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (folder / "known.json").write_text(content)
    assert main(["lint", "openapi.yaml", "--baseline", "known.json"]) == 2
    assert "known.json is no baseline" in capsys.readouterr().err


def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "openapi.yaml", "--baseline", "nothing.json"]) == 2
    assert main(["lint", "openapi.yaml", "--update-baseline"]) == 2
    assert main(["lint", "openapi.yaml", "--update-baseline", "--baseline", "a", "--since", "HEAD"]) == 2
    assert "--update-baseline" in capsys.readouterr().err
