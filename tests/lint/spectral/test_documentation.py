"""Where a team documents its rules is passed on with what they find."""

import json
from pathlib import Path

import pytest

from specwright.cli import main

RULESET = """
documentationUrl: https://example.com/style
rules:
  titles: {given: $.info.title, then: {function: pattern, functionOptions: {match: "^[A-Z]"}}}
  versions:
    documentationUrl: https://example.com/versions
    given: $.info.version
    then: {function: pattern, functionOptions: {match: "[.]"}}
  descriptions: {documentationUrl: "javascript:alert(1)", given: $.info, then: {field: description, function: truthy}}
"""
LINKS = {"titles": "https://example.com/style#titles", "versions": "https://example.com/versions", "descriptions": None}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".spectral.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "openapi.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: runs, version: "1"}\npaths: {}\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)


def printed(capsys: pytest.CaptureFixture[str], format: str) -> str:
    main(["lint", "openapi.yaml", "--format", format])
    return capsys.readouterr().out


def test_json_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "json"))["diagnostics"]
    assert {one["code"]: one.get("url") for one in found} == LINKS


def test_sarif_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    rules = json.loads(printed(capsys, "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"]: rule.get("helpUri") for rule in rules} == LINKS


def test_the_page_links_to_the_web_only(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "html")
    assert page.count("More about this rule") == 2
    assert 'href="https://example.com/style#titles"' in page and "javascript:" not in page
