"""Write a single file where somebody said, unless what stands there has to be kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from specwright.write.file import replace
from specwright.write.manifest import MANIFEST, Manifest, Unreadable

__all__ = ["Kept", "save", "why_kept"]


class Kept(FileExistsError):
    """What stands at a path has to be kept; says why."""


def save(path: Path, content: bytes, *, read: Iterable[Path] = ()) -> Literal["created", "updated", "unchanged"]:
    """`replace`, but of nothing that was `read` for it or that belongs to a generated package.

    Raises `Kept` there, and what `replace` raises.
    """
    if why := why_kept(path, read):
        raise Kept(errno.EEXIST, why, str(path))
    return replace(path, content)


def why_kept(path: Path, read: Iterable[Path] = ()) -> str | None:
    """Why no file can be written at `path`, should that be so: something is there that nobody else has a copy of."""
    if path.is_dir():
        return "a folder is there"
    if not path.exists():
        return None
    if any(other.is_file() and path.samefile(other) for other in read):
        return "this file is read, and would be replaced"
    if package := _package(Path(os.path.realpath(path))):
        return f"this file belongs to the generated package {package.name}"
    return None


def _package(file: Path) -> Path | None:
    """The folder of the package that a file is part of."""
    return next((folder for folder in file.parents if file.relative_to(folder).as_posix() in _files(folder)), None)


def _files(folder: Path) -> Iterable[str]:
    """The files of the package in a folder; none where it holds no package, or one that nobody can tell of."""
    try:
        return {MANIFEST, *Manifest.parse((folder / MANIFEST).read_bytes()).files}
    except (OSError, Unreadable):
        return ()
