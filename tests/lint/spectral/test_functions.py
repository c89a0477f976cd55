"""The core functions: what each complains about, and which options it takes."""

from typing import Any

import pytest

from specwright.lint.spectral.functions import FUNCTIONS, Target
from specwright.lint.spectral.javascript import UNDEFINED
from specwright.lint.spectral.place import Tree

FAULTS: list[tuple[str, dict[str, Any], Any, list[tuple[Any, ...]]]] = [
    ("truthy", {}, "", [()]),
    ("truthy", {}, [], []),
    ("falsy", {}, 1, [()]),
    ("defined", {}, None, []),
    ("defined", {}, UNDEFINED, [()]),
    ("undefined", {}, None, [()]),
    ("enumeration", {"values": ["a", 1]}, 1, []),
    ("enumeration", {"values": ["a", 1]}, True, [()]),
    ("pattern", {"match": "^a", "notMatch": "b$"}, "cb", [(), ()]),
    ("pattern", {"match": "/^A/i"}, "a", []),
    ("length", {"min": 2, "max": 3}, "abcd", [()]),
    ("length", {"max": 1}, "\U0001f600", [()]),
    ("length", {"min": 2}, {"a": 1}, [()]),
    ("length", {"max": 3}, 4, [()]),
    ("or", {"properties": ["a", "b"]}, {"c": 1}, [()]),
    ("xor", {"properties": ["a", "b"]}, {"a": 1, "b": 1}, [()]),
    ("xor", {"properties": ["a", "b"]}, {"a": 1}, []),
    ("alphabetical", {}, ["a", "c", "b"], [(1,)]),
    ("alphabetical", {}, {"b": 1, "a": 2}, [("b",)]),
    ("alphabetical", {}, ["a", "B", "c", "\u00e9", "f"], []),
    ("alphabetical", {}, ["/a/{b}", "/a/b", "/a:b"], [(1,)]),
    ("alphabetical", {"keyedBy": "n"}, [{"n": 2}, {"n": 1}], [()]),
    ("alphabetical", {"keyedBy": "n"}, [{"n": 2}, 1], [()]),
    ("alphabetical", {}, [None, 1], [()]),
    ("casing", {"type": "camel"}, "fooBar1", []),
    ("casing", {"type": "camel"}, "foo_bar", [()]),
    ("casing", {"type": "snake", "disallowDigits": True}, "foo_1", [()]),
    ("casing", {"type": "pascal", "separator": {"char": "-"}}, "X-Request-Id", []),
    ("casing", {"type": "flat", "separator": {"char": "/", "allowLeading": True}}, "/a/b", []),
    ("casing", {"type": "macro"}, "A_B", []),
    ("casing", {"type": "cobol"}, "A_B", [()]),
    ("typedEnum", {}, {"type": "string", "enum": ["a", 1]}, [("enum", 1)]),
    ("typedEnum", {}, {"type": "string", "nullable": True, "enum": ["a", None]}, []),
    ("schema", {"schema": {"required": ["a"]}}, {}, [()]),
    ("schema", {"schema": {"items": {"type": "string"}}}, ["a", 1, 2], [(1,)]),
    ("schema", {"schema": {"items": {"type": "string"}}, "allErrors": True}, [1, 2], [(0,), (1,)]),
    ("schema", {"schema": {}}, UNDEFINED, [()]),
]

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("truthy", {"max": 1}),
    ("length", {}),
    ("length", {"max": "1"}),
    ("length", {"maximum": 1}),
    ("enumeration", {}),
    ("pattern", {"match": "(["}),
    ("pattern", {"match": "/a/x"}),
    ("casing", {"type": "title"}),
    ("casing", {"type": "flat", "separator": {"char": "--"}}),
    ("schema", {"schema": {"type": "nothing"}}),
    ("xor", {"properties": "a"}),
]


@pytest.mark.parametrize(("name", "options", "value", "places"), FAULTS)
def test_what_a_function_finds(name: str, options: dict[str, Any], value: Any, places: list[tuple[Any, ...]]) -> None:
    function, tree = FUNCTIONS[name], Tree({}, follow=False)
    assert function.wrong(options) is None and function.takes(value)
    found = function.check(Target(value, "it", tree, tree.top()), options)
    assert [fault.steps for fault in found] == places


@pytest.mark.parametrize(("name", "options"), WRONG)
def test_options_that_cannot_be(name: str, options: dict[str, Any]) -> None:
    assert FUNCTIONS[name].wrong(options)


def test_what_nothing_refers_to() -> None:
    tree = Tree({"d": {"A": {"$ref": "#/d/A"}, "B/": {}, "C": {}}, "e": {"$ref": "#/d/B~1"}}, follow=False)
    options = {"reusableObjectsLocation": "#/d"}
    found = FUNCTIONS["unreferencedReusableObject"].check(Target(tree.root["d"], "d", tree, tree.top()), options)
    assert [fault.steps for fault in found] == [("A",), ("C",)]
