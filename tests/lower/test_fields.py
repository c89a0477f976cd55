"""What says the same is decided once, and as it would be decided anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lower.test_cases import CASES

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower, schemas

SPECS = [*CASES, *sorted(path.parent for path in (Path(__file__).parents[1] / "cases").glob("*/spec.yaml"))]


@pytest.mark.parametrize("case", SPECS, ids=lambda case: case.name)
def test_repetitions_are_decided_as_if_each_were_the_only_one(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = _lowered(case)
    monkeypatch.setattr(schemas, "saying", lambda _: None)
    assert _lowered(case) == together


def _lowered(case: Path) -> tuple[str, list[str]]:
    sink = Sink()
    document = read(case / "spec.yaml", sink=sink, name="spec.yaml")
    assert document is not None, sink.diagnostics
    return repr(lower(document, sink=sink)), [f"{found.span}: {found.code}: {found.message}" for found in sink]
