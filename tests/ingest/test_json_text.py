"""What is read in the fast way is what is read with care: the same tree, and nothing left unsaid."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest.test_hostile import HARMLESS, READ, REFUSED

from specwright.ingest import json_text
from specwright.ingest.finding import DEPTH, Refusal

spaces = st.sampled_from(["", "", "", " ", "\n", "\r\n\t", " \n  ", "\x0b", "\xa0"])
NUMBERS = """
    0 -0 -0.0 1 -1 1.0 1e5 1E+2 1e400 -1e999 1e-400 0.1 1.50 12345678901234567890123 9007199254740993 5e-324
    1.7976931348623159e308 2.2250738585072011e-308 01 1. .5 +1 - 1e NaN Infinity -Infinity null true false nul
"""
numbers = st.sampled_from([*NUMBERS.split(), "9" * 4300, f"-{'9' * 4300}", "9" * 4301, f"0.{'1' * 5000}"])
LETTERS = r"""
    \" \\ \/ \n \u0061 \u003a \u0022 \u005c \u00e9 \u0000 \ud83d\ude00 \ud800 \udc00 \x \u12 ":
"""
letters = st.sampled_from([*"abé😀{[:, \t\x7f\ufeff", *LETTERS.split()])
strings = st.lists(letters, max_size=4).map(lambda found: f'"{"".join(found)}"')
keys = strings | st.sampled_from(['"a"', '"b"', '"\\u0061"', "a"])


def spaced(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(spaces, text, spaces).map("".join)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.tuples(spaced(keys), st.just(":"), spaced(inner)).map("".join)
    listed = st.lists(spaced(inner), max_size=4).map(lambda items: f"[{','.join(items)}]")
    return listed | st.lists(members, max_size=4).map(lambda found: f"{{{','.join(found)}}}")


texts = spaced(st.recursive(numbers | strings, containers, max_leaves=15))
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def outcome(text: str, *, fast: bool) -> str:
    """The tree, to the sign of a zero and the order of keys, and what is said; or why there is none."""
    try:
        composed = json_text.compose(text.encode()) if fast else json_text.compose_any(text)
        return repr(composed[:2])
    except Refusal as refusal:
        return repr(refusal.finding)


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_any_text(text: str) -> None:
    assert outcome(text, fast=True) == outcome(text, fast=False)


@settings(max_examples=100, deadline=None)
@given(root=trees, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_json_as_programs_write_it(root: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(root, indent=indent, ensure_ascii=ascii_only)
    assert outcome(text, fast=True) == outcome(text, fast=False) == repr((root, []))
    assert json_text.compose(text.encode()).encoded is not None  # it was the fast way
    assert json_text.compose_again(text.encode()) == root


@settings(max_examples=300, deadline=None)
@given(number=st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?", fullmatch=True))
def test_numbers(number: str) -> None:
    assert outcome(number, fast=True) == outcome(number, fast=False)


@pytest.mark.parametrize("key", ["a", "a\\\\", '\\"', ":", "", "\\u003a", "\\u0022:", "\\u005c", "é", "\\u00e9", "\\/"])
@pytest.mark.parametrize(
    "around", ['{"%s":1,"%s":2}', '{"%s":[":"],"b":"\\u003a","%s":"\\u0022:"}', '{"%s":"\\/","%s":{"a":0}}']
)
def test_no_key_is_lost(key: str, around: str) -> None:
    assert "second time" in outcome(around.replace("%s", key), fast=True)


HOSTILE = {case: text for case, (text, *_) in (REFUSED | READ | HARMLESS).items() if isinstance(text, str)}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_texts(case: str) -> None:
    assert outcome(HOSTILE[case], fast=True) == outcome(HOSTILE[case], fast=False)


@pytest.mark.parametrize("around", ["[%s]", '{"a":%s}', '[{"a":1},%s,{}]'])
@pytest.mark.parametrize("innermost", ["[]", "{}", "1", '{"a":1}', '{"a":1,"a":2}'])
def test_depth(around: str, innermost: str) -> None:
    head, _, tail = around.partition("%s")
    for depth in (DEPTH - 2, DEPTH - 1, DEPTH, DEPTH + 1, 900, 5_000):
        text = f"{head * depth}{innermost}{tail * depth}"
        assert outcome(text, fast=True) == outcome(text, fast=False)


def test_half_of_a_surrogate_pair_in_an_editor() -> None:
    content = '{"a": "\ud800"}'.encode("utf-8", "surrogatepass")
    composed = json_text.compose(content)
    assert composed[:2] == json_text.compose_any(content.decode("utf-8", "surrogatepass"))[:2]
    assert json_text.compose_again(content) == {"a": "\ud800"}
