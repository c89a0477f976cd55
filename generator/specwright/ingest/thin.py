"""A text in which only places are looked for: it is as long as the real one, and takes one byte for each character.

A Python string with one letter that is no common one takes four bytes for each: 13 MB become 52, in 40 ms instead of 9.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator

__all__ = ["check", "thin"]

_BLOCK = 1 << 14
_CONTINUATION = bytes(range(0x80, 0xC0))


def thin(content: bytes) -> str:
    """The text of UTF-8 with another letter in place of each that is not ASCII: its first byte, as Latin-1."""
    blocks = (block if block.isascii() else block.translate(None, _CONTINUATION) for block in _blocks(content))
    return "".join([block.decode("latin-1") for block in blocks])


def check(content: bytes) -> None:
    """Raises `UnicodeDecodeError` where the content is not UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(content):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        content.decode("utf-8")  # tells the place in all of it


def _blocks(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _BLOCK] for start in range(0, len(content), _BLOCK))
