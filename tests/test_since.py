"""Lint of what changed since a commit."""

import json
import subprocess
from pathlib import Path

import pytest

from specwright.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Runs, version: "1"}
paths:
  /old:
    get:
      parameters: [{name: a, in: query, schema: {type: string, enum: [x, x]}}]
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: parts.yaml#/Old}}}}}
components:
  schemas:
    Other: {type: string, enum: [y, y]}
"""
PARTS = "Old: {type: string, enum: [z, z]}\n"
NEW = """\
  /new:
    get:
      parameters: [{name: b, in: query, schema: {type: string, enum: [x, x]}}]
      responses: {"200": {description: d}}
components:
"""


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "spec" / "parts.yaml").write_text(PARTS)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    monkeypatch.chdir(tmp_path / "spec")
    return tmp_path / "spec"


def places(capsys: pytest.CaptureFixture[str], ref: str = "HEAD") -> list[str]:
    """Where enums have an entry twice."""
    main(["lint", "openapi.yaml", "--format", "json", f"--since={ref}"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return [one["pointer"] for one in found if one["code"] == "duplicated-entry-in-enum"]


def test_nothing_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert places(capsys) == []


def test_what_is_new_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "openapi.yaml").write_text(DOCUMENT.replace("components:\n", NEW))
    assert places(capsys) == ["/paths/~1new/get/parameters/0/schema/enum/1"]


def test_a_change_in_another_file_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "parts.yaml").write_text(PARTS.replace("[z, z]", "[z, z, w]"))
    assert places(capsys) == ["/components/schemas/Old/enum/1"]


def test_an_item_that_moved_has_not_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = "parameters: [{name: new, in: query, schema: {type: string}}, "
    (folder / "openapi.yaml").write_text(DOCUMENT.replace("parameters: [", first))
    assert places(capsys) == []


def test_what_an_operation_refers_to_now_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    used = NEW.replace(
        "{description: d}", '{description: d, content: {a/b: {schema: {$ref: "#/components/schemas/Other"}}}}'
    )
    (folder / "openapi.yaml").write_text(DOCUMENT.replace("components:\n", used))
    assert "/components/schemas/Other/enum/1" in places(capsys)


def test_a_document_that_was_not_there_is_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(folder, "rm", "-q", "--cached", "openapi.yaml")
    git(folder, "commit", "-qm", "Without it")
    assert len(places(capsys)) == 3


@pytest.mark.parametrize("ref", ["nothing", "--output=x", "-p", "HEAD:spec/openapi.yaml", "HEAD..HEAD", ""])
def test_what_is_no_commit_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], ref: str) -> None:
    assert main(["lint", "openapi.yaml", f"--since={ref}"]) == 2
    assert "there is no commit" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["openapi.yaml", "parts.yaml"]


def test_without_a_repository(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path_factory.mktemp("bare")
    (bare / "openapi.yaml").write_text(DOCUMENT)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bare.parent))
    monkeypatch.chdir(bare)
    assert main(["lint", "openapi.yaml", "--since", "HEAD"]) == 2
    assert "is in no git repository" in capsys.readouterr().err
