"""Findings for people: `file:line:column: severity code: message`, with the line they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.report.escapes import shown
from specwright.report.frame import Frame, frame
from specwright.sources import Sources

__all__ = ["counted", "described", "render"]

_PAINT = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}


def render(diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """All findings with their lines, related places and fixes, and a count at the end."""
    sources = Sources()
    lines = [line for diagnostic in diagnostics for line in described(diagnostic, sources, color=color)]
    if diagnostics:
        lines.append(counted(diagnostics))
    return "".join(f"{line}\n" for line in lines)


def described(diagnostic: Diagnostic, sources: Sources, *, color: bool = False) -> Iterator[str]:
    """One finding, line by line."""
    place = f"{_place(diagnostic.span)}: " if diagnostic.span else ""
    severity = _painted(str(diagnostic.severity), _PAINT[diagnostic.severity], on=color)
    code = _painted(shown(diagnostic.code), "1", on=color)
    yield f"{place}{severity} {code}: {shown(diagnostic.message)}"
    if diagnostic.span:
        yield from _frame(diagnostic.span, frame(diagnostic.span, sources.line(diagnostic.span)), color=color)
    for related in diagnostic.related:
        yield f"    {_place(related.span)}: {shown(related.message)}"
    if diagnostic.fix:
        yield f"    fix: {shown(diagnostic.fix.description)}"


def _frame(span: Span, framed: Frame | None, *, color: bool) -> Iterator[str]:
    if framed is None:
        return
    yield f"{span.line:>6} | {framed.before}{framed.marked}{framed.after}"
    carets = framed.carets.lstrip()
    indent = " " * (len(framed.carets) - len(carets))
    yield f"{'|':>8} {indent}{_painted(carets, '31;1', on=color)}"


def _place(span: Span) -> str:
    return f"{shown(span.file)}:{span.line}:{span.column}"


def counted(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are of each severity."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(_several(counts[severity], severity) for severity in Severity if counts[severity])


def _several(count: int, severity: Severity) -> str:
    plural = "" if count == 1 or severity is Severity.INFO else "s"
    return f"{count} {severity}{plural}"


def _painted(text: str, code: str, *, on: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if on else text
