"""Findings for the printers: one of each shape, about a small file."""

from __future__ import annotations

from pathlib import Path

from specwright.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span

__all__ = ["HOSTILE", "PLAIN", "samples"]

PLAIN = """\
openapi: 3.1.0
paths:
  /runs:
    get: {operationId: listRuns}
    post: {operationId: listRuns}
"""

HOSTILE = "a\x1b[31m\r\n::error::b\u202e%0A,:\ud800\u2028"


def samples(folder: Path) -> tuple[Diagnostic, ...]:
    """Findings about `folder/api.yaml`, which this writes."""
    file = folder / "api.yaml"
    file.write_text(PLAIN, encoding="utf-8")
    second = Span(file=str(file), line=5, column=25, end_line=5, end_column=33)
    return (
        Diagnostic(
            code="operation-operationId-unique",
            severity=Severity.ERROR,
            message='another operation is already called "listRuns"',
            span=second,
            pointer="/paths/~1runs/post/operationId",
            related=(Related(message="the other", span=Span(file=str(file), line=4, column=24)),),
            fix=Fix(description="call it createRun", edits=(Edit(span=second, text="createRun"),), safe=False),
        ),
        Diagnostic(
            code="info-contact",
            severity=Severity.WARNING,
            message="the document names no contact",
            span=Span(file=str(file), line=1, column=1),
            pointer="/info",
            fix=Fix(description="add a contact"),
        ),
        Diagnostic(code="unused-exception", severity=Severity.INFO, message="it matches nothing"),
    )
