"""A document whose references all stand is passed by as a whole: with the same result as a visit to each of its objects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.ingest.references import Library, References
from specwright.ingest.settle import is_settled
from specwright.ingest.source import Source

NAMES = ("A", "B", "C", "a/b", "a b", 'a"b', "ä", "$ref")
REFS = (
    *("#/components/schemas/A", "#/components/schemas/B", "#/components/schemas/C", "#/components/schemas/a~1b"),
    *("#/components/schemas/a%20b", "#/components/schemas/a b", '#/components/schemas/a"b', "#/components/schemas/ä"),
    *("#/components/schemas/A/properties/x", "#/components/schemas/$ref", "#/components/schemas/D", "#", "#anchor"),
    *("#/a#b", "other.json", "openapi.json#/components/schemas/A", "https://example.com", "", "//[", 3, None, {}),
)
refs = st.sampled_from(REFS[:3]) | st.sampled_from(REFS)
schemas = st.recursive(
    st.just({"type": "string"}) | st.just({"$anchor": "anchor"}) | st.builds(lambda ref: {"$ref": ref}, refs),
    lambda inner: (
        st.builds(lambda x, y: {"properties": {"x": x, "$ref": y}}, inner, inner)
        | st.builds(lambda ref, x: {"$ref": ref, "items": x, "x-y": x}, refs, inner)
        | st.builds(lambda x: {"example": x, "description": '"$ref":"#/a"'}, inner)
    ),
    max_leaves=4,
)


@settings(max_examples=400, deadline=None)
@given(found=st.dictionaries(st.sampled_from(NAMES), schemas, max_size=5))
def test_a_settled_document_is_bundled(found: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "settled"
    folder.mkdir(exist_ok=True)
    root = {"openapi": "3.1.0", "components": {"schemas": found}}
    (folder / "openapi.json").write_text(json.dumps(root, indent=1, ensure_ascii=False), encoding="utf-8")
    quick = bundled(folder / "openapi.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("specwright.ingest.bundle.is_settled", lambda _library: False)
        assert quick == bundled(folder / "openapi.json")


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("#/components/schemas/A", True),
        ("#/components/schemas/B", False),
        ("#/components/schemas/%41", True),
        ("#anchor", False),
        ("other.json", False),
        (1, False),
    ],
)
def test_what_is_settled(ref: object, expected: bool) -> None:
    root = {"components": {"schemas": {"A": {"$anchor": "anchor"}, "C": {"items": {"$ref": ref}}}}}
    source = Source(name="openapi.json", path=Path("openapi.json"), content=b"")
    assert is_settled(Library(entry=source, root=root, references=References(), sink=Sink())) is expected


def bundled(path: Path) -> tuple[str, object, list[str]]:
    """The tree, what has moved and the findings."""
    sink = Sink()
    document = read(path, sink=sink, name=path.name)
    assert document is not None
    return json.dumps(document.root), document.moved, [f"{one.span} {one.code} {one.message}" for one in sink]
