"""Descriptions: what the document says, arranged for docstrings. All of it stays `Wire`."""

from __future__ import annotations

import json
from typing import Any

from specwright.render.quote import Wire
from specwright.render.views import DocView

__all__ = ["default_note", "doc", "sentence"]


def doc(text: str, *notes: str, fallback: str = "") -> DocView:
    """The first paragraph of a text, and the rest of it. `notes` are sentences of ours: they follow a text of one line
    on that line, and a longer one as its last paragraph."""
    summary, _, details = (text.strip() or fallback).replace("\r\n", "\n").partition("\n\n")
    noted = " ".join(filter(None, notes))
    if not details.strip() and "\n" not in summary:
        return DocView(
            summary=Wire(" ".join(filter(None, [sentence(summary) if noted else summary, noted]))), details=Wire("")
        )
    return DocView(summary=Wire(summary), details=Wire("\n\n".join(filter(None, [details.strip(), noted]))))


def sentence(text: str) -> str:
    """A text with a full stop at its end, where it has no other sign there."""
    text = text.strip()
    return f"{text}." if text[-1:].isalnum() or text[-1:] in tuple(")]`\"'") else text


def default_note(default: Any) -> str:
    """A sentence that tells the default."""
    return f"Defaults to `{json.dumps(default, ensure_ascii=False)}`."
