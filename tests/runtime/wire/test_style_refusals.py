"""What can't be sent is refused before anything is sent, and what can't be meant is refused on arrival."""

from __future__ import annotations

from typing import Any

import pytest

from specwright.runtime.operation import Parameter
from specwright.runtime.parsing import parse_json
from specwright.runtime.received import ReceivedParameters, decode_parameter
from specwright.runtime.styles import ParameterError, encode_cookie, encode_header, encode_path, encode_query
from specwright.runtime.urls import expand_path


def parameter(location: Any, kind: Any = str, **rest: Any) -> Parameter:
    return Parameter("p", "the-name", location, lambda: kind, **rest)


@pytest.mark.parametrize("value", ["", ".", "..", [], {}, [""], "a\nb", "a\x00", "\x7f", "\ud800"])
def test_paths(value: Any) -> None:
    with pytest.raises(ParameterError, match="the-name"):
        encode_path(parameter("path"), value)


def test_a_label_of_dots() -> None:
    with pytest.raises(ParameterError, match="the-name"):
        encode_path(parameter("path", style="label"), ".")


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("/a/{x}{y}/b", {"x": ".", "y": "."}),
        ("/a/{x}.", {"x": "."}),
        ("/a/.{x}", {"x": "%2e"}),
        ("/a/{x}", {"x": "%2E%2e"}),
        ("/{x}?q=1", {"x": ".."}),
    ],
)
def test_dot_segments_after_assembly(template: str, values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="segment"):
        expand_path(template, values)


def test_the_query_of_a_path_leaves_out_the_places_of_parameters_alone() -> None:
    path = '/search?q={query}&filter={"a":1}&fields={id,name}&v=1'
    assert expand_path(path, {}, ["q"]) == ("/search", 'filter={"a":1}&fields={id,name}&v=1')
    assert expand_path(path, {}) == ("/search", path.partition("?")[2])


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00", "\x7f", " a", "a ", "ü", "\ud800"])
def test_headers(value: str) -> None:
    with pytest.raises(ParameterError, match="the-name"):
        encode_header(parameter("header"), value)


def test_a_comma_in_a_header_array() -> None:
    with pytest.raises(ParameterError, match="comma"):
        encode_header(parameter("header", list[str]), ["a,b"])


@pytest.mark.parametrize("value", ["a; b=c", "a,b", "a b", 'a"', "a\\b", "a\tb", "a\r\nb", "ü", ["a;b"], {"a": "b;"}])
def test_cookies(value: Any) -> None:
    for explode in (True, False):
        with pytest.raises(ParameterError, match="the-name"):
            encode_cookie(parameter("cookie", style="form", explode=explode), value)


def test_surrogates_in_a_query() -> None:
    with pytest.raises(ParameterError, match="surrogate"):
        encode_query(parameter("query", style="form"), "\ud800")


@pytest.mark.parametrize("key", ["", "a[", "a]b"])
def test_brackets_in_deep_objects(key: str) -> None:
    with pytest.raises(ParameterError, match="bracket"):
        encode_query(parameter("query", style="deepObject"), {key: 1})


@pytest.mark.parametrize(
    ("kind", "style", "explode", "query"),
    [
        (str, "form", True, "the-name=a&the-name=b"),
        (str, "form", True, "the-name=%zz"),
        (str, "form", True, "the-name=%ff"),
        (str, "form", True, "%ff=1"),
        (dict[str, str], "form", False, "the-name=R,100,G"),
        (dict[str, str], "form", True, "a=1&a=2"),
        (dict[str, Any], "deepObject", True, "the-name[a]=1&the-name[a][b]=2"),
        (dict[str, Any], "deepObject", True, "the-name[a][b]=2&the-name[a]=1"),
        (dict[str, Any], "deepObject", True, "the-name[a=1"),
        (dict[str, Any], "deepObject", True, "the-name" + "[a]" * 40 + "=1"),
    ],
)
def test_malformed_queries(kind: Any, style: str, explode: bool, query: str) -> None:
    with pytest.raises(ParameterError, match="the-name"):
        decode_parameter(parameter("query", kind, style=style, explode=explode), ReceivedParameters(query=query))


@pytest.mark.parametrize(
    ("kind", "style", "explode", "raw"),
    [
        (str, "label", False, "blue"),
        (str, "matrix", False, "blue"),
        (str, "matrix", False, ";other=blue"),
        (str, "matrix", False, ";the-name=a;the-name=b"),
        (dict[str, str], "simple", True, "R=1,G"),
        (dict[str, str], "simple", False, "R,1,G"),
        (str, "simple", False, "%f"),
    ],
)
def test_malformed_paths(kind: Any, style: str, explode: bool, raw: str) -> None:
    known = parameter("path", kind, style=style, explode=explode)
    with pytest.raises(ParameterError, match="the-name"):
        decode_parameter(known, ReceivedParameters(path={"the-name": raw}))


def test_a_scalar_header_or_cookie_given_twice() -> None:
    for received in (
        ReceivedParameters(headers=[("the-name", "a"), ("The-Name", "b")]),
        ReceivedParameters(headers=[("cookie", "the-name=a; the-name=b")]),
    ):
        location = "cookie" if received.headers[0][0] == "cookie" else "header"
        with pytest.raises(ParameterError, match="more than once"):
            decode_parameter(parameter(location), received)


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"a":1,"a":2}', "Infinity", '"\\ud800"', b"\xff", "[" * 100_000])
def test_json_that_is_not(text: str | bytes) -> None:
    with pytest.raises(ValueError, match="is not JSON"):
        parse_json(text)


def test_a_million_repetitions_stay_linear() -> None:
    known = parameter("query", dict[str, Any], style="deepObject", explode=True)
    received = ReceivedParameters(query="the-name[a]=1&" * 50_000)
    assert len(decode_parameter(known, received)["a"]) == 50_000
