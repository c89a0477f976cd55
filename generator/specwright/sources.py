"""The lines of the files that findings are about, read when first asked for and no further than that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from specwright.diagnostics import Span

__all__ = ["Sources"]

_BLOCK: Final = 1 << 13


class Sources:
    """Lines by file and number; a file that can't be read has none."""

    def __init__(self) -> None:
        self._files: dict[str, _Lines] = {}

    def line(self, span: Span) -> str | None:
        """The line that a span begins on, without its end, or `None`."""
        return self.numbered(span.file, span.line)

    def numbered(self, file: str, number: int) -> str | None:
        """A line by its number, which counts from 1, or `None`."""
        if file not in self._files:
            self._files[file] = _Lines(_blocks(file))
        return self._files[file].numbered(number) if number > 0 else None


class _Lines:
    """The lines of a text in blocks. Their ends are counted, and only what is asked for is cut out: most findings are few."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._rest = blocks
        self._blocks: list[str] = []
        self._ends: list[int] = []
        """How many lines end in each block and those before it."""

    def numbered(self, number: int) -> str | None:
        while self._ended < number and (block := next(self._rest, None)) is not None:
            self._ends.append(self._ended + block.count("\n"))
            self._blocks.append(block)
        if not self._blocks or number > self._ended + 1:
            return None
        first, last = bisect_left(self._ends, number - 1), bisect_left(self._ends, number)
        before = number - 1 - (self._ends[first - 1] if first else 0)
        return "".join(self._blocks[first : last + 1]).split("\n", before + 1)[before]

    @property
    def _ended(self) -> int:
        return self._ends[-1] if self._ends else 0


def _blocks(file: str) -> Iterator[str]:
    """The text of a file, the first block of which is empty; nothing where it can't be read."""
    try:
        # Universal newlines, as the parsers count them; nothing else ends a line.
        with open(file, encoding="utf-8-sig", errors="replace") as opened:
            yield ""
            while block := opened.read(_BLOCK):
                yield block
    except (OSError, ValueError):
        return
