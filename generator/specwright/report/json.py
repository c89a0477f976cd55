"""Findings as JSON, in the shape that `diagnostics.schema.json` publishes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from specwright.diagnostics import Diagnostic, Edit, Fix, Related, Span

__all__ = ["finding", "render"]


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One object with all findings; ASCII only, so it passes through any terminal or log."""
    return json.dumps({"diagnostics": [finding(one) for one in diagnostics]}, indent=2) + "\n"


def finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """One finding as an object."""
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "pointer": diagnostic.pointer,
        "related": [_related(one) for one in diagnostic.related],
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
    }


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": span.file, "line": span.line, "column": span.column}


def _related(related: Related) -> dict[str, Any]:
    return {"message": related.message, **_place(related.span)}


def _fix(fix: Fix) -> dict[str, Any]:
    return {"description": fix.description, "safe": fix.safe, "edits": [_edit(one) for one in fix.edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    span = edit.span
    end = {"end_line": span.end_line or span.line, "end_column": span.end_column or span.column}
    return {**_place(span), **end, "text": edit.text}
