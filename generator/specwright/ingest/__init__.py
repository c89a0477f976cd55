"""OpenAPI text to a `Document`: parsed with care, bundled to one tree, upgraded to the 3.1/3.2 shape."""

from __future__ import annotations

from specwright.ingest.codes import INVALID
from specwright.ingest.document import Document, Origin
from specwright.ingest.read import read
from specwright.ingest.references import References

__all__ = ["INVALID", "Document", "Origin", "References", "read"]
