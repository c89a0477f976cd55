"""Files that are new, and folders that are safe on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable

__all__ = ["create", "flush_folders"]


def create(path: str, content: bytes, mode: int, *, flush: bool) -> None:
    """Write a file where there is none; nothing that stands there, a link least of all, is written to (`OSError`)."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if flush:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
