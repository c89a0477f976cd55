"""The table of OpenAPI 3.1, Style Examples, and RFC 6570's examples of the same operators."""

from __future__ import annotations

from typing import Any

import pytest

from specwright.runtime.operation import Parameter
from specwright.runtime.received import ReceivedParameters, decode_parameter
from specwright.runtime.styles import encode_cookie, encode_header, encode_path, encode_query

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": "100", "G": "200", "B": "150"}

TABLE = [
    # style, explode, empty string, string, array, object
    ("matrix", False, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
    ("matrix", True, ";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    ("label", False, None, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("label", True, None, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("simple", False, None, "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("simple", True, None, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("form", False, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("form", True, "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
    ("spaceDelimited", False, None, None, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
    ("pipeDelimited", False, None, None, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, None, None, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
]

CELLS = [
    (style, explode, value, wire)
    for style, explode, *wires in TABLE
    for value, wire in zip(["", "blue", ARRAY, OBJECT], wires, strict=True)
    if wire is not None
]


def parameter(style: str, explode: bool, kind: Any, name: str = "color", **rest: Any) -> Parameter:
    location = rest.pop("location", "path" if style in ("matrix", "label", "simple") else "query")
    return Parameter(name, name, location, lambda: kind, style=style, explode=explode, **rest)


def kind_of(value: Any) -> Any:
    return {str: str, list: list[str], dict: dict[str, str]}[type(value)]


@pytest.mark.parametrize(("style", "explode", "value", "wire"), CELLS)
def test_encodes(style: str, explode: bool, value: Any, wire: str) -> None:
    known = parameter(style, explode, kind_of(value))
    encode = encode_path if known.location == "path" else encode_query
    assert encode(known, value) == wire


@pytest.mark.parametrize(("style", "explode", "value", "wire"), CELLS)
def test_decodes(style: str, explode: bool, value: Any, wire: str) -> None:
    known = parameter(style, explode, kind_of(value))
    received = ReceivedParameters(path={"color": wire}) if known.location == "path" else ReceivedParameters(query=wire)
    assert decode_parameter(known, received) == value


@pytest.mark.parametrize(
    ("explode", "value", "wire"),
    [
        (False, "blue", "blue"),
        (False, ARRAY, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, OBJECT, "R=100,G=200,B=150"),
        (False, 'W/"a,b; c=d"', 'W/"a,b; c=d"'),
    ],
)
def test_headers(explode: bool, value: Any, wire: str) -> None:
    known = parameter("simple", explode, kind_of(value), "X-Color", location="header")
    assert encode_header(known, value) == wire
    assert decode_parameter(known, ReceivedParameters(headers=[("x-color", wire)])) == value


def test_array_in_several_header_lines() -> None:
    known = parameter("simple", False, list[str], "X-Color", location="header")
    lines = [("X-Color", "blue, black"), ("x-color", "brown")]
    assert decode_parameter(known, ReceivedParameters(headers=lines)) == ARRAY


@pytest.mark.parametrize(
    ("explode", "value", "pairs"),
    [
        (True, "blue", [("color", "blue")]),
        (False, ARRAY, [("color", "blue,black,brown")]),
        (True, ARRAY, [("color", "blue"), ("color", "black"), ("color", "brown")]),
        (False, OBJECT, [("color", "R,100,G,200,B,150")]),
        (True, OBJECT, [("R", "100"), ("G", "200"), ("B", "150")]),
        (True, "a=b/+:", [("color", "a=b/+:")]),
    ],
)
def test_cookies(explode: bool, value: Any, pairs: list[tuple[str, str]]) -> None:
    known = parameter("form", explode, kind_of(value), location="cookie")
    assert encode_cookie(known, value) == pairs
    line = "; ".join(f"{name}={text}" for name, text in pairs)
    assert decode_parameter(known, ReceivedParameters(headers=[("Cookie", line)])) == value


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (True, "x=true"),
        (False, "x=false"),
        (3, "x=3"),
        (1.5, "x=1.5"),
        ("a b&c=d#e/ü%", "x=a%20b%26c%3Dd%23e%2F%C3%BC%25"),
        (["a,b", "c"], "x=a%2Cb,c"),
        ([None, "a"], "x=a"),
        ([], ""),
        ({}, ""),
        ([{"a": 1}], "x=%7B%22a%22%3A1%7D"),
    ],
)
def test_values_in_a_query(value: Any, wire: str) -> None:
    assert encode_query(parameter("form", False, Any, "x"), value) == wire


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        ("a/b?c=d:e@f", "x=a/b?c=d:e@f"),
        ("a&b#c+d[e]", "x=a%26b%23c%2Bd%5Be%5D"),
        ("%2F%zz", "x=%2F%25zz"),
        (["a,b", "c;d"], "x=a%2Cb,c;d"),
    ],
)
def test_reserved_characters_stay_where_allowed(value: Any, wire: str) -> None:
    assert encode_query(parameter("form", False, Any, "x", allow_reserved=True), value) == wire


def test_reserved_characters_in_a_path_never_end_its_segment() -> None:
    known = parameter("simple", False, str, allow_reserved=True)
    assert encode_path(known, "a:b@c/d?e#f%2Fg;h,i") == "a:b@c%2Fd%3Fe%23f%252Fg;h,i"


DEEP = {"a": {"b": ["1", "2"], "c": {"d": "x y"}}, "e": "[&]"}
DEEP_WIRE = "f%5Ba%5D%5Bb%5D%5B0%5D=1&f%5Ba%5D%5Bb%5D%5B1%5D=2&f%5Ba%5D%5Bc%5D%5Bd%5D=x%20y&f%5Be%5D=%5B%26%5D"


def test_deep_objects_nest() -> None:
    known = parameter("deepObject", True, dict[str, Any], "f")
    assert encode_query(known, DEEP) == DEEP_WIRE
    assert decode_parameter(known, ReceivedParameters(query=DEEP_WIRE)) == DEEP


@pytest.mark.parametrize(
    "query", ["f[a][]=1&f[a][]=2", "f[a]=1&f[a]=2", "f[a][0]=1&f[a][1]=2", "g=1&f%5Ba%5D=1&f[a]=2"]
)
def test_other_spellings_of_arrays_in_deep_objects(query: str) -> None:
    known = parameter("deepObject", True, dict[str, Any], "f")
    assert decode_parameter(known, ReceivedParameters(query=query)) == {"a": ["1", "2"]}


def test_json_content() -> None:
    for location in ("query", "header", "cookie", "path"):
        known = parameter("form", True, dict[str, Any], "f", location=location, media_type="application/json")
        value = {"a": [1, None, "ü, ;"]}
        if location == "path":
            received = ReceivedParameters(path={"f": encode_path(known, value)})
        elif location == "query":
            received = ReceivedParameters(query=encode_query(known, value))
        elif location == "header":
            received = ReceivedParameters(headers=[("f", encode_header(known, value))])
        else:
            received = ReceivedParameters(headers=[("cookie", "=".join(encode_cookie(known, value)[0]))])
        assert decode_parameter(known, received) == value


@pytest.mark.parametrize(
    ("media_type", "value", "wire"),
    [
        ("application/x-www-form-urlencoded", {"a": "1 2", "b": ["x", "y"]}, "a=1%202&b=x&b=y"),
        ("application/json", {"a": 1}, "%7B%22a%22%3A1%7D"),
    ],
)
def test_the_whole_query_as_one_value(media_type: str, value: Any, wire: str) -> None:
    known = parameter("form", True, dict[str, Any], "q", location="querystring", media_type=media_type)
    assert encode_query(known, value) == wire
    assert decode_parameter(known, ReceivedParameters(query=wire)) == value


def test_an_exploded_object_leaves_other_parameters_alone() -> None:
    known = parameter("form", True, dict[str, str], "filter")
    other = parameter("form", True, int, "top")
    received = ReceivedParameters(query="R=100&top=3&G=200")
    assert decode_parameter(known, received, (known, other)) == {"R": "100", "G": "200"}


def test_a_type_of_several_shapes_is_read_as_it_was_sent() -> None:
    known = parameter("form", True, str | list[str], "x")
    assert decode_parameter(known, ReceivedParameters(query="x=a")) == "a"
    assert decode_parameter(known, ReceivedParameters(query="x=a&x=b")) == ["a", "b"]


def test_absent_is_none() -> None:
    for location in ("path", "query", "header", "cookie", "querystring"):
        assert decode_parameter(parameter("simple", False, str, location=location), ReceivedParameters()) is None
