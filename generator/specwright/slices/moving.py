"""What was said of a text, at the places that another text has for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from specwright.diagnostics import Diagnostic, Fix, Span
from specwright.slices.change import Change
from specwright.slices.text import Text
from specwright.slices.units import Beyond, Units

__all__ = ["moved"]

_BLOCK: Final = 1 << 16


def moved(
    diagnostics: Iterable[Diagnostic], file: str, units: Units, new: Text, change: Change
) -> tuple[Diagnostic, ...]:
    """The diagnostics of a file at the lines of its new text. Raises `Beyond` for one at a line that is changed."""
    found = tuple(diagnostics)
    if not found:
        return ()
    if not units.lacks("\r"):
        raise Beyond("lines that end in more than one way")
    first = _ended(units.text, 0, change.start) + 1
    gone, come = _ended(units.text, change.start, change.old), _ended(new, change.start, change.new)
    lines = _Lines(file=file, first=first, last=first + gone, grown=come - gone)
    return tuple(map(lines.diagnostic, found))


def _ended(text: Text, start: int, end: int) -> int:
    """How many lines end between two places."""
    return sum(text[at : min(at + _BLOCK, end)].count(b"\n") for at in range(start, end, _BLOCK))


class _Lines(Struct, frozen=True, kw_only=True):
    """The lines of a file that are changed, and by how many those behind them move."""

    file: str
    first: int
    last: int
    grown: int

    def diagnostic(self, found: Diagnostic) -> Diagnostic:
        related = tuple(replace(one, span=self.span(one.span)) for one in found.related)
        span = None if found.span is None else self.span(found.span)
        return replace(found, span=span, related=related, fix=found.fix and self.fix(found.fix))

    def fix(self, fix: Fix) -> Fix:
        return replace(fix, edits=tuple(replace(edit, span=self.span(edit.span)) for edit in fix.edits))

    def span(self, span: Span) -> Span:
        end = span.line if span.end_line is None else span.end_line
        if end < self.first or span.file != self.file:
            return span
        if span.line <= self.last:
            raise Beyond("something was said of these words")
        end_line = None if span.end_line is None else span.end_line + self.grown
        return replace(span, line=span.line + self.grown, end_line=end_line)
