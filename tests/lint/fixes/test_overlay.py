"""Fixes as an Overlay: applied to the document it gives what the fixes give."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.lint.fixes.test_rules import written

from specwright.config import LintSettings
from specwright.diagnostics import Severity, Sink
from specwright.ingest.overlay import apply_overlay, read_overlay
from specwright.lint import RULES
from specwright.lint.fixes.overlay import overlay_of
from specwright.lint.rule import Rule
from specwright.mend import fix

scalars = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b'", 'c"\\'])
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["x", "y.z", "a'b"]), inner, max_size=3)
    ),
    max_leaves=12,
)
documents = st.dictionaries(st.sampled_from(["p", "q"]), trees, max_size=2)


def applied(before: Any, overlay: dict[str, Any], folder: Path) -> object:
    if not overlay["actions"]:
        return before  # the specification wants one action at least
    file = folder / "overlay.yaml"
    file.write_text(yaml.safe_dump(overlay, sort_keys=False), encoding="utf-8")
    sink = Sink()
    read = read_overlay(file, sink)
    assert read is not None, sink.diagnostics
    return apply_overlay(copy.deepcopy(before), read, sink)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.name)
def test_the_overlay_of_a_fix(rule: Rule, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(written(rule, "block"), encoding="utf-8")
    chosen = LintSettings(preset="minimal", severities={rule.name: Severity.WARNING})
    fixed = fix(tmp_path / "openapi.yaml", chosen, unsafe=True)
    before, after = fixed.trees
    assert applied(before, overlay_of(before, after, title="T"), tmp_path) == after


@settings(deadline=None)
@given(documents, documents)
@example({"p": []}, {"p": [[], []]})
def test_any_two_trees(tmp_path_factory: pytest.TempPathFactory, before: Any, after: Any) -> None:
    folder = tmp_path_factory.mktemp("overlay")
    assert applied(before, overlay_of(before, after, title="T"), folder) == after
