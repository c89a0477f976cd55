"""OpenAPI Overlay 1.0 and 1.1: the decisions that pages leave open, applied to the transcribed tree."""

from .apply import apply_overlay
from .read import Action, Overlay, read_overlay

__all__ = ["Action", "Overlay", "apply_overlay", "read_overlay"]
