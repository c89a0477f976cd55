"""Descriptions: what the document says, arranged for docstrings. All of it stays `Wire`."""

from __future__ import annotations

import json
from typing import Any

from specwright.render.quote import Wire
from specwright.render.views import DocView

__all__ = ["default_note", "doc", "sentence"]


def doc(text: str, *notes: str, fallback: str = "") -> DocView:
    """The first paragraph of a text, and the rest of it with `notes` as paragraphs at its end."""
    summary, _, details = text.strip().partition("\n\n")
    paragraphs = [details.strip(), *notes] if summary else list(notes)
    kept = [paragraph for paragraph in paragraphs if paragraph]
    first = summary or fallback or (kept.pop(0) if kept else "")
    return DocView(summary=Wire(first), details=Wire("\n\n".join(kept)))


def sentence(text: str) -> str:
    """A text with a full stop at its end, where it has no other sign there."""
    text = text.strip()
    return f"{text}." if text[-1:].isalnum() or text[-1:] in tuple(")]`\"'") else text


def default_note(default: Any) -> str:
    """A sentence that tells the default."""
    return f"Defaults to `{json.dumps(default, ensure_ascii=False)}`."
