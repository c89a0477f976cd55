"""YAML text: whatever goes in comes out again, for readers of YAML 1.1 and of YAML 1.2."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
import yaml12
from hypothesis import given
from hypothesis import strategies as st

from specwright.document_text import yaml_text

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(TEXT, TREES, max_size=4))
def test_round_trip(tree: dict[str, Any]) -> None:
    text = yaml_text(tree)
    assert yaml.safe_load(text) == tree
    assert yaml12.parse_yaml(text) == tree


@pytest.mark.parametrize(
    "word", ["no", "on", "1e3", "0o17", "012", "1:20", "2020-01-01", "~", "", "1_000", ".5", "+1", "0x1F", "=", "<<"]
)
def test_words_that_one_version_or_the_other_would_misread(word: str) -> None:
    text = yaml_text({"value": word})
    assert yaml.safe_load(text) == {"value": word}
    assert yaml12.parse_yaml(text) == {"value": word}


def test_what_a_reviewer_sees() -> None:
    tree = {
        "description": "word " * 30 + "end",
        "text": "one\ntwo\n",
        "list": ["a b", {"code": "204", "plain": "it's: fine"}],
    }
    assert yaml_text(tree) == (
        f"""\
description: >-
  {"word " * 23}word
  {"word " * 6}end
text: |
  one
  two
list:
  - a b
  - code: '204'
    plain: 'it''s: fine'
"""
    )


def test_nothing_is_written_as_an_alias() -> None:
    shared = {"type": "string"}
    assert yaml_text({"a": shared, "b": shared}) == "a:\n  type: string\nb:\n  type: string\n"
