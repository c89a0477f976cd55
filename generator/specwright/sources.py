"""The lines of the files that findings are about, read when first asked for and no further than that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from specwright.diagnostics import Span

__all__ = ["Sources"]


class Sources:
    """Lines by file and number; a file that can't be read has none."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[list[str], Iterator[str]]] = {}

    def line(self, span: Span) -> str | None:
        """The line that a span begins on, without its end, or `None`."""
        return self.numbered(span.file, span.line)

    def numbered(self, file: str, number: int) -> str | None:
        """A line by its number, which counts from 1, or `None`."""
        if file not in self._files:
            self._files[file] = [], _lines(file)
        read, rest = self._files[file]
        read += islice(rest, max(0, number - len(read)))
        return read[number - 1] if 0 < number <= len(read) else None


def _lines(file: str) -> Iterator[str]:
    line = "\n"
    try:
        # Universal newlines, as the parsers count them; nothing else ends a line.
        with open(file, encoding="utf-8-sig", errors="replace") as opened:
            for line in opened:
                yield line.removesuffix("\n")
    except (OSError, ValueError):
        return
    if line.endswith("\n"):
        yield ""
