"""Rulesets, documents, and what is found: a folder each; `pytest --accept` writes what was found."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from specwright.config import LintSettings
from specwright.project import lint
from specwright.report import print_diagnostics

CASES = Path(__file__).with_name("cases")


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case(case: Path, accept: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    found = lint("openapi.yaml", settings=LintSettings(ruleset=case / ".spectral.yaml")).diagnostics
    printed = io.StringIO()
    print_diagnostics(found, format="text", stream=printed)
    accept(case / "expected.txt", printed.getvalue())
