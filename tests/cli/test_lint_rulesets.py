"""Which rules `lint` takes, and where they come from."""

import json
from pathlib import Path

import pytest

from specwright.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Runs, version: "1"}
paths: {}
"""
RULESET = "extends: [[spectral:oas, off]]\nrules: {info-license: error, own: {given: $, then: {field: x-id, function: truthy}}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    main(["lint", "openapi.yaml", "--format", "json", *arguments])
    return {one["code"]: one["severity"] for one in json.loads(capsys.readouterr().out)["diagnostics"]}


def test_a_ruleset_takes_the_place_of_the_preset(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rules.yaml").write_text(RULESET)
    assert found(capsys, "--ruleset", "rules.yaml") == {"info-license": "error", "own": "warning"}


def test_one_that_lies_there_is_used_and_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".spectral.yaml").write_text(RULESET)
    assert set(found(capsys)) == {"info-license", "own"}
    main(["lint", "openapi.yaml"])
    assert ".spectral.yaml" in capsys.readouterr().err
    assert "own" not in found(capsys, "--preset", "recommended")
    (folder / "specwright.toml").write_text('[lint]\npreset = "strict"\n')
    assert "own" not in found(capsys, "--config", "specwright.toml")


def test_the_configuration_may_name_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rules.json").write_text('{"extends": "specwright:minimal", "rules": {"info-contact": "warn"}}')
    (folder / "specwright.toml").write_text('[lint]\nruleset = "rules.json"\n')
    assert found(capsys, "--config", "specwright.toml") == {"info-contact": "warning"}


def test_a_ruleset_and_a_preset_are_one_too_many(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "openapi.yaml", "--ruleset", "nothing.yaml"]) == 2
    (folder / "rules.yaml").write_text(RULESET)
    assert main(["lint", "openapi.yaml", "--ruleset", "rules.yaml", "--preset", "all"]) == 2


def test_findings_of_own_rules_are_accepted_like_any(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".spectral.yaml").write_text(RULESET)
    (folder / "openapi.yaml").write_text(DOCUMENT + "x-specwright-accept: {own: It has none yet.}\n")
    assert set(found(capsys)) == {"info-license"}


def test_every_rule_says_where_it_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "--format", "json"])
    for rule in json.loads(capsys.readouterr().out):
        assert (Path(__file__).parents[2] / rule["url"]).is_file()
        assert main(rule["explain"].split()[1:]) == 0
    assert capsys.readouterr().out.count("Bad:") > 100


def test_severities_by_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    override = '[[lint.override]]\nat = "/info*"\nseverity = {info-contact = "error", info-description = "off"}\n'
    (folder / "specwright.toml").write_text(override)
    by_place = found(capsys, "--config", "specwright.toml")
    assert by_place["info-contact"] == "error" and "info-description" not in by_place
    (folder / "specwright.toml").write_text('[[lint.override]]\nat = "other.yaml"\nseverity = {info-contact = "off"}\n')
    assert found(capsys, "--config", "specwright.toml")["info-contact"] == "warning"
    (folder / "specwright.toml").write_text('[[lint.override]]\nseverity = {info-contact = "loud"}\n')
    assert main(["lint", "openapi.yaml", "--config", "specwright.toml"]) == 2
