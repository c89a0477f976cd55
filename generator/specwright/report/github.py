"""Findings as workflow commands, which GitHub Actions shows as annotations of the changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from specwright.diagnostics import Diagnostic, Severity
from specwright.report.escapes import shown

__all__ = ["render"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One command per finding; related places and the fix follow the message, on lines of their own."""
    return "".join(f"{_command(one)}\n" for one in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = {"title": diagnostic.code}
    if span := diagnostic.span:
        properties = {"file": span.file, "line": str(span.line), "col": str(span.column), **properties}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_lines(diagnostic)}"


def _lines(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message]
    lines.extend(f"{related.span}: {related.message}" for related in diagnostic.related)
    if diagnostic.fix:
        lines.append(f"fix: {diagnostic.fix.description}")
    return "%0A".join(_message(line) for line in lines)


def _message(text: str) -> str:
    # A percent sign begins an escape of the runner, so it is escaped itself; line ends never get this far.
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
