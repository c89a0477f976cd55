"""Every rule finds its defect wherever chance puts it in a document that has none."""

import random
from itertools import islice
from pathlib import Path

import pytest
import yaml
from tests.lint.documents import read_text
from tests.lint.mutation import found_at, mutant

from specwright.lint import RULES
from specwright.lint.rule import Rule
from specwright.lint.survey import survey

CLEAN = Path(__file__).with_name("clean.yaml").read_text(encoding="utf-8")
ROUNDS, TRIES = 2, 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_defect_is_found_where_it_is(rule: Rule, tmp_path: Path) -> None:
    text = _in_version_of(rule)
    document, tree = read_text(text, tmp_path), yaml.safe_load(text)
    surveyed, before = survey(document), found_at(rule, document)
    rng = random.Random(rule.name)
    # A place that was no better before shows nothing.
    made = (mutant(rule, tree, surveyed, rng) for _ in range(TRIES))
    fresh = list(islice((one for one in made if one is not None and not one.places <= before), ROUNDS))
    assert fresh, "the clean document has no place for this defect"
    for one in fresh:
        mutated = read_text(yaml.safe_dump(one.tree, sort_keys=False), tmp_path)
        assert one.places - before <= found_at(rule, mutated)


def _in_version_of(rule: Rule) -> str:
    version = (yaml.safe_load(rule.bad) or {}).get("openapi")
    return CLEAN.replace("openapi: 3.1.0", f"openapi: {version}") if version else CLEAN
