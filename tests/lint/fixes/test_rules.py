"""Fixing the bad example of a rule leaves nothing to find, changes what it says and nothing else, and is stable."""

import json
from pathlib import Path

import pytest
import yaml
from tests.lint.documents import complete

from specwright.config import LintSettings
from specwright.diagnostics import Severity
from specwright.lint import RULES
from specwright.lint.rule import Rule
from specwright.mend import Fixed, fix

OTHER_DEFECTS = {
    "path-params": "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, schema: {type: string}}], "
    "responses: {'200': {description: d}}}}}",
}
"""For rules that can fix another defect than that of their example."""

FIXABLE = [rule for rule in RULES if rule.fix]


def written(rule: Rule, form: str) -> str:
    """The bad example of a rule as a file in one of the ways that people write."""
    text = complete(OTHER_DEFECTS.get(rule.name, rule.bad))
    if form == "block":
        return text
    tree = yaml.safe_load(text)
    if form == "flow":
        return yaml.safe_dump(tree, default_flow_style=True, sort_keys=False)
    return json.dumps(tree, indent=2 if form == "json" else None)


def mended(rule: Rule, text: str, folder: Path) -> Fixed:
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    settings = LintSettings(preset="minimal", severities={rule.name: Severity.WARNING})
    return fix(folder / "openapi.yaml", settings, unsafe=rule.fix == "unsafe")


@pytest.mark.parametrize("form", ["block", "flow", "json", "compact"])
@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.name)
def test_nothing_is_left_of_a_defect_that_can_be_fixed(rule: Rule, form: str, tmp_path: Path) -> None:
    fixed = mended(rule, written(rule, form), tmp_path)
    assert fixed.gone
    assert rule.name not in {one.code for one in fixed.left}
    [file] = fixed.files
    assert yaml.safe_load(file.after) != yaml.safe_load(file.before)


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.name)
def test_a_second_run_fixes_nothing(rule: Rule, tmp_path: Path) -> None:
    [file] = mended(rule, written(rule, "block"), tmp_path).files
    assert mended(rule, file.after, tmp_path).gone == 0


@pytest.mark.parametrize("rule", [rule for rule in FIXABLE if rule.fix == "unsafe"], ids=lambda rule: rule.name)
def test_an_unsafe_fix_waits_to_be_asked_for(rule: Rule, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(complete(rule.bad), encoding="utf-8")
    settings = LintSettings(preset="minimal", severities={rule.name: Severity.WARNING})
    assert fix(tmp_path / "openapi.yaml", settings).files == []
