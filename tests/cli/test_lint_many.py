"""Several documents in one call: what is named, what patterns find, and one answer for all."""

import json
from pathlib import Path

import pytest

from specwright.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Runs, version: "1", description: d, contact: {name: n}}
servers: [{url: https://runs.example.org}]
paths:
  /runs/:
    get:
      operationId: listRuns
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: "../common.yaml#/Run"}}}}}
"""


@pytest.fixture(autouse=True)
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents with a part that both refer to, and a file of another kind."""
    for name in ("first", "second"):
        (tmp_path / "specs" / name).mkdir(parents=True)
        (tmp_path / "specs" / name / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "specs" / "common.yaml").write_text("Run: {type: string, maximum: 3}\n", encoding="utf-8")
    (tmp_path / "specs" / "notes.yaml").write_text("- nothing of ours\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "specs"


def linted(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    """Files and codes of what was found."""
    main(["lint", *arguments, "--ref-root", "specs", "--format", "json"])
    return [(one["file"], one["code"]) for one in json.loads(capsys.readouterr().out)["diagnostics"]]


FOUND = [
    ("specs/first/openapi.yaml", "path-keys-no-trailing-slash"),
    ("specs/common.yaml", "no-schema-type-mismatch"),
    ("specs/second/openapi.yaml", "path-keys-no-trailing-slash"),
]


def test_a_pattern_finds_documents_and_a_shared_part_is_told_of_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(linted(capsys, "specs/**/*.yaml")) == sorted(FOUND)


def test_a_document_that_is_named_twice_is_looked_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    named = ["specs/first/openapi.yaml", "specs/second/openapi.yaml", "specs/*/openapi.yaml"]
    assert sorted(linted(capsys, *named)) == sorted(FOUND)


def test_what_a_pattern_leaves_out_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", "specs/**/*.yaml", "--ref-root", "specs"])
    assert "specs/**/*.yaml: 2 of 4 files are OpenAPI documents" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("specs/*.yml", "there is no such file"), ("specs/*.yaml", "none of 2 files is an OpenAPI document")],
)
def test_a_pattern_for_nothing_is_wrong_usage(pattern: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", pattern]) == 2
    assert f"{pattern}: {why}" in capsys.readouterr().err


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (specs / "first" / "[a].yaml").write_text(DOCUMENT, encoding="utf-8")
    assert {file for file, _ in linted(capsys, "specs/first/[a].yaml")} >= {"specs/first/[a].yaml"}


def test_one_exit_code_and_one_baseline_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["lint", "specs/*/*.yaml", "--ref-root", "specs", "--fail-on", "warning", "--baseline", "known.json"]
    assert main([*arguments, "--update-baseline"]) == 0
    assert main(arguments) == 0
    Path("specs/second/openapi.yaml").write_text(DOCUMENT.replace("/runs/:", "/jobs/:"), encoding="utf-8")
    assert main(arguments) == 1
    assert "specs/second/openapi.yaml:5:3: warning path-keys-no-trailing-slash" in capsys.readouterr().out


def test_all_are_fixed(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "specs/*/*.yaml", "--ref-root", "specs", "--fix-unsafe"]) == 0
    for name in ("first", "second"):
        assert "  /runs:\n" in (specs / name / "openapi.yaml").read_text(encoding="utf-8")
    assert capsys.readouterr().out.count("no-schema-type-mismatch") == 1


def test_an_overlay_is_applied_first(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (specs / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n"
        "  - target: $.paths['/runs/']\n    remove: true\n"
        "  - target: $.info\n    update: {description: '<script>'}\n",
        encoding="utf-8",
    )
    found = linted(capsys, "specs/first/openapi.yaml", "--overlay", "specs/overlay.yaml")
    assert found == [("specs/overlay.yaml", "no-script-tags-in-markdown")]


@pytest.mark.parametrize("option", ["--fix", "--diff", "--since=HEAD"])
def test_fixes_are_about_what_is_written(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    (overlay := Path("overlay.yaml")).write_text("overlay: 1.0.0\n", encoding="utf-8")
    assert main(["lint", "specs/first/openapi.yaml", "--overlay", str(overlay), option]) == 2
    assert "Leave --overlay out" in capsys.readouterr().err
