"""Paths that a package may hold."""

from __future__ import annotations

import re
from itertools import product

import pytest

from specwright.write import paths

SEGMENTS = (
    "a", "_x", "x.py", "a.b.c", "aux", "auxes.py", "nul.x", "com1", "com1x", "com²", "1a", "A", "é", "a b", "", ".", "..", "a.",
    "aux.", "a\n", "nul\n", "x\x00",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/".join(steps) for length in (1, 2) for steps in product(SEGMENTS, repeat=length)])
def test_usual_paths_are_told_at_a_glance_and_rightly(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_glance = paths.why_unsafe.__wrapped__(path)
    monkeypatch.setattr(paths, "_USUAL", re.compile("(?!)"))
    assert at_a_glance == paths.why_unsafe.__wrapped__(path)


def test_what_leads_out_or_is_a_device_is_refused() -> None:
    assert [path for path in ("models/pet.py", "../x.py", "nul.py", "a//b", "a/") if paths.why_unsafe(path)] == [
        "../x.py", "nul.py", "a//b", "a/",
    ]  # fmt: skip
