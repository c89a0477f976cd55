"""What stands in a package folder: every entry, links seen and never followed."""

from __future__ import annotations

import mmap
import os
import stat
from io import FileIO
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

__all__ = ["CACHE", "Entry", "mapped", "read", "walk"]

CACHE = "__pycache__"
"""Python's compiled files: nobody's, kept, never compared."""

Kind: TypeAlias = Literal["file", "folder", "link", "other"]
_KINDS: Final[dict[int, Kind]] = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}


class Entry(Struct, frozen=True):
    """One entry of a folder, as `lstat` sees it."""

    kind: Kind
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    mode: int = 0

    @staticmethod
    def of(status: os.stat_result) -> Entry:
        """The entry that a status describes."""
        mode = status.st_mode
        kind = _KINDS.get(stat.S_IFMT(mode), "other")
        return Entry(kind, status.st_size, status.st_mtime_ns, status.st_ino, mode & 0o777)


def walk(folder: Path) -> dict[str, Entry]:
    """Every entry below `folder` by its posix path, parents first; caches left out; empty where there is no folder."""
    found: dict[str, Entry] = {}
    if folder.is_dir() and not folder.is_symlink():
        _walk(str(folder), "", found)
    return found


def _walk(folder: str, prefix: str, found: dict[str, Entry]) -> None:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name == CACHE:
                continue
            # A folder listing of Windows has no inodes.
            seen = Entry.of(os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False))
            found[prefix + entry.name] = seen
            if seen.kind == "folder":
                _walk(entry.path, f"{prefix}{entry.name}/", found)


def read(folder: Path, path: str) -> bytes:
    """The bytes of a regular file that `walk` listed; a link put there since is not followed (`OSError`)."""
    with _opened(folder, path) as file:
        return file.read()


def mapped(folder: Path, path: str) -> mmap.mmap:
    """`read` of a large file, of which the system has the bytes in memory already. Raises `ValueError` for an empty one."""
    with _opened(folder, path) as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _opened(folder: Path, path: str) -> FileIO:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return open(os.open(f"{folder}/{path}", flags), "rb", buffering=0)
