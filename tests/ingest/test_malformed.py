"""Documents whose parts have any shape: reading them never raises, and every node stays findable."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.ingest.document import join
from specwright.ingest.grammar import FIELDS

KEYWORDS = sorted({key for fields in FIELDS.values() for key in fields})
OTHERS = ["$ref", "$id", "$anchor", "nullable", "x-nullable", "type", "in", "name", "schema", "enum", "example"]
OTHERS += ["discriminator", "mapping", "exclusiveMinimum", "minimum", "consumes", "produces", "schemes", "flow", "a"]
REFS = ["#", "#/", "#a", "#/a", "#/components/schemas/a", "#/definitions/a", "#/parameters/a", "#/paths/a", "a", "a#/a"]
REFS += ["http://a", "file:a", "//a", "../a", "%00", "a%", "#/%zz", "openapi.json", "openapi.json#/a", "http://[", "?a"]
VALUES = ["body", "formData", "query", "path", "array", "file", "oauth2", "string", "multi", "3.1.0", ""]

keys = st.sampled_from(KEYWORDS + OTHERS + ["/a", "x-a", "200", "~/"])
leaves = st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(VALUES + REFS)
objects = st.dictionaries(st.just("$ref"), st.sampled_from(REFS), min_size=1)
trees = st.recursive(
    leaves | objects, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner), max_leaves=25
)
versions = st.sampled_from([{"swagger": "2.0"}, {"openapi": "3.0.3"}, {"openapi": "3.1.0"}, {"openapi": "3.2.0"}])
sections = [*FIELDS["document"], "securityDefinitions", "host", "basePath", "schemes", "consumes"]
documents = st.fixed_dictionaries({}, optional=dict.fromkeys(sections, trees))


@settings(max_examples=150, deadline=None)
@given(version=versions, document=documents, other=trees)
def test_reading_never_raises(version: dict[str, str], document: dict[str, Any], other: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a").write_text(json.dumps(other))
        path = Path(folder) / "openapi.json"
        path.write_text(json.dumps(version | document))
        sink = Sink()
        read_document = read(path, sink=sink, name="openapi.json")
    assert all(diagnostic.span is not None for diagnostic in sink)
    if read_document is not None:
        assert read_document.source() == version | document
        for pointer in pointers(read_document.root):
            assert read_document.span(pointer).file in ("openapi.json", "a")


def pointers(node: Any, pointer: str = "") -> Iterator[str]:
    yield pointer
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from pointers(inner, join(pointer, step))
