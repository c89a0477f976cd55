"""Each folder of `cases/` is a document, split or not, and what reading it gives: a tree, origins of moved nodes, findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest import Document, read

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_reads_as_reviewed(case: Path, accept) -> None:
    entry = next(path for stem in ("openapi", "swagger") for path in case.glob(f"{stem}.*"))
    sink = Sink()
    document = read(entry, sink=sink, name=entry.name)
    accept(case / "findings.txt", "".join(shown(diagnostic) for diagnostic in sink))
    accept(case / "tree.json", json.dumps(document.root, indent=1, ensure_ascii=False) + "\n" if document else "")
    accept(case / "origins.txt", origins(document) if document else "")


def shown(diagnostic: Diagnostic) -> str:
    related = "".join(f"    {related.span}: {related.message}\n" for related in diagnostic.related)
    return f"{diagnostic.span}: {diagnostic.severity}: {diagnostic.code}: {diagnostic.message}\n{related}"


def origins(document: Document) -> str:
    """Where every moved node was written, by file, pointer and place."""
    lines = []
    for pointer in sorted(document.moved):
        origin = document.origin(pointer)
        lines.append(f"{pointer} <- {document.span(pointer)} {origin.pointer}\n")
    return "".join(lines)
