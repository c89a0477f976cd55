"""Offsets in a text to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from specwright.diagnostics import Span

__all__ = ["Lines"]

_SOME = 10
"""Places from which on it pays to look for all lines."""
_BREAK = re.compile(r"\r\n?|\n")


class Lines:
    """Where each line of a text starts; a line ends at LF, CR LF or CR, as YAML, JSON and editors agree."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._asked = 0

    @cached_property
    def starts(self) -> list[int]:
        """Where they start."""
        if "\r" in self._text:
            return [0, *(match.end() for match in _BREAK.finditer(self._text))]
        # the usual case, in a third of the time
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]

    def span(self, start: int, end: int | None = None) -> Span:
        """The place of the characters `start` to `end`; without an end, that of a point."""
        line, column = self._place(start)
        if end is None or end <= start:
            return Span(file=self._file, line=line, column=column)
        end_line, end_column = self._place(end)
        return Span(file=self._file, line=line, column=column, end_line=end_line, end_column=end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        self._asked += 1
        if self._asked < _SOME and "\r" not in self._text:
            return self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
