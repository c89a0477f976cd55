"""Replace a single file in one step."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

from specwright.write.disk import copy, create, flush_folders
from specwright.write.lock import locked

__all__ = ["replace"]


def replace(path: Path, content: bytes | Path) -> Literal["created", "updated", "unchanged"]:
    """Make the file at `path` hold `content`, or what the file `content` holds.

    A reader sees the old bytes or the new ones, whatever stops the run. A file that holds `content` already is not touched, a
    link is followed, missing folders are made and the mode is kept. Returns what was done; raises `Busy` when another run holds the folder and `OSError` when the file can't be written.
    """
    path = Path(os.path.realpath(path))
    if not path.parent.is_dir():
        _make_folder(path.parent)
    with locked(path.parent):
        beside = path.parent / f".{path.name}.specwright-new"
        with suppress(FileNotFoundError):
            os.unlink(beside)  # what a killed run left
        there = path.exists()
        if there and isinstance(content, bytes) and path.read_bytes() == content:
            return "unchanged"
        _exchange(beside, path, content, mode=path.stat().st_mode & 0o777 if there else None)
    return "updated" if there else "created"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "a file stands where a folder has to go", str(folder)) from None


def _exchange(beside: Path, path: Path, content: bytes | Path, *, mode: int | None) -> None:
    try:
        _write(str(beside), content, 0o666 if mode is None else mode)
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    flush_folders([str(path.parent)])


def _write(path: str, content: bytes | Path, mode: int) -> None:
    if isinstance(content, Path):
        copy(content, path, mode)
    else:
        create(path, content, mode, flush=True)
