"""The codes of all stages in one list, for `specwright explain` and SARIF."""

import re

import pytest

from specwright import catalogue
from specwright.lint import RULES


def test_every_rule_can_be_explained() -> None:
    for rule in RULES:
        code = catalogue.find(rule.name)
        assert code is not None and code.why == rule.why and code.bad and code.good


@pytest.mark.parametrize("code", catalogue.codes_of(None), ids=lambda code: code.name)
def test_every_code_has_a_name_and_a_reason(code: catalogue.Code) -> None:
    assert re.fullmatch(r"[a-z0-9]+([-_.$]+[a-zA-Z0-9$]+)*", code.name)
    assert code.why


def test_the_codes_of_a_command_are_among_all() -> None:
    everything = {code.name for code in catalogue.codes_of(None)}
    for command in ("transcribe", "lint", "generate", "check"):
        assert {code.name for code in catalogue.codes_of(command)} <= everything


def test_a_misspelt_code_is_recognised() -> None:
    assert catalogue.suggest("operation-operationid-uniqe") == "operation-operationId-unique"
    assert catalogue.suggest("zzzzzz") is None
    assert catalogue.find("operation-operationid") is None
