"""Findings as JSON, in the shape that `diagnostics.schema.json` publishes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from specwright.diagnostics import Diagnostic, Edit, Fix, Related, Span

__all__ = ["finding", "render"]

_FLAT = json.JSONEncoder(separators=(",\n      ", ": "))


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One object with all findings; ASCII only, so it passes through any terminal or log."""
    if not diagnostics:
        return '{\n  "diagnostics": []\n}\n'
    findings = ",\n    ".join(map(_laid_out, diagnostics))
    return f'{{\n  "diagnostics": [\n    {findings}\n  ]\n}}\n'


def _laid_out(diagnostic: Diagnostic) -> str:
    """A finding as `json.dumps` lays it out with `indent=2`; one that holds nothing is left to the encoder in C, which
    knows no indent but takes any separator."""
    found = finding(diagnostic)
    if diagnostic.related or diagnostic.fix:
        return json.dumps(found, indent=2).replace("\n", "\n    ")
    return f"{{\n      {_FLAT.encode(found)[1:-1]}\n    }}"


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
        **({"url": diagnostic.url} if diagnostic.url else {}),
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
