"""The document that the tests of this folder are about."""

from __future__ import annotations

from pathlib import Path

from specwright.ingest.document import Document

FILE = Path(__file__).parent / "schemas.yaml"


def pointers(document: Document) -> list[str]:
    """The schemas of the document."""
    return [f"/components/schemas/{name}" for name in document.root["components"]["schemas"]]
