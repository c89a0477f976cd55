"""Findings for people: `file:line:column: severity code: message`, with the line they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.report.escapes import shown, width
from specwright.sources import Sources

__all__ = ["render"]

_WINDOW = 100
"""How much of a long line is shown."""

_PAINT = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}


def render(diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """All findings with their lines, related places and fixes, and a count at the end."""
    sources = Sources()
    lines = [line for diagnostic in diagnostics for line in _finding(diagnostic, sources, color=color)]
    if diagnostics:
        lines.append(_count(diagnostics))
    return "".join(f"{line}\n" for line in lines)


def _finding(diagnostic: Diagnostic, sources: Sources, *, color: bool) -> Iterator[str]:
    place = f"{_place(diagnostic.span)}: " if diagnostic.span else ""
    severity = _painted(str(diagnostic.severity), _PAINT[diagnostic.severity], on=color)
    code = _painted(shown(diagnostic.code), "1", on=color)
    yield f"{place}{severity} {code}: {shown(diagnostic.message)}"
    if diagnostic.span:
        yield from _frame(diagnostic.span, sources.line(diagnostic.span), color=color)
    for related in diagnostic.related:
        yield f"    {_place(related.span)}: {shown(related.message)}"
    if diagnostic.fix:
        yield f"    fix: {shown(diagnostic.fix.description)}"


def _frame(span: Span, line: str | None, *, color: bool) -> Iterator[str]:
    if line is None or not line.strip():
        return
    first, last = _window(line, span.column - 1)
    start = min(max(span.column - 1, first), last)
    end = max(start, min(_end(span, line), last))
    before = "..." * bool(first) + shown(line[first:start])
    marked, after = shown(line[start:end]), shown(line[end:last])
    gutter = f"{span.line:>6} | "
    yield f"{gutter}{before}{marked}{after}{'...' * (last < len(line.rstrip()))}"
    carets = "^" * max(1, width(marked))
    yield f"{'|':>8} {' ' * width(before)}{_painted(carets, '31;1', on=color)}"


def _end(span: Span, line: str) -> int:
    """Where the marked part of the line ends: where the span does, if on this line, or where the line does."""
    on_this_line = span.end_column is not None and span.end_line in (None, span.line)
    return (span.end_column or 1) - 1 if on_this_line else len(line.rstrip())


def _window(line: str, start: int) -> tuple[int, int]:
    if len(line) <= _WINDOW:
        return 0, len(line.rstrip())
    first = max(0, start - _WINDOW // 3)
    return first, min(first + _WINDOW, len(line))


def _place(span: Span) -> str:
    return f"{shown(span.file)}:{span.line}:{span.column}"


def _count(diagnostics: Sequence[Diagnostic]) -> str:
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(_several(counts[severity], severity) for severity in Severity if counts[severity])


def _several(count: int, severity: Severity) -> str:
    plural = "" if count == 1 or severity is Severity.INFO else "s"
    return f"{count} {severity}{plural}"


def _painted(text: str, code: str, *, on: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if on else text
