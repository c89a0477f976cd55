"""Whatever is edited: what a run makes of what stands there are the bytes that a run from nothing makes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.slices.edits import EDITS, Files, edited, save
from tests.slices.trees import clean, content, generated, times

CASES = sorted(Path(__file__).parents[1].glob("cases/*/spec.yaml"))


def test_the_edits_make_a_difference() -> None:
    files: Files = {"openapi.json": yaml.safe_load(CASES[0].read_text())}
    random, before = Random(1), json.dumps(files)
    drawn = (edited(files, random) for _ in range(200))
    assert {kind for kind, after in drawn if json.dumps(after) != before} == EDITS.keys() - {"format"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
@settings(max_examples=2, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_incremental_is_clean(case: Path, random: Random) -> None:
    files: Files = {"openapi.json": yaml.safe_load(case.read_text())}
    with TemporaryDirectory() as name:
        folder = Path(name)
        spec = save(files, folder)
        package = generated(spec, folder / "out").folder
        for _ in range(3):
            kind, files = edited(files, random)
            save(files, folder, indent=random.choice([None, 1, 4]) if kind == "format" else 2)
            before, old = times(package), content(package)
            expected = clean(spec, package, folder / "clean")
            made = generated(spec, folder / "out")
            assert content(package) == expected, kind
            after = times(package)
            assert all(after[path] == before[path] for path in old if old[path] == expected.get(path)), kind
            assert made.changes is not None
            changed = {path for path in old.keys() | expected.keys() if old.get(path) != expected.get(path)}
            assert {*made.changes.created, *made.changes.updated, *made.changes.deleted} == changed, kind
