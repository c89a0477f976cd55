"""Policy: read from a configuration table, with a message for what cannot be used."""

from __future__ import annotations

import re

import pytest

from specwright.transcribe import Policy, read_policy
from specwright.transcribe.findings import CODES


def test_an_empty_table_is_the_default() -> None:
    assert read_policy({}) == Policy()


def test_choices_and_lists() -> None:
    policy = read_policy({"status": "example", "roots": ["reports", "me"], "title": "Reports"})
    assert policy == Policy(status="example", roots=("reports", "me"), title="Reports")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nulability": "optional"}, "'nulability' is no policy; the policies are alternative_paths, "),
        ({"nullability": "never"}, "'nullability' is 'never'; it may be 'documented' or 'optional'"),
        ({"roots": "reports"}, "'roots' must be a list of strings"),
        ({"title": 7}, "'title' must be a string"),
        ({"status": ["example"]}, "'status' is ['example']; it may be "),
    ],
)
def test_mistakes_are_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_policy(table)


def test_codes_are_documented_and_unique() -> None:
    assert len({code.name for code in CODES}) == len(CODES)
    for code in CODES:
        assert code.why.endswith(".")
        assert code.bad
        assert code.good
