"""Which paths a package may hold: relative, inside, and the same on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

__all__ = ["folded", "folders", "parents", "why_unsafe", "why_unsafe_together"]

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_WORD = r"(?!(?:aux|con|nul|prn|com\d|lpt\d)(?:[./]|\Z))[a-z_][a-z0-9_]*"
_USUAL = re.compile(rf"(?:{_WORD}/)*{_WORD}(?:\.[a-z]+)?", re.ASCII)
"""Paths of modules, in which there is nothing to find: packages have thousands."""
_LONGEST_SEGMENT = 255
_LONGEST_PATH = 1024


@lru_cache(maxsize=1 << 16)
def why_unsafe(path: str) -> str | None:
    """Why `path` (posix, relative to the package folder) may not be written; None when it may."""
    if len(path) <= _LONGEST_SEGMENT and _USUAL.fullmatch(path):
        return None
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST_PATH:
        return "the path is too long"
    return next((why for segment in path.split("/") if (why := _why_unsafe_segment(segment))), None)


def _why_unsafe_segment(segment: str) -> str | None:
    if segment in ("", ".", ".."):
        return "the path leads out of the package or is not in its simplest form"
    if _FORBIDDEN.search(segment) or (not segment.isascii() and _is_invisible(segment)):
        return "the path holds a character that not every file system can store"
    if segment[-1] in ". ":
        return "Windows drops a trailing dot or space"
    if segment.partition(".")[0].rstrip(" ").casefold() in _DEVICES:
        return "the name is a device on Windows"
    if len(segment.encode()) > _LONGEST_SEGMENT:
        return "the name is too long"
    return None


def _is_invisible(segment: str) -> bool:
    """Whether a format character or half a surrogate pair is in it."""
    return any(unicodedata.category(letter) in ("Cf", "Cs") for letter in segment)


def why_unsafe_together(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each path that cannot stand beside an earlier one, with the reason."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        spelled = files.setdefault(folded(path), path)
        if spelled != path:
            yield path, f"it is the same file as {spelled} where case is ignored"
        for parent in parents(path):
            spelled = folders.setdefault(folded(parent), parent)
            if spelled != parent:
                yield path, f"its folder is the same as {spelled}/ where case is ignored"
    for key in sorted(files.keys() & folders.keys()):
        yield files[key], "it is both a file and a folder"


def folded(path: str) -> str:
    """What a case-insensitive, normalising file system makes of a path."""
    return (
        path.lower() if path.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    )


def folders(paths: Iterable[str]) -> set[str]:
    """The folders above paths, without the package folder itself."""
    nearest = {path.rpartition("/")[0] for path in paths} - {""}
    return nearest.union(*map(parents, nearest))


def parents(path: str) -> Iterator[str]:
    """The folders above a path, nearest first, without the package folder itself."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
