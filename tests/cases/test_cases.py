"""Each folder here is a document and the package that was reviewed for it; `pytest --accept` writes a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cases.packages import CASES, own, package

from specwright.render.verify import verify


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_package_is_what_was_reviewed(case: Path, accept: Callable[[Path, str], None]) -> None:
    modules = own(package(case))
    expected = case / "expected"
    orphans = {file.relative_to(expected).as_posix() for file in expected.rglob("*.py")} - set(modules)
    for path in sorted(modules.keys() | orphans):
        accept(expected / path, modules.get(path, ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_holds_nothing_but_what_templates_write(case: Path) -> None:
    assert verify(own(package(case))) == ()


def test_documents_show_one_feature_each() -> None:
    for case in CASES:
        assert len((case / "spec.yaml").read_text("utf-8").splitlines()) < 100
