"""OpenAPI Overlay 1.0 and 1.1: decisions about a document that is made from something else, or is somebody else's."""

from __future__ import annotations

from specwright.ingest.overlay.apply import apply_overlay
from specwright.ingest.overlay.origins import Origins
from specwright.ingest.overlay.read import Action, Overlay, read_overlay

__all__ = ["Action", "Origins", "Overlay", "apply_overlay", "read_overlay"]
