"""`specwright lint --fix` and `specwright rules` on the command line."""

import json
from pathlib import Path

import pytest
import yaml

from specwright.cli import main
from specwright.lint import RULES

TEXT = """\
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: "https://api.example.org/"}] # ours
tags: [{name: b}, {name: a}]
paths: {}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "openapi.yaml"
    file.write_text(TEXT)
    return file


def test_fix_writes(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", str(spec), "--fix"])
    assert spec.read_text() == TEXT.replace(".org/", ".org")
    assert "1 finding fixed" in capsys.readouterr().err


def test_unsafe_fixes_have_to_be_asked_for(spec: Path) -> None:
    main(["lint", str(spec), "--preset", "all", "--fix-unsafe"])
    assert "tags: [{name: a}, {name: b}]" in spec.read_text()


def test_diff_writes_nothing(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", str(spec), "--fix", "--diff"])
    assert spec.read_text() == TEXT
    assert '+servers: [{url: "https://api.example.org"}] # ours' in capsys.readouterr().out


def test_overlay_writes_nothing(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", str(spec), "--fix-as-overlay"])
    assert spec.read_text() == TEXT
    overlay = yaml.safe_load(capsys.readouterr().out)
    assert overlay["actions"] == [{"target": "$['servers'][0]", "update": {"url": "https://api.example.org"}}]
    assert overlay["extends"] == "openapi.yaml"


def test_exceptions_are_not_fixed(spec: Path) -> None:
    (spec.parent / "specwright.toml").write_text(
        '[[accept]]\ncode = "oas3-server-trailing-slash"\nreason = "The gateway wants it."\n'
        '[[generate]]\nspec = "openapi.yaml"\noutput = "."\npackage = "t"\n'
    )
    assert main(["lint", "--fix"]) == 0
    assert spec.read_text() == TEXT


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == len(RULES) >= 100
    assert {"name", "code", "severity", "preset", "fixable", "url"} <= listed[0].keys()


def test_the_rules_of_a_preset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--preset", "minimal"]) == 0
    shown = capsys.readouterr().out
    assert "oas3-schema" in shown and "info-contact" not in shown
