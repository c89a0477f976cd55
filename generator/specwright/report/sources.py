"""The lines of the files that findings are about, read when first asked for."""

from __future__ import annotations

from pathlib import Path

from specwright.diagnostics import Span

__all__ = ["Sources"]


class Sources:
    """Lines by file and number; a file that can't be read has none."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        """The line that a span begins on, without its end, or `None`."""
        if span.file not in self._lines:
            self._lines[span.file] = _read(span.file)
        lines = self._lines[span.file]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None


def _read(file: str) -> list[str]:
    try:
        # Universal newlines, as the parsers count them; nothing else ends a line.
        return Path(file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return []
