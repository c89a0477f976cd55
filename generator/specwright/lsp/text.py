"""Text as an editor sees it: lines from 0, and columns in the units that client and server agreed on."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from specwright.diagnostics import Span
from specwright.ingest.lines import Lines

__all__ = ["Text"]

_CODECS: dict[str, tuple[str, int]] = {
    PositionEncodingKind.Utf8.value: ("utf-8", 1),
    PositionEncodingKind.Utf16.value: ("utf-16-le", 2),
    PositionEncodingKind.Utf32.value: ("utf-32-le", 4),
}


class Text:
    """A text with its lines; positions beyond the end of a line or of the text are those ends."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self._codec, self._size = _CODECS[encoding]
        self._starts = Lines("", text).starts

    def offset(self, position: Position) -> int:
        """The character of the text that a position stands before."""
        if position.line >= len(self._starts):
            return len(self.text)
        line = self._line(position.line)
        if line.isascii():
            return self._starts[position.line] + min(position.character, len(line))
        units = line.encode(self._codec, "surrogatepass")[: position.character * self._size]
        return self._starts[position.line] + len(units.decode(self._codec, "ignore"))

    def position(self, offset: int) -> Position:
        """The position before a character."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line=line, character=self._units(line, offset - self._starts[line]))

    def range(self, span: Span) -> Range:
        """The range of a finding; one without an end reaches to the end of its line."""
        start = self._at(span.line, span.column)
        if span.end_line is None and span.end_column is None:
            end = self._at(start.line + 1, len(self._line(start.line).rstrip()) + 1)
            return Range(start=start, end=max(start, end))
        return Range(start=start, end=self._at(span.end_line or span.line, span.end_column or span.column))

    def point(self, span: Span) -> Range:
        """The range of an edit; one without an end is a point."""
        return self.range(span) if span.end_column is not None else Range(*[self._at(span.line, span.column)] * 2)

    def between(self, start: int, end: int) -> Range:
        """The range of some characters."""
        return Range(start=self.position(start), end=self.position(end))

    def _at(self, line: int, column: int) -> Position:
        line = min(line, len(self._starts)) - 1
        return Position(line=line, character=self._units(line, min(column - 1, len(self._line(line)))))

    def _units(self, line: int, column: int) -> int:
        text = self._line(line)
        return column if text.isascii() else len(text[:column].encode(self._codec, "surrogatepass")) // self._size

    def _line(self, line: int) -> str:
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[line] : end].rstrip("\r\n")
