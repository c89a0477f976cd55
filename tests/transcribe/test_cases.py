"""A case is a folder: pages in, the document and the findings out; `pytest --accept` writes what was got."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from specwright.diagnostics import Diagnostic, Sink
from specwright.transcribe import read_policy, transcribe

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, accept: Callable[[Path, str], None]) -> None:
    sink = Sink()
    overlay, settings = case / "overlay.yaml", case / "policy.toml"
    policy = read_policy(tomllib.loads(settings.read_text()) if settings.exists() else {})
    got = transcribe([case], overlay=overlay if overlay.exists() else None, policy=policy, sink=sink, root=case)
    accept(case / "findings.txt", "".join(line(diagnostic, case) for diagnostic in sink))
    accept(case / "openapi.yaml", got.text if got else "")
    assert got is not None
    validate(got.document)


def line(diagnostic: Diagnostic, case: Path) -> str:
    span = diagnostic.span
    place = f"{Path(span.file).relative_to(case)}:{span.line}:{span.column}" if span else "-"
    return f"{place}: {diagnostic.severity} {diagnostic.code}: {diagnostic.message}\n"
