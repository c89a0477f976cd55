"""Texts of which only what is asked for is read: a document is large, and little of it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

__all__ = ["Spliced", "Stored", "Text"]


class Text(Protocol):
    """Bytes that can be counted and sliced (from one index to another), as `bytes` themselves can."""

    def __len__(self) -> int: ...

    def __getitem__(self, extent: slice, /) -> bytes: ...


class Stored:
    """The content of a file, read where it is sliced. Raises `OSError` where there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb", buffering=0)
        self._size = self._file.seek(0, 2)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, extent: slice, /) -> bytes:
        start, end, _ = extent.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(0, end - start))


class Spliced(Struct, frozen=True):
    """A text in which `put` takes the place of what is from `start` to `end`."""

    text: Text
    start: int
    end: int
    put: bytes

    def __len__(self) -> int:
        return len(self.text) + self._grown

    def __getitem__(self, extent: slice, /) -> bytes:
        first, last, _ = extent.indices(len(self))
        if last <= self.start:
            return self.text[first:last]
        before = self.text[first : self.start] if first < self.start else b""
        inside = self.put[max(0, first - self.start) : last - self.start]
        behind = self.text[max(self.end, first - self._grown) : max(self.end, last - self._grown)]
        return before + inside + behind

    @property
    def _grown(self) -> int:
        return len(self.put) - (self.end - self.start)
