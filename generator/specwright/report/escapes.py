"""Text from documents, made safe to show: whatever could steer a terminal or hide its meaning becomes an escape."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["shown", "width"]

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_PRINTABLE = re.compile(r"[ -~]*")


def shown(text: str) -> str:
    """The text on one line, with control, format and other invisible characters written as `\\n` or `\\u202e`."""
    if _PRINTABLE.fullmatch(text):
        return text
    return "".join(_escape(char) if unicodedata.category(char) in _HIDDEN else char for char in text)


def width(text: str) -> int:
    """How many columns of a terminal a shown text takes (UAX 11; combining marks take none)."""
    return sum(_columns(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
