"""What stands in a package folder: every entry, links seen and never followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["CACHE", "Entry", "read", "walk"]

CACHE = "__pycache__"
"""Python's compiled files: nobody's, kept, never compared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a folder, as `lstat` sees it."""

    kind: Literal["file", "folder", "link", "other"]
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    mode: int = 0

    @staticmethod
    def of(status: os.stat_result) -> Entry:
        """The entry that a status describes."""
        return Entry(_kind(status.st_mode), status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode & 0o777)


def _kind(mode: int) -> Literal["file", "folder", "link", "other"]:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"


def walk(folder: Path) -> dict[str, Entry]:
    """Every entry below `folder` by its posix path, parents first; caches left out; empty where there is no folder."""
    return dict(_walk(str(folder), "")) if folder.is_dir() and not folder.is_symlink() else {}


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, Entry]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name == CACHE:
                continue
            # A folder listing of Windows has no inodes.
            seen = Entry.of(os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False))
            yield prefix + entry.name, seen
            if seen.kind == "folder":
                yield from _walk(entry.path, f"{prefix}{entry.name}/")


def read(folder: Path, path: str) -> bytes:
    """The bytes of a regular file that `walk` listed; a link put there since is not followed (`OSError`)."""
    descriptor = os.open(f"{folder}/{path}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:
        return file.read()
