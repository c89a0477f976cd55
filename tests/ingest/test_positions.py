"""Reading gives back what was written, and the place of every node is the text that says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Sink, Span
from specwright.ingest import Origin, json_text, read, yaml_places, yaml_sections, yaml_text
from specwright.ingest.core_schema import resolve
from specwright.ingest.document import join
from specwright.ingest.positions import Place
from specwright.ingest.source import Source

ODD_LINES = {
    "comments": "# one\na: # two\n\n  # three\n\n  b: 1\n    # four\n  # five\n  c:\n   d: 2\n# six\n",
    "quoted line like a member": 'a: "x\nb: y\n c"\nc:\n  d: "e\n  f: g"\n  h: 1\n',
    "a quoted text that goes on at the margin of an array's item": 'a:\n  - b: "c\n  d: e\n  f"\n  - g: 1\nh: 2\n',
    "the same twice": 'a: "x\na: y"\n',
    "flow lines like members": "a: {\nb: 1,\n  c: 2\n}\nd: 3\n",
    "block scalars": "a: |\n  b: 1\n\n   c: 2\nd: >-\n\n  e\n\n\nf: 1\n",
    "arrays at the margin": "a:\n- b: 1\n  c: 2\n-\n  d: 3\ne:\n  f:\n  - 1\n  g: 2\n",
    "aliases": "a: &x\n  b: 1\nc: *x\nd:\n  e: &y {f: 1}\n  g: *y\n&k h: 1\n",
    "merge": "a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\n",
    "tags": "a: !!map\n  b: 1\nc: !x\n  d: 2\n",
    "document": "%YAML 1.2\n---\na: 1\n...\n",
    "marked document": "--- # here\na:\n  b: 1\n",
    "explicit keys": "? a\n: b\nc:\n  ? d\n  : e\n",
    "odd keys": "a:b: 1\n'c d': 2\n\"e\\x66\": 3\n'g''h': 4\ni#j: 5\n200: 6\n? 7\n-k: 8\n",
    "single quoted": "'a b': 1\n\"c:d\":\n  'e' : 2\n",
    "lines that end otherwise": "a:\r\n  b: 1\r\n\r\n  c: 2\r\nd: 3",
    "old lines": "a: 1\rb:\r  c: 2\r",
    "long text": "a:\n  b c\n  d e\nf: 1\n",
}
"""Texts in which lines with the indentation of members are not, or not all of them."""

# PyYAML breaks lines at U+0085, U+2028 and U+2029, as YAML 1.1 did.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029\ufeff"), max_size=12)
tricky = st.sampled_from(
    ["no", "012", "0o7", "1e5", "08", "~", "", "<<", "null", "- a", "a: b", "# a", "a\n\n b\n", "'"]
)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts | tricky
trees = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(texts | tricky, inner), max_leaves=20)
roots = st.dictionaries(texts, trees, min_size=1)


class Dumper(yaml.SafeDumper):
    """Quotes what YAML 1.2 would take for something other than a string; never writes aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def represent(dumper: Dumper, text: str) -> yaml.ScalarNode:
    try:
        style = None if isinstance(resolve(text), str) else '"'
    except ValueError:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, represent)


@settings(max_examples=60, deadline=None)
@given(
    root=roots,
    flow=st.sampled_from([True, False, None]),
    style=st.sampled_from([None, '"', "'"]),
    width=st.sampled_from([20, 1000]),
)
def test_yaml(root: dict[str, Any], flow: bool | None, style: str | None, width: int) -> None:
    text = (
        yaml.dump(root, Dumper=Dumper, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=width)
        if style is None
        else quoted(root, style)
    )
    source = Source(name="openapi.yaml", path=Path("openapi.yaml"), content=text.encode())
    assert yaml_text.compose(text.encode())[0] == root
    for pointer, key, value in nodes(root):
        assert yaml_text.compose(cut(text, source.locate(pointer)).encode())[0] == value
        if key is not None:
            assert yaml_text.compose(cut(text, source.locate(pointer, key=True)).encode())[0] == key


@settings(max_examples=200, deadline=None)
@given(root=roots, flow=st.sampled_from([False, None]), indent=st.integers(2, 4))
def test_places_found_by_lines_are_those_that_the_parser_finds(
    root: dict[str, Any], flow: bool | None, indent: int
) -> None:
    text = yaml.dump(
        root, Dumper=Dumper, default_flow_style=flow, sort_keys=False, allow_unicode=True, indent=indent, width=20
    )
    assert extents(yaml_sections.places(text, long=0)) == extents(yaml_places.places(text))


@pytest.mark.parametrize("name", sorted(ODD_LINES))
def test_lines_that_mean_something_else(name: str) -> None:
    text = ODD_LINES[name]
    assert extents(yaml_sections.places(text, long=0)) == extents(yaml_places.places(text))


def test_of_a_key_that_is_there_twice_the_last_one_is_shown() -> None:
    text = '{"a": {"b": 1},\n "a": {"b": 2}}'
    source = Source(name="openapi.json", path=Path("openapi.json"), content=text.encode())
    assert source.parse(Sink()) == {"a": {"b": 2}}
    assert (source.locate("/a/b").line, source.locate("/a", key=True).line) == (2, 2)


def extents(place: Place) -> tuple[object, ...]:
    """All places, as plain data."""
    inside = {step: extents(inner) for step, inner in place.inside.items()}
    return place.start, place.end, place.key_start, place.key_end, inside


@settings(max_examples=60, deadline=None)
@given(root=roots, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_json(root: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(root, indent=indent, ensure_ascii=ascii_only)
    source = Source(name="openapi.json", path=Path("openapi.json"), content=text.encode())
    assert json_text.compose(text.encode())[:2] == (root, [])
    for pointer, key, value in nodes(root):
        assert json.loads(cut(text, source.locate(pointer)).strip()) == value
        if key is not None:
            assert json.loads(cut(text, source.locate(pointer, key=True)).strip()) == key


@settings(max_examples=100, deadline=None)
@given(root=roots, indent=st.sampled_from([None, 1]), form=st.sampled_from(["json", "yaml"]))
def test_places_are_the_same_in_a_thin_text(root: dict[str, Any], indent: int | None, form: str) -> None:
    text = (
        json.dumps(root, indent=indent, ensure_ascii=False)
        if form == "json"
        else yaml.dump(root, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=20)
    )
    path = Path(f"openapi.{form}")
    whole, thin = (Source(name=path.name, path=path, content=text.encode()) for _ in range(2))
    assert whole.outline.inside.keys() == root.keys()  # from now on asked for all places
    for pointer, *_ in nodes(root):
        for at in (pointer, f"{pointer}/none"):
            assert thin.locate(at) == whole.locate(at)
            assert thin.locate(at, key=True) == whole.locate(at, key=True)


YAML = """\
openapi: 3.1.0
info:   # a comment
    title: &title "Pets"
    description: |
        Two
        lines
    version: 'v1'
paths:
  /päts/{id}: {get: {tags: [a, *title], x: }}
x-list:
- - 1
  - b: 2

- &anchor
  c: 3
x-alias: *anchor
x-merge:
  <<: *anchor
? x-key
: 4
"""


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", "1:1-20:4", "1:1-20:4"),
        ("/info", "3:5-7:18", "2:1-2:5"),
        ("/info/title", "3:12-3:25", "3:5-3:10"),
        ("/info/description", "4:18-6:14", "4:5-4:16"),
        ("/info/version", "7:14-7:18", "7:5-7:12"),
        ("/paths/~1päts~1{id}", "9:15-9:46", "9:3-9:13"),
        ("/paths/~1päts~1{id}/get/tags/1", "9:32-9:38", "9:32-9:38"),
        ("/paths/~1päts~1{id}/get/x", "9:44-9:44", "9:41-9:42"),
        ("/paths/~1päts~1{id}/get/nowhere/at/all", "9:16-9:19", "9:16-9:19"),
        ("/x-list/0", "11:3-12:9", "11:3-12:9"),
        ("/x-list/0/1/b", "12:8-12:9", "12:5-12:6"),
        ("/x-alias", "16:10-16:17", "16:1-16:8"),
        ("/x-alias/c", "15:6-15:7", "15:3-15:4"),
        ("/x-merge/c", "15:6-15:7", "15:3-15:4"),
        ("/x-key", "20:3-20:4", "19:3-19:8"),
    ],
)
def test_places_in_yaml(pointer: str, value: str, key: str) -> None:
    source = Source(name="openapi.yaml", path=Path("openapi.yaml"), content=YAML.encode())
    assert (extent(source.locate(pointer)), extent(source.locate(pointer, key=True))) == (value, key)


def test_a_document_locates_by_origin_and_says_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("openapi: 3.0.0\npaths: {}\ncomponents: {schemas: {A: {type: string, nullable: true}}}\n")
    document = read(path, sink=Sink(), name="here.yaml")
    path.unlink()  # nothing is read again
    assert document is not None
    assert document.at("/components/schemas/A") == {"type": ["string", "null"]}
    assert document.source()["components"]["schemas"]["A"] == {"type": "string", "nullable": True}
    assert str(document.locate(Origin(file="here.yaml", pointer="/components/schemas/A"), True)) == "here.yaml:3:24"


def quoted(root: Any, style: str) -> str:
    """YAML with every string in quotes of one kind."""
    return yaml.dump(root, Dumper=yaml.SafeDumper, default_style=style, sort_keys=False, width=20)


def nodes(node: Any, pointer: str = "", key: str | None = None) -> Iterator[tuple[str, str | None, Any]]:
    """Pointer, key (in objects) and value of every node."""
    yield pointer, key, node
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from nodes(inner, join(pointer, step), step if isinstance(step, str) else None)


def cut(text: str, span: Span) -> str:
    """The characters of a span, with the first line indented as it is in the text."""
    lines = text.split("\n")
    end_line, end_column = span.end_line or span.line, span.end_column or span.column
    taken = lines[span.line - 1 : end_line]
    taken[-1] = taken[-1][: end_column - 1]
    taken[0] = " " * (span.column - 1) + taken[0][span.column - 1 :]
    return "\n".join(taken)


def extent(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line or span.line}:{span.end_column or span.column}"
