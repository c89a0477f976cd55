"""Every rule finds its bad example and nothing in its good one, and the frame holds the rules together."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from tests.lint.documents import complete, findings

from specwright.lint import RULES, rules
from specwright.lint.rule import Rule

MODULES = {name: import_module(f"{rules.__name__}.{name}") for _, name, _ in pkgutil.iter_modules(rules.__path__)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_bad_example_is_found_by_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    found = findings(complete(rule.bad), tmp_path, rule.name)
    assert {one.code for one in found} == {rule.name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_nothing_is_found_in_the_good_example(rule: Rule, tmp_path: Path) -> None:
    assert findings(complete(rule.good), tmp_path, rule.name) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_finding_has_a_place_and_a_sentence(rule: Rule, tmp_path: Path) -> None:
    for found in findings(complete(rule.bad), tmp_path, rule.name):
        assert found.span is not None and found.span.file == "openapi.yaml"
        assert found.message and not found.message.endswith(".")
        assert rule.why.endswith(".")


def test_every_file_is_a_rule_of_the_registry_and_says_in_one_line_what_it_demands() -> None:
    registered = [id(rule) for rule in RULES]
    assert sorted(registered) == sorted(id(module.RULE) for module in MODULES.values())
    for module in MODULES.values():
        assert module.__doc__ is not None and "\n" not in module.__doc__.strip()


def test_files_are_named_after_their_rules() -> None:
    for name, module in MODULES.items():
        rule = module.RULE.name.replace("$", "").replace(".", "-")
        assert name.replace("_", "") == rule.replace("-", "").replace("_", "").lower()


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
