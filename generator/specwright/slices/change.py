"""What differs between two texts, and between two trees."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from specwright.slices.text import Text

__all__ = ["Change", "changed", "only_words_differ"]

_BLOCK: Final = 1 << 16
_WORDS: Final = frozenset({"description", "summary"})
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "links", "mapping", "scopes"})
"""Keywords below which a `description` is a value like any other."""


class Change(Struct, frozen=True, kw_only=True):
    """Two texts are the same before `start`, and from `old` and `new` on."""

    start: int
    old: int
    new: int


def changed(old: Text, new: Text) -> Change:
    """The one place at which two texts differ, or the one that covers all differences."""
    start = _common(old, new, min(len(old), len(new)), behind=False)
    behind = _common(old, new, min(len(old), len(new)) - start, behind=True)
    return Change(start=start, old=len(old) - behind, new=len(new) - behind)


def _common(old: Text, new: Text, room: int, *, behind: bool) -> int:
    """How many bytes are the same at the front, or at the back, of at most `room`: in blocks, which get smaller."""
    at, size = 0, _BLOCK
    while size:
        if at + size <= room and _block(old, at, size, behind) == _block(new, at, size, behind):
            at += size
        else:
            size //= 2
    return at


def _block(text: Text, at: int, size: int, behind: bool) -> bytes:
    return text[len(text) - at - size : len(text) - at] if behind else text[at : at + size]


def only_words_differ(old: Any, new: Any, *, is_data: bool = False) -> bool:
    """Whether two trees are the same but for the texts of summaries and descriptions."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return list(old) == list(new) and all(_is_same_member(key, old[key], new[key], is_data) for key in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(
            only_words_differ(*pair, is_data=is_data) for pair in zip(old, new, strict=True)
        )
    return bool(old == new)


def _is_same_member(key: str, old: Any, new: Any, is_data: bool) -> bool:
    if key in _WORDS and not is_data and isinstance(old, str) and isinstance(new, str):
        return True
    return only_words_differ(old, new, is_data=is_data or key in _DATA or key.startswith("x-"))
