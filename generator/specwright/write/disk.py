"""Files that are new, and folders that are safe on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

__all__ = ["copy", "create", "flush_folders"]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def create(path: str, content: bytes, mode: int, *, flush: bool) -> os.stat_result:
    """Write a file where there is none; nothing that stands there, a link least of all, is written to (`OSError`). Returns what
    the system says of it."""
    descriptor = os.open(path, _NEW, mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if flush:
            os.fsync(descriptor)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def copy(source: Path, path: str, mode: int) -> None:
    """`create` with what another file holds, of which only a block at a time is in memory, and wait until it is on the disk."""
    with open(source, "rb", buffering=0) as read, open(os.open(path, _NEW, mode), "wb") as written:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())


def flush_folders(folders: Iterable[str]) -> None:
    """Wait until the entries of folders are on the disk, where the system can tell."""
    if os.name != "posix":
        return
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
