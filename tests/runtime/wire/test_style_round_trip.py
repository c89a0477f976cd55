"""Whatever a style can carry arrives as it was sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.runtime.operation import Parameter
from specwright.runtime.received import ReceivedParameters, decode_parameter
from specwright.runtime.styles import ParameterError, encode_cookie, encode_header, encode_path, encode_query

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ASCII = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=',;"\\'), min_size=1, max_size=12
)
KEY = st.text(st.characters(exclude_categories=["Cs", "Cc", "Nd"], exclude_characters="[]"), min_size=1, max_size=8)
ASCII_KEY = st.text(st.sampled_from("abcXYZ-_."), min_size=1, max_size=6)


def values(text: st.SearchStrategy[str], key: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.one_of(text, st.lists(text, min_size=1, max_size=4), st.dictionaries(key, text, min_size=1, max_size=4))


def parameter(location: Any, style: str, explode: bool, value: Any, **rest: Any) -> Parameter:
    kind = {str: str, list: list[str], dict: dict[str, Any]}[type(value)]
    return Parameter("p", "p$[]", location, lambda: kind, style=style, explode=explode, **rest)


@given(values(TEXT, TEXT), st.sampled_from(["simple", "label", "matrix"]), st.booleans(), st.booleans())
def test_paths(value: Any, style: str, explode: bool, reserved: bool) -> None:
    known = parameter("path", style, explode, value, allow_reserved=reserved)
    try:
        raw = encode_path(known, value)
    except ParameterError as error:
        assert "part of a path" in error.reason  # a dot or two alone
        return
    assert not set(raw) & set("/?# \\") and raw not in (".", "..")
    assert decode_parameter(known, ReceivedParameters(path={"p$[]": raw})) == value


@given(values(ANY_TEXT, KEY), st.booleans())
def test_form_queries(value: Any, explode: bool) -> None:
    known = parameter("query", "form", explode, value)
    query = encode_query(known, value)
    assert query.isascii() and "#" not in query
    assert decode_parameter(known, ReceivedParameters(query=query)) == value


@given(values(ANY_TEXT.filter(lambda text: "%" not in text), KEY.filter(lambda text: "%" not in text)), st.booleans())
def test_form_queries_with_reserved_characters(value: Any, explode: bool) -> None:
    known = parameter("query", "form", explode, value, allow_reserved=True)
    assert decode_parameter(known, ReceivedParameters(query=encode_query(known, value))) == value


@given(values(ANY_TEXT, KEY), st.sampled_from([("spaceDelimited", " "), ("pipeDelimited", "|")]))
def test_delimited_queries_hold_everything_but_their_delimiter(value: Any, style: tuple[str, str]) -> None:
    known = parameter("query", style[0], False, value)
    parts = (
        value
        if isinstance(value, list)
        else [part for pair in value.items() for part in pair]
        if isinstance(value, dict)
        else []
    )
    if any(style[1] in part for part in parts):
        with pytest.raises(ParameterError, match="split it in two"):
            encode_query(known, value)
    else:
        assert decode_parameter(known, ReceivedParameters(query=encode_query(known, value))) == value


TREES = st.recursive(
    ANY_TEXT,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEY, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEY, TREES, min_size=1, max_size=3))
def test_deep_objects(value: dict[str, Any]) -> None:
    known = parameter("query", "deepObject", True, value)
    assert decode_parameter(known, ReceivedParameters(query=encode_query(known, value))) == value


@given(values(ASCII.filter(lambda text: "=" not in text), ASCII_KEY), st.booleans())
def test_headers(value: Any, explode: bool) -> None:
    known = parameter("header", "simple", explode, value)
    lines = [("p$[]", encode_header(known, value))]
    assert decode_parameter(known, ReceivedParameters(headers=lines)) == value


@given(values(ASCII, ASCII_KEY), st.booleans())
def test_cookies(value: Any, explode: bool) -> None:
    known = parameter("cookie", "form", explode, value)
    line = "; ".join(f"{name}={text}" for name, text in encode_cookie(known, value))
    assert decode_parameter(known, ReceivedParameters(headers=[("cookie", line)])) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(ANY_TEXT, JSON, max_size=3), st.sampled_from(["query", "querystring"]))
def test_json_content(value: Any, location: str) -> None:
    known = parameter(location, "form", True, {}, media_type="application/json")
    assert decode_parameter(known, ReceivedParameters(query=encode_query(known, value))) == value


@given(st.text(max_size=40), st.sampled_from(["form", "deepObject", "pipeDelimited", "spaceDelimited"]), st.booleans())
def test_no_query_does_worse_than_a_parameter_error(query: str, style: str, explode: bool) -> None:
    for kind in (str, list[str], dict[str, Any], Any):
        known = Parameter("p", "p", "query", lambda kind=kind: kind, style=style, explode=explode)
        try:
            decode_parameter(known, ReceivedParameters(query=f"p={query}&p[{query}"))
        except ParameterError:
            continue
