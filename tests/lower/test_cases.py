"""Each folder of `cases/` is a document and the Api and findings that lowering makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lower.show import show

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/spec.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_api_is_what_was_reviewed(case: Path, accept) -> None:
    sink = Sink()
    document = read(case / "spec.yaml", sink=sink, name="spec.yaml")
    assert document is not None, sink.diagnostics
    api = lower(document, sink=sink)
    findings = "".join(f"{d.span}: {d.severity}: {d.code}: {d.message}\n" for d in sink)
    accept(case / "api.txt", show(api))
    accept(case / "findings.txt", findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_run_with_the_lock_gives_the_same_names(case: Path) -> None:
    document = read(case / "spec.yaml", sink=Sink(), name="spec.yaml")
    assert document is not None
    first = lower(document, sink=Sink())
    again = lower(document, sink=Sink(), lock=first.names)
    assert (again.names, show(again)) == (first.names, show(first))
