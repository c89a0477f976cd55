"""Replace a single file in one step."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

__all__ = ["replace"]


def replace(path: Path, content: bytes) -> Literal["created", "updated", "unchanged"]:
    """Make the file at `path` hold `content`; a reader sees the old bytes or the new ones, whatever stops the run.

    A file that holds them already is not touched, a link is followed, missing folders are made and the mode is kept.
    Returns what was done; raises `OSError` when the file can't be written.
    """
    path = Path(os.path.realpath(path))
    there = path.exists()
    if there and path.read_bytes() == content:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(path)
    _write_beside(path, content, path.stat().st_mode & 0o777 if there else None)
    return "updated" if there else "created"


def _write_beside(path: Path, content: bytes, mode: int | None) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=_prefix(path), dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _default_mode() if mode is None else mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _remove_leftovers(path: Path) -> None:
    """What a killed run left beside the file."""
    for entry in os.scandir(path.parent):
        if entry.name.startswith(_prefix(path)):
            os.unlink(entry.path)


def _prefix(path: Path) -> str:
    return f".{path.name}.specwright-"


def _default_mode() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
