"""The part of a line that a finding is about, made safe to show."""

from __future__ import annotations

from msgspec import Struct

from specwright.diagnostics import Span
from specwright.report.escapes import shown, width

__all__ = ["Frame", "frame"]

_WINDOW = 100
"""How much of a long line is shown."""


class Frame(Struct, frozen=True):
    """A line in three parts; what is marked may be empty, where a place is a point at the end of the line."""

    before: str
    marked: str
    after: str

    @property
    def carets(self) -> str:
        """What goes under the marked part."""
        return " " * width(self.before) + "^" * max(1, width(self.marked))


def frame(span: Span, line: str | None) -> Frame | None:
    """The line that a span begins on, or the part of a long one around the span; `None` where there is nothing to show."""
    if line is None or not line.strip():
        return None
    first, last = _window(line, span.column - 1)
    start = min(max(span.column - 1, first), last)
    end = max(start, min(_end(span, line), last))
    more = "..." * (last < len(line.rstrip()))
    return Frame("..." * bool(first) + shown(line[first:start]), shown(line[start:end]), shown(line[end:last]) + more)


def _end(span: Span, line: str) -> int:
    """Where the marked part of the line ends: where the span does, if on this line, or where the line does."""
    on_this_line = span.end_column is not None and span.end_line in (None, span.line)
    return (span.end_column or 1) - 1 if on_this_line else len(line.rstrip())


def _window(line: str, start: int) -> tuple[int, int]:
    if len(line) <= _WINDOW:
        return 0, len(line.rstrip())
    first = max(0, start - _WINDOW // 3)
    return first, min(first + _WINDOW, len(line))
