"""Every key of a TOML file is found where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from specwright.config.places import Path, places

TEXT = '''\
# [not.a.table]
title = """
[nor.this]
key = 1
""" # "
"quoted key".'b.c' = 'x' # ]
[tool.specwright.lint]
severity = { "operation-tags" = "off", b = ["}", {c = 1}] }
[[tool.specwright.generate]]
spec = "a"
targets = [
  "models", # ,
  "client",
]
[[tool.specwright.generate]]
  spec = 'b'
[tool.specwright.generate.inner]
x = 1979-05-27 07:32:00
y = 5
'''


def test_places_of_a_file_with_everything() -> None:
    found = places(TEXT)
    generate = ("tool", "specwright", "generate")
    severity = ("tool", "specwright", "lint", "severity")
    assert {
        ("title",): (2, 1),
        ("quoted key", "b.c"): (6, 14),
        (*severity, "operation-tags"): (8, 14),
        (*severity, "b", 1, "c"): (8, 51),
        (*generate, 0): (9, 1),
        (*generate, 0, "targets", 1): (13, 3),
        (*generate, 1, "spec"): (16, 3),
        (*generate, 1, "inner", "y"): (19, 1),
    }.items() <= found.items()


def paths(value: Any, path: Path = ()) -> set[Path]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path, *(below for step, item in steps for below in paths(item, (*path, step)))}


def test_every_value_has_a_place() -> None:
    assert paths(tomllib.loads(TEXT)) - {()} <= places(TEXT).keys()


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ", # [\n ".join(map(written, value)) + "]"
    if isinstance(value, str):
        return (
            '"'
            + "".join(f"\\U{ord(letter):08x}" if letter in '"\\' or letter < " " else letter for letter in value)
            + '"'
        )
    return str(value).lower()


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x7f"), max_size=6)
values = st.recursive(
    st.booleans() | st.integers(-9, 9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, st.booleans() | texts, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_whatever_a_file_holds_every_value_has_a_place(tree: dict[str, Any]) -> None:
    text = "".join(f"{written(key)} = {written(value)}\n" for key, value in tree.items())
    assert paths(tomllib.loads(text)) - {()} <= places(text).keys()
