"""Bytes of UTF-8 in place of text: with one letter that is no common one, a string takes four bytes for each (13 MB: 40 ms).

All that JSON is made of is ASCII, so a string of its bytes, one character for each, has the same outline.
"""

from __future__ import annotations

from codecs import getincrementaldecoder

from specwright.diagnostics import Span
from specwright.ingest import json_places, positions
from specwright.ingest.lines import Lines

__all__ = ["Octets", "characters"]

_BLOCK = 1 << 16


def characters(content: bytes) -> int:
    """How many characters there are, found block by block; raises `UnicodeDecodeError` where this is not UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        read = sum(len(decoder.decode(content[at : at + _BLOCK])) for at in range(0, len(content), _BLOCK))
        return read + len(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return len(content.decode("utf-8"))  # tells the place in all of it


class Octets(Lines):
    """The lines of a JSON text in which no key is there twice; offsets are those of bytes, columns of characters."""

    def __init__(self, file: str, content: bytes) -> None:
        text = content.decode("latin-1")
        super().__init__(file, text)
        self._content = content
        self._root = json_places.places(text)

    def locate(self, pointer: str, *, key: bool) -> Span:
        """The place of the value at a JSON Pointer in ASCII, or of its key; other pointers are written otherwise here."""
        return self.span(*positions.find(self._root, pointer, key=key))

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = super()._place(offset)
        return line, characters(self._content[offset - column + 1 : offset]) + 1
